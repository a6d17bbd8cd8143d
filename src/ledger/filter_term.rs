//! A term of a filter: a name, or all but it.

use std::fmt;

/// What a filter names, or with a `!` before it what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterTerm<T> {
    /// What is named.
    pub value: T,
    /// Whether it is left out, and all else is meant.
    pub negated: bool,
}

impl<T> FilterTerm<T> {
    /// Returns the term that takes this.
    pub const fn is(value: T) -> Self {
        let negated = false;
        Self { value, negated }
    }

    /// Returns the term that takes all but this.
    pub const fn is_not(value: T) -> Self {
        let negated = true;
        Self { value, negated }
    }

    /// Returns whether the term takes that of which `fits` tells whether it is what is named.
    pub fn takes(&self, fits: impl FnOnce(&T) -> bool) -> bool {
        fits(&self.value) != self.negated
    }

    /// Returns whether one of the terms takes it, or nothing is named, and none leaves it out.
    pub fn any(terms: &[Self], mut fits: impl FnMut(&T) -> bool) -> bool {
        let mut named = terms.iter().filter(|term| !term.negated).peekable();
        (named.peek().is_none() || named.any(|term| fits(&term.value)))
            && !terms.iter().any(|term| term.negated && fits(&term.value))
    }
}

impl<'t> FilterTerm<&'t str> {
    /// Reads a term as it is typed.
    #[must_use]
    pub fn typed(text: &'t str) -> Self {
        match text.strip_prefix('!') {
            Some(value) => Self::is_not(value),
            None => Self::is(text),
        }
    }
}

impl<T: fmt::Display> fmt::Display for FilterTerm<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.negated { "!" } else { "" };
        write!(f, "{mark}{}", self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_left_out_of_what_is_named() {
        let takes = |typed: &[&str], name: &str| {
            let terms: Vec<_> = typed.iter().map(|text| FilterTerm::typed(text)).collect();
            FilterTerm::any(&terms, |value| *value == name)
        };
        assert!(takes(&[], "ann"));
        assert!(takes(&["ann", "bob"], "bob"));
        assert!(!takes(&["ann"], "bob"));
        assert!(takes(&["!ann"], "bob"));
        assert!(!takes(&["!ann"], "ann"));
        assert!(!takes(&["!ann", "!bob"], "bob"));
        assert!(!takes(&["ann", "!ann"], "ann"));
        assert_eq!(FilterTerm::typed("!ann").to_string(), "!ann");
    }
}
