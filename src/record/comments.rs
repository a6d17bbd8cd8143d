//! The comments of a text, for the guards: neither a layout nor an edit may lose one.

use granit_parser::{Event, Parser};

/// Returns the comments of a text, sorted; `None` where it cannot be read.
pub(super) fn comments(text: &str) -> Option<Vec<String>> {
    let options = granit_parser::options! { emit_comments: true };
    let mut found = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        if let (Event::Comment(text, _), _) = event.ok()? {
            found.push(text.trim_end().to_owned());
        }
    }
    found.sort_unstable();
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_in_brackets_too() {
        for text in [
            "a: {\n  b: [{c: d}],\n  e: f,   # now\n  g: h }\n",
            "a: # now\n- {\n  b: c,   # now\n  d: e }\n",
            "a:\n  - {\n      b: c,   # now\n      d: e }\n",
            "a: [\n  {b: c},   # now\n]\n",
        ] {
            let count = text.matches('#').count();
            assert_eq!(
                comments(text).map(|found| found.len()),
                Some(count),
                "{text}"
            );
        }
    }
}
