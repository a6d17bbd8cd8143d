//! The colours of plots, and text that is safe in them.

use crate::render::escape::one_line;

/// The rules for plots, in the colours of the page: its variables `--ink`, `--soft`, `--rule`,
/// `--zone`, `--paper` and `--s0` to `--s5`.
pub const STYLE: &str = include_str!("plot.css");

/// The colours: name, in light, in dark. Text has a contrast of 4.5 and lines one of 3 to the paper
/// and more, as WCAG 2.2 asks (1.4.3, 1.4.11); the lines differ in their dashes too.
pub(super) const COLOURS: [(&str, &str, &str); 11] = [
    ("--paper", "#ffffff", "#14171a"),
    ("--ink", "#1d2125", "#e8eaed"),
    ("--soft", "#5b636b", "#a3acb5"),
    ("--rule", "#e1e4e8", "#30363c"),
    ("--zone", "#d9e2ec", "#2d3a47"),
    ("--s0", "#0b5cad", "#6db3ff"),
    ("--s1", "#a8430a", "#ff9e64"),
    ("--s2", "#17703f", "#5fd39a"),
    ("--s3", "#8a3fa0", "#d49be8"),
    ("--s4", "#7a6000", "#e0c14a"),
    ("--s5", "#a8234e", "#ff8aa9"),
];

/// How many series are told apart; further ones share the colour of the last.
pub(super) const SERIES: usize = 6;

/// Returns the number of the colour of a series.
pub(super) fn series(place: usize) -> usize {
    place.min(SERIES - 1)
}

/// Returns the rules with their colours, for a file that no page gives any: light ones, and dark
/// ones for a reader who prefers them.
pub(super) fn standalone_style() -> String {
    let with = |pick: fn(&(&str, &'static str, &'static str)) -> &'static str| {
        COLOURS.iter().fold(STYLE.to_owned(), |style, colour| {
            style.replace(&format!("var({})", colour.0), pick(colour))
        })
    };
    let (light, dark) = (with(|colour| colour.1), with(|colour| colour.2));
    format!("{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

/// Returns text for a drawing: on one line, with nothing hidden in it.
pub(super) fn shown(text: &str) -> String {
    one_line(text)
}

/// How many characters a label in a drawing has at most.
const LONGEST: usize = 20;

/// Returns a label that fits: a long one is cut.
pub(super) fn label(text: &str) -> String {
    let whole = shown(text);
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    let start: String = whole.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_its_own_leaves_no_colour_open() {
        let style = standalone_style();
        assert!(!style.contains("var("), "{style}");
        assert!(style.contains("#ffffff") && style.contains("#14171a"));
    }

    #[test]
    fn long_labels_are_cut() {
        assert_eq!(label("ann"), "ann");
        let cut = label("the forecasting desk of the eastern department");
        assert_eq!(cut, "the forecasting des…");
    }

    /// Returns the relative luminance of a colour.
    /// Formula: WCAG 2.2, "relative luminance".
    fn luminance(colour: &str) -> f64 {
        let part = |i: usize| f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_lines_stand_out_from_paper_and_from_zones() {
        let (paper, zone) = (COLOURS[0], COLOURS[4]);
        for (name, light, dark) in COLOURS {
            if ["--paper", "--rule", "--zone"].contains(&name) {
                continue;
            }
            assert!(contrast(light, paper.1) >= 4.5, "{name} in light");
            assert!(contrast(dark, paper.2) >= 4.5, "{name} in dark");
            assert!(
                contrast(light, zone.1) >= 3.0,
                "{name} over a zone in light"
            );
            assert!(contrast(dark, zone.2) >= 3.0, "{name} over a zone in dark");
        }
    }
}
