//! A change of a record: the smallest edit, whatever the layout.

mod canonical;
mod generated;
mod layouts;
mod on_disk;
mod record_text;
mod refusals;
