//! `foretell init`

use crate::common::{BUILD_FROM, Sandbox, assert_page};

/// What `init` has git ignore: the lock, and drafts.
const IGNORED: &str = "/.foretell.lock\n.*.[0-9]*-[0-9]*.new\n";

#[test]
fn a_new_ledger_is_sound_and_says_what_to_do_next() {
    let sandbox = Sandbox::empty();
    insta::assert_snapshot!(sandbox.ok(&["init", "--forecaster", "ann"]), @r#"
    wrote foretell.yaml
    wrote forecasts/example.yaml
    wrote .gitignore
    Next:
      foretell new "Will it …?" 2027-12-31 70% -m "why"
      foretell estimate ID 60% -m "why"
      foretell resolve ID yes -m "what shows it"
      foretell calibration
    "#);
    assert_eq!(
        sandbox.run(&["check", "--strict"]).code,
        0,
        "{}",
        sandbox.run(&["check"]).page()
    );
    assert_eq!(sandbox.read(".gitignore"), IGNORED);
}

#[test]
fn the_name_in_git_signs_where_no_other_is_given() {
    let sandbox = Sandbox::empty();
    sandbox.write(".gitconfig", "[user]\nname = Ann Example\n");
    sandbox.ok(&["init"]);
    assert!(
        sandbox
            .read("foretell.yaml")
            .contains("forecaster: \"Ann Example\"")
    );
}

#[test]
fn what_is_there_stays_as_it_is() {
    let sandbox = Sandbox::empty();
    sandbox.write("foretell.yaml", "grace: 3\n");
    sandbox.ok(&["init"]);
    assert_eq!(sandbox.read("foretell.yaml"), "grace: 3\n");
}

#[test]
fn a_forecaster_with_an_odd_name_is_quoted() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--forecaster", "no: \"x\" #"]);
    sandbox.ok(&[
        "new",
        "a",
        "--question",
        "Will it rain before 2028?",
        "--deadline",
        "2027-12-31",
    ]);
    sandbox.ok(&["estimate", "a", "70%"]);
    assert!(
        sandbox
            .ok(&["log", "--format", "csv"])
            .contains("no: \"\"x\"\" #")
    );
}

#[test]
fn the_first_ten_minutes_end_with_words_and_not_with_an_empty_table() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--forecaster", "ann"]);
    let question = "Will it rain in Riga before 25 November 2026?";
    sandbox.ok(&[
        "new",
        "rain",
        "--question",
        question,
        "--deadline",
        "2026-11-24",
    ]);
    sandbox.ok(&["estimate", "rain", "70%"]);
    sandbox.ok(&["resolve", "rain", "yes"]);
    insta::assert_snapshot!(sandbox.ok(&["calibration", "--verbose"]), @"
    Nothing to score yet. No resolved forecast has passed its deadline and the days of grace.
    Excluded:
      1 forecast not due yet
      1 forecast resolved before their deadline, which has not passed (they wait, since an early yes is
        logged and an early no is not; --include-early counts them)
    ");
    insta::assert_snapshot!(sandbox.ok(&["calibration", "--verbose", "--include-early"]), @"
    Nothing to score yet. No estimate was made before its outcome was known.
    Excluded:
      1 forecast not due yet
      1 forecast estimated when the outcome was known (an estimate counts from the day before the
        outcome was known, or earlier)
    ");
}

const WORKFLOW: &str = ".github/workflows/foretell.yml";
const HOOKS: &str = ".pre-commit-config.yaml";

#[test]
fn what_github_and_pre_commit_run_is_written_on_request() {
    let sandbox = Sandbox::empty();
    let out = sandbox.ok(&[
        "init",
        "--github",
        "--build-from",
        BUILD_FROM,
        "--pre-commit",
    ]);
    assert!(
        out.contains(&format!("wrote {WORKFLOW}\nwrote {HOOKS}\nNext:\n")),
        "{out}"
    );
    assert_page("command", "init-github", &sandbox.read(WORKFLOW));
    assert_page("command", "init-pre-commit", &sandbox.read(HOOKS));
}

#[test]
fn a_ledger_that_is_there_gets_only_what_was_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitignore", IGNORED);
    assert_eq!(
        sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]),
        format!("wrote {WORKFLOW}\n")
    );
    assert!(!sandbox.path().join("forecasts").exists());
    assert!(!sandbox.path().join(HOOKS).exists());
}

#[test]
fn a_workflow_that_is_there_stays_as_it_is_and_the_rest_is_written() {
    let sandbox = Sandbox::new();
    sandbox.write(WORKFLOW, "mine\n");
    let ran = sandbox.run(&[
        "init",
        "--github",
        "--build-from",
        BUILD_FROM,
        "--pre-commit",
    ]);
    insta::assert_snapshot!(ran.page(), @"
    wrote .gitignore
    wrote .pre-commit-config.yaml
    --- stderr
    foretell: could not write `.github/workflows/foretell.yml`: it is there already
    hint: nothing was overwritten; move it away to get a new one
    --- exit 2
    ");
    assert_eq!(sandbox.read(WORKFLOW), "mine\n");
    let ran = sandbox.run(&[
        "init",
        "--github",
        "--build-from",
        BUILD_FROM,
        "--pre-commit",
    ]);
    insta::assert_snapshot!(ran.page(), @"
    --- stderr
    foretell: could not write `.github/workflows/foretell.yml` and `.pre-commit-config.yaml`: they are there already
    hint: nothing was overwritten; move it away to get a new one
    --- exit 2
    ");
}

#[test]
fn in_a_folder_of_a_repository_they_go_to_its_top_and_name_the_folder() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "--quiet"]);
    let github = ["--github", "--build-from", BUILD_FROM];
    sandbox.ok(&[&["init", "desk/my ledger", "--pre-commit"], &github[..]].concat());
    let file = ".github/workflows/foretell-desk-my-ledger.yml";
    let workflow = sandbox.read(file);
    for line in [
        "name: \"foretell desk/my ledger\"\n",
        "    working-directory: \"desk/my ledger\"\n",
        "          TITLE: \"Overdue forecasts: desk/my ledger\"\n",
    ] {
        assert!(workflow.contains(line), "{line}{workflow}");
    }
    let hooks = sandbox.read(HOOKS);
    assert!(
        hooks.contains("args: [\"--root=desk/my ledger\"]"),
        "{hooks}"
    );
    assert!(!sandbox.path().join(".foretell.lock").exists());

    // A second ledger, and one at the top, get workflows and issues of their own.
    for (dir, file) in [
        ("markets", ".github/workflows/foretell-markets.yml"),
        (".", WORKFLOW),
    ] {
        let out = sandbox.ok(&[&["init", dir], &github[..]].concat());
        assert!(out.contains(&format!("wrote {file}\n")), "{out}");
    }
    assert_eq!(sandbox.read(file), workflow);
    // The same one again is refused, as is one whose file has the same name.
    for dir in ["markets", "desk/my-ledger"] {
        let ran = sandbox.run(&[&["init", dir], &github[..]].concat());
        assert_eq!(ran.code, 2, "{}", ran.page());
    }
    assert_eq!(sandbox.read(file), workflow);
}

#[test]
fn a_workflow_builds_one_commit_that_somebody_named() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(&["init", "--github"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("no release of foretell is out"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--build-from URL#COMMIT"), "{}", ran.err);
    // Nothing was begun.
    assert!(!sandbox.path().join("foretell.yaml").exists());
    for from in [
        "https://example.org/foretell",
        "https://example.org/foretell#main",
    ] {
        let ran = sandbox.run(&["init", "--github", "--build-from", from]);
        assert_eq!(ran.code, 2, "{from}");
        assert!(ran.err.contains("40 digits of a commit"), "{}", ran.err);
    }
}
