//! Where the two lanes are known to differ, and why: lists that can only become shorter.

use super::Order;

/// Places where a ledger and its table give other figures, for one reason: every ledger by every
/// command by every weighing or group that it names.
pub struct Drift {
    /// The ledgers.
    pub ledgers: &'static [&'static str],
    /// The commands.
    pub commands: &'static [&'static str],
    /// The weighings, or the groups.
    pub by: &'static [&'static str],
    /// In which order of rows.
    pub order: Order,
    /// Why.
    #[expect(dead_code, reason = "for who reads the list")]
    pub why: &'static str,
}

/// What today's reader has to be told of a table of each kind.
pub const READING: &[(&str, &[&str])] = &[];

/// Figures that an answer about a table lacks, with the reason.
pub const TABLE_LACKS: &[(&str, &str)] = &[];

/// Where the lanes differ.
pub const KNOWN_DRIFT: &[Drift] = &[];
