//! A digest as plain text, for mail.

use std::fmt::Write as _;

use super::Digest;

/// Returns a digest as plain text.
#[must_use]
pub fn text(digest: &Digest<'_>) -> String {
    let mut out = format!("{}\n{}\n", digest.title, digest.basis);
    for person in &digest.people {
        let mail = person.mail().map(|mail| format!(" <{mail}>"));
        let _ = write!(out, "\n{}{}\n", person.head(), mail.unwrap_or_default());
        for (part, items) in &person.parts {
            let _ = writeln!(out, "  {}", part.head());
            for item in items {
                let _ = writeln!(out, "    {}: {}", item.id, item.text);
            }
        }
    }
    out
}
