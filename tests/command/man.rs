//! `foretell man`

use super::help::commands;
use crate::common::Sandbox;

#[test]
fn the_page_names_every_command_and_each_has_its_own() {
    let sandbox = Sandbox::empty();
    let whole = sandbox.ok(&["man"]);
    assert!(whole.contains(".TH foretell 1"), "{whole}");
    for command in &commands() {
        assert!(
            whole.contains(&format!("foretell\\-{command}(1)")),
            "{command}"
        );
        let page = sandbox.ok(&["man", command]);
        assert!(
            page.contains(&format!(".TH foretell-{command} 1")),
            "{page}"
        );
        assert!(page.contains("Example"), "{command}");
    }
}

#[test]
fn a_command_that_is_none_is_said() {
    let ran = Sandbox::empty().run(&["man", "chekc"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("there is no command `chekc`"),
        "{}",
        ran.err
    );
}
