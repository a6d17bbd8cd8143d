//! The report as HTML: pages that need nothing but themselves.

mod body;
mod context;
mod filters;
mod links;
mod shell;
mod terse;

pub use shell::{PORTION, SINGLE, pages, single};
