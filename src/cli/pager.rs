//! Shows what is longer than the terminal, a screen at a time.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::clock;

/// What pages where `PAGER` names nothing: it ends by itself where all fits, keeps colours, and leaves
/// the page on the terminal.
const PAGER: &str = "less -FRX";

/// Shows a text in the pager, and returns whether there was one.
pub fn show(text: &str) -> bool {
    let pager = clock::environment("PAGER").unwrap_or_else(|| PAGER.to_owned());
    // The variable may hold options besides the program's name.
    let mut words = pager.split_whitespace();
    let program = words.next().unwrap_or_default();
    let started = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .spawn();
    let Ok(mut pager) = started else {
        return false;
    };
    if let Some(mut page) = pager.stdin.take() {
        // Who has read enough closes it.
        let _ = page.write_all(text.as_bytes());
    }
    pager.wait().is_ok()
}
