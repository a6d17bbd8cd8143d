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
mod resolve;
mod scenarios;
mod score;
mod show;
