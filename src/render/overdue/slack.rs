//! A digest as a message of Slack, in Block Kit.

use serde_json::{Value, json};

use super::{Digest, DigestItem, PersonDigest};
use crate::render::layout::shortened;

/// How many records a message names, and how wide each may be: a message of Slack has an end
/// (<https://docs.slack.dev/reference/block-kit/blocks>: 50 blocks).
const MAX_ITEMS: usize = 100;
const MAX_PEOPLE: usize = 40;
const MAX_COLUMNS: usize = 300;

/// Returns a digest as a message, for a webhook. All that comes of a record is text of a `rich_text` block, in
/// which Slack knows no markup, and calls nobody.
#[must_use]
pub fn slack(digest: &Digest<'_>) -> String {
    let mut left = MAX_ITEMS;
    let mut blocks = vec![
        json!({"type": "header", "text": {"type": "plain_text", "text": digest.title}}),
        rich(&[section(&[plain(&digest.basis)])]),
    ];
    let shown = digest.people.iter().take(MAX_PEOPLE);
    blocks.extend(shown.map(|person| of_person(person, &mut left)));
    let all = digest
        .people
        .iter()
        .flat_map(|person| person.parts.values());
    let all: usize = all.map(Vec::len).sum();
    let named = MAX_ITEMS - left;
    if named < all {
        let more = format!("{} more are not shown.", all - named);
        blocks.push(rich(&[section(&[plain(&more)])]));
    }
    // What stands in a notification, where Slack would read markup: a count alone.
    let message = json!({"text": digest.title, "blocks": blocks});
    let text = serde_json::to_string_pretty(&message);
    text.expect("text can always be written as JSON") + "\n"
}

fn of_person(person: &PersonDigest<'_>, left: &mut usize) -> Value {
    let head = person.head();
    let name = match person.mail() {
        Some(mail) => json!({
            "type": "link", "url": format!("mailto:{mail}"), "text": head, "style": {"bold": true}
        }),
        None => bold(&head),
    };
    let mut elements = vec![section(&[name])];
    for (part, items) in &person.parts {
        let shown = items.len().min(*left);
        *left -= shown;
        if shown > 0 {
            elements.push(section(&[plain(&part.head())]));
            elements.push(json!({
                "type": "rich_text_list",
                "style": "bullet",
                "elements": items[..shown].iter().map(of_item).collect::<Vec<_>>(),
            }));
        }
    }
    rich(&elements)
}

fn of_item(item: &DigestItem) -> Value {
    let text = shortened(&item.text, MAX_COLUMNS);
    section(&[bold(&item.id), plain(&format!(": {text}"))])
}

fn rich(elements: &[Value]) -> Value {
    json!({"type": "rich_text", "elements": elements})
}

fn section(elements: &[Value]) -> Value {
    json!({"type": "rich_text_section", "elements": elements})
}

fn plain(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

fn bold(text: &str) -> Value {
    json!({"type": "text", "text": text, "style": {"bold": true}})
}
