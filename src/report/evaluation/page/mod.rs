//! The report as HTML: pages that need nothing but themselves.

mod body;
mod filters;
mod links;
mod shell;

pub use shell::{PORTION, SINGLE, pages, single};
