//! What a valid forecast is, and what a finding is. Knows nothing else of ours but the
//! values that scoring takes.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod argument;
mod band;
mod builtin_yardsticks;
mod census;
mod estimate;
mod evidence;
mod finding;
mod forecast;
mod id;
mod kind;
mod moment;
mod name;
mod number;
mod numeral;
mod outcome;
mod outcome_word;
mod person;
mod provenance;
mod resolution;
mod route;
mod rule;
mod scenario;
mod settings;
mod stated;
mod suggest;
mod weighting;
mod yardstick;

pub use foretell_scoring::Probability;
pub use foretell_scoring::distribution::{Domain, Family, Mixture, Parametric, Simple};

pub use argument::{ArgumentError, one_of, whole_between};
pub use band::Band;
pub use census::{Census, CensusEntry, Fate, UnresolvableReason, folded};
pub use estimate::{Aside, Blinding, Coded, CodedReading, Confidence, Estimate, Origin, Value};
pub use evidence::{EvidenceItem, Reliability};
pub use finding::{Finding, Location, LocationTarget, Severity};
pub use forecast::{
    BaseRate, Condition, DeadlineBasis, Forecast, QuestionKey, Relations, Source, Sources,
    Threshold, Waiver,
};
pub use id::{ForecastId, IdError};
pub use kind::{ChoiceOption, Kind, KindName, Vintage};
pub use moment::{LAST_DAY, Moment, MomentError, add_days, parse_day};
pub use name::{is_name_key, look, name_key, same_name};
pub use number::{LARGEST, LEAST_SPREAD, NumberError, decimal, is_plain, number, written};
pub use numeral::{Notation, Numeral, NumeralError};
pub(crate) use numeral::{end_levels, without_noise};
pub use outcome::{Outcome, OutcomeError, day_number, number_day, option_of};
pub use outcome_word::OutcomeWord;
pub use person::{Escalation, Person};
pub use provenance::{CodingFault, Provenance, Testimony, coding_fault};
pub use resolution::Resolution;
pub use route::{Route, Step};
pub use rule::Rule;
pub use scenario::{Indicator, NONE, Scenario, ScenarioSet};
pub use settings::{Level, Settings};
pub use stated::{Reading, Stated, StatedError, WordReading, is_bare_may};
pub use suggest::{nearest, only_near};
pub use weighting::Weighting;
pub use yardstick::{Fall, Lookup, Term, Yardstick};
