//! Contradictions in sentences.

use std::fmt;

use super::{CoherenceTerm, EstimateSource, Incoherence, Number, Of, Tied};
use crate::analysis::wording::{percent, points, range, tenths};
use crate::model::written;
use crate::scoring::coherence::{Constraint, ViolationSeverity};

impl fmt::Display for EstimateSource<'_> {
    /// Writes `ann`, or `the pool of ann, bob`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(by) => f.write_str(by),
            Self::Pool(all) => write!(f, "the pool of {}", all.join(", ")),
        }
    }
}

impl fmt::Display for CoherenceTerm<'_> {
    /// Writes `gas-deal`, `rain wet` or `share above 19`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.entry.forecast.id;
        match self.of {
            Of::Yes => write!(f, "{id}"),
            Of::Option(option) => write!(f, "{id} {option}"),
            Of::Beyond(limit) => {
                let side = if limit.above { "above" } else { "below" };
                write!(f, "{id} {side} {}", written(limit.limit))
            }
        }
    }
}

impl Incoherence<'_> {
    /// Returns what is wrong, in a sentence with the numbers: lower case, no full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let numbers: Vec<&Number<'_>> = self.numbers.iter().collect();
        match &self.tied {
            Tied::NoOutcome(_) => {
                let names: Vec<String> = numbers.iter().map(|one| one.term.to_string()).collect();
                format!(
                    "what ties {} together leaves nothing that can happen",
                    names.join(", ")
                )
            }
            Tied::Together(_) if self.severity == ViolationSeverity::Hard => {
                format!("{} cannot all be right", all(&numbers))
            }
            Tied::Together(_) => format!("{} {}", all(&numbers), fit(self.severity)),
            Tied::One(tie) if self.severity < ViolationSeverity::Hard => {
                format!("{} {} ({})", all(&numbers), fit(self.severity), tie.key)
            }
            Tied::One(tie) => self.contradiction(&tie.constraint),
        }
    }

    /// Returns the same with who says so and how large it is, as a finding has it.
    #[must_use]
    pub fn finding(&self) -> String {
        match (self.severity, &self.tied) {
            (ViolationSeverity::Hard, Tied::NoOutcome(_)) => self.sentence(),
            (ViolationSeverity::Hard, _) => {
                format!("{}: {}: {}", self.voice, self.sentence(), points(self.size))
            }
            _ => format!("{}: {}", self.voice, self.sentence()),
        }
    }

    /// Returns what a bettor gains, for tickets of 100; nothing where it is no contradiction.
    #[must_use]
    pub fn loss(&self) -> Option<String> {
        let loses = self.severity == ViolationSeverity::Hard && self.sure_loss > 0.0;
        let gain = tenths(self.sure_loss);
        loses.then(|| format!("a bettor with tickets of 100 gains {gain} whatever happens"))
    }

    /// Returns the nearest numbers that fit, or what the others leave of ranges; nothing where
    /// there are neither.
    #[must_use]
    pub fn repair(&self) -> Option<String> {
        let one = |number: &Number<'_>| match (number.repaired, number.left) {
            (Some(repaired), _) => Some(format!("{} {}", number.term, percent(repaired.get()))),
            (None, Some(left)) => Some(format!("{} {}", number.term, range(left))),
            (None, None) => None,
        };
        let all: Vec<String> = self.numbers.iter().filter_map(one).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    fn contradiction(&self, constraint: &Constraint) -> String {
        let number = |i: usize| &self.numbers[i];
        let against: Vec<&Number<'_>> = self.against.iter().map(|&i| number(i)).collect();
        let Some(subject) = self.subject.map(number) else {
            return sum(&against, constraint, self.value);
        };
        let subject_at = at(subject);
        let others = all(&against);
        let too_high = self.value > self.limit;
        match constraint {
            Constraint::Implies { .. } => {
                format!("{subject_at} brings about {others}, which is less probable")
            }
            Constraint::Chain(_) => {
                format!("{subject_at} includes {others}, which is more probable")
            }
            Constraint::Threshold { .. } => {
                let limit = percent(self.limit);
                format!(
                    "{subject_at}, and the forecast of the number itself gives it {limit}: {others}"
                )
            }
            Constraint::TotalProbability { .. } => {
                let side = if too_high { "at most" } else { "at least" };
                format!(
                    "{subject_at}, and {others} make it {side} {}",
                    percent(self.limit)
                )
            }
            Constraint::AllOf { .. } if too_high => {
                format!("{subject_at} needs {others}, which is less probable")
            }
            Constraint::AnyOf { .. } if !too_high => {
                format!("{subject_at} includes {others}, which is more probable")
            }
            _ => {
                let side = if too_high { "at most" } else { "at least" };
                format!(
                    "{subject_at}, and {others} together make it {side} {}",
                    percent(self.limit)
                )
            }
        }
    }
}

/// Returns what is wrong with a sum.
fn sum(numbers: &[&Number<'_>], constraint: &Constraint, total: f64) -> String {
    let what = match constraint {
        Constraint::Exclusive(_) => "exclude each other",
        Constraint::Exhaustive(_) => "leave nothing else",
        Constraint::Complement(..) => "are opposites",
        _ => "exclude each other and leave nothing else",
    };
    format!("{} {what}, and sum to {}", all(numbers), percent(total))
}

/// Returns a number with what it speaks of: `gas-deal at 70%`.
fn at(number: &Number<'_>) -> String {
    if number.said.is_empty() {
        return number.term.to_string();
    }
    format!("{} at {}", number.term, range(number.stated))
}

fn all(numbers: &[&Number<'_>]) -> String {
    numbers
        .iter()
        .map(|number| at(number))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns how ranges fit that do.
fn fit(severity: ViolationSeverity) -> &'static str {
    match severity {
        ViolationSeverity::Tightening => "fit only in part",
        _ => "fit only at their edges",
    }
}
