//! Names: of forecasts, scenarios and options.

use std::fmt;
use std::sync::Arc;

/// The id of a forecast or of a scenario set: `[a-z0-9][a-z0-9-]{0,63}`.
///
/// Words that YAML 1.1 reads as a boolean or a null, and the names of Windows' devices, are not ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ForecastId(Arc<str>);

/// What is wrong with a text that should be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdError {
    /// It is empty or longer than 64 characters.
    Length,
    /// It has a character other than a–z, 0–9 and the hyphen, or begins with a hyphen.
    Characters,
    /// Other programs read it as something else.
    Reserved,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "an id has 1 to 64 characters",
            Self::Characters => {
                "an id has only a–z, 0–9 and hyphens, and begins with a letter or digit"
            }
            Self::Reserved => "other programs read this word as a boolean, a null or a device",
        })
    }
}

/// YAML 1.1's other booleans and nulls, and Windows' device names.
const RESERVED: &[&str] = &[
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "con", "prn", "aux", "nul",
    "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl ForecastId {
    /// Reads an id.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.is_empty() || text.len() > 64 {
            return Err(IdError::Length);
        }
        if text.starts_with('-') || !text.bytes().all(Self::may_have) {
            return Err(IdError::Characters);
        }
        if RESERVED.contains(&text) {
            return Err(IdError::Reserved);
        }
        Ok(Self(text.into()))
    }

    /// Returns whether a byte may stand in an id.
    #[must_use]
    pub fn may_have(byte: u8) -> bool {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ForecastId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_plain_and_unmistakable() {
        assert!(ForecastId::parse("gas-deal").is_ok());
        assert!(ForecastId::parse("2014-trade").is_ok());
        assert!(ForecastId::parse(&"a".repeat(64)).is_ok());
        assert_eq!(ForecastId::parse(&"a".repeat(65)), Err(IdError::Length));
        assert_eq!(ForecastId::parse(""), Err(IdError::Length));
        assert_eq!(ForecastId::parse("Gas"), Err(IdError::Characters));
        assert_eq!(ForecastId::parse("-gas"), Err(IdError::Characters));
        assert_eq!(ForecastId::parse("../gas"), Err(IdError::Characters));
        assert_eq!(ForecastId::parse("no"), Err(IdError::Reserved));
        assert_eq!(ForecastId::parse("nul"), Err(IdError::Reserved));
    }
}
