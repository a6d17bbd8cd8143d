//! Records in the layouts that people write, and what a change makes of each.
//!
//! Every example is a diff: lines with `+` are those that the change adds, lines with `-` those
//! that it removes. Each is tried with both line ends, behind a byte-order mark, and among other
//! documents.

use foretell::record::edit::{Change, Entries, Yaml, apply};

fn map<const N: usize>(entries: [(&str, Yaml); N]) -> Entries {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}

fn estimate() -> Change {
    Change::AppendEstimate(map([
        ("date", Yaml::plain("2014-05-12")),
        ("by", Yaml::text("no")),
        ("probability", Yaml::plain("70%")),
    ]))
}

fn long_estimate() -> Change {
    let shares = map([("a", Yaml::plain("50%")), ("b", Yaml::plain("0.5"))]);
    Change::AppendEstimate(map([
        ("date", Yaml::plain("2014-05-12")),
        ("probabilities", Yaml::Map(shares)),
        ("because", Yaml::text("one: two, three\n\n# four\n")),
    ]))
}

fn resolution() -> Change {
    Change::SetResolution(map([
        ("outcome", Yaml::plain("yes")),
        ("logged", Yaml::plain("2026-11-23")),
        (
            "evidence",
            Yaml::List(vec![Yaml::text("https://example.org/a#b")]),
        ),
    ]))
}

fn amended() -> Change {
    Change::AmendResolution {
        resolution: map([
            ("outcome", Yaml::plain("no")),
            ("note", Yaml::text("one\n\ntwo")),
        ]),
        because: "misread: the wrong year".to_owned(),
    }
}

/// Returns the text before and after the change that a diff shows.
fn sides(diff: &str) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    for line in diff.trim_start_matches('\n').split_inclusive('\n') {
        let (sign, rest) = match line.split_at_checked(1) {
            Some((sign @ (" " | "+" | "-"), rest)) => (sign, rest),
            _ => (" ", line),
        };
        if sign != "+" {
            old.push_str(rest);
        }
        if sign != "-" {
            new.push_str(rest);
        }
    }
    (old, new)
}

/// Ways to put one document into a file: what the file is called here, what is made of the text,
/// and which document it is.
type Setting = (&'static str, fn(&str) -> String, usize);

const SETTINGS: [Setting; 6] = [
    ("alone", str::to_owned, 0),
    ("with CRLF", |text| text.replace('\n', "\r\n"), 0),
    (
        "behind a byte-order mark",
        |text| format!("\u{feff}{text}"),
        0,
    ),
    ("behind a marker", |text| format!("# first\n---\n{text}"), 0),
    (
        "first of two",
        |text| format!("{text}---\nquestion: other\nestimates: []\n"),
        0,
    ),
    (
        "between others",
        |text| {
            let text = text.replace('\n', "\r\n");
            format!(
                "question: other\r\n--- # this\r\n{text}...\r\n# next\r\n---\r\nquestion: third"
            )
        },
        1,
    ),
];

#[track_caller]
fn check(change: &Change, diff: &str) {
    let (old, new) = sides(diff);
    for (setting, put, document) in SETTINGS {
        let is_flow = old.starts_with('{');
        if is_flow && setting == "between others" {
            continue;
        }
        match apply(&put(&old), document, change) {
            Ok(edited) => assert_eq!(edited.text, put(&new), "{setting}"),
            Err(error) => panic!("{setting}: could not {error}"),
        }
    }
}

#[test]
fn an_estimate_goes_behind_the_last_one() {
    check(
        &estimate(),
        "
 # a record
 question: Will it rain?
 estimates:
   - date: 2014-04-30   # the first
     by: bobo-lo
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%

 # what came
 resolution:
   outcome: yes
",
    );
}

#[test]
fn a_list_keeps_its_indentation() {
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:
 - date: 2014-04-30
   by: bobo-lo
+- date: 2014-05-12
+  by: \"no\"
+  probability: 70%
 deadline: 2014-05-01
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:
     - date: 2014-04-30
       by: bobo-lo
+    - date: 2014-05-12
+      by: \"no\"
+      probability: 70%
 deadline: 2014-05-01
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:
   -
     date: 2014-04-30
     by: bobo-lo
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
",
    );
}

#[test]
fn comments_stay_with_the_estimate_above_them() {
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:
   - date: 2014-04-30
     by: bobo-lo
     # page 3

     # and page 5
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
   # the end of the list

 # what came
 resolution: {outcome: yes}
",
    );
}

#[test]
fn an_estimate_of_several_lines_is_a_block() {
    check(
        &long_estimate(),
        "
 question: Will it rain?
 estimates:
     - date: 2014-04-30
       because: |
         a
          b

     - date: 2014-05-01
       because: >-
         c

          d
+    - date: 2014-05-12
+      probabilities: {a: 50%, b: 0.5}
+      because: |
+        one: two, three
+
+        # four

 deadline: 2014-05-01
",
    );
}

#[test]
fn a_list_in_brackets_stays_in_brackets() {
    check(&estimate(), "
 question: Will it rain?
-estimates: [{date: 2014-04-30, by: bobo-lo}]   # one
+estimates: [{date: 2014-04-30, by: bobo-lo}, {date: 2014-05-12, by: \"no\", probability: 70%}]   # one
 deadline: 2014-05-01
");
    check(&long_estimate(), "
 question: Will it rain?
 estimates: [
-  {date: 2014-04-30, by: bobo-lo}
+  {date: 2014-04-30, by: bobo-lo}, {date: 2014-05-12, probabilities: {a: 50%, b: 0.5}, because: \"one: two, three\\n\\n# four\\n\"}
   ]
 deadline: 2014-05-01
");
    check(&estimate(), "
-{question: Will it rain?, estimates: [{date: 2014-04-30}], lesson: x}
+{question: Will it rain?, estimates: [{date: 2014-04-30}, {date: 2014-05-12, by: \"no\", probability: 70%}], lesson: x}
");
}

#[test]
fn an_estimate_in_brackets_does_not_put_the_next_one_there() {
    check(
        &estimate(),
        "
 estimates:
   - {date: 2014-04-30, by: bobo-lo}   # one
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
 question: Will it rain?
",
    );
}

#[test]
fn the_first_estimate_fills_an_empty_list() {
    check(
        &estimate(),
        "
 question: Will it rain?
-estimates: []
+estimates:
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
 deadline: 2014-05-01
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
 deadline: 2014-05-01
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates:   # none yet
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
 deadline: 2014-05-01
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
-estimates: ~ # none yet
+estimates: # none yet
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
-estimates: [ ] # none yet
+estimates: # none yet
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%
",
    );
}

#[test]
fn a_missing_key_goes_where_it_belongs() {
    check(
        &estimate(),
        "
 question: Will it rain?
 deadline: 2014-05-01
 source:
   document: A
   # page 3
+estimates:
+  - date: 2014-05-12
+    by: \"no\"
+    probability: 70%

 # what came
 resolution:
   outcome: yes
 lesson: x
",
    );
    check(
        &resolution(),
        "
 question: Will it rain?
 estimates:
   - date: 2014-04-30
     by: bobo-lo   # the author
+resolution:
+  outcome: yes
+  logged: 2026-11-23
+  evidence:
+    - https://example.org/a#b

 # what it taught
 lesson: x
",
    );
    check(
        &resolution(),
        "
 scenarios:
   - id: best-case
 estimates:   []
 indicators:
   - forecast: a
 x-more: 1
+resolution:
+  outcome: yes
+  logged: 2026-11-23
+  evidence:
+    - https://example.org/a#b
",
    );
    check(
        &resolution(),
        "
 lesson: x
 question: Will it rain?
+resolution:
+  outcome: yes
+  logged: 2026-11-23
+  evidence:
+    - https://example.org/a#b
",
    );
}

#[test]
fn comments_at_the_end_stay_at_the_end() {
    check(
        &resolution(),
        "
 question: Will it rain?
+resolution:
+  outcome: yes
+  logged: 2026-11-23
+  evidence:
+    - https://example.org/a#b


 # the end

",
    );
}

#[test]
fn a_resolution_fills_its_empty_key() {
    check(
        &resolution(),
        "
 question: Will it rain?
 resolution:
+  outcome: yes
+  logged: 2026-11-23
+  evidence:
+    - https://example.org/a#b
 lesson: x
",
    );
    check(&resolution(), "
-{question: Will it rain?}
+{question: Will it rain?, resolution: {outcome: yes, logged: 2026-11-23, evidence: [https://example.org/a#b]}}
");
}

#[test]
fn an_amended_resolution_keeps_the_old_one_whole() {
    check(
        &amended(),
        "
 question: Will it rain?
 resolution: # so it is
-  # by radar
-  outcome: yes # hm
-  x-mine: [1, 2]
-
-  note: |
-    a
-
-     b
-  evidence:
-  - c
-  # and so on
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
+  replaces:
+      # by radar
+    - outcome: yes # hm
+      x-mine: [1, 2]
+
+      note: |
+        a
+
+         b
+      evidence:
+      - c
+      # and so on

 # what it taught
 lesson: x
",
    );
}

#[test]
fn what_was_replaced_before_stays_in_order() {
    check(
        &amended(),
        "
 question: Will it rain?
 resolution:
-  outcome: yes
-  # and before
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
   replaces: # newest first
+    - outcome: yes
+      # and before
+      x-mine: 1
     # the second
     - outcome: no   # again
       note: |
         a
     # the first
     - {outcome: yes}
-  x-mine: 1
 lesson: x
",
    );
    check(
        &amended(),
        "
 question: Will it rain?
 resolution:
-    replaces:
-    - outcome: no
-    because: a
-
-    outcome: yes
+    outcome: no
+    note: |-
+      one
+
+      two
+    because: \"misread: the wrong year\"
+    replaces:
+    - because: a
+
+      outcome: yes
+    - outcome: no
",
    );
}

#[test]
fn a_resolution_in_brackets_is_amended_too() {
    check(
        &amended(),
        "
 question: Will it rain?
-resolution: {outcome: yes, replaces: [{outcome: ambiguous}], x-mine: 1} # so it is
+resolution: # so it is
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
+  replaces:
+    - {outcome: yes, x-mine: 1}
+    - {outcome: ambiguous}
 lesson: x
",
    );
    check(&amended(), "
-{resolution: {outcome: yes}, question: Will it rain?}
+{resolution: {outcome: no, note: \"one\\n\\ntwo\", because: \"misread: the wrong year\", replaces: [{outcome: yes}]}, question: Will it rain?}
");
}

#[test]
fn what_was_replaced_before_may_stand_in_brackets() {
    for replaced in ["[{outcome: ambiguous}]", "[{outcome: ambiguous},]"] {
        let diff = format!(
            "
 question: Will it rain?
 resolution:
-  outcome: yes   # so it is
-  replaces: {replaced}
-  x-mine: 1
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
+  replaces:
+    - outcome: yes   # so it is
+      x-mine: 1
+    - {{outcome: ambiguous}}
 lesson: x
"
        );
        check(&amended(), &diff);
    }
    for none in ["[]", "~"] {
        let diff = format!(
            "
 question: Will it rain?
 resolution:
-  outcome: yes
-  replaces: {none}
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
+  replaces:
+    - outcome: yes
"
        );
        check(&amended(), &diff);
    }
}

#[test]
fn brackets_over_several_lines_keep_their_comments() {
    check(
        &amended(),
        "
 question: Will it rain?
-resolution: {
-  replaces: [{outcome: ambiguous}],
-  outcome: yes,   # now
-  note: a }
+resolution:
+  outcome: no
+  note: |-
+    one
+
+    two
+  because: \"misread: the wrong year\"
+  replaces:
+    - {
+      outcome: yes,   # now
+      note: a }
+    - {outcome: ambiguous}
 lesson: x
",
    );
    check(
        &estimate(),
        "
 question: Will it rain?
 estimates: [
   {date: 2014-04-30},
-  {date: 2014-05-01},   # the last
+  {date: 2014-05-01}, {date: 2014-05-12, by: \"no\", probability: 70%},   # the last
  ]
",
    );
}

#[test]
fn keys_in_brackets_go_where_they_belong() {
    let said = "{outcome: yes, logged: 2026-11-23, evidence: [https://example.org/a#b]}";
    for (before, after) in [
        ("\"question\": a", ", lesson: x"),
        ("question: a, owner: ~", ", lesson: x"),
        ("question: a, owner: ", ", lesson: x"),
    ] {
        let old = format!("{{{before}{after}}}");
        let new = format!("{{{}, resolution: {said}{after}}}", before.trim_end());
        let edited = apply(&old, 0, &resolution()).unwrap().text;
        assert_eq!(edited.replace(" ,", ","), new, "{old}");
    }
    for (empty, after) in [
        ("resolution: ~", ""),
        ("resolution: ~", ", lesson: x"),
        ("resolution: ", ", lesson: x"),
    ] {
        let old = format!("{{question: a, {empty}{after}}}");
        let new = format!("{{question: a, resolution: {said}{after}}}");
        let edited = apply(&old, 0, &resolution()).unwrap().text;
        assert_eq!(edited, new, "{old}");
    }
}

#[test]
fn a_last_line_without_a_line_break_is_no_obstacle() {
    let by = "question: a\nestimates:\n  - date: 2014-04-30\n    by: b";
    let added = "  - date: 2014-05-12\n    by: \"no\"\n    probability: 70%\n";
    let edited = apply(by, 0, &estimate()).unwrap();
    assert_eq!(edited.text, format!("{by}\n{added}"));
    assert_eq!(&edited.text[edited.bytes], format!("\n{added}"));

    let block = "question: a\r\nestimates:\r\n  - date: 2014-04-30\r\n    because: |\r\n      b";
    let edited = apply(block, 0, &estimate()).unwrap();
    let added = added.replace('\n', "\r\n");
    let block = block.replace('|', "|-");
    assert_eq!(edited.text, format!("{block}\r\n{added}"));
    assert_eq!(
        &edited.text[edited.bytes],
        format!("-\r\n      b\r\n{added}")
    );

    let comment = "question: a\nsource:\n  author: b\n  # c";
    let edited = apply(comment, 0, &estimate()).unwrap();
    let added = "estimates:\n  - date: 2014-05-12\n    by: \"no\"\n    probability: 70%\n";
    assert_eq!(edited.text, format!("{comment}\n{added}"));

    let resolved = "question: a\nresolution:\n  outcome: yes # b";
    let edited = apply(resolved, 0, &amended()).unwrap();
    assert!(edited.text.ends_with("replaces:\n    - outcome: yes # b\n"));
}
