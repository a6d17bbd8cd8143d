//! `foretell explain`

use crate::common::{Sandbox, assert_page};

#[test]
fn a_code_is_explained() {
    let page = Sandbox::empty().ok(&["explain", "late-estimate"]);
    assert_page("command", "explain", &page);
}

#[test]
fn an_unknown_code_gets_the_nearest() {
    let ran = Sandbox::empty().run(&["explain", "late-estimat"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("did you mean `late-estimate`?"),
        "{}",
        ran.err
    );
}

#[test]
fn without_a_code_every_rule_is_listed() {
    let page = Sandbox::empty().ok(&["explain"]);
    assert!(page.lines().count() > 40);
    assert!(page.contains("duplicate-key"), "{page}");
}
