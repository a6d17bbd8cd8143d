//! `foretell extract`

use std::path::{Path, PathBuf};

use clap::Args;
use foretell::lint::extract::{Extract, FutureKind, FutureSentence, extract};
use foretell::model::{Census, Moment, Yardstick};
use foretell::record::{RecordDraft, emit_census, emit_draft};
use foretell::render::Answered;
use foretell::render::extract::ExtractQuery;
use foretell::store;

use crate::answer::print;
use crate::args::Globals;
use crate::clock;
use crate::context::Context;
use crate::error::{Error, ExitStatus};
use crate::options::{Format, prose, words};
use crate::spoken_day::moment;
use crate::ui::Ui;

/// Find the sentences of a text that bear on the future
///
/// Reads prose, plain or Markdown, and lists the sentences with a word of estimation, a modal verb or
/// another sign of the future, with the word and until when; quotations, objectives and conditions are
/// told apart. It finds too much rather than too little: a person decides.
///
/// `--census` prints the draft of a census, in which the judgements have no fate yet; `--records` the
/// drafts of records, without the questions and deadlines that only a person can give.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell extract briefing.txt --kind judgement\n  \
                  foretell extract briefing.txt --census > sources/briefing.yaml"
)]
pub struct ExtractArgs {
    /// The text
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take only the sentences of this kind
    #[arg(long, value_name = "KIND", value_parser = words(&FutureKind::ALL, FutureKind::as_str))]
    kind: Option<FutureKind>,
    /// Print the draft of a census
    #[arg(long, conflicts_with_all = ["records", "format"])]
    census: bool,
    /// Print the drafts of records
    #[arg(
        long,
        conflicts_with = "format",
        requires = "author",
        requires = "published"
    )]
    records: bool,
    /// Name the document [default: the file's name]
    #[arg(long, value_name = "NAME", value_parser = prose)]
    document: Option<String>,
    /// Name who wrote it
    #[arg(long, value_name = "NAME", value_parser = prose)]
    author: Option<String>,
    /// Say when it was published
    #[arg(long, value_name = "DATE", value_parser = moment)]
    published: Option<Moment>,
    /// Print the rows in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// Runs `foretell extract`.
pub fn run(args: &ExtractArgs, globals: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let text = store::read_prose(&args.file)?;
    let mut answer = extract(&text);
    let request = &ExtractQuery {
        file: args.file.to_string_lossy().into_owned(),
        kind: args.kind,
    };
    if args.census {
        answer.found = request.listed(&answer).cloned().collect();
        ui.print(&emit_census(&census(args, &answer)))?;
        return Ok(ExitStatus::Success);
    }
    if args.records {
        ui.print(&records(args, globals, request.listed(&answer))?)?;
        return Ok(ExitStatus::Success);
    }
    print(&Answered { request, answer }, args.format, ui)
}

/// Returns the word of the yardstick among the cues, else the first of them.
fn word(cues: &[String], yardstick: &Yardstick) -> Option<String> {
    let known = cues.iter().find(|cue| yardstick.lookup(cue).is_some());
    known.or(cues.first()).cloned()
}

/// Returns what the document is called.
fn document(args: &ExtractArgs) -> String {
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy();
    args.document.clone().unwrap_or_else(|| stem.into_owned())
}

fn census(args: &ExtractArgs, answer: &Extract) -> Census {
    // The text stands beside the census where it stands in its folder.
    let name = args
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let beside = args
        .file
        .parent()
        .is_some_and(|folder| folder.ends_with(Path::new(store::SOURCES)));
    let mut census = answer.census(&document(args), name.filter(|_| beside));
    census.author.clone_from(&args.author);
    census
}

/// Returns the drafts of records, one after the other.
fn records<'e>(
    args: &ExtractArgs,
    globals: &Globals,
    found: impl Iterator<Item = &'e FutureSentence>,
) -> Result<String, Error> {
    let (Some(author), Some(published)) = (&args.author, args.published) else {
        return Err(
            Error::usage("a record says who wrote the text, and when".to_owned())
                .hint("--author NAME --published DATE"),
        );
    };
    let context = Context::open_in_part(globals)?;
    let coder = context.signer(None)?;
    let document = document(args);
    let today = Moment::Day(clock::today()?);
    let judgements =
        found.filter(|one| matches!(one.kind, FutureKind::Judgement | FutureKind::Condition));
    let drafts = judgements.enumerate().map(|(n, one)| {
        emit_draft(&RecordDraft {
            id: format!("draft-{}", n + 1),
            document: &document,
            section: one.section.as_deref(),
            quote: &one.words,
            word: word(&one.cues, context.settings().default_yardstick()),
            horizon: one.horizon.as_deref(),
            author,
            published,
            coder: &coder,
            today,
        })
    });
    Ok(drafts.collect::<Vec<_>>().join("---\n"))
}
