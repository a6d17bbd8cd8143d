//! A file ⇒ its records.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::faults::Faults;
use super::parse::parse;
use super::rules;
use super::tree::too_large;
use super::{Fault, FileFault, Node, SourceFile, cut_short, documents, forecast, identity, scan};
use crate::model::{Finding, Forecast, ForecastId, LocationTarget, Settings};

/// A record: what was read out of one document.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file, as a path from the ledger's root with `/` between its parts.
    pub file: Arc<str>,
    /// Which of the file's documents it is, from 0.
    pub document: usize,
    /// The bytes of the file that are the document's.
    pub bytes: Range<usize>,
    /// Its id, as far as that could be told.
    pub id: Option<ForecastId>,
    /// The forecast; none where any error was found.
    pub forecast: Option<Arc<Forecast>>,
    /// Everything that is wrong with it.
    pub findings: Vec<Finding>,
    /// The text of the file.
    text: Arc<str>,
    /// The values and where they stand. Those of a sound record are read once more when somebody asks: kept
    /// for all, they would be the greater part of what a ledger takes in memory.
    tree: OnceLock<Option<Arc<Node>>>,
}

impl Record {
    /// Returns the values and where they stand; none where the text is no YAML.
    #[must_use]
    pub fn tree(&self) -> Option<&Node> {
        let read = || {
            parse(
                &self.text[self.bytes.clone()],
                self.bytes.start,
                &mut |_| {},
            )
        };
        self.tree.get_or_init(|| read().map(Arc::new)).as_deref()
    }
}

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
    // The id of a twin is that of the file that was read.
    let is_twin = matches!(fault, FileFault::Twin(_));
    let mut faults = Faults::new(&source.path, 0);
    faults.push(fault.finding(), LocationTarget::File);
    Record {
        file: Arc::clone(&source.path),
        document: 0,
        bytes: 0..0,
        text: Arc::from(""),
        tree: OnceLock::from(None),
        id: ForecastId::parse(identity::stem(&source.path))
            .ok()
            .filter(|_| !is_twin),
        forecast: None,
        findings: faults.finish(),
    }
}

fn document(
    file: &Arc<str>,
    number: usize,
    file_text: &Arc<str>,
    bytes: Range<usize>,
    stem: Option<&str>,
    settings: &Settings,
) -> Record {
    let mut faults = Faults::new(file, number);
    let text = &file_text[bytes.clone()];
    let tree = tree(text, bytes.start, &mut faults);
    let id = identity::read(tree.as_ref(), text, stem, &mut faults);
    let forecast = tree
        .as_ref()
        .and_then(|tree| forecast::read(tree, id.as_ref(), settings, &mut faults))
        .filter(|_| !faults.has_error());
    let findings = faults.finish();
    Record {
        file: Arc::clone(file),
        document: number,
        bytes,
        id,
        forecast: forecast.map(Arc::new),
        tree: if findings.is_empty() {
            OnceLock::new()
        } else {
            OnceLock::from(tree.map(Arc::new))
        },
        findings,
        text: Arc::clone(file_text),
    }
}

/// Reads the tree of a document that begins at byte `base` of its file.
pub(super) fn tree(text: &str, base: usize, faults: &mut Faults<'_>) -> Option<Node> {
    if let Some(fault) = too_large(text) {
        let bytes = base..base;
        faults.text(Fault { bytes, ..fault });
        return None;
    }
    if let Some(fault) = cut_short::merge_conflict(text, base) {
        faults.text(fault);
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
    if let Some(tree) = &tree {
        cut_short::find(tree, &visible, base, faults);
    }
    if tree.is_none() && !faults.has_error() {
        let found = rules::WRONG_TYPE.finding("there is no record here");
        faults.push(
            found.help("write one, or remove the file"),
            LocationTarget::Bytes(base..base),
        );
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::super::MAX_RECORD_BYTES;
    use super::super::testing::{HEAD, after_head, findings, records, said};
    use super::*;

    #[test]
    fn ten_faults_in_one_record_give_ten_findings() {
        let text = "qestion: Will it?\n\
                    question: [Will it]\n\
                    deadline: 2015-02-31\n\
                    opened: 2014-5-1\n\
                    deadline_basis: txt\n\
                    implies: [Bad Id]\n\
                    estimates:\n\
                    - {date: 2014-01-01, by: a, probability: 170%}\n\
                    - {date: 2014-01-02, by: a, probability: likley}\n\
                    - {date: 2014-01-03, by: a, quantiles: {5%: 1}}\n\
                    resolution: {outcome: perhaps}\n";
        let mut found = findings("forecasts/a.yaml", text);
        found.sort_by_key(|line| {
            line.split(':')
                .next()
                .and_then(|line| line.parse::<u32>().ok())
        });
        assert_eq!(
            found,
            [
                "1:1 unknown-key",
                "2:11 wrong-type",
                "3:11 bad-date",
                "4:9 bad-date",
                "5:17 bad-choice",
                "6:11 bad-id",
                "8:42 bad-probability",
                "9:42 unknown-word",
                "10:29 wrong-kind-value",
                "11:23 bad-outcome",
            ]
        );
    }

    #[test]
    fn a_warning_keeps_the_forecast_and_an_error_does_not() {
        let estimate = "estimates:\n- {date: 2014-01-01, by: a, probability: 1}\n";
        let record = records("forecasts/a.yaml", &format!("{HEAD}{estimate}")).remove(0);
        assert_eq!(record.findings[0].rule.code, "bare-one");
        assert!(record.forecast.is_some());
        let record = records("forecasts/a.yaml", &format!("{HEAD}x: 1\n")).remove(0);
        assert!(record.forecast.is_none());
        assert!(record.tree().is_some());
    }

    #[test]
    fn a_broken_document_hides_no_other() {
        let text = format!("id: a\n{HEAD}---\nid: b\nquestion: [\n---\nid: c\n{HEAD}opened: x\n");
        assert_eq!(
            findings("forecasts/bulk.yaml", &text),
            ["6:11 yaml-syntax", "11:9 bad-date"]
        );
        let records = records("forecasts/bulk.yaml", &text);
        assert!(records[0].forecast.is_some());
        assert_eq!(records[1].id.as_ref().map(ForecastId::as_str), Some("b"));
        assert_eq!(records[2].document, 2);
        assert_eq!(records[2].findings[0].places[0].document, 2);
        assert!(text[records[2].bytes.clone()].starts_with("---\nid: c\n"));
    }

    #[test]
    fn lines_and_columns_hold_with_any_line_end_mark_and_alphabet() {
        let text = "\u{feff}question: Łódź?\r\ndeadline: 2015-12-31\r\n\
                    source: {author: Бобо Ло, published: soon}\r\n\u{feff}";
        assert_eq!(
            findings("forecasts/a.yaml", text),
            ["4:1 hidden-character", "3:38 bad-date"]
        );
        let text = "\u{feff}qestion: é\r\n";
        assert_eq!(findings("forecasts/a.yaml", text)[0], "1:1 unknown-key");
    }

    #[test]
    fn hidden_characters_are_found_wherever_they_are_and_hide_no_other_fault() {
        let rest = "title: a\u{1b}[31mb # \u{202e}\nowner: \"\\e[0m\"\nopened: \u{200e}2014-5-1\r\n\
                    # a\rlesson: b # \u{2028}c\n";
        assert_eq!(
            after_head(rest),
            [
                "3:9 hidden-character",
                "3:18 hidden-character",
                "5:9 hidden-character",
                "6:4 hidden-character",
                "6:17 hidden-character",
                "4:8 hidden-character",
                "5:10 bad-date",
            ]
        );
        let rest = "title: a\u{7f}\nopened: 2014-1-1\n";
        assert_eq!(after_head(rest), ["3:9 hidden-character", "4:9 bad-date"]);
        assert_eq!(
            said("title: a\u{85}b\n")[0],
            "the line break U+0085, which only some programs take for one; remove it, or end the \
             line with a line feed"
        );
    }

    #[test]
    fn a_document_that_is_empty_too_long_or_no_mapping_is_found() {
        assert_eq!(findings("forecasts/a.yaml", ""), ["1:1 wrong-type"]);
        assert_eq!(
            findings("forecasts/a.yaml", "# nothing\n"),
            ["1:1 wrong-type"]
        );
        assert_eq!(findings("forecasts/a.yaml", "- a\n"), ["1:1 wrong-type"]);
        assert_eq!(findings("forecasts/a.yaml", "~\n"), ["1:1 wrong-type"]);
        let long = format!("{HEAD}lesson: {}\n", "a".repeat(MAX_RECORD_BYTES));
        assert_eq!(findings("forecasts/a.yaml", &long), ["1:1 file-too-large"]);
        let bulk = format!("id: a\n{HEAD}---\n{long}---\nid: c\n{HEAD}");
        assert_eq!(findings("forecasts/a.yaml", &bulk), ["4:1 file-too-large"]);
    }

    #[test]
    fn a_file_without_text_has_one_finding_and_its_id() {
        let fault = |fault: FileFault| {
            let source = SourceFile {
                path: "forecasts/gas.yaml".into(),
                content: Err(fault),
            };
            let record = read(&source, &Settings::default()).remove(0);
            assert_eq!(record.id.unwrap().as_str(), "gas");
            record.findings[0].rule.code
        };
        assert_eq!(fault(FileFault::Link), "unreadable-file");
        assert_eq!(fault(FileFault::NotAFile), "unreadable-file");
        assert_eq!(
            fault(FileFault::Unreadable("denied".into())),
            "unreadable-file"
        );
        let (bytes, limit) = (2, 1);
        assert_eq!(
            fault(FileFault::TooLarge { bytes, limit }),
            "file-too-large"
        );
        let source = SourceFile::of_bytes("forecasts/gas.yaml", b"a: \xff");
        let records = read(&source, &Settings::default());
        assert_eq!(records[0].findings[0].rule.code, "not-utf8");
    }

    #[test]
    fn many_files_are_read_in_order() {
        let sources: Vec<SourceFile> = (0..100)
            .map(|n| SourceFile::of_bytes(format!("forecasts/f{n}.yaml"), HEAD.as_bytes()))
            .collect();
        let records = read_all(&sources, &Settings::default());
        let ids = records
            .iter()
            .map(|record| record.id.as_ref().unwrap().to_string());
        assert!(ids.eq((0..100).map(|n| format!("f{n}"))));
    }
}
