//! What ties forecasts together, by their numbers in a list.

use std::fmt;

/// A relation between forecasts, each given by its place in the list of estimates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// Exactly one of them happens.
    Partition(Vec<usize>),
    /// At most one of them happens.
    Exclusive(Vec<usize>),
    /// At least one of them happens.
    Exhaustive(Vec<usize>),
    /// The one happens if and only if the other does not.
    Complement(usize, usize),
    /// If the premise happens, so does the conclusion.
    Implies {
        /// What brings the other about.
        premise: usize,
        /// What it brings about.
        conclusion: usize,
    },
    /// The whole happens if and only if all its parts do.
    AllOf {
        /// The conjunction.
        whole: usize,
        /// What it joins.
        parts: Vec<usize>,
    },
    /// The whole happens if and only if any of its parts does.
    AnyOf {
        /// The disjunction.
        whole: usize,
        /// What it joins.
        parts: Vec<usize>,
    },
    /// One event with ever later deadlines, or one number with ever lower limits: each implies
    /// the next.
    Chain(Vec<usize>),
    /// Both are the same event: a binary question on a number, and what the forecast of that
    /// number says of it.
    Threshold {
        /// The binary question.
        question: usize,
        /// The probability that follows from the number's forecast (see [`exceedance`]).
        ///
        /// [`exceedance`]: super::exceedance
        implied: usize,
    },
    /// The event's probability is the mean of its probabilities with and without the condition,
    /// weighed by the condition's.
    TotalProbability {
        /// The event.
        event: usize,
        /// What it depends on.
        condition: usize,
        /// The event, given that the condition holds, where somebody forecast that.
        if_yes: Option<usize>,
        /// The event, given that the condition does not hold, where somebody forecast that.
        if_no: Option<usize>,
    },
}

/// What is wrong with a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConstraintError {
    /// It names nothing.
    Empty {
        /// The constraint's place in the list.
        constraint: usize,
    },
    /// It names the same forecast twice.
    Repeated {
        /// The constraint's place in the list.
        constraint: usize,
        /// The forecast.
        forecast: usize,
    },
    /// It names a forecast that is not in the list.
    Unknown {
        /// The constraint's place in the list.
        constraint: usize,
        /// The forecast.
        forecast: usize,
    },
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { constraint } => write!(f, "constraint {constraint} names nothing"),
            Self::Repeated {
                constraint,
                forecast,
            } => write!(f, "constraint {constraint} names forecast {forecast} twice"),
            Self::Unknown {
                constraint,
                forecast,
            } => write!(
                f,
                "constraint {constraint}: there is no forecast {forecast}"
            ),
        }
    }
}

impl std::error::Error for ConstraintError {}

impl Constraint {
    /// Returns the forecasts that it names, in its own order, the whole before its parts.
    #[must_use]
    pub fn members(&self) -> Vec<usize> {
        match self {
            Self::Partition(all)
            | Self::Exclusive(all)
            | Self::Exhaustive(all)
            | Self::Chain(all) => all.clone(),
            Self::Complement(one, other) => vec![*one, *other],
            Self::Implies {
                premise,
                conclusion,
            } => vec![*premise, *conclusion],
            Self::AllOf { whole, parts } | Self::AnyOf { whole, parts } => std::iter::once(*whole)
                .chain(parts.iter().copied())
                .collect(),
            Self::Threshold { question, implied } => vec![*question, *implied],
            Self::TotalProbability {
                event,
                condition,
                if_yes,
                if_no,
            } => [Some(*event), Some(*condition), *if_yes, *if_no]
                .into_iter()
                .flatten()
                .collect(),
        }
    }

    /// Returns whether it speaks of conditional forecasts, whose outcomes are no single events.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        matches!(self, Self::TotalProbability { .. })
    }

    /// Returns the same constraint on forecasts that have other numbers.
    pub(super) fn renumbered(&self, new: impl Fn(usize) -> usize) -> Self {
        let all = |old: &[usize]| old.iter().map(|&i| new(i)).collect();
        match self {
            Self::Partition(members) => Self::Partition(all(members)),
            Self::Exclusive(members) => Self::Exclusive(all(members)),
            Self::Exhaustive(members) => Self::Exhaustive(all(members)),
            Self::Chain(members) => Self::Chain(all(members)),
            Self::Complement(one, other) => Self::Complement(new(*one), new(*other)),
            Self::Implies {
                premise,
                conclusion,
            } => Self::Implies {
                premise: new(*premise),
                conclusion: new(*conclusion),
            },
            Self::AllOf { whole, parts } => Self::AllOf {
                whole: new(*whole),
                parts: all(parts),
            },
            Self::AnyOf { whole, parts } => Self::AnyOf {
                whole: new(*whole),
                parts: all(parts),
            },
            Self::Threshold { question, implied } => Self::Threshold {
                question: new(*question),
                implied: new(*implied),
            },
            Self::TotalProbability {
                event,
                condition,
                if_yes,
                if_no,
            } => Self::TotalProbability {
                event: new(*event),
                condition: new(*condition),
                if_yes: if_yes.map(&new),
                if_no: if_no.map(&new),
            },
        }
    }

    /// Returns what is wrong with it as one of a list, where there are so many forecasts.
    pub(super) fn fault(&self, constraint: usize, forecasts: usize) -> Option<ConstraintError> {
        let mut members = self.members();
        if self.is_empty() {
            return Some(ConstraintError::Empty { constraint });
        }
        if let Some(&forecast) = members.iter().find(|&&i| i >= forecasts) {
            return Some(ConstraintError::Unknown {
                constraint,
                forecast,
            });
        }
        members.sort_unstable();
        let twice = members.windows(2).find(|pair| pair[0] == pair[1])?;
        Some(ConstraintError::Repeated {
            constraint,
            forecast: twice[0],
        })
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Partition(all)
            | Self::Exclusive(all)
            | Self::Exhaustive(all)
            | Self::Chain(all)
            | Self::AllOf { parts: all, .. }
            | Self::AnyOf { parts: all, .. } => all.is_empty(),
            Self::TotalProbability { if_yes, if_no, .. } => if_yes.is_none() && if_no.is_none(),
            Self::Complement(..) | Self::Implies { .. } | Self::Threshold { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_must_name_forecasts_that_exist_and_each_once() {
        let empty = Constraint::Partition(vec![]);
        assert_eq!(
            empty.fault(3, 9),
            Some(ConstraintError::Empty { constraint: 3 })
        );
        let unknown = Constraint::AllOf {
            whole: 0,
            parts: vec![1, 9],
        };
        assert_eq!(
            unknown.fault(0, 9),
            Some(ConstraintError::Unknown {
                constraint: 0,
                forecast: 9
            })
        );
        let twice = Constraint::Implies {
            premise: 4,
            conclusion: 4,
        };
        assert_eq!(
            twice.fault(1, 9),
            Some(ConstraintError::Repeated {
                constraint: 1,
                forecast: 4
            })
        );
        assert_eq!(Constraint::Complement(0, 8).fault(0, 9), None);
    }

    #[test]
    fn total_probability_needs_a_conditional_forecast() {
        let bare = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: None,
            if_no: None,
        };
        assert_eq!(
            bare.fault(0, 2),
            Some(ConstraintError::Empty { constraint: 0 })
        );
    }

    #[test]
    fn faults_read_as_sentences() {
        let fault = ConstraintError::Repeated {
            constraint: 1,
            forecast: 4,
        };
        assert_eq!(fault.to_string(), "constraint 1 names forecast 4 twice");
        assert_eq!(
            ConstraintError::Empty { constraint: 0 }.to_string(),
            "constraint 0 names nothing"
        );
        let unknown = ConstraintError::Unknown {
            constraint: 2,
            forecast: 7,
        };
        assert_eq!(unknown.to_string(), "constraint 2: there is no forecast 7");
    }

    #[test]
    fn renumbering_keeps_every_role() {
        let total = Constraint::TotalProbability {
            event: 0,
            condition: 1,
            if_yes: Some(2),
            if_no: None,
        };
        assert_eq!(total.renumbered(|i| i + 10).members(), [10, 11, 12]);
        let whole = Constraint::AnyOf {
            whole: 2,
            parts: vec![0, 1],
        };
        assert_eq!(whole.renumbered(|i| 5 - i).members(), [3, 5, 4]);
    }
}
