//! `foretell census`

use clap::Args;
use foretell::analysis::CensusCoverage;
use foretell::model::Fate;
use foretell::record::{CensusFile, read_censuses};
use foretell::render::Answered;
use foretell::render::census::{CensusFates, CensusQuery, CensusSentences};
use foretell::store;

use crate::answer::print;
use crate::args::Globals;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::Format;
use crate::ui::Ui;
use crate::unread;

/// Print what became of every sentence of a document that bears on the future
///
/// A census is a file of `sources/`: every sentence of a text that bears on the future, in order,
/// with its words and its fate: a record, a stand-in, an objective, a report, known already, a
/// condition, or not resolvable, and why. `foretell check` finds a sentence without a fate, and a
/// record whose sentence no census has.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell census --sentences --fate stand-in")]
pub struct CensusArgs {
    /// Print the sentences, not only how many
    #[arg(long)]
    sentences: bool,
    /// Print only the sentences with this fate
    #[arg(long, value_name = "FATE", value_parser = fate, requires = "sentences")]
    fate: Option<Fate>,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

fn fate(text: &str) -> Result<Fate, String> {
    let found = Fate::ALL.into_iter().find(|fate| fate.as_str() == text);
    found.ok_or_else(|| format!("it is one of {}", Fate::ALL.map(Fate::as_str).join(", ")))
}

/// Runs `foretell census`.
pub fn run(args: &CensusArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let context = Context::open(globals, ui)?;
    let sources = store::load_sources(&context.root);
    let files = read_censuses(&sources);
    let broken = files.iter().filter(|file| file.census.is_none());
    let faults: Vec<_> = broken.flat_map(|file| file.findings.clone()).collect();
    if !faults.is_empty() {
        ui.could_not(unread::name(&faults, &[], &sources));
    }
    let all: Vec<CensusCoverage<'_>> = files.iter().filter_map(coverage).collect();
    let request = &CensusQuery { fate: args.fate };
    if args.sentences {
        let answer = CensusSentences(all);
        print(&Answered { request, answer }, args.format, ui)
    } else {
        let answer = CensusFates(all);
        print(&Answered { request, answer }, args.format, ui)
    }
}

fn coverage(file: &CensusFile) -> Option<CensusCoverage<'_>> {
    let census = file.census.as_ref()?;
    Some(CensusCoverage::new(&file.file, census, file.text.is_some()))
}
