//! Each command, one file each.

mod calibration;
mod calibration_figures;
mod check;
mod due;
mod estimate;
mod explain;
mod help;
mod init;
mod list;
mod log;
mod new;
mod overdue;
mod resolve;
mod scenarios;
mod score;
mod score_kinds;
mod show;
