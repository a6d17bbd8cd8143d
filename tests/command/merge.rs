//! `foretell merge`

use foretell::record::merge;

use crate::common::Sandbox;

const BASE: &str = "\
question: Will it rain in Riga before 2027?
criteria: Yes if the gauge shows a millimetre.
tags: [weather]   # of the desk
deadline: 2026-12-31
estimates:
  # what Ann thinks
  - date: 2026-01-01
    by: ann
    probability: 70%
  - date: 2026-01-01
    by: bob
    probability: 40%
";

/// Returns the base with some of its text changed.
fn with(changes: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    text
}

/// Returns what a merge makes of two sides of the base, and how many conflicts stay.
fn merged(ours: &str, theirs: &str) -> (String, usize) {
    let merged = merge(BASE, ours, theirs, 7).unwrap();
    (merged.text, merged.conflicts)
}

#[test]
fn what_both_added_is_there_in_order_with_every_comment() {
    let ours = with(&[
        ("[weather]", "[weather, riga]"),
        (
            "70%\n",
            "70%\n  - date: 2026-03-01\n    by: ann\n    probability: 80%   # surer\n",
        ),
    ]) + "resolution:\n  outcome: yes\n  evidence:\n    - the gauge\n";
    let theirs = with(&[
        ("[weather]", "[weather, gauge]"),
        (
            "70%\n",
            "70%\n  - date: 2026-02-01\n    by: ann\n    probability: 60%\n",
        ),
        ("2026-12-31\n", "2026-12-31\nowner: bob   # since May\n"),
    ]) + "  # and Cid\n  - date: 2026-02-02\n    by: cid\n    probability: 10%\n\
          resolution:\n  outcome: yes\n  evidence:\n    - a photograph\n  note: it poured\n";
    let (text, conflicts) = merged(&ours, &theirs);
    insta::assert_snapshot!(text, @r#"
    question: Will it rain in Riga before 2027?
    criteria: Yes if the gauge shows a millimetre.
    tags: [weather, riga, gauge]   # of the desk
    deadline: 2026-12-31
    owner: bob   # since May
    estimates:
      # what Ann thinks
      - date: 2026-01-01
        by: ann
        probability: 70%
      - date: 2026-02-01
        by: ann
        probability: 60%
      - date: 2026-03-01
        by: ann
        probability: 80%   # surer
      - date: 2026-01-01
        by: bob
        probability: 40%
      # and Cid
      - date: 2026-02-02
        by: cid
        probability: 10%
    resolution:
      outcome: yes
      evidence:
        - the gauge
        - a photograph
      note: it poured
    "#);
    assert_eq!(conflicts, 0);
    let (other, conflicts) = merged(&theirs, &ours);
    assert_eq!((conflicts, other.len()), (0, text.len()));
}

#[test]
fn a_value_that_both_changed_stands_between_marks_alone() {
    let ours = with(&[("2026-12-31", "2027-01-31"), ("40%", "45%")]);
    let theirs = with(&[
        ("2026-12-31", "2027-02-28"),
        ("[weather]", "[weather, riga]"),
    ]);
    let (text, conflicts) = merged(&ours, &theirs);
    assert_eq!(conflicts, 1);
    insta::assert_snapshot!(text, @r#"
    question: Will it rain in Riga before 2027?
    criteria: Yes if the gauge shows a millimetre.
    tags: [weather, riga]   # of the desk
    <<<<<<< ours
    deadline: 2027-01-31
    =======
    deadline: 2027-02-28
    >>>>>>> theirs
    estimates:
      # what Ann thinks
      - date: 2026-01-01
        by: ann
        probability: 70%
      - date: 2026-01-01
        by: bob
        probability: 45%
    "#);
}

#[test]
fn one_key_of_an_estimate_may_be_changed_here_and_another_there() {
    let ours = with(&[("40%\n", "40%\n    because: the wind\n")]);
    let theirs = with(&[("40%\n", "40%\n    logged: 2026-01-02\n")]);
    let (text, conflicts) = merged(&ours, &theirs);
    assert_eq!(conflicts, 0, "{text}");
    let both = with(&[(
        "40%\n",
        "40%\n    logged: 2026-01-02\n    because: the wind\n",
    )]);
    assert_eq!(text, both);
    // The value itself, changed in two ways.
    let (text, conflicts) = merged(&with(&[("40%", "45%")]), &with(&[("40%", "30%")]));
    assert_eq!(conflicts, 1);
    let marked =
        "<<<<<<< ours\n    probability: 45%\n=======\n    probability: 30%\n>>>>>>> theirs\n";
    assert_eq!(text, with(&[("    probability: 40%\n", marked)]));
}

#[test]
fn what_one_side_took_away_and_the_other_changed_is_for_a_person() {
    let gone = with(&[(
        "  - date: 2026-01-01\n    by: bob\n    probability: 40%\n",
        "",
    )]);
    let (text, conflicts) = merged(&gone, BASE);
    assert_eq!((text.as_str(), conflicts), (gone.as_str(), 0));
    let (text, conflicts) = merged(&gone, &with(&[("40%", "45%")]));
    assert_eq!(conflicts, 1, "{text}");
    assert!(
        text.contains("<<<<<<< ours\n=======\n  - date: 2026-01-01\n    by: bob\n"),
        "{text}"
    );
}

#[test]
fn a_side_that_was_laid_out_anew_changed_nothing() {
    let theirs = BASE
        .replace(
            "  - date: 2026-01-01\n    by: bob",
            "  -   by: bob\n      date: 2026-01-01",
        )
        .replace("    probability: 40%", "      probability: 40%");
    assert!(merge(BASE, BASE, &theirs, 7).is_ok());
    let ours = with(&[(
        "40%\n",
        "40%\n  - date: 2026-02-01\n    by: bob\n    probability: 50%\n",
    )]);
    let (text, conflicts) = merged(&ours, &theirs);
    assert_eq!(conflicts, 0, "{text}");
    assert!(
        text.contains("50%") && text.contains("# what Ann thinks"),
        "{text}"
    );
}

#[test]
fn line_ends_and_the_mark_before_the_text_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let ours = windows(&with(&[("40%", "45%")]));
    let theirs = with(&[("70%", "75%")]);
    let (text, conflicts) = merged(&ours, &theirs);
    assert_eq!(conflicts, 0);
    assert_eq!(text, windows(&with(&[("40%", "45%"), ("70%", "75%")])));
}

#[test]
fn records_of_one_file_are_merged_by_their_ids() {
    let bundle = |a: &str, b: &str, c: &str| {
        let one = |id: &str, text: &str| {
            format!("---\nid: {id}\nquestion: Will it?\n{text}deadline: 2026-12-31\n")
        };
        [one("a", a), one("b", b), c.to_owned()].concat()
    };
    let new = "---\nid: c\nquestion: Will it?\ndeadline: 2026-12-31\n";
    let base = bundle("", "", "");
    let theirs = bundle("", "owner: bob\n", new);
    let merged = merge(&base, &bundle("owner: ann\n", "", ""), &theirs, 7).unwrap();
    assert_eq!(merged.conflicts, 0);
    assert_eq!(merged.text, bundle("owner: ann\n", "owner: bob\n", new));
}

/// A repository in which a branch and main go apart, the driver set up as `init --git` does it.
fn apart(ours: &str, theirs: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    let out = sandbox.run(&["init", "--git"]);
    assert_eq!(out.code, 0, "{}", out.page());
    let commit = |text: &str| {
        sandbox.write("forecasts/a b.yaml", text);
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", "change"]);
    };
    commit(BASE);
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    commit(theirs);
    sandbox.git(&["checkout", "--quiet", "main"]);
    commit(ours);
    sandbox
}

/// Runs `git merge` and returns its exit code.
fn git_merge(sandbox: &Sandbox) -> i32 {
    let mut command = std::process::Command::new("git");
    sandbox.scrub(&mut command);
    command.args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.org",
        "merge",
        "--no-edit",
        "side",
    ]);
    crate::common::Ran::of(&mut command).code
}

#[test]
fn git_merges_with_the_driver_that_init_set_up() {
    let more =
        |by: &str| format!("{BASE}  - date: 2026-02-01\n    by: {by}\n    probability: 50%\n");
    let sandbox = apart(&more("cid"), &more("dan"));
    assert_eq!(git_merge(&sandbox), 0);
    let text = sandbox.read("forecasts/a b.yaml");
    assert!(
        text.contains("by: cid") && text.contains("by: dan"),
        "{text}"
    );
    // A value for a person, and a side that nobody can read: lines, as git merges them.
    let sandbox = apart(&with(&[("40%", "45%")]), &with(&[("40%", "30%")]));
    assert_eq!(git_merge(&sandbox), 1);
    assert!(
        sandbox
            .read("forecasts/a b.yaml")
            .contains("<<<<<<< ours\n    probability: 45%\n")
    );
    let sandbox = apart(&with(&[("40%", "45%")]), &with(&[("40%", "[")]));
    assert_eq!(git_merge(&sandbox), 1);
    assert!(sandbox.read("forecasts/a b.yaml").contains("<<<<<<<"));
    let ran = sandbox.run(&["check", "--format", "concise"]);
    assert!(
        ran.out.contains("merge-conflict") && ran.out.contains("from line "),
        "{}",
        ran.page()
    );
}

/// Returns it with a name for commits.
fn signed(sandbox: Sandbox) -> Sandbox {
    let roles = ["AUTHOR", "COMMITTER"].into_iter();
    roles.fold(sandbox, |sandbox, role| {
        let sandbox = sandbox.with(&format!("GIT_{role}_NAME"), "ann");
        sandbox.with(&format!("GIT_{role}_EMAIL"), "ann@example.org")
    })
}

#[test]
fn a_branch_is_brought_up_to_date_without_anything_set_up() {
    let more =
        |by: &str| format!("{BASE}  - date: 2026-02-01\n    by: {by}\n    probability: 50%\n");
    let sandbox = signed(apart(&more("cid"), &more("dan")));
    sandbox.git(&["rm", "--quiet", ".gitattributes"]);
    sandbox.git(&["config", "--unset", "merge.foretell.driver"]);
    sandbox.git(&["commit", "--quiet", "--message", "none"]);
    let ran = sandbox.run(&["merge", "--onto", "nowhere"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert_eq!(
        sandbox.ok(&["merge", "--onto", "side"]),
        "the branch has what side has\n"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    assert!(sandbox.read("forecasts/a b.yaml").contains("by: dan"));
    let sandbox = signed(apart(&with(&[("40%", "45%")]), &with(&[("40%", "30%")])));
    let ran = sandbox.run(&["merge", "--onto", "side"]);
    assert_eq!(
        (ran.code, &*ran.out),
        (1, "conflict: forecasts/a b.yaml\n"),
        "{}",
        ran.page()
    );
    // What is not committed is in the way, and stays.
    let ran = sandbox.run(&["merge", "--onto", "side"]);
    assert_eq!(ran.code, 1, "{}", ran.page());
}

#[test]
fn what_git_is_told_already_stays() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet"]);
    sandbox.write(".gitattributes", "*.png binary");
    sandbox.ok(&["init", "--git"]);
    let text = sandbox.read(".gitattributes");
    assert_eq!(
        text,
        "*.png binary\n/forecasts/**/*.yaml merge=foretell\n/forecasts/**/*.yml merge=foretell\n"
    );
    sandbox.ok(&["init", "--git"]);
    assert_eq!(sandbox.read(".gitattributes"), text);
    sandbox.git(&["config", "merge.foretell.driver", "mine"]);
    let ran = sandbox.run(&["init", "--git"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert_eq!(sandbox.git(&["config", "merge.foretell.driver"]), "mine\n");
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet"]);
    sandbox.write(".gitattributes", "*.yaml merge=union\n");
    let ran = sandbox.run(&["init", "--git"]);
    assert_eq!(ran.code, 2, "{}", ran.page());
    assert_eq!(sandbox.read(".gitattributes"), "*.yaml merge=union\n");
    assert_eq!(Sandbox::new().run(&["init", "--git"]).code, 2);
}
