#!/bin/sh
# Measures how often our intervals hold the truth, and writes the table into docs/scoring.md.
# Some minutes on two cores; COVERAGE_RUNS says how many runs, 2,000 where it says nothing.
set -eu
cd "$(dirname "$0")/.."
table=$(mktemp)
cargo bench --locked --bench coverage >"$table"
page=$(mktemp)
awk -v table="$table" '
    /<!-- end of coverage -->/ { inside = 0 }
    !inside { print }
    /<!-- coverage/ { inside = 1; print ""; while ((getline line < table) > 0) print line; print "" }
' docs/scoring.md >"$page"
cat "$page" >docs/scoring.md
rm "$table" "$page"
