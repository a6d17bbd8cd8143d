//! What runs foretell elsewhere: the action, the workflow, and the recipes of the manual.

use std::fs;
use std::process::Command;

use serde_yaml::Value;

use crate::common::{BUILD_FROM, Ran, Sandbox, root};

/// A sound record.
pub const SOUND: &str = "question: Will it rain in Riga before 2027?\n\
                     criteria: Yes if the gauge shows a millimetre.\n\
                     opened: 2026-01-01\ndeadline: 2026-12-31\n";

/// Reads YAML, which must be some.
pub fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns the text of a file of the repository.
pub fn file(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Returns what stands between fences of that language.
pub fn fenced(page: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    let rest = page.split(&open).skip(1);
    rest.map(|text| text.split("```").next().unwrap().to_owned())
        .collect()
}

/// Returns the command lines of foretell in a text, as words.
fn command_lines(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for line in text.lines() {
        let bare = line.trim_start().trim_start_matches("- ");
        let bare = ["run: ", "entry: "]
            .iter()
            .find_map(|key| bare.strip_prefix(key))
            .unwrap_or(bare);
        let at = match line.find("$(foretell ") {
            Some(at) => &line[at + 2..],
            None if bare.starts_with("foretell ") => bare,
            None => continue,
        };
        let at = at.replace("#COMMIT", BUILD_FROM.rsplit_once("/foretell").unwrap().1);
        let at = at.split(" #").next().unwrap();
        let end = at.find(['|', '>', ')', '&', ';']).unwrap_or(at.len());
        let words = at[..end].split_whitespace().skip(1);
        found.push(
            words
                .map(|word| word.trim_matches(['"', '\'']).to_owned())
                .collect(),
        );
    }
    found
}

/// Returns whether the command line takes these words. It reads them up to `--help`, and no record.
fn takes(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Sandbox::empty()
        .run(&[&words[..], &["--help"]].concat())
        .code
        == 0
}

#[test]
fn every_command_line_that_is_shown_is_one_that_we_take() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&[
        "init",
        "--github",
        "--build-from",
        BUILD_FROM,
        "--pre-commit",
    ]);
    let mut shown = Vec::new();
    for (text, least) in [
        (file("docs/ci.md"), 7),
        (file(".pre-commit-hooks.yaml"), 2),
        (sandbox.read(".github/workflows/foretell.yml"), 5),
        (sandbox.read(".pre-commit-config.yaml"), 2),
    ] {
        let lines = command_lines(&text);
        assert!(lines.len() >= least, "{lines:?}");
        shown.extend(lines);
    }
    let action = yaml(&file("action.yml"));
    let inputs = &action["inputs"];
    let mut words = vec![inputs["command"]["default"].as_str().unwrap().to_owned()];
    let args = inputs["args"]["default"].as_str().unwrap();
    words.extend(args.split(' ').map(str::to_owned));
    shown.push(words);
    for recipe in fenced(&file("docs/ci.md"), "yaml") {
        for job in steps(&yaml(&recipe)) {
            if let Some(command) = job["with"]["command"].as_str() {
                let args = job["with"]["args"].as_str().unwrap_or_default();
                let words = std::iter::once(command).chain(args.split_whitespace());
                shown.push(words.map(str::to_owned).collect());
            }
        }
    }
    for words in &shown {
        assert!(takes(words), "{words:?}");
    }
    // The test can fail.
    let words = |line: &str| -> Vec<String> { line.split(' ').map(str::to_owned).collect() };
    assert!(!takes(&words("check --format githu")));
    assert!(!takes(&words("overdue --sumary")));
    assert!(!takes(&words("chek")));
}

/// Returns the steps of every job of a workflow.
pub fn steps(workflow: &Value) -> Vec<Value> {
    let Some(jobs) = workflow["jobs"].as_mapping() else {
        return Vec::new();
    };
    let steps = jobs.values().filter_map(|job| job["steps"].as_sequence());
    steps.flatten().cloned().collect()
}

#[test]
fn what_we_offer_is_yaml_and_has_the_parts_that_its_readers_ask_for() {
    let recipes = fenced(&file("docs/ci.md"), "yaml");
    assert_eq!(recipes.len(), 4);
    for recipe in &recipes {
        assert!(yaml(recipe).is_mapping());
    }
    let reports = &yaml(&recipes[2])[".foretell"]["artifacts"]["reports"];
    assert_eq!(reports["codequality"], "foretell.json");

    let action = yaml(&file("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let given: Vec<_> = action["inputs"].as_mapping().unwrap().keys().collect();
    let known = |step: &Value| {
        let keys = step["with"].as_mapping().unwrap().keys();
        keys.for_each(|key| assert!(given.contains(&key), "{key:?}"));
    };
    let uses = steps(&yaml(&recipes[0]));
    let ours = |step: &&Value| step["uses"].as_str().unwrap_or("").contains("/foretell@");
    uses.iter()
        .filter(ours)
        .filter(|step| step["with"].is_mapping())
        .for_each(known);
    assert_eq!(uses.iter().filter(ours).count(), 3);
    // Nothing that a caller gives stands in a script; it comes through the environment.
    let scripts = action["runs"]["steps"].as_sequence().unwrap().iter();
    for step in scripts.filter(|step| step["uses"].is_null()) {
        assert_eq!(step["shell"], "bash");
        assert!(!step["run"].as_str().unwrap().contains("${{"));
    }

    let hooks = yaml(&file(".pre-commit-hooks.yaml"));
    let ids: Vec<_> = hooks
        .as_sequence()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    assert_eq!(ids, ["foretell-check", "foretell-fmt"]);
}

#[test]
fn nothing_is_installed_where_a_stranger_chose_the_tools() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let workflow = yaml(&sandbox.read(".github/workflows/foretell.yml"));
    let action = yaml(&file("action.yml"));
    let own = action["runs"]["steps"].as_sequence().unwrap().clone();
    let all: Vec<Value> = own.into_iter().chain(steps(&workflow)).collect();
    let installs = |step: &&Value| {
        let run = step["run"].as_str().unwrap_or_default();
        run.contains("cargo install")
    };
    let installs: Vec<_> = all.iter().filter(installs).collect();
    assert_eq!(installs.len(), 3);
    for step in installs {
        assert_eq!(step["working-directory"], "${{ runner.temp }}", "{step:?}");
    }
}

#[test]
fn who_asks_for_history_has_all_of_it() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let written = yaml(&sandbox.read(".github/workflows/foretell.yml"));
    let shown = yaml(&fenced(&file("docs/ci.md"), "yaml")[0]);
    for workflow in [written, shown] {
        let gate = &workflow["jobs"]["gate"]["steps"];
        let checkout = &gate.as_sequence().unwrap()[0];
        assert!(
            checkout["uses"]
                .as_str()
                .unwrap()
                .starts_with("actions/checkout@")
        );
        assert_eq!(checkout["with"]["fetch-depth"], 0);
    }
}

/// Runs a script as GitHub runs one of bash, with what else is on the path.
pub fn bash(sandbox: &Sandbox, script: &str, variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new("bash");
    sandbox.scrub(&mut command);
    let path = command
        .get_envs()
        .find_map(|(name, value)| (name == "PATH").then_some(value?.to_str()?.to_owned()));
    let bin = sandbox.path().join("bin");
    command
        .env("PATH", format!("{}:{}", bin.display(), path.unwrap()))
        .envs(variables.iter().copied())
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
    Ran::of(&mut command)
}

/// Puts a program on the path that notes how it was called, and then runs these lines.
pub fn stand_in(sandbox: &Sandbox, name: &str, lines: &str) {
    let file = format!("bin/{name}");
    sandbox.write(
        &file,
        &format!("#!/bin/sh\necho \"$*\" >> \"$HOME/calls\"\n{lines}"),
    );
    let mut command = Command::new("chmod");
    sandbox.scrub(&mut command);
    assert_eq!(Ran::of(command.args(["+x", &file])).code, 0);
}

#[test]
fn the_action_installs_once_and_runs_what_it_was_told() {
    let action = yaml(&file("action.yml"));
    let script = |n: usize| {
        action["runs"]["steps"][n]["run"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let sandbox = Sandbox::new();
    let home = sandbox.path().to_str().unwrap();
    stand_in(&sandbox, "cargo", "exit 0\n");
    let action_path = root();
    let action_path = action_path.to_str().unwrap();
    let output = format!("{home}/output");
    let named = |path: &str| {
        sandbox.write("output", "");
        let variables = [("ACTION", path), ("GITHUB_OUTPUT", output.as_str())];
        let ran = bash(&sandbox, &script(0), &variables);
        assert_eq!(ran.code, 0, "{}", ran.page());
        let name = sandbox.read("output").trim().to_owned();
        name.strip_prefix("key=").unwrap().to_owned()
    };
    // What is built has a name that goes by what it is built of.
    let key = named(action_path);
    assert_eq!((key.len(), &key), (64, &named(action_path)));
    for file in ["Cargo.toml", "Cargo.lock", "src/a", "crates/a", "docs/a"] {
        sandbox.write(&format!("other/{file}"), "");
    }
    assert_ne!(named(&format!("{home}/other")), key);
    let added = format!("{home}/added");
    let install = || {
        let variables = [
            ("HOME", home),
            ("GITHUB_PATH", &*added),
            ("ACTION", "/action"),
            ("KEY", "k"),
        ];
        assert_eq!(bash(&sandbox, &script(2), &variables).code, 0);
    };
    install();
    sandbox.write(".foretell-k/bin/foretell", "");
    Ran::of(Command::new("chmod").args(["+x", &format!("{home}/.foretell-k/bin/foretell")]));
    install();
    let built = format!("install --locked --root {home}/.foretell-k --path /action\n");
    assert_eq!(sandbox.read("calls"), built);
    assert!(
        sandbox
            .read("added")
            .ends_with(&format!("{home}/.foretell-k/bin\n"))
    );

    sandbox.write("forecasts/a.yaml", "question: [\n");
    let run = |command: &str, args: &str| {
        bash(
            &sandbox,
            &script(3),
            &[("COMMAND", command), ("ARGS", args)],
        )
    };
    let ran = run("check", "--format github --strict");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("::error file=forecasts/a.yaml,"),
        "{}",
        ran.out
    );
    assert_eq!(run("check", "; touch pwned").code, 2);
    assert!(!sandbox.path().join("pwned").exists());
}

#[test]
fn in_a_pull_request_the_workflow_asks_every_gate_and_blames_only_the_change() {
    let sandbox = Sandbox::new().on("2027-02-01");
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let workflow = yaml(&sandbox.read(".github/workflows/foretell.yml"));
    let steps = workflow["jobs"]["gate"]["steps"].as_sequence().unwrap();
    let is_for = |step: &&Value| step["if"] == "github.event_name == 'pull_request'";
    let script = steps.iter().find(is_for).unwrap()["run"].as_str().unwrap();
    let gate = || bash(&sandbox, script, &[("BASE", "main")]);
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    let commit = |message: &str| {
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", message]);
    };
    // What main has is overdue, and says of an estimate that it is a year old.
    let late = format!("{SOUND}estimates:\n  - {{date: 2026-01-01, by: ann, probability: 70%}}\n");
    sandbox.write("forecasts/rain.yaml", &late);
    commit("late");
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    sandbox.write(
        "forecasts/snow.yaml",
        &SOUND
            .replace("2026-12-31", "2027-12-31")
            .replace("rain in Riga before 2027", "snow in Riga before 2028"),
    );
    commit("snow");
    let ran = gate();
    assert_eq!(ran.code, 0, "{}", ran.page());
    sandbox.write("forecasts/rain.yaml", &late.replace("70%", "90%"));
    commit("change");
    let ran = gate();
    assert_eq!(ran.code, 1, "{}", ran.page());
    for told in ["overdue", "changed-estimate"] {
        assert!(ran.out.contains(told), "{}", ran.page());
    }
}

#[test]
fn the_workflow_opens_updates_and_closes_one_issue() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let workflow = yaml(&sandbox.read(".github/workflows/foretell.yml"));
    let steps = workflow["jobs"]["issue"]["steps"].as_sequence().unwrap();
    let script = steps.last().unwrap()["run"].as_str().unwrap();
    let home = sandbox.path().to_str().unwrap();
    stand_in(
        &sandbox,
        "gh",
        "[ \"$2\" != list ] || cat \"$HOME/number\"\n[ \"$2\" != view ] || cat \"$HOME/old.md\"\n",
    );
    let run = |as_of: &str, number: &str| {
        sandbox.write("number", number);
        sandbox.write("calls", "");
        let variables = [
            ("RUNNER_TEMP", home),
            ("TITLE", "Overdue forecasts"),
            ("FORETELL_AS_OF", as_of),
        ];
        let ran = bash(&sandbox, script, &variables);
        let calls = sandbox.read("calls").replace(home, "TEMP");
        let calls = calls
            .lines()
            .filter(|call| call.starts_with("issue ") && !call.starts_with("issue list"))
            .filter(|call| !call.starts_with("issue view"));
        (ran.code, calls.map(str::to_owned).collect::<Vec<_>>())
    };
    sandbox.write("forecasts/rain.yaml", SOUND);
    let (before, after) = ("2027-01-14", "2027-01-15");
    assert_eq!(run(before, ""), (0, vec![]));
    let body = "--body-file TEMP/issue.md".to_owned();
    assert_eq!(
        run(after, ""),
        (
            0,
            vec![format!("issue create --title Overdue forecasts {body}")]
        )
    );
    assert!(
        sandbox
            .read("issue.md")
            .starts_with("## 1 forecast is overdue\n")
    );
    sandbox.write("old.md", &sandbox.read("issue.md"));
    assert_eq!(run(after, "7\n"), (0, vec![format!("issue edit 7 {body}")]));
    assert_eq!(
        run(before, "7\n"),
        (
            0,
            vec!["issue close 7 --comment Nothing is overdue any more.".to_owned()]
        )
    );
    // What was not in it before is told, since an edit tells nobody.
    sandbox.write(
        "old.md",
        "- [x] **hail**: Will it hail?\n- [ ] **rain**: Will it rain?\n",
    );
    sandbox.write("forecasts/snow.yaml", &SOUND.replace("rain", "snow"));
    let told =
        "issue comment 7 --body Overdue or escalated since the last look: snow. No more: hail."
            .to_owned();
    let again = format!("issue edit 7 {body}");
    assert_eq!(run(after, "7\n"), (0, vec![again.clone(), told]));
    // Who wants to be called is; what goes to somebody else after a while is told again.
    let people = "people: {ann: {mention: ann-lee}, maria: {mention: desk/leads}}\n";
    let owned = |name: &str| format!("{}owner: ann\n", SOUND.replace("rain", name));
    sandbox.write("forecasts/rain.yaml", &owned("rain"));
    sandbox.write("forecasts/snow.yaml", &owned("snow"));
    sandbox.write("foretell.yaml", people);
    sandbox.write("old.md", "- [ ] **rain** @ann-lee: Will it rain?\n");
    let comment = |new: &str| {
        format!(
            "issue comment 7 --body Overdue or escalated since the last look: {new}. No more: none."
        )
    };
    let told = comment("snow @ann-lee");
    assert_eq!(run(after, "7\n"), (0, vec![again.clone(), told]));
    sandbox.write("old.md", &sandbox.read("issue.md"));
    assert_eq!(run(after, "7\n"), (0, vec![again.clone()]));
    sandbox.write(
        "foretell.yaml",
        &format!("{people}escalate: {{after: 10, to: maria}}\n"),
    );
    let told = comment("rain @ann-lee @desk/leads; snow @ann-lee @desk/leads");
    assert_eq!(run(after, "7\n"), (0, vec![again, told]));
    sandbox.write("forecasts/rain.yaml", SOUND);
    fs::remove_file(sandbox.path().join("forecasts/snow.yaml")).unwrap();
    // A typo must not close it.
    sandbox.write("forecasts/rain.yaml", "question: [\n");
    assert_eq!(run(before, "7\n"), (2, vec![]));
}

#[test]
fn our_own_ledger_has_its_issue_kept_by_the_script_that_others_get() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let others = yaml(&sandbox.read(".github/workflows/foretell.yml"));
    let ours = yaml(&file(".github/workflows/ledger.yml"));
    let script = |workflow: &Value| {
        let steps = workflow["jobs"]["issue"]["steps"].as_sequence().unwrap();
        steps.last().unwrap()["run"].clone()
    };
    assert_eq!(script(&ours), script(&others));
    assert!(ours["on"]["schedule"][0]["cron"].is_string());
    // A morning turns no commit red.
    assert!(yaml(&file(".github/workflows/ci.yml"))["on"]["schedule"].is_null());
}

#[test]
fn our_own_ledger_is_judged_as_of_the_day_of_the_commit() {
    let sandbox = Sandbox::new().on("2026-11-24");
    sandbox.write(".ci/ledger", &file(".ci/ledger"));
    sandbox.write("forecasts/rain.yaml", SOUND);
    sandbox.git(&["init", "--quiet"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message", "rain"]);
    let years_later = sandbox.on("2030-01-01");
    let gate = || bash(&years_later, "bash .ci/ledger foretell", &[]);
    let ran = gate();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // What is written on that day is judged by it.
    years_later.write("forecasts/rain.yaml", &format!("{SOUND}lesson: none yet\n"));
    let ran = gate();
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("overdue"), "{}", ran.out);
}
