//! Each command, one file each.

mod calibration;
mod check;
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
mod resolve;
mod scenarios;
mod schema;
mod score;
mod show;
