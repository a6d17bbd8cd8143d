//! `foretell census`

use crate::common::{Sandbox, assert_page};

const CENSUS: &str = "document: The briefing\nauthor: Ann\ntext: briefing.txt\nentries:\n\
    - {section: Gas, paragraph: 1, words: Gas will flow., word: will, fate: record, records: [gas]}\n\
    - {section: Gas, paragraph: 1, words: Russia hopes to sell arms., word: hopes, fate: objective}\n\
    - {section: Oil, paragraph: 1, words: Oil is dear., word: none, fate: not-resolvable, reason: state}\n\
    - {section: Oil, paragraph: 2, words: Oil may fall., word: may}\n";

const GAS: &str = "question: Will gas flow before 2020?\ncriteria: Yes if it does.\nopened: 2014-04-30\n\
    deadline: 2019-12-31\nsource: {document: The briefing, quote: Gas will flow}\n\
    resolution: {outcome: yes, happened: 2019-12-02, logged: 2026-11-20, by: desk, evidence: [Reuters]}\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("sources/briefing.yaml", CENSUS);
    sandbox.write("forecasts/gas.yaml", GAS);
    sandbox
}

#[test]
fn the_coverage_counts_every_fate() {
    insta::assert_snapshot!(sandbox().ok(&["census"]), @r"
    The briefing, Ann (sources/briefing.yaml)
    4 sentences, 3 with a fate (75%), 1 record cited
    fate            reason  sentences  share  records
    record                          1    25%        1
    objective                       1    25%
    not-resolvable  state           1    25%
    none                            1    25%
    briefing.txt is not here: nothing holds the quotations against it.
    ");
}

#[test]
fn the_sentences_are_listed_by_fate() {
    let args = ["census", "--sentences", "--fate", "record"];
    insta::assert_snapshot!(sandbox().ok(&args), @r"
    The briefing, Ann (sources/briefing.yaml)
    4 sentences, 3 with a fate (75%), 1 record cited
    n  words           word  fate    records
    1  Gas will flow.  will  record  gas
    ");
    let json = sandbox()
        .run(&["census", "--sentences", "--format", "json"])
        .json();
    assert_eq!(json["rows"].as_array().unwrap().len(), 4);
    assert_eq!(json["rows"][3]["fate"], serde_json::Value::Null);
    assert_eq!(json["made_with"]["censuses"][0]["with_fate"], 3);
    let csv = sandbox().ok(&["census", "--format", "csv"]);
    assert!(
        csv.starts_with("document,fate,reason,sentences,share,records\n"),
        "{csv}"
    );
}

#[test]
fn a_fate_that_is_none_is_refused() {
    let ran = sandbox().run(&["census", "--sentences", "--fate", "lost"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("stand-in"), "{}", ran.err);
}

#[test]
fn check_holds_the_quotations_against_the_text_where_it_is() {
    let sandbox = sandbox();
    let found = |sandbox: &Sandbox| sandbox.run(&["check"]).out;
    assert!(!found(&sandbox).contains("quote-not-in-source"));
    assert!(found(&sandbox).contains("error[sentence-without-fate]"));
    let text = "Gas will\nflow.  Russia hopes to sell arms. Oil is dear. Oil may rise.\n";
    sandbox.write("sources/briefing.txt", text);
    let found = found(&sandbox);
    assert!(found.contains("error[quote-not-in-source]"), "{found}");
    assert!(found.contains("sources/briefing.yaml:8:"), "{found}");
    assert!(sandbox.ok(&["census"]).contains("holds every quotation"));
}

#[test]
fn a_census_that_cannot_be_read_is_named_and_the_exit_is_2() {
    let sandbox = sandbox();
    sandbox.write(
        "sources/other.yaml",
        "document: a\nentries: [{word: may}]\n",
    );
    let ran = sandbox.run(&["census"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("sources/other.yaml:2"), "{}", ran.err);
    assert!(ran.out.contains("The briefing"));
    assert!(sandbox.run(&["check"]).out.contains("error[missing-key]"));
}

#[test]
fn without_a_census_it_says_where_one_would_be() {
    assert!(Sandbox::new().ok(&["census"]).contains("sources/NAME.yaml"));
}

#[test]
fn our_census_has_a_fate_for_every_sentence() {
    assert_page("command", "census", &Sandbox::our_ledger().ok(&["census"]));
}
