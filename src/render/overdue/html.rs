//! A digest as a page, for mail.

use maud::{DOCTYPE, html as markup};

use super::Digest;

/// Returns a digest as a self-contained page, without styles or scripts: programs for mail take them away.
#[must_use]
pub fn html(digest: &Digest<'_>) -> String {
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (digest.title) }
            }
            body {
                h1 { (digest.title) }
                p { (digest.basis) " " code { "foretell resolve ID OUTCOME" } " logs what happened." }
                @for person in &digest.people {
                    h2 {
                        @if let Some(mail) = person.mail() {
                            a href={ "mailto:" (mail) } { (person.head()) }
                        } @else {
                            (person.head())
                        }
                    }
                    @for (part, items) in &person.parts {
                        h3 { (part.head()) }
                        ul {
                            @for item in items {
                                li { b { (item.id) } ": " (item.text) }
                            }
                        }
                    }
                }
            }
        }
    };
    let mut page = page.into_string();
    // A line of a mail has an end. What comes of a record has no `<` of its own.
    for tag in ["<body>", "<p>", "<h2>", "<h3>", "<ul>", "<li>", "</ul>"] {
        page = page.replace(tag, &format!("\n{tag}"));
    }
    page + "\n"
}
