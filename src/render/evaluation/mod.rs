//! The evaluation report: sections of words, tables and plots, as HTML pages and as Markdown.

mod agenda;
mod changes;
mod coherence;
mod document;
mod dossier;
mod fit;
mod forecasters;
mod headline;
mod kinds;
mod left_out;
mod markdown;
mod misses;
mod outturns;
mod over_time;
pub mod page;
mod plots;
mod revisions;
mod run_info;
mod scenarios;
mod series;
mod spans;
mod whole;
mod wording;
mod yardstick;

pub use document::{
    Block, Document, DocumentCell, DocumentRow, DocumentTable, Dossier, FilterKeys, HeadlineFigure,
    Section, TextSpan,
};
pub use markdown::markdown;
pub use plots::{calendar_of, fan_of, history_of, path_of, reliability_of, scores_by};
pub use series::{NoSeries, hedgehog_of};
pub use whole::{Parts, document};
