//! The rows of a calibration table: how what was said is cut into them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::model::{
    ArgumentError, Band, Fall, Numeral, Probability, Term, Yardstick, whole_between,
};
use crate::scoring::PairCounts;
use crate::scoring::calibration::{Bins, Closed, Curve};

/// How what was said is cut into rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// This many bins of equal width.
    Equal(usize),
    /// This many bins of equal numbers.
    Quantile(usize),
    /// Bins between these edges.
    Edges(Vec<Probability>),
    /// The words of the yardstick.
    Word,
    /// One for each distinct forecast.
    Distinct,
    /// The blocks of isotonic regression, which need no bins.
    Corp,
}

/// Bins where nothing else is asked for: the field's habit.
pub const BINS: usize = 10;

impl Default for Rows {
    fn default() -> Self {
        Self::Equal(BINS)
    }
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equal(n) => write!(f, "equal:{n}"),
            Self::Quantile(n) => write!(f, "quantile:{n}"),
            Self::Edges(edges) => {
                let edges = edges.iter().map(|edge| edge.get().to_string());
                f.write_str(&edges.collect::<Vec<_>>().join(","))
            }
            Self::Word => f.write_str("word"),
            Self::Distinct => f.write_str("distinct"),
            Self::Corp => f.write_str("corp"),
        }
    }
}

/// The most bins that a table can have: more rows than anyone reads.
const MAX_BINS: usize = 1000;

impl FromStr for Rows {
    type Err = ArgumentError;

    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        let bins = |n| whole_between(n, "bins", 1, MAX_BINS);
        match text.split_once(':') {
            None if text == "equal" => return Ok(Self::Equal(BINS)),
            None if text == "quantile" => return Ok(Self::Quantile(BINS)),
            None if text == "word" => return Ok(Self::Word),
            None if text == "distinct" => return Ok(Self::Distinct),
            None if text == "corp" => return Ok(Self::Corp),
            Some(("equal", n)) => return bins(n).map(Self::Equal),
            Some(("quantile", n)) => return bins(n).map(Self::Quantile),
            _ => {}
        }
        edges(text).map(Self::Edges).ok_or(ArgumentError::NotOfForm(
            "equal:N, quantile:N, word, distinct, corp, or rising edges such as 0,20,50,80,100%",
        ))
    }
}

fn edges(text: &str) -> Option<Vec<Probability>> {
    let edges = Numeral::each(text, &[','])?.ok()?;
    edges.is_sorted_by(|a, b| a < b).then_some(edges)
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BinEdges {
    /// The range that it stands for, where it has one.
    pub band: Option<Band>,
    /// The word that it stands for, where it has one.
    pub word: Option<String>,
    /// Whether the word was said, rather than a number mapped to it.
    pub said: bool,
}

impl BinEdges {
    /// Returns the ends of its range; of none, those of all probabilities.
    pub(super) fn ends(&self) -> (f64, f64) {
        let band = self.band;
        band.map_or((0.0, 1.0), |band| (band.low.get(), band.high.get()))
    }
}

/// Returns the bins of rows that go by numbers; none for words, for which it takes the estimates.
pub(super) fn bins(rows: &Rows, closed: Closed, pair_counts: &PairCounts) -> Option<Bins> {
    match rows {
        Rows::Word => None,
        Rows::Equal(n) => Some(Bins::equal(*n, closed)),
        Rows::Quantile(n) => {
            let bins = Bins::quantiles(pair_counts, *n).closing(closed);
            Some(bins.fallen_together(pair_counts))
        }
        Rows::Edges(edges) => Bins::given(edges, closed),
        Rows::Distinct => Some(Bins::distinct(pair_counts)),
        Rows::Corp => Curve::of(pair_counts)
            .ok()
            .map(|curve| Bins::blocks(&curve)),
    }
}

/// Returns what the rows of bins hold.
pub(super) fn cuts(bins: &Bins) -> Vec<BinEdges> {
    let last = bins.ends().len().saturating_sub(1);
    let band = |(i, &(low, high)): (usize, &(f64, f64))| {
        Some(Band {
            low: Probability::new(low)?,
            high: Probability::new(high)?,
            low_open: bins.closed() == Closed::Right && i > 0,
            high_open: bins.closed() == Closed::Left && i < last,
        })
    };
    let cut = |band| BinEdges {
        band,
        word: None,
        said: false,
    };
    bins.ends().iter().enumerate().map(band).map(cut).collect()
}

/// Returns the rows of the scale's words that nobody used.
pub(super) fn unused(yardstick: &Yardstick, used: impl Fn(&str) -> bool) -> Vec<BinEdges> {
    let terms = yardstick.terms.iter().filter(|term| term.in_scale);
    let unused = terms.filter(|term| !term.words.iter().any(|word| used(word)));
    unused.map(row_of).collect()
}

/// Returns the row of numbers in the band of a word.
fn row_of(term: &Term) -> BinEdges {
    BinEdges {
        band: Some(term.band),
        word: Some(term.words[0].clone()),
        said: false,
    }
}

/// Compares rows of words: they rise with the middle of their band, those said before those
/// mapped; those without one come last.
pub(super) fn by_band(a: &BinEdges, b: &BinEdges) -> Ordering {
    let order = order(a).total_cmp(&order(b));
    order.then_with(|| b.said.cmp(&a.said))
}

/// Returns the row of a number: the band that it falls into, or that it falls into none.
pub(super) fn mapped(point: Probability, yardstick: &Yardstick) -> BinEdges {
    let bare = |word: &str| BinEdges {
        band: None,
        word: Some(word.to_owned()),
        said: false,
    };
    match yardstick.fall(point) {
        Fall::In(found) => row_of(found),
        Fall::Between(_) => bare("between bands"),
        Fall::Outside => bare("outside the scale"),
    }
}

/// Rows rise with the middle of their band; those without one come last.
fn order(cut: &BinEdges) -> f64 {
    cut.band.map_or(f64::INFINITY, |band| band.midpoint().get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_are_written() {
        for text in [
            "equal:10",
            "quantile:4",
            "word",
            "distinct",
            "corp",
            "0,0.2,0.5,1",
        ] {
            assert_eq!(text.parse::<Rows>().unwrap().to_string(), text);
        }
        assert_eq!("0,20,100%".parse::<Rows>().unwrap().to_string(), "0,0.2,1");
        for bad in [
            "equal:0",
            "equal:x",
            "1,0",
            "0.5",
            "0,200%",
            "",
            "words",
            "equal:100000",
        ] {
            assert!(bad.parse::<Rows>().is_err(), "{bad}");
        }
    }
}
