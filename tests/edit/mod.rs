//! A change of a record: the smallest edit, whatever the layout.

mod generated;
mod layouts;
mod on_disk;
mod record_text;
mod refusals;
