//! The recipes of the manual: run with stand-ins for what they call, and read by other tools.

use crate::ci::{SOUND, bash, fenced, file, stand_in, steps, yaml};
use crate::common::{BUILD_FROM, Sandbox, has_tools, root, tool, try_tool};

/// Returns the recipes of the manual in YAML, with a commit where one is to be chosen.
fn recipes() -> Vec<String> {
    let (_, commit) = BUILD_FROM.split_once('#').unwrap();
    let recipes = fenced(&file("docs/ci.md"), "yaml").into_iter();
    recipes
        .map(|recipe| {
            recipe
                .replace("@COMMIT", &format!("@{commit}"))
                .replace(": COMMIT", &format!(": {commit}"))
        })
        .collect()
}

/// Returns every workflow that we have, write or show, by a name.
fn workflows() -> Vec<(&'static str, String)> {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["init", "--github", "--build-from", BUILD_FROM]);
    let recipes = recipes();
    vec![
        (
            "written.yml",
            sandbox.read(".github/workflows/foretell.yml"),
        ),
        ("gate.yml", recipes[0].clone()),
        ("resolve.yml", recipes[1].clone()),
        ("ci.yml", file(".github/workflows/ci.yml")),
        ("ledger.yml", file(".github/workflows/ledger.yml")),
    ]
}

#[test]
fn what_others_wrote_is_pinned_and_nobody_may_more_than_they_need() {
    let is_pinned = |uses: &str| {
        let (_, revision) = uses.split_once('@').unwrap();
        revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    for (name, text) in workflows() {
        let workflow = yaml(&text);
        for step in steps(&workflow) {
            if let Some(uses) = step["uses"].as_str() {
                assert!(is_pinned(uses), "{name}: {uses}");
            }
        }
        assert!(workflow["concurrency"]["group"].is_string(), "{name}");
        let all = workflow["permissions"].as_mapping().unwrap();
        assert!(all.values().all(|value| value == "read"), "{name}: {all:?}");
        // Where a checkout keeps a token, every later step has it.
        for line in text
            .lines()
            .filter(|line| line.contains("actions/checkout@"))
        {
            let (_, after) = text.split_once(line).unwrap();
            assert!(after.contains("persist-credentials: false"), "{name}");
        }
    }
    for step in yaml(&file("action.yml"))["runs"]["steps"]
        .as_sequence()
        .unwrap()
    {
        assert!(step["uses"].as_str().is_none_or(is_pinned), "{step:?}");
    }
}

#[test]
fn nothing_is_installed_that_is_not_out() {
    let mut texts: Vec<String> = workflows().into_iter().map(|(_, text)| text).collect();
    texts.extend(recipes());
    texts.push(file("action.yml"));
    let mut builds = 0;
    for line in texts.iter().flat_map(|text| text.lines()) {
        if line.contains("cargo install ") {
            let from = ["--git ", "--path "];
            assert!(from.iter().any(|from| line.contains(from)), "{line}");
            builds += 1;
        }
        assert!(
            !line.contains("foretell@v") && !line.contains("rev: v"),
            "{line}"
        );
    }
    assert_eq!(builds, 5);
    // And it is said.
    for page in ["docs/ci.md", "action.yml"] {
        assert!(file(page).contains("No release"), "{page}");
    }
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn tools_that_read_workflows_find_nothing_grave() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::empty();
    let mut files = Vec::new();
    for (name, text) in workflows() {
        let name = format!(".github/workflows/{name}");
        sandbox.write(&name, &text);
        files.push(sandbox.path().join(&name).to_str().unwrap().to_owned());
    }
    sandbox.write("action.yml", &file("action.yml"));
    let script = root().join("tests/browser/workflows.mjs");
    let actionlint = |files: &[&str]| tool("node", &[&[script.to_str().unwrap()], files].concat());
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(actionlint(&files), "");
    let top = sandbox.path().to_str().unwrap();
    let zizmor = || {
        try_tool(
            "zizmor",
            &["--offline", "--no-progress", "--min-severity=high", top],
        )
    };
    let (ok, said) = zizmor();
    assert!(ok, "{said}");

    // Both can fail.
    let written = sandbox.read(".github/workflows/written.yml");
    let bad = written.replace("github.base_ref", "github.bas_ref");
    sandbox.write(".github/workflows/written.yml", &bad);
    assert!(actionlint(&files).contains("bas_ref"));
    let (checkout, _) = written.split_once("actions/checkout@").unwrap();
    let (_, rest) = written.split_once(" # v4.2.2").unwrap();
    let bad = format!("{checkout}actions/checkout@v4{rest}");
    sandbox.write(".github/workflows/written.yml", &bad);
    let (ok, said) = zizmor();
    assert!(!ok && said.contains("unpinned-uses"), "{said}");
}

/// Returns the script of the recipe that opens pull requests.
fn asking() -> String {
    let workflow = yaml(&recipes()[1]);
    let last = steps(&workflow).pop().unwrap();
    last["run"].as_str().unwrap().to_owned()
}

#[test]
fn a_bot_opens_a_pull_request_for_what_is_overdue_and_only_once() {
    let sandbox = Sandbox::new().on("2027-02-01");
    let home = sandbox.path().to_str().unwrap();
    stand_in(&sandbox, "gh", "exit 0\n");
    sandbox.write(
        "foretell.yaml",
        "people: {ann: {mention: ann-lee}}\nforecaster: ann\n",
    );
    let other = |name: &str| SOUND.replace("rain in Riga", name);
    sandbox.write("forecasts/rain.yaml", &format!("{SOUND}owner: ann"));
    let waive = "waive: [{rule: overdue, until: 2027-12-31, because: late, by: ann}]\n";
    sandbox.write("forecasts/hail.yaml", &format!("{}{waive}", other("hail")));
    sandbox.write(
        "forecasts/later.yaml",
        &other("thaw").replace("2026-12-31", "2027-12-31"),
    );
    sandbox.write(
        "forecasts/two.yaml",
        &format!("id: fog\n{}---\nid: ice\n{}", other("fog"), other("ice")),
    );
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "foretell.yaml", "forecasts"]);
    sandbox.git(&["commit", "--quiet", "--message", "all"]);
    sandbox.git(&["init", "--quiet", "--bare", "origin.git"]);
    sandbox.git(&["remote", "add", "origin", "origin.git"]);
    let run = || {
        sandbox.git(&["checkout", "--quiet", "main"]);
        sandbox.write("calls", "");
        let variables = [("RUNNER_TEMP", home), ("BASE", "main"), ("GH_TOKEN", "t")];
        let ran = bash(&sandbox, &asking(), &variables);
        assert_eq!(ran.code, 0, "{}", ran.page());
        sandbox.read("calls").replace(home, "TEMP")
    };
    assert_eq!(
        run(),
        "auth setup-git\npr create --base main --head resolve/rain --title Resolve rain \
         --body-file TEMP/body.md\n"
    );
    let body = sandbox.read("body.md");
    assert!(
        body.starts_with("**rain** @ann-lee: Will it rain"),
        "{body}"
    );
    let branches = sandbox.git(&["ls-remote", "--heads", "origin"]);
    assert_eq!(branches.lines().count(), 1, "{branches}");
    // The same morning a second time, or with the pull request closed.
    assert_eq!(run(), "auth setup-git\n");

    // It is red until somebody has filled it in, and then sound.
    sandbox.git(&["checkout", "--quiet", "resolve/rain"]);
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("`outcome`"), "{}", ran.out);
    let asked = sandbox.read("forecasts/rain.yaml");
    let filled = asked
        .replace("  outcome:\n", "  outcome: no\n")
        .replace("# known: 2026-01-31", "known: 2027-01-02")
        .replace("evidence: []", "evidence: [the gauge]");
    assert_ne!(asked, filled);
    sandbox.write("forecasts/rain.yaml", &filled);
    sandbox.ok(&["fmt", "forecasts/rain.yaml"]);
    let ran = sandbox.run(&["check", "forecasts/rain.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.page());
    assert!(sandbox.ok(&["show", "rain"]).contains("resolved no"));
}

#[test]
fn a_record_that_cannot_be_read_stops_the_bot() {
    let sandbox = Sandbox::new();
    stand_in(&sandbox, "gh", "exit 0\n");
    sandbox.git(&["init", "--quiet"]);
    sandbox.write("forecasts/rain.yaml", "question: [\n");
    let home = sandbox.path().to_str().unwrap();
    let ran = bash(
        &sandbox,
        &asking(),
        &[("RUNNER_TEMP", home), ("BASE", "main")],
    );
    assert_ne!(ran.code, 0);
    assert_eq!(sandbox.read("calls"), "auth setup-git\n");
}

#[test]
fn gitlab_builds_once_and_runs_what_it_built() {
    let recipe = yaml(&recipes()[2]);
    let before = recipe[".foretell"]["before_script"].as_sequence().unwrap();
    let lines: Vec<&str> = before.iter().map(|line| line.as_str().unwrap()).collect();
    let script = lines.join("\n");
    let sandbox = Sandbox::new();
    let built = ".foretell-build/bin/foretell";
    let cargo = format!(
        "mkdir -p .foretell-build/bin && printf '#!/bin/sh\\necho built\\n' > {built} && chmod +x {built}\n"
    );
    stand_in(&sandbox, "cargo", &cargo);
    let variable = |name: &str| recipe[".foretell"]["variables"][name].as_str().unwrap();
    let variables = ["FORETELL_GIT", "FORETELL_COMMIT"].map(|name| (name, variable(name)));
    let run = || bash(&sandbox, &format!("{script}\nforetell"), &variables).out;
    assert_eq!((run(), run()), ("built\n".to_owned(), "built\n".to_owned()));
    let calls = sandbox.read("calls");
    assert_eq!(calls.lines().count(), 1, "{calls}");
    let (_, commit) = BUILD_FROM.split_once('#').unwrap();
    assert!(
        calls.contains(&format!(
            "--git https://github.com/OWNER/foretell --rev {commit} "
        )),
        "{calls}"
    );
}
