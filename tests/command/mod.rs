//! Each command, one file each.

mod adjust;
mod audit;
mod calibration;
mod check;
mod coherence;
mod compare;
mod completions;
mod due;
mod estimate;
mod explain;
mod fmt;
mod help;
mod init;
mod list;
mod log;
mod man;
mod new;
mod overdue;
mod pool;
mod resolve;
mod scenarios;
mod schema;
mod score;
mod show;
