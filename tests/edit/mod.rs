//! A change of a record: the smallest edit, whatever the layout.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod generated;
mod layouts;
mod on_disk;
mod record_text;
mod refusals;
