//! The names in a record's text, found without reading the record: quick, and good enough to complete a
//! word that is being typed.

/// Returns what stands behind a key wherever it stands: at the beginning of a line, or between braces.
#[must_use]
pub fn scalars_of(text: &str, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(key) {
        let before = text[..at].chars().next_back();
        let is_key = before.is_none_or(|c| matches!(c, '\n' | ' ' | '{' | ','));
        let Some(rest) = text[at + key.len()..].strip_prefix(": ").filter(|_| is_key) else {
            continue;
        };
        found.extend(scalar(rest, &[',', '}']));
    }
    found
}

/// Returns the ids of records: a scenario has one too, further in.
#[must_use]
pub fn ids_of(text: &str) -> Vec<String> {
    let ids = text.lines().filter_map(|line| line.strip_prefix("id: "));
    ids.filter_map(|id| scalar(id, &[])).collect()
}

/// Returns the items of the list at a key, in brackets or in lines.
#[must_use]
pub fn items_of(text: &str, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_list = false;
    for line in text.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if let Some(item) = item.filter(|_| in_list) {
            found.extend(scalar(item, &[]));
            continue;
        }
        let rest = line
            .strip_prefix(key)
            .and_then(|rest| rest.strip_prefix(':'));
        in_list = rest.is_some();
        let Some(list) = rest.and_then(|rest| rest.trim_start().strip_prefix('[')) else {
            continue;
        };
        let list = list.split(']').next().unwrap_or_default();
        found.extend(list.split(',').filter_map(|item| scalar(item, &[])));
    }
    found
}

/// Returns a plain or quoted text up to the end of its line, or to what ends it in braces.
fn scalar(text: &str, ends: &[char]) -> Option<String> {
    let line = text.lines().next()?.trim();
    let text = match line.chars().next()? {
        quote @ ('"' | '\'') => line[1..].split(quote).next()?,
        _ => line.split(ends).next()?.split(" #").next()?,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let text = "id: rain\ntags: [a, \"b c\"]\nestimates:\n  - {date: 2026-01-01, by: ann, probability: 1}\n  \
                    - date: 2026-01-02\n    by: 'Ben B.'   # a note\nnote: baby: no\n---\ntags:\n  - d\n  - e\nid: snow\n";
        assert_eq!(scalars_of(text, "by"), ["ann", "Ben B."]);
        assert_eq!(ids_of(text), ["rain", "snow"]);
        assert_eq!(items_of(text, "tags"), ["a", "b c", "d", "e"]);
    }
}
