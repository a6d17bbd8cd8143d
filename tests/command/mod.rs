//! Each command, one file each.

mod adjust;
mod calibration;
mod check;
mod compare;
mod due;
mod estimate;
mod explain;
mod help;
mod init;
mod like;
mod list;
mod log;
mod new;
mod overdue;
mod pool;
mod resolve;
mod score;
mod show;
