//! What the manual says about a rule.

/// The manual of the rules, as it stands in the repository.
const MANUAL: &str = include_str!("../../docs/rules.md");

/// Returns the section of the manual about the rule of that code, without its heading.
#[must_use]
pub fn explain(code: &str) -> Option<&'static str> {
    let heading = format!("\n## `{code}`\n");
    let start = MANUAL.find(&heading)? + heading.len();
    let section = &MANUAL[start..];
    let end = section.find("\n## ").unwrap_or(section.len());
    Some(section[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::RULES;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let section = explain("bad-date").unwrap();
        assert!(section.starts_with("Finds"), "{section}");
        assert!(!section.contains("## "), "{section}");
    }

    #[test]
    fn every_rule_is_explained_and_nothing_else() {
        assert!(RULES.iter().all(|rule| explain(rule.code).is_some()));
        assert_eq!(explain("no-such-rule"), None);
        assert_eq!(explain("bad-date`"), None);
    }
}
