//! What a shell is told that completes a word: ids, options of one record, tags, names, codes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{Resettable, Str};
use clap::{Arg, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use foretell::lint::RULES;
use foretell::model::{Kind, Settings};
use foretell::record::{SourceFile, ids_of, items_of, scalars_of, stem};
use foretell::store;

use crate::help;

/// The variable by which a shell asks.
pub const ASKS: &str = "FORETELL_COMPLETE";

/// Up to how many files all are read for ids that are not in their names.
const READ_ALL: usize = 500;

/// Answers a shell that asks what may stand here, and returns whether one did.
pub fn answer() -> Result<bool, clap::Error> {
    let folder = std::env::current_dir().ok();
    CompleteEnv::with_factory(command)
        .var(ASKS)
        .try_complete(std::env::args_os(), folder.as_deref())
}

/// Returns the command line, with what may stand at each place.
pub fn command() -> Command {
    help::command().mut_subcommands(|sub| unaliased(sub).mut_args(completed))
}

/// Returns a command that is offered under its own name alone, and understood under the others.
fn unaliased(command: Command) -> Command {
    // They are a few short words, and the program ends when it has answered.
    let aliases = command.get_all_aliases().map(str::to_owned);
    let aliases: Vec<&'static str> = aliases.map(|alias| &*alias.leak()).collect();
    command.visible_alias(Resettable::Reset).aliases(aliases)
}

/// Completes an argument by the name of what stands there.
fn completed(arg: Arg) -> Arg {
    let name = arg.get_value_names().and_then(|names| names.first());
    let complete: fn(&str) -> Vec<String> = match name.map(Str::as_str) {
        Some("ID") => ids,
        Some("TAG") => tags,
        Some("NAME") => forecasters,
        Some("OUTCOME") => outcomes,
        Some("VALUE") => values,
        Some("CODE" | "RULE" | "RULES") => rules,
        _ => return arg,
    };
    // What is one of a few words completes itself.
    if !arg.get_possible_values().is_empty() {
        return arg;
    }
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let fits = |word: &String| word.starts_with(&*typed);
        let words = complete(&typed).into_iter().filter(fits);
        words.map(CompletionCandidate::new).collect::<Vec<_>>()
    }))
}

/// Returns the ids of records: the names of files, and where these are few or do not fit, what the files say.
fn ids(typed: &str) -> Vec<String> {
    let Some(root) = root() else {
        return Vec::new();
    };
    let names = store::record_names(&root);
    let stems = names.iter().map(|name| stem(name));
    let fitting = stems.filter(|id| id.starts_with(typed));
    let mut ids: BTreeSet<String> = fitting.map(str::to_owned).collect();
    if names.len() <= READ_ALL || ids.is_empty() {
        for source in store::load(&root) {
            let Ok(text) = &source.content else { continue };
            let own = ids_of(text);
            if !own.is_empty() {
                ids.remove(stem(&source.path));
                ids.extend(own);
            }
        }
    }
    ids.into_iter().collect()
}

fn tags(_: &str) -> Vec<String> {
    named(|text| items_of(text, "tags"))
}

fn forecasters(_: &str) -> Vec<String> {
    named(|text| scalars_of(text, "by"))
}

fn rules(_: &str) -> Vec<String> {
    RULES.iter().map(|rule| rule.code.to_owned()).collect()
}

/// Returns every name that is found in the records' texts.
fn named(find: impl Fn(&str) -> Vec<String> + Sync) -> Vec<String> {
    let Some(root) = root() else {
        return Vec::new();
    };
    let sources = store::load(&root);
    let texts = sources
        .iter()
        .filter_map(|source| source.content.as_ref().ok());
    let names: BTreeSet<String> = texts.flat_map(|text| find(text)).collect();
    names.into_iter().collect()
}

/// Returns the outcomes that the named question may have.
fn outcomes(_: &str) -> Vec<String> {
    let mut words = match kind() {
        Some(Kind::Binary) => vec!["yes".to_owned(), "no".to_owned()],
        Some(Kind::Date { .. }) => vec!["never".to_owned()],
        Some(Kind::Number { .. }) => vec!["below".to_owned(), "above".to_owned()],
        Some(kind) => kind.options().into_iter().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    words.extend(["annulled", "ambiguous"].map(str::to_owned));
    words
}

/// Returns the beginnings of the estimates that the named question takes.
fn values(_: &str) -> Vec<String> {
    let kind = kind();
    let options = kind.as_ref().map(Kind::options).unwrap_or_default();
    options
        .into_iter()
        .map(|option| format!("{option}="))
        .collect()
}

/// Returns the kind of the question whose id was typed before.
fn kind() -> Option<Kind> {
    let root = root()?;
    let names = store::record_names(&root);
    let typed: Vec<String> = typed().collect();
    let file = typed
        .iter()
        .find_map(|word| names.iter().find(|name| stem(name) == word))?;
    let text = store::read(&root, file).ok()?;
    let source = SourceFile::of_text(file.as_str(), &text);
    let settings = match store::load_settings(&root) {
        Some(source) => foretell::record::read_settings(&source).0,
        None => Settings::default(),
    };
    let records = foretell::record::read_all(&[source], &settings);
    let forecast = records.into_iter().find_map(|record| record.forecast)?;
    Some(forecast.kind.clone())
}

/// Returns the words that were typed so far.
fn typed() -> impl Iterator<Item = String> {
    let words = std::env::args().skip_while(|word| word != "--");
    words.skip(1)
}

/// Returns the ledger of the command that is typed.
fn root() -> Option<PathBuf> {
    let mut words = typed();
    while let Some(word) = words.next() {
        if word == "--root" {
            return store::named_root(Path::new(&words.next()?)).ok();
        }
        if let Some(folder) = word.strip_prefix("--root=") {
            return store::named_root(Path::new(folder)).ok();
        }
    }
    store::discover(&std::env::current_dir().ok()?).ok()
}
