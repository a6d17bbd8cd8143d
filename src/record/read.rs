//! A file ⇒ its records.

use std::ops::Range;
use std::sync::Arc;

use super::{Node, SourceFile};
use crate::model::{Finding, Forecast, ForecastId, Settings};

/// A record: what was read out of one document.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// Which of the file's documents it is, from 0.
    pub document: usize,
    /// The bytes of the file that are the document's.
    pub bytes: Range<usize>,
    /// The values and where they stand; none where the text is no YAML.
    pub tree: Option<Node>,
    /// Its id, as far as that could be told.
    pub id: Option<ForecastId>,
    /// The forecast; none where any error was found.
    pub forecast: Option<Forecast>,
    /// Everything that is wrong with it.
    pub findings: Vec<Finding>,
}

/// Reads the records of a file, each with all its faults.
#[must_use]
pub fn read(source: &SourceFile, settings: &Settings) -> Vec<Record> {
    todo!("{source:?} {settings:?}")
}

/// Reads the records of many files on all cores, in the order of the files.
#[must_use]
pub fn read_all(sources: &[SourceFile], settings: &Settings) -> Vec<Record> {
    todo!("{sources:?} {settings:?}")
}
