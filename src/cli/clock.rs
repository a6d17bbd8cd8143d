//! The clock and the environment: read here and nowhere else.

use chrono::{NaiveDate, SubsecRound, Utc};
use foretell::model::Moment;
use foretell::store::GitEnvironment;

use crate::error::Error;

/// Returns a variable of the environment, where it is set and not empty.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns what git may see of the environment.
pub fn for_git() -> GitEnvironment {
    GitEnvironment::new(|name| std::env::var_os(name))
}

/// Returns today: the UTC day of [`moment`].
pub fn today() -> Result<NaiveDate, Error> {
    Ok(moment()?.day())
}

/// Returns the time: `FORETELL_AS_OF`, a day or an instant, where it is set, else the clock's second.
pub fn moment() -> Result<Moment, Error> {
    match environment("FORETELL_AS_OF") {
        None => Ok(Moment::Instant(Utc::now().trunc_subsecs(0))),
        Some(text) => Moment::parse(&text)
            .map_err(|why| Error::usage(format!("FORETELL_AS_OF is {text:?}, and {why}"))),
    }
}
