//! The clock and the environment: read here and nowhere else.

use chrono::{NaiveDate, Utc};
use foretell::model::parse_day;
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

/// Returns today: `FORETELL_AS_OF` where it is set, else the clock's UTC day.
pub fn today() -> Result<NaiveDate, Error> {
    match environment("FORETELL_AS_OF") {
        None => Ok(Utc::now().date_naive()),
        Some(text) => parse_day(&text)
            .map_err(|why| Error::usage(format!("FORETELL_AS_OF is {text:?}, and {why}"))),
    }
}
