//! Evidence: what shows that an outcome is what it is said to be.

use super::Moment;

/// One piece of evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceItem {
    /// What it shows, in words; empty where nothing says.
    pub text: String,
    /// Where it was found.
    pub url: Option<String>,
    /// Where a copy is kept that will not change.
    pub archive: Option<String>,
    /// When it was looked up.
    pub retrieved: Option<Moment>,
    /// The words there that say it.
    pub quote: Option<String>,
    /// What it rests on.
    pub reliability: Option<Reliability>,
}

/// What a piece of evidence rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reliability {
    /// A source that was looked up and says it.
    Source,
    /// A search that found nothing to the contrary, as for what did not happen.
    Search,
    /// Memory: nobody looked it up.
    Memory,
}

impl EvidenceItem {
    /// Returns evidence that is only a line of text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Returns whether it has nothing that its text does not say.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::new(self.text.as_str())
    }

    /// Returns whether a reader can go where it was found: to its own address, or to one in its text.
    #[must_use]
    pub fn has_address(&self) -> bool {
        let is_given = self.url.is_some() || self.archive.is_some();
        is_given
            || ["https://", "http://"]
                .iter()
                .any(|start| self.text.contains(start))
    }
}

impl Reliability {
    /// Every one, the soundest first.
    pub const ALL: [Self; 3] = [Self::Source, Self::Search, Self::Memory];

    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Search => "search",
            Self::Memory => "memory",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_by_itself_or_in_the_text() {
        assert!(EvidenceItem::new("see https://example.org/a").has_address());
        assert!(!EvidenceItem::new("Reuters, 19 Nov 2015").has_address());
        let url = Some("https://example.org".to_owned());
        let found = EvidenceItem {
            url,
            ..EvidenceItem::new("Reuters")
        };
        assert!(found.has_address());
        assert!(!found.is_plain());
        assert!(EvidenceItem::new("Reuters").is_plain());
    }
}
