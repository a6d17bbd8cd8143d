//! The report in a browser, which CI has: `FORETELL_TEST_TOOLS=1` says so.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use foretell::analysis::review::{Period, review};
use foretell::ledger::{Entry, Ledger, View};
use foretell::model::{EvidenceItem, Kind, Settings, parse_day};
use foretell::query::{Request, Weighting};
use foretell::record::{self, SourceFile};
use foretell::render::evaluation::{Parts, document, page};

use crate::common::team::{PLAIN, team};
use crate::common::{Ran, Sandbox, generated, has_tools, root};

/// Runs one of the scripts beside this file on these pages, and returns what it prints.
fn node(script: &str, args: &[&str]) -> String {
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/browser").join(script))
        .args(args);
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{script} {args:?}\n{}{}", ran.out, ran.err);
    ran.out
}

/// Asserts that a script finds nothing wrong.
fn finds_nothing(script: &str, args: &[&str]) {
    let found = node(script, args);
    assert!(found.is_empty(), "{script}:\n{found}");
}

/// Asserts that pages are valid: as they are read by the rules of the standard, and once more with
/// every tag that they leave out.
fn validates(files: &[&str]) {
    finds_nothing("whole.mjs", files);
    let whole = files
        .iter()
        .map(|file| file.replace(".html", ".whole.html"));
    let browser = root().join("tests/browser");
    let mut command = Command::new(browser.join("node_modules/.bin/html-validate"));
    command
        .arg("--config")
        .arg(browser.join(".htmlvalidate.json"))
        .args(whole);
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

/// Writes the report of a ledger, and returns the path of its page.
fn reported(sandbox: &Sandbox, out: &str) -> String {
    sandbox.ok(&["report", "--out", out]);
    sandbox.path().join(out).to_str().unwrap().to_owned()
}

/// Returns a ledger made up by a rule.
fn made_up(forecasts: usize, estimates: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    for (path, text) in generated::ledger(forecasts, estimates) {
        sandbox.write(&path, &text);
    }
    sandbox
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn the_report_of_our_ledger_passes_every_audit() {
    if !has_tools() {
        return;
    }
    let sandbox = Sandbox::our_ledger();
    let file = reported(&sandbox, "report.html");
    finds_nothing("look.mjs", &[&file]);
    finds_nothing("drawn.mjs", &[&file]);
    finds_nothing("filter.mjs", &[&file]);
    finds_nothing("tables.mjs", &[&file]);
    validates(&[&file]);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn every_table_of_a_team_and_of_the_demo_is_whole() {
    if !has_tools() {
        return;
    }
    let team = team(1, 60, PLAIN);
    let demo = Sandbox::empty();
    demo.ok(&["demo", "."]);
    finds_nothing(
        "tables.mjs",
        &[&reported(&team, "team.html"), &reported(&demo, "demo.html")],
    );
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn a_report_of_many_forecasts_passes_too_and_filters_smoothly() {
    if !has_tools() {
        return;
    }
    let sandbox = made_up(2_000, 10);
    let file = reported(&sandbox, "report.html");
    finds_nothing("look.mjs", &["--part", &file]);
    finds_nothing("drawn.mjs", &[&file]);
    finds_nothing("filter.mjs", &[&file]);
    let longest: f64 = node("smooth.mjs", &[&file]).trim().parse().unwrap();
    assert!(longest <= 200.0, "a task of {longest} ms");
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn reports_in_pages_and_of_little_pass_too() {
    if !has_tools() {
        return;
    }
    let many = made_up(1_100, 2);
    many.ok(&["report", "--out", "pages", "--compare-to", "2024-01-01"]);
    let pages = ["index.html", "forecasts-1.html", "forecasts-2.html"];
    let path = |name: &str| {
        many.path()
            .join("pages")
            .join(name)
            .to_str()
            .unwrap()
            .to_owned()
    };
    let pages = pages.map(path);
    let pages = pages.each_ref().map(String::as_str);
    finds_nothing("look.mjs", &[&["--part"], &pages[..]].concat());
    validates(&pages);
    let none = Sandbox::new();
    let file = reported(&none, "report.html");
    finds_nothing("look.mjs", &[&file]);
    validates(&[&file]);
}

#[test]
#[ignore = "needs the tools that .ci/run installs"]
fn every_plot_is_well_formed() {
    if !has_tools() {
        return;
    }
    let ours = Sandbox::our_ledger();
    let made = made_up(60, 4);
    let mut files = Vec::new();
    for (sandbox, plots) in [
        (
            &ours,
            &[
                "reliability",
                "score",
                "horizon",
                "calendar",
                "history gas-deal",
                "fan russia-crude-share-2032",
            ][..],
        ),
        (
            &made,
            &[
                "history indicator-0",
                "fan indicator-7",
                "scenarios indicator-13",
                "hedgehog",
            ][..],
        ),
    ] {
        for plot in plots {
            let name = format!("{}.svg", plot.replace(' ', "-"));
            let args: Vec<&str> = ["plot"]
                .into_iter()
                .chain(plot.split(' '))
                .chain(["--out", &name])
                .collect();
            sandbox.ok(&args);
            files.push(sandbox.path().join(name).to_str().unwrap().to_owned());
        }
    }
    finds_nothing(
        "well-formed.mjs",
        &files.iter().map(String::as_str).collect::<Vec<_>>(),
    );
}

/// What a stranger might write into a record to act on its reader.
const HOSTILE: &str = "</title></style></script><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">'\"><svg onload=window.hacked=1> javascript:window.hacked=1 https://example.org/\"onclick=\"window.hacked=1 https://example.org/\u{202e}x ]]> <!-- {{7*7}} `x` \u{7}\u{1b}[31m\u{9b}\u{0}\u{85}\u{2028}\r\n&lt;b&gt; &#106;avascript:x";

/// Returns our ledger with hostile text in every field that holds text, past every check.
fn hostile_ledger() -> Ledger {
    let ours = Sandbox::our_ledger();
    let settings = Settings::default();
    let sources: Vec<SourceFile> = foretell::store::load(ours.path());
    let records = record::read_all(&sources, &settings);
    let entries = records.into_iter().filter_map(|record| {
        let mut forecast = Arc::unwrap_or_clone(record.forecast?);
        let text = || HOSTILE.to_owned();
        forecast.question = text();
        forecast.title = forecast.title.map(|_| text());
        forecast.criteria = Some(text());
        forecast.tags.push(text());
        forecast.owner = Some(text());
        forecast.cluster = Some(text());
        forecast.lesson = Some(text());
        if let Some(source) = &mut forecast.source {
            for field in [
                &mut source.document,
                &mut source.author,
                &mut source.published,
                &mut source.section,
                &mut source.quote,
            ] {
                *field = Some(text());
            }
        }
        if let Some(base) = &mut forecast.base_rate {
            base.because = Some(text());
        }
        if let Some(sources) = &mut forecast.sources {
            (sources.primary, sources.fallback) = (Some(text()), Some(text()));
        }
        for estimate in &mut forecast.estimates {
            estimate.by = text().into();
            estimate.because = Some(text().into());
            for coded in estimate
                .aside
                .iter_mut()
                .flat_map(|aside| &mut aside.codings)
            {
                coded.by = text();
            }
        }
        if let Some(resolution) = &mut forecast.resolution {
            resolution.by = Some(text());
            resolution.note = Some(text());
            resolution.because = Some(text());
            resolution.evidence = vec![
                EvidenceItem::new(text()),
                EvidenceItem::new("javascript:window.hacked=1"),
                EvidenceItem {
                    url: Some("HTTPS://example.org/\"><x".into()),
                    quote: Some(text()),
                    ..EvidenceItem::new("")
                },
            ];
        }
        match &mut forecast.kind {
            Kind::Scenarios(set) => {
                for scenario in &mut set.scenarios {
                    (scenario.title, scenario.criteria, scenario.narrative) =
                        (Some(text()), Some(text()), Some(text()));
                }
                for indicator in &mut set.indicators {
                    indicator.because = Some(text());
                }
            }
            Kind::Number { unit, .. } => *unit = Some(text()),
            _ => {}
        }
        Some(Entry {
            forecast: Arc::new(forecast),
            file: Arc::from(HOSTILE),
            document: 0,
        })
    });
    Ledger::new(settings, entries.collect(), 0)
}

/// Returns the report of the hostile ledger.
fn hostile_page() -> String {
    let ledger = hostile_ledger();
    let view = View::new(parse_day("2026-11-24").unwrap(), 14);
    let request = Request::new(view, Weighting::Days);
    let review = review(&ledger, &request, Period::default());
    let parts = Parts {
        ledger: &ledger,
        review: &review,
        changes: None,
        series: &[],
        dossiers: true,
        brief: false,
    };
    page::single(&document(&parts))
}

#[test]
fn hostile_records_execute_nothing() {
    let page = hostile_page();
    assert!(
        page.contains("&lt;script&gt;window.hacked=1"),
        "the text is not shown"
    );
    assert!(!page.contains("<script>window.hacked"));
    assert!(!page.contains(['\u{7}', '\u{1b}', '\u{0}', '\u{202e}', '\u{9b}', '\u{2028}']));
    if !has_tools() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let file: PathBuf = Path::new(dir.path()).join("hostile.html");
    std::fs::write(&file, page).unwrap();
    let file = file.to_str().unwrap();
    finds_nothing("hostile.mjs", &[file]);
    finds_nothing("look.mjs", &["--part", file]);
    validates(&[file]);
}
