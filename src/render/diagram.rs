//! The reliability diagram, drawn with letters.

use crate::analysis::figures::{BandKind, Bands};
use crate::model::Probability;
use crate::scoring::calibration::Curve;
use crate::scoring::{PairCounts, Undefined, count};

use super::number::percent;

/// A reliability diagram: how often it happened, over what was said.
#[derive(Clone, Copy, Debug)]
pub struct Diagram<'a> {
    /// The pairs, for how often each forecast was made.
    pub pair_counts: &'a PairCounts,
    /// The calibration curve.
    pub curve: &'a Curve,
    /// The band, or why there is none.
    pub bands: Result<&'a Bands, Undefined>,
    /// The level of the band.
    pub level: f64,
}

/// How wide the drawing gets at most, without the labels at its left.
const WIDEST: usize = 61;
/// The columns of the labels at the left, with the axis.
const LABELS: usize = 7;
/// The axis has a mark every 20 %.
const MARKS: usize = 5;

const CURVE: char = '●';
const LINE: char = '•';
const DIAGONAL: char = '·';
const SHADE: char = '░';
/// Columns that rise with the share of forecasts made there.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Diagram<'_> {
    /// Returns the diagram for a page of that many characters.
    #[must_use]
    pub fn text(&self, width: u16) -> String {
        let columns = usize::from(width)
            .saturating_sub(LABELS + 2)
            .clamp(MARKS * 4 + 1, WIDEST);
        let rows = match columns {
            0..=30 => 2 * MARKS + 1,
            31..=45 => 3 * MARKS + 1,
            _ => 4 * MARKS + 1,
        };
        let mut canvas = Canvas::new(columns, rows);
        if let Ok(bands) = self.bands {
            canvas.shade(bands);
        }
        canvas.diagonal();
        canvas.curve(self.curve, self.pair_counts);
        canvas.text() + &self.crowd(columns) + &axis(columns) + &self.legend()
    }

    /// Returns a row of columns that say how often forecasts were made where.
    fn crowd(&self, columns: usize) -> String {
        let mut weights = vec![0.0; columns];
        for cell in self.pair_counts.cells() {
            weights[place(cell.forecast.get(), columns)] += cell.weight();
        }
        let most = weights.iter().copied().fold(0.0, f64::max);
        let bar = |weight: f64| {
            if weight <= 0.0 {
                return ' ';
            }
            BARS[place(weight / most, BARS.len())]
        };
        let bars: String = weights.into_iter().map(bar).collect();
        format!("{:>LABELS$}{}\n", "said  ", bars.trim_end())
    }

    fn legend(&self) -> String {
        let level = percent(self.level);
        let band = match self.bands {
            Ok(Bands {
                kind: BandKind::Consistency,
                ..
            }) => {
                format!("{SHADE} where {level} of calibrated forecasters stay, at each forecast")
            }
            Ok(Bands {
                kind: BandKind::Confidence,
                ..
            }) => {
                format!("{SHADE} where the curve lies in {level} of resamples, at each forecast")
            }
            Err(why) => format!("no band: {why}"),
        };
        format!(
            "{CURVE} how often it happened (isotonic regression)   {DIAGONAL} calibrated   {band}\n"
        )
    }
}

/// The letters of the drawing, the top row first.
struct Canvas {
    columns: usize,
    rows: usize,
    letters: Vec<Vec<char>>,
}

impl Canvas {
    fn new(columns: usize, rows: usize) -> Self {
        Self {
            columns,
            rows,
            letters: vec![vec![' '; columns]; rows],
        }
    }

    /// Returns the probability that a column stands for.
    fn said(&self, column: usize) -> f64 {
        count(column) / count(self.columns - 1)
    }

    /// Returns the row of a frequency.
    fn row(&self, seen: f64) -> usize {
        self.rows - 1 - place(seen, self.rows)
    }

    fn put(&mut self, column: usize, row: usize, letter: char) {
        self.letters[row][column] = letter;
    }

    fn shade(&mut self, bands: &Bands) {
        let ends: Vec<[f64; 3]> = bands
            .at
            .iter()
            .map(|(said, ends)| [said.get(), ends.low, ends.high])
            .collect();
        for column in 0..self.columns {
            let Some([low, high]) = at(&ends, self.said(column), 0.5 / count(self.columns - 1))
            else {
                continue;
            };
            for row in self.row(high)..=self.row(low) {
                self.put(column, row, SHADE);
            }
        }
    }

    fn diagonal(&mut self) {
        for column in 0..self.columns {
            let row = self.row(self.said(column));
            self.put(column, row, DIAGONAL);
        }
    }

    /// Draws the curve as a line, and a point at each forecast that was made.
    fn curve(&mut self, curve: &Curve, pair_counts: &PairCounts) {
        let mut before: Option<usize> = None;
        for column in 0..self.columns {
            let said = Probability::new(self.said(column));
            let Some(seen) = said.and_then(|said| curve.at(said)) else {
                continue;
            };
            let row = self.row(seen);
            // The curve never falls, so that rows only get smaller.
            let from = before.map_or(row, |before| before.saturating_sub(1).max(row));
            for row in row..=from {
                self.put(column, row, LINE);
            }
            before = Some(row);
        }
        for cell in pair_counts.cells() {
            if let Some(seen) = curve.at(cell.forecast) {
                let column = place(cell.forecast.get(), self.columns);
                self.put(column, self.row(seen), CURVE);
            }
        }
    }

    fn text(&self) -> String {
        let every = (self.rows - 1) / MARKS;
        let mut out = String::from("happened\n");
        for (row, letters) in self.letters.iter().enumerate() {
            let mark = row % every == 0;
            let seen = count(self.rows - 1 - row) / count(self.rows - 1);
            let label = if mark { percent(seen) } else { String::new() };
            let edge = if mark { '┤' } else { '│' };
            let line: String = letters.iter().collect();
            out += format!("{label:>5} {edge}{line}").trim_end();
            out.push('\n');
        }
        out
    }
}

/// Returns the low and the high end at a forecast, straight between those that are known; one that
/// is known alone reaches half a column to each side.
fn at(ends: &[[f64; 3]], said: f64, reach: f64) -> Option<[f64; 2]> {
    let near = |one: &&[f64; 3]| (one[0] - said).abs() <= reach;
    if let Some([_, low, high]) = ends.iter().find(near) {
        return Some([*low, *high]);
    }
    let after = ends.partition_point(|one| one[0] < said);
    let (from, to) = (ends.get(after.checked_sub(1)?)?, ends.get(after)?);
    let way = (said - from[0]) / (to[0] - from[0]);
    let between = |i: usize| from[i] + way * (to[i] - from[i]);
    Some([between(1), between(2)])
}

/// Returns the nearest of so many places for a share.
fn place(share: f64, places: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a row of letters"
    )]
    let place = (share.clamp(0.0, 1.0) * count(places - 1)).round() as usize;
    place
}

/// Returns the axis below, with a mark every 20 %.
fn axis(columns: usize) -> String {
    let mut line = vec!['─'; columns];
    let mut labels = vec![' '; columns + MARKS];
    for mark in 0..=MARKS {
        let share = count(mark) / count(MARKS);
        let column = place(share, columns);
        line[column] = '┴';
        let text = percent(share);
        let start = column.saturating_sub((text.len() - 1) / 2);
        for (i, letter) in text.chars().enumerate() {
            labels[start + i] = letter;
        }
    }
    let line: String = line.into_iter().collect();
    let labels: String = labels.into_iter().collect();
    format!("{:>6}└{line}\n{:>LABELS$}{}\n", "", "", labels.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::{BinaryOutcome, InferenceMethod, Interval, Pair, Procedure};

    fn p(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    /// Nothing of what was given 0 %, half of what was given 50 %, all of what was given 100 %.
    fn calibrated() -> PairCounts {
        let said = [(0.0, 0), (0.5, 0), (0.5, 1), (1.0, 1)];
        let said = said.map(|(said, seen)| (p(said), BinaryOutcome::from(seen == 1)));
        PairCounts::of(&Pair::alone(said).collect::<Vec<_>>())
    }

    fn drawn(bands: Result<&Bands, Undefined>, width: u16) -> String {
        let pair_counts = calibrated();
        let curve = Curve::of(&pair_counts).unwrap();
        let diagram = Diagram {
            pair_counts: &pair_counts,
            curve: &curve,
            bands,
            level: 0.9,
        };
        diagram.text(width)
    }

    #[test]
    fn the_curve_of_a_calibrated_forecaster_lies_on_the_diagonal() {
        let text = drawn(Err(Undefined::Repeated), 29);
        let expected = "\
happened
 100% ┤                   •●
      │                 ••
  80% ┤               ••
      │             ••
  60% ┤           ••
      │         •●
  40% ┤       ••
      │     ••
  20% ┤   ••
      │ ••
   0% ┤●
 said  ▅         █         ▅
      └┴───┴───┴───┴───┴───┴
       0% 20% 40% 60% 80% 100%
● how often it happened (isotonic regression)   · calibrated   no band: not tested: repeated estimates
";
        assert_eq!(text, expected, "{text}");
    }

    #[test]
    fn the_band_is_shaded_between_the_forecasts_that_have_one() {
        let ends = |low, high| Interval { low, high };
        let bands = Bands {
            kind: BandKind::Consistency,
            procedure: Procedure::analytic(InferenceMethod::MonteCarlo),
            at: vec![(p(0.25), ends(0.0, 0.5)), (p(0.75), ends(0.5, 1.0))],
        };
        let text = drawn(Ok(&bands), 29);
        let shaded: Vec<usize> = text.lines().map(|line| line.matches('░').count()).collect();
        assert!(shaded.iter().sum::<usize>() > 30, "{text}");
        // Nothing is shaded left of 25 % and right of 75 %.
        for line in text.lines().filter(|line| line.contains(['┤', '│'])) {
            let letters: Vec<char> = line.chars().skip(LABELS).collect();
            let outside = |i: &usize| *i < 5 || *i > 15;
            assert!(
                (0..letters.len())
                    .filter(outside)
                    .all(|i| letters[i] != '░'),
                "{text}"
            );
        }
        assert!(text.contains("90% of calibrated forecasters"), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in [40, 60, 80, 200] {
            let text = drawn(Err(Undefined::Repeated), width);
            let drawing = text.lines().filter(|line| !line.starts_with(CURVE));
            let widest = drawing.map(|line| line.chars().count()).max().unwrap();
            assert!(
                widest <= usize::from(width).min(LABELS + WIDEST + 2),
                "{width}: {widest}"
            );
        }
    }
}
