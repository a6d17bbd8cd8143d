//! `foretell report`

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::common::{Sandbox, assert_page, generated};

const RAIN: &str = "question: Will it rain?\nopened: 2026-01-01\ndeadline: 2026-01-31\nestimates:\n  - {date: 2026-01-02, by: ann, probability: 30%}\n  - {date: 2026-01-20, by: ann, probability: 80%}\nresolution: {outcome: yes, happened: 2026-01-30}\n";

fn rain() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("forecasts/rain.yaml", RAIN);
    sandbox
}

#[test]
fn our_ledger_has_a_report() {
    let page = Sandbox::our_ledger().ok(&["report", "--format", "markdown", "--tag", "gas"]);
    assert_page("command", "report-gas", &page);
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let sandbox = Sandbox::our_ledger();
    for format in ["html", "markdown"] {
        let first = sandbox.ok(&["report", "--format", format]);
        for _ in 0..4 {
            assert_eq!(sandbox.ok(&["report", "--format", format]), first);
        }
    }
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let page = Sandbox::our_ledger().ok(&["report"]);
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
    for asks in ["src=", "@import", "url(", "<link", "<iframe", "style=\""] {
        assert!(!page.contains(asks), "{asks}");
    }
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</html>").count(), 1);
}

#[test]
fn every_forecast_has_its_dossier_with_what_the_record_says() {
    let sandbox = Sandbox::our_ledger();
    let page = sandbox.ok(&["report"]);
    let listed = sandbox.run(&["list", "--format", "json"]).json();
    let listed = listed["rows"].as_array().unwrap().len();
    assert_eq!(page.matches("<article").count(), listed);
    assert!(listed > 60);
    for part in [
        "id=f-gas-deal ",
        "Will Gazprom and CNPC sign a binding long-term contract",
        "finalization of a gas supply agreement",
        "more probable than not (60%)",
        "OSW, 16 Jun 2014: contract signed in Shanghai",
        "Ten years of false alarms",
        "<a href=#f-gas-by-2014>",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn changes_of_an_estimate_are_said_to_have_helped_only_where_they_did() {
    let page = rain().ok(&["report", "--format", "markdown"]);
    let said = "Of 1 resolved judgement, 1 had the number changed, in 1 change, by 50 points on average: 1 up and 0 down. 1 of the changes (100%) went towards what happened.";
    assert!(page.contains(said), "{page}");
    assert!(
        page.contains("too few to tell whether changing helped"),
        "{page}"
    );
    assert!(
        page.contains("Brier 0.490 for the first number and 0.040 for the last"),
        "{page}"
    );
}

#[test]
fn a_no_that_came_later_is_a_matter_of_timing() {
    let sandbox = Sandbox::new();
    let said = "estimates:\n  - {date: 2020-01-02, by: ann, probability: 80%}\n";
    let head = |deadline: &str| {
        format!("question: Will it open?\nopened: 2020-01-01\ndeadline: {deadline}\n")
    };
    sandbox.write(
        "forecasts/by-2020.yaml",
        &format!(
            "{}{said}resolution: {{outcome: no, known: 2021-01-01}}\n",
            head("2020-12-31")
        ),
    );
    sandbox.write(
        "forecasts/by-2021.yaml",
        &format!(
            "{}earlier: by-2020\n{said}resolution: {{outcome: yes, happened: 2021-06-01}}\n",
            head("2021-12-31")
        ),
    );
    sandbox.write(
        "forecasts/late.yaml",
        &format!(
            "{}{said}resolution: {{outcome: no, happened: 2021-02-01, known: 2021-02-01}}\n",
            head("2020-12-31")
        ),
    );
    sandbox.write(
        "forecasts/never.yaml",
        &format!(
            "{}{said}resolution: {{outcome: no, known: 2021-01-01}}\n",
            head("2020-12-31")
        ),
    );
    let page = sandbox.ok(&["report", "--format", "markdown"]);
    assert!(
        page.contains("Of 4 judgements, 1 in line, 2 timing, 1 against."),
        "{page}"
    );
}

#[test]
fn a_period_takes_the_deadlines_in_it_with_both_its_ends() {
    let sandbox = Sandbox::our_ledger();
    let scored = |args: &[&str]| {
        let page = sandbox.ok(&[&["report", "--format", "markdown"], args].concat());
        let line = page
            .lines()
            .find(|line| line.starts_with("| Forecasts scored"))
            .unwrap()
            .to_owned();
        line.split('|')
            .nth(2)
            .unwrap()
            .trim()
            .parse::<usize>()
            .unwrap()
    };
    assert_eq!(scored(&[]), 20);
    assert_eq!(scored(&["--since", "2016-01-01"]), 6);
    assert_eq!(scored(&["--until", "2015-12-31"]), 14);
    assert_eq!(
        scored(&["--since", "2015-12-31", "--until", "2015-12-31"]),
        14
    );
    assert_eq!(scored(&["--until", "2015-12-30"]), 0);
    // What comes due is not bound by the period behind.
    let page = sandbox.ok(&["report", "--format", "markdown", "--until", "2015-12-31"]);
    assert!(page.contains("0 due within 92 days, 35 later"), "{page}");
}

#[test]
fn a_report_says_what_changed_since_a_day() {
    let sandbox = rain();
    sandbox.write(
        "forecasts/snow.yaml",
        &RAIN
            .replace("rain", "snow")
            .replace("2026-01-31", "2027-01-31")
            .split("resolution")
            .next()
            .unwrap()
            .replace("2026-01-20", "2026-11-01"),
    );
    let page = sandbox.ok(&[
        "report",
        "--format",
        "markdown",
        "--compare-to",
        "2026-01-25",
    ]);
    assert!(
        page.contains("Since 2026-01-25: 1 forecast can be scored, 0 then"),
        "{page}"
    );
    assert!(
        page.contains("**Resolved, with an outcome or without: 1**. Will it rain?"),
        "{page}"
    );
    assert!(page.contains("| ann | 30% | 80% | 2026-11-01 |"), "{page}");
}

#[test]
fn seen_from_an_earlier_day_nothing_of_later_is_in_the_report() {
    let page = Sandbox::our_ledger().ok(&["report", "--as-of", "2014-05-01"]);
    assert!(page.contains("No forecast can be scored yet"));
    assert!(!page.contains("contract signed in Shanghai"));
}

#[test]
fn many_forecasts_come_in_pages_and_the_links_lead_to_them() {
    let sandbox = Sandbox::new();
    for (path, text) in generated::ledger(1_100, 2) {
        sandbox.write(&path, &text);
    }
    sandbox.ok(&["report", "--out", "pages"]);
    let index = sandbox.read("pages/index.html");
    assert_eq!(index.matches("<article").count(), 0);
    let pages = [
        sandbox.read("pages/forecasts-1.html"),
        sandbox.read("pages/forecasts-2.html"),
    ];
    assert_eq!(
        pages
            .each_ref()
            .map(|page| page.matches("<article").count()),
        [1_000, 100]
    );
    let hrefs = index
        .split("href=")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .map(|href| href.trim_matches('"'));
    let mut followed = 0;
    for (file, anchor) in hrefs
        .filter_map(|href| href.split_once('#'))
        .filter(|(file, _)| !file.is_empty())
    {
        let page = sandbox.read(&format!("pages/{file}"));
        assert!(page.contains(&format!("id={anchor} ")), "{file}#{anchor}");
        followed += 1;
        if followed > 40 {
            break;
        }
    }
    assert!(followed > 40, "{followed}");
}

#[test]
fn ten_thousand_forecasts_with_ten_estimates_each_take_less_than_20_mb() {
    const MAX_BYTES: usize = 20_000_000;
    // What stands once: heads, style, script, and the sections that do not grow.
    const ONCE: usize = 100_000;
    let sandbox = Sandbox::new();
    // An eighth of them, since what is written of each does not depend on how many there are; the
    // bench writes all.
    for (path, text) in generated::ledger(1_250, 10) {
        sandbox.write(&path, &text);
    }
    sandbox.ok(&["report", "--out", "pages"]);
    let pages = ["index.html", "forecasts-1.html", "forecasts-2.html"];
    let pages = pages.map(|name| sandbox.read(&format!("pages/{name}")));
    let bytes: usize = pages.iter().map(String::len).sum();
    assert!(bytes < MAX_BYTES / 8 + ONCE, "{bytes}");
    // And nothing was left out for it.
    let whole = pages.concat();
    assert_eq!(whole.matches("<article").count(), 1_250);
    let drawn = whole.matches("role=img aria-label").count();
    let told = whole.matches("<summary>10 estimates").count();
    let unopened = whole.matches("Nobody has given an estimate yet.").count();
    assert_eq!(told + unopened, 1_250);
    assert!(told > 1_100 && drawn > told, "{told} {drawn}");
    assert_eq!(whole.matches("the reading of month").count(), told * 10);
}

#[test]
fn an_empty_ledger_has_a_report_that_says_so() {
    let page = Sandbox::new().ok(&["report", "--format", "markdown"]);
    assert!(
        page.contains("No forecast can be scored yet; 0 forecasts stand open."),
        "{page}"
    );
}

#[test]
fn the_markdown_is_commonmark_without_markup_of_a_stranger() {
    let sandbox = Sandbox::our_ledger();
    let evil = "<script>x</script> [a](javascript:x) ![b](https://e.org/p.png) `c` *d* | e \\| f https://e.org/`|x <https://e.org> # g";
    let text = format!(
        "question: '{evil}'\ntitle: '{evil}'\ncriteria: '- {evil}'\nopened: 2020-01-01\ndeadline: 2020-12-31\ntags: ['{evil}']\nlesson: '1. {evil}'\nsource: {{quote: '# {evil}', document: '{evil}'}}\nestimates:\n  - {{date: 2020-01-02, by: '{evil}', probability: 90%, because: '{evil}'}}\nresolution: {{outcome: no, known: 2021-01-01, evidence: ['{evil}']}}\n"
    );
    sandbox.write("forecasts/evil.yaml", &text);
    let page = sandbox.ok(&["report", "--format", "markdown"]);
    let (mut tables, mut headings) = (0, 0);
    for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("http"), "{dest_url}");
            }
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::Heading { .. }) => headings += 1,
            _ => {}
        }
    }
    let lines = |mark: &str| page.lines().filter(|line| line.starts_with(mark)).count();
    assert_eq!(
        headings,
        ["# ", "## ", "### ", "#### "]
            .map(lines)
            .iter()
            .sum::<usize>()
    );
    assert_eq!(
        tables,
        page.lines().filter(|line| line.starts_with("| --")).count()
    );
    assert!(tables > 60);
}

#[test]
fn a_report_cannot_be_written_over_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("out.html/x", "");
    let ran = sandbox.run(&["report", "--format", "markdown", "--out", "out.html"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("out.html"), "{}", ran.err);
}
