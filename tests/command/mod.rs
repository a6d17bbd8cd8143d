//! Each command, one file each.

mod calibration;
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
mod plot;
mod report;
mod resolve;
mod score;
mod show;
