//! Each command, one file each.

mod calibration;
mod calibration_figures;
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
mod score_adjust;
mod score_kinds;
mod show;
