#!/usr/bin/env bash
# A team's month with one ledger, in a repository of its own: what Ann and Bob type, and what the
# gate answers. Run it in an empty folder, with foretell and git on the path. It stops where an exit
# code is not the one that stands here.
set -euo pipefail

# It is this day, for foretell as for git.
on() {
  export FORETELL_AS_OF=$1 GIT_AUTHOR_DATE="$1T09:00:00Z" GIT_COMMITTER_DATE="$1T09:00:00Z"
  printf '\n## %s: %s\n\n' "$1" "$2"
}

# This person is at the keyboard.
as() {
  export FORETELL_FORECASTER=$1 GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$1@example.org
  export GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$1@example.org
}

# Shows a command, runs it, and holds it to an exit code.
ends() {
  local wanted=$1 code=0 word
  shift
  printf '$'
  for word; do
    case $word in *[!A-Za-z0-9_./:%=-]*) word="\"$word\"" ;; esac
    printf ' %s' "$word"
  done
  printf '\n'
  "$@" 2>&1 || code=$?
  [ "$code" -eq 0 ] || printf '[exit %s]\n' "$code"
  if [ "$code" -ne "$wanted" ]; then
    printf 'that should have been %s\n' "$wanted"
    exit 1
  fi
}

# What CI runs on main, with the exit codes that are due: of check, overdue and audit.
gate() {
  ends "$1" foretell check --strict
  ends "$2" foretell overdue
  ends "$3" foretell audit
}

branch() { git checkout --quiet -b "$1" main; }

commit() {
  git add --all
  git commit --quiet --message "$1"
  printf '(commit: %s)\n' "$1"
}

# A merge that needs no hand.
merge() {
  git checkout --quiet main
  ends 0 git merge --quiet --no-ff --no-edit "$1"
  git branch --quiet --delete "$1"
}

on 2026-11-02 "Ann starts a ledger"
as ann
git -c init.defaultBranch=main init --quiet
ends 0 foretell init
rm forecasts/example.yaml
cat > foretell.yaml <<'YAML'
grace: 3
people:
  ann: {mention: ann-lv, mail: ann@example.org}
  bob: {mail: bob@example.org}
escalate: {after: 7, to: ann}
YAML
ends 0 foretell new vote --topic politics \
  --question "Will the Saeima pass the 2027 budget in its first reading before 14 November 2026?" \
  --criteria "Yes if the official record counts more ayes than noes in the first reading." \
  --deadline 2026-11-13 --look-in "the record of the Saeima" --or-in LETA
ends 0 foretell new rate --topic economy \
  --question "Will the central bank cut its rate before 11 November 2026?" \
  --criteria "Yes if a press release of the bank announces a lower deposit rate." \
  --deadline 2026-11-10 --look-in "press releases of the bank" --or-in LETA --owner bob
ends 0 foretell estimate vote 85% --because "the coalition holds 54 of 100 seats"
ends 0 foretell estimate rate 30% --because "inflation came in above the forecast"
commit "two questions"
gate 0 0 0

on 2026-11-05 "two branches, one that asks and one that answers"
branch ann/port
ends 0 foretell new port --topic economy \
  --question "Will the port of Riga handle 1.5 million tonnes in November 2026?" \
  --criteria "Yes if the port's monthly release gives 1.5 million tonnes or more." \
  --deadline 2026-11-30 --known-by 2026-12-15 --look-in "the release" --or-in "customs data"
ends 0 foretell estimate port 60% --because "October had 1.6 million"
ends 0 foretell estimate rate 20% --because "the governor spoke of patience"
commit "the port, and a second look at the rate"
as bob
branch bob/vote
ends 0 foretell resolve vote yes --date 2026-11-05 --evidence "Record of 5 November: 53 to 42"
commit "the vote"
ends 0 foretell overdue --changed-since main
merge ann/port
merge bob/vote
gate 0 0 0

on 2026-11-09 "a week ahead"
ends 0 foretell overdue --within 7d

on 2026-11-14 "nobody has looked up the rate: the gate is red"
gate 0 1 0
as ann
branch ann/port-again
ends 0 foretell estimate port 70% --because "two weeks at the pace of October"
commit "the port once more"
# A pull request answers only for what it touches.
ends 0 foretell overdue --changed-since main
merge ann/port-again
# What the nightly job puts into an issue; its exit code still says red.
ends 1 foretell overdue --summary
# And what it mails, by person.
ends 1 foretell overdue --digest text

on 2026-11-16 "the bank's archive is closed until the 20th: a waiver holds"
as bob
branch bob/waiver
cat >> forecasts/economy/rate.yaml <<'YAML'
waive:
  - {rule: overdue, until: 2026-11-20, because: the archive is closed, by: bob}
YAML
commit "wait for the archive"
ends 0 foretell overdue --changed-since main
merge bob/waiver
gate 0 0 0
on 2026-11-20 "its last day"
ends 0 foretell overdue
on 2026-11-21 "it has ended"
gate 1 1 0
branch bob/rate
ends 0 foretell resolve rate no --evidence "No press release up to 10 November"
sed -e '/^waive:/d' -e '/rule: overdue/d' forecasts/economy/rate.yaml > without
mv without forecasts/economy/rate.yaml
commit "the rate stayed"
ends 0 foretell overdue --changed-since main
merge bob/rate
gate 0 0 0

on 2026-11-27 "Bob writes down what he thought three weeks ago"
branch bob/late
cat >> forecasts/economy/port.yaml <<'YAML'
  - date: 2026-11-06
    by: bob
    probability: 95%
    because: the weather was good
YAML
commit "my estimate of the 6th"
merge bob/late
# As text it is sound, and nothing is overdue; only the history tells.
gate 0 0 1
# What was merged leaves a later change green: it answers only for what it brought.
as ann
branch ann/port-third
ends 0 foretell estimate port 75% --because "three weeks at that pace"
commit "the port a third time"
ends 0 foretell check --strict --changed-since main
ends 0 foretell overdue --changed-since main
ends 0 foretell audit --changed-since main
# A clone without its history could not tell.
git clone --quiet --depth 1 "file://$PWD" shallow
ends 2 foretell audit --root shallow --changed-since main
rm -rf shallow
merge ann/port-third
as bob
# He says since when it is there to be read.
branch bob/logged
# It counts from then, and a warning says so until somebody has looked at it.
cat >> forecasts/economy/port.yaml <<'YAML'
    logged: 2026-11-27
waive:
  - {rule: backdated-estimate, until: 2027-11-27, because: a late entry that says so, by: ann}
YAML
ends 1 foretell fmt --check
ends 0 foretell fmt
commit "when it was written down"
merge bob/logged
gate 0 0 0

on 2026-11-28 "two first estimates of one question"
as ann
branch ann/tram
ends 0 foretell new tram --topic economy \
  --question "Will the new tram line in Riga open before 1 January 2027?" \
  --criteria "Yes if the operator's timetable lists the line on a day up to 31 December 2026." \
  --deadline 2026-12-31 --look-in "the timetable" --or-in LETA --owner bob
commit "the tram"
merge ann/tram
branch ann/first
ends 0 foretell estimate tram 40% --because "the rails are laid"
commit "Ann's first"
as bob
branch bob/first
ends 0 foretell estimate tram 20% --because "no driver has been trained"
commit "Bob's first"
merge ann/first
git checkout --quiet bob/first
# Plain git sees two changes of one place; a button of a host does too.
ends 1 git merge --no-edit main
ends 1 foretell check --format concise
git merge --abort
# The driver knows that they are two estimates.
ends 0 foretell merge --onto main
merge bob/first
gate 0 0 0

on 2026-11-29 "Bob leaves the team"
branch bob/leaves
ends 0 foretell list --owner bob --state open
ends 0 foretell estimate tram --withdraw --because "I leave the team"
sed -e 's/^owner: bob$/owner: ann/' forecasts/economy/tram.yaml > without
mv without forecasts/economy/tram.yaml
commit "Ann has the tram from now on"
ends 0 foretell overdue --changed-since main
merge bob/leaves
gate 0 0 0
as ann

on 2026-11-30 "what the month has taught"
ends 0 foretell list
ends 0 foretell score
