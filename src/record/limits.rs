//! How much is read of what a stranger wrote.

/// The greatest length of a record, of the settings and of a row of a table: a hundred times that of
/// a long record.
pub const MAX_RECORD_BYTES: usize = 256 * 1024;

/// The greatest length of a file of records, on the disk or in the history: only one of many comes
/// near it.
pub const MAX_FILE_BYTES: u64 = 64 << 20;
