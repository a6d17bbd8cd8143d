//! A file ⇒ its records.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::faults::{Faults, error};
use super::parse::parse;
use super::{FileFault, Node, SourceFile, documents, forecast, identity, scan};
use crate::model::{Finding, Forecast, ForecastId, Settings, Spot};

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

/// The greatest length of a document: a hundred times that of a long record.
const MAX_BYTES: usize = 256 * 1024;

/// Reads the records of a file, each with all its faults.
#[must_use]
pub fn read(source: &SourceFile, settings: &Settings) -> Vec<Record> {
    let text = match &source.content {
        Ok(text) => text,
        Err(fault) => return vec![unreadable(source, fault)],
    };
    let documents = documents(text);
    let stem = match documents.len() {
        1 => Some(identity::stem(&source.path)),
        _ => None,
    };
    let one = |(n, bytes): (usize, &Range<usize>)| {
        document(&source.path, n, text, bytes.clone(), stem, settings)
    };
    match &documents[..] {
        [only] => vec![one((0, only))],
        many => many.par_iter().enumerate().map(one).collect(),
    }
}

/// Reads the records of many files on all cores, in the order of the files.
#[must_use]
pub fn read_all(sources: &[SourceFile], settings: &Settings) -> Vec<Record> {
    sources
        .par_iter()
        .flat_map_iter(|source| read(source, settings))
        .collect()
}

fn unreadable(source: &SourceFile, fault: &FileFault) -> Record {
    let mut faults = Faults::new(&source.path, 0);
    faults.push(fault.finding(), Spot::File);
    Record {
        file: Arc::clone(&source.path),
        document: 0,
        bytes: 0..0,
        tree: None,
        id: ForecastId::parse(identity::stem(&source.path)).ok(),
        forecast: None,
        findings: faults.finish(),
    }
}

fn document(
    file: &Arc<str>,
    number: usize,
    text: &str,
    bytes: Range<usize>,
    stem: Option<&str>,
    settings: &Settings,
) -> Record {
    let mut faults = Faults::new(file, number);
    let text = &text[bytes.clone()];
    let tree = tree(text, bytes.start, &mut faults);
    let id = identity::read(tree.as_ref(), text, stem, &mut faults);
    let forecast = tree
        .as_ref()
        .and_then(|tree| forecast::read(tree, id.as_ref(), settings, &mut faults))
        .filter(|_| !faults.has_error());
    Record {
        file: Arc::clone(file),
        document: number,
        bytes,
        tree,
        id,
        forecast,
        findings: faults.finish(),
    }
}

/// Reads the tree of a document that begins at byte `base` of its file.
pub(super) fn tree(text: &str, base: usize, faults: &mut Faults<'_>) -> Option<Node> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the record has {} bytes, and may have {MAX_BYTES}",
            text.len()
        );
        let found = error("file-too-large", message).help("keep long texts elsewhere");
        faults.push(found, Spot::Bytes(base..base));
        return None;
    }
    let mut hides = false;
    for (bytes, c) in scan::hidden(text) {
        let bytes = bytes.start + base..bytes.end + base;
        faults.text(scan::fault(bytes, c));
        hides = true;
    }
    let visible = if hides {
        scan::blanked(text)
    } else {
        Cow::Borrowed(text)
    };
    let tree = parse(&visible, base, &mut |fault| faults.text(fault));
    if tree.is_none() && !faults.has_error() {
        let found = error("wrong-type", "there is no record here");
        faults.push(
            found.help("write one, or remove the file"),
            Spot::Bytes(base..base),
        );
    }
    tree
}
