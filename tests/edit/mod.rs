//! A change of a record: the smallest edit, whatever the layout.

mod canonical;
mod generated;
mod last_block;
mod layouts;
mod on_disk;
mod record_text;
mod refusals;
