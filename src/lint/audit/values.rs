//! Values in a form in which two ways to write one thing are equal.

use crate::model::{Moment, Numeral, decimal};
use crate::record::{Data, Node};

/// Returns a text with one blank for every run of them.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a day or an instant as we write it, or the text where it is neither.
pub(super) fn moment(text: &str) -> String {
    Moment::parse(text).map_or_else(|_| words(text), |moment| moment.to_string())
}

/// Returns what an estimate or an outcome says, whatever its notation: `0.7` and `70%` are one.
pub(super) fn said(node: &Node) -> String {
    match &node.data {
        Data::Scalar { text, .. } => number(text),
        Data::Sequence(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        Data::Mapping(entries) => {
            let pair = |(key, value)| format!("{}: {}", number(key), said(value));
            let entries = entries.iter().map(|(key, value)| (&*key.text, value));
            let mut pairs: Vec<String> = entries.map(pair).collect();
            pairs.sort_unstable();
            pairs.join(", ")
        }
        Data::Refused => String::new(),
    }
}

fn number(text: &str) -> String {
    let text = text.trim();
    match Numeral::parse(text) {
        Ok(Numeral::Number(value, _)) => value.get().to_string(),
        Ok(Numeral::Range(band)) => format!("{} to {}", band.low.get(), band.high.get()),
        _ => decimal(text).map_or_else(|| moment(text), |number| number.to_string()),
    }
}

/// Returns what an estimate says as its author wrote it, for a message.
pub(super) fn shown(node: &Node) -> String {
    match &node.data {
        Data::Scalar { text, .. } => words(text),
        Data::Sequence(items) => {
            format!(
                "[{}]",
                items.iter().map(shown).collect::<Vec<_>>().join(", ")
            )
        }
        Data::Mapping(entries) => {
            let pair = |(key, value): &(crate::record::Key, Node)| {
                format!("{}: {}", key.text, shown(value))
            };
            format!(
                "{{{}}}",
                entries.iter().map(pair).collect::<Vec<_>>().join(", ")
            )
        }
        Data::Refused => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tree_of;

    #[test]
    fn notation_makes_no_difference_and_meaning_does() {
        let said = |text: &str| said(&tree_of(text).unwrap());
        assert_eq!(said("0.7"), said("70%"));
        assert_eq!(said("7 to 3"), said("7/10"));
        assert_eq!(said("{a: 30%, b: 0.70}"), said("{b: 7/10, a: 0.3}"));
        assert_eq!(said("Likely"), said("\"Likely\""));
        assert_ne!(said("likely"), said("70%"));
        assert_ne!(said("{a: 30%}"), said("{b: 30%}"));
        assert_eq!(said("1.50"), "1.5");
    }
}
