//! Colour, where the reader wants it.

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Colour,
}

/// What a piece of text is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// What leads the eye: line numbers, arrows.
    Guide,
    /// What stands out.
    Strong,
    /// What is overdue or bad.
    Bad,
    /// What is soon, or in doubt.
    Soon,
    /// What went well.
    Good,
    /// What is finished, or too little to go by.
    Faint,
}

impl Style {
    /// Returns the text in that ink.
    #[must_use]
    pub fn paint(self, ink: Color, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()),
        }
    }
}

impl Color {
    /// Returns the terminal's code for it.
    fn code(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Guide => "1;34",
            Self::Strong => "1",
            Self::Bad => "31",
            Self::Soon => "33",
            Self::Good => "32",
            Self::Faint => "2",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is_and_colour_ends_where_it_should() {
        assert_eq!(Style::Plain.paint(Color::Error, "error"), "error");
        assert_eq!(
            Style::Colour.paint(Color::Error, "error"),
            "\u{1b}[1;31merror\u{1b}[0m"
        );
    }
}
