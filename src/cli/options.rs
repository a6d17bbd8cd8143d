//! Options that several commands share.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use foretell::ledger::{Entry, FilterTerm, Selection, StateName, View};
use foretell::lint::RULES;
use foretell::model::{
    ArgumentError, Finding, KindName, Numeral, Probability, Settings, Severity, nearest, one_of,
};
use foretell::query::{RESAMPLES, Request, SEED, Weighting};
use foretell::render::findings::RuleChoiceV1;
use foretell::render::number::percent;
use foretell::store::Lock;

use crate::clock;
use crate::error::{Error, ExitStatus};
use crate::spoken_day::day;
use crate::ui::Ui;

/// How rows are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for a terminal.
    #[default]
    Table,
    /// One JSON object, version 1.
    Json,
    /// Comma-separated values with a head.
    Csv,
    /// A table in Markdown.
    Markdown,
}

/// From when the ledger is looked at.
#[derive(Clone, Debug, Args)]
pub struct ViewArgs {
    /// See things as they stood at the end of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "View")]
    pub as_of: Option<NaiveDate>,
    /// Go by when estimates and outcomes were written down, not by when they were made and known
    #[arg(long, help_heading = "View")]
    pub booked: bool,
}

impl ViewArgs {
    /// Returns the view of the ledger.
    pub fn view(&self, settings: &Settings) -> Result<View, Error> {
        let as_of = self.as_of.map_or_else(clock::today, Ok)?;
        Ok(View {
            as_of,
            booked: self.booked,
            grace: settings.grace,
        })
    }
}

/// How a command waits for others that write.
#[derive(Clone, Debug, Args)]
pub struct LockArgs {
    /// Give up where others have been writing to the ledger for this long
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    lock_timeout: u64,
}

impl LockArgs {
    /// Waits for the right to write to the ledger, and says so where it takes long.
    pub fn lock(&self, root: &Path, ui: &mut Ui) -> Result<Lock, Error> {
        let timeout = Duration::from_secs(self.lock_timeout);
        let on_wait = || ui.warn("waiting for another command to finish writing to this ledger");
        Ok(Lock::acquire(root, timeout, on_wait)?)
    }
}

/// How a record is written.
#[derive(Clone, Debug, Args)]
pub struct WriteArgs {
    /// Print the change as a diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How it waits for others.
    #[command(flatten)]
    pub waiting: LockArgs,
}

/// Which records are meant.
#[derive(Clone, Debug, Args)]
pub struct FilterArgs {
    /// Take only forecasts with this tag, or without it: '!TAG' (can be repeated: all of them). Each
    /// filter by a name takes a `!` before it
    #[arg(long, value_name = "TAG", value_parser = term, help_heading = "Filters")]
    pub tag: Vec<FilterTerm<String>>,
    /// Take only estimates of this forecaster (can be repeated: any of them)
    #[arg(long, value_name = "NAME", value_parser = term, help_heading = "Filters")]
    pub forecaster: Vec<FilterTerm<String>>,
    /// Take only forecasts that this owner must resolve (can be repeated: any of them)
    #[arg(long, value_name = "NAME", value_parser = term, help_heading = "Filters")]
    pub owner: Vec<FilterTerm<String>>,
    /// Take only forecasts in this state (can be repeated: any of them)
    #[arg(long, value_name = "STATE", help_heading = "Filters",
        value_parser = Terms::new(&StateName::ALL, StateName::as_str))]
    pub state: Vec<FilterTerm<StateName>>,
    /// Take only questions of this kind (can be repeated: any of them)
    #[arg(long, value_name = "KIND", help_heading = "Filters",
        value_parser = Terms::new(&KindName::ALL, KindName::as_str))]
    pub kind: Vec<FilterTerm<KindName>>,
    /// Take only forecasts read out of a document whose title holds this (can be repeated)
    #[arg(long, value_name = "TEXT", value_parser = term, help_heading = "Filters")]
    pub document: Vec<FilterTerm<String>>,
    /// Take only forecasts with a deadline before this day
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Filters")]
    pub due_before: Option<NaiveDate>,
    /// Take only forecasts with a deadline after this day
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Filters")]
    pub due_after: Option<NaiveDate>,
}

/// Returns what reads one of these values by its word.
pub fn words<T: Copy + Send + Sync + 'static>(
    values: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = values.iter().map(|&value| word(value));
    PossibleValuesParser::new(words.collect::<Vec<_>>())
        .try_map(move |text| one_of(&text, values, word))
}

/// Reads a name, or with `!` before it all but that.
#[expect(
    clippy::unnecessary_wraps,
    reason = "what reads an argument may refuse it"
)]
fn term(text: &str) -> Result<FilterTerm<String>, ArgumentError> {
    let FilterTerm { value, negated } = FilterTerm::typed(text);
    let value = value.to_owned();
    Ok(FilterTerm { value, negated })
}

/// What reads one of some values by its word, or with `!` before it all but that.
#[derive(Clone, Copy, Debug)]
struct Terms<T: 'static> {
    values: &'static [T],
    word: fn(T) -> &'static str,
}

impl<T> Terms<T> {
    const fn new(values: &'static [T], word: fn(T) -> &'static str) -> Self {
        Self { values, word }
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Terms<T> {
    type Value = FilterTerm<T>;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<FilterTerm<T>, clap::Error> {
        let typed = value.to_str().map(FilterTerm::typed);
        let bare = typed.map_or(value, |term| OsStr::new(term.value));
        let value = words(self.values, self.word).parse_ref(command, argument, bare)?;
        Ok(FilterTerm {
            value,
            negated: typed.is_some_and(|term| term.negated),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let words = self.values.iter().map(|&value| (self.word)(value));
        Some(Box::new(words.map(PossibleValue::new)))
    }
}

impl FilterArgs {
    /// Returns the selection of records.
    pub fn selection(&self) -> Selection {
        Selection {
            tags: self.tag.clone(),
            forecasters: self.forecaster.clone(),
            owners: self.owner.clone(),
            states: self.state.clone(),
            kinds: self.kind.clone(),
            documents: self.document.clone(),
            due_before: self.due_before,
            due_after: self.due_after,
        }
    }
}

/// How rows of records are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SortKey {
    /// By id.
    #[default]
    Id,
    /// By deadline, the earliest first.
    Deadline,
    /// By opening, the earliest first.
    Opened,
    /// By topic, then id.
    Topic,
}

impl SortKey {
    /// Sorts records; equal ones stay in the order of their ids.
    pub fn sort(self, entries: &mut [&Entry]) {
        match self {
            Self::Id => {}
            Self::Deadline => entries.sort_by_key(|entry| entry.forecast.deadline.end()),
            Self::Opened => entries.sort_by_key(|entry| entry.forecast.opening().start()),
            Self::Topic => entries.sort_by(|a, b| a.topic().cmp(b.topic())),
        }
    }
}

/// Reads prose, which may begin with a hyphen: `-5% growth`. What is one word behind two hyphens is an
/// option whose text was forgotten.
pub fn prose(text: &str) -> Result<String, ArgumentError> {
    let is_option = text
        .strip_prefix("--")
        .is_some_and(|name| name.starts_with(char::is_alphabetic) && !name.contains(' '));
    if is_option {
        return Err(ArgumentError::NotOfForm(
            "a text is needed, and this is an option",
        ));
    }
    Ok(text.to_owned())
}

/// Reads a number of days, `30` or `30d`.
pub fn days(text: &str) -> Result<u32, ArgumentError> {
    let number = text.strip_suffix('d').unwrap_or(text).parse().ok();
    number.ok_or(ArgumentError::NotOfForm("a number of days, such as 30d"))
}

/// Reads the beginning of a commit's id: long enough to mean one.
pub fn commit(text: &str) -> Result<String, ArgumentError> {
    const SHORTEST: usize = 7;
    let is_id = text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id
        .then(|| text.to_ascii_lowercase())
        .ok_or(ArgumentError::NotOfForm(
            "7 digits or more of a commit's id, such as 1a2b3c4",
        ))
}

/// How one whole thing is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum WholeFormat {
    /// Text for a terminal.
    #[default]
    Table,
    /// One JSON object, version 1.
    Json,
    /// Comma-separated values with a head.
    Csv,
}

/// Which findings are reported, and how.
#[derive(Clone, Debug, Args)]
pub struct FindingArgs {
    /// Report only what these rules find (commas between them)
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    select: Vec<&'static str>,
    /// Leave out what these rules find (commas between them)
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule,
        conflicts_with = "select")]
    ignore: Vec<&'static str>,
    /// Take warnings as seriously as errors
    #[arg(long)]
    pub strict: bool,
    /// Print how often each rule finds something, in place of the findings
    #[arg(long, conflicts_with_all = ["format", "quiet"])]
    pub statistics: bool,
    /// Print no findings: the exit code says whether there are any
    #[arg(long, conflicts_with = "format")]
    pub quiet: bool,
    /// Print the findings in this form
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: FindingFormat,
}

impl FindingArgs {
    /// Keeps the findings that are to be reported.
    pub fn keep(&self, findings: &mut Vec<Finding>) {
        findings.retain(|finding| {
            let code = finding.rule.code;
            (self.select.is_empty() || self.select.contains(&code)) && !self.ignore.contains(&code)
        });
    }

    /// Returns the rules that were chosen or left out, for the record of what was run.
    pub fn rules(&self) -> RuleChoiceV1 {
        RuleChoiceV1 {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
        }
    }

    /// Returns how a command ends that found these.
    pub fn exit(&self, findings: &[Finding]) -> ExitStatus {
        let grave = |one: &Finding| self.strict || one.severity == Severity::Error;
        if findings.iter().any(grave) {
            ExitStatus::Findings
        } else {
            ExitStatus::Success
        }
    }
}

/// Reads the code of a rule.
fn rule(code: &str) -> Result<&'static str, ArgumentError> {
    let known = || RULES.iter().map(|rule| rule.code);
    let found = known().find(|known| *known == code);
    found.ok_or_else(|| ArgumentError::NotARule(nearest(code, known())))
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// Text for a terminal.
    #[default]
    Text,
    /// A line for each finding, as compilers and editors have it.
    Concise,
    /// One JSON object, version 1.
    Json,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for a report of tests.
    Junit,
    /// GitLab's code-quality report.
    Gitlab,
    /// A table in Markdown.
    Markdown,
}

/// Who says when an estimate was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WitnessName {
    /// The commit that first carried it.
    Git,
    /// The record itself.
    #[value(name = "none")]
    Nobody,
}

/// Who is asked when an estimate was written.
#[derive(Clone, Debug, Args)]
pub struct WitnessArgs {
    /// Ask git when each estimate was written, and not only the record [default: none, or what
    /// `FORETELL_WITNESS` says]
    #[arg(long, value_enum, value_name = "WHO", help_heading = "View")]
    witness: Option<WitnessName>,
}

impl WitnessArgs {
    /// Returns whether git is asked.
    pub fn is_git(&self) -> Result<bool, Error> {
        if let Some(name) = self.witness {
            return Ok(name == WitnessName::Git);
        }
        match clock::environment("FORETELL_WITNESS").as_deref() {
            None | Some("none") => Ok(false),
            Some("git") => Ok(true),
            Some(other) => Err(Error::usage(format!(
                "FORETELL_WITNESS is `{other}`, and may be `git` or `none`"
            ))),
        }
    }

    /// Returns whether git is asked here, whatever the environment says.
    pub fn is_named(&self) -> bool {
        self.witness == Some(WitnessName::Git)
    }
}

/// How scores are made.
#[derive(Clone, Debug, Args)]
pub struct ScoringArgs {
    /// Count forecasts resolved before their deadline, which otherwise wait for it
    #[arg(long, help_heading = "Scoring")]
    include_early: bool,
    /// Count estimates that were written when the outcome was known, for the day that they claim
    #[arg(long, help_heading = "Scoring")]
    include_retrospective: bool,
    #[command(flatten)]
    pub witness: WitnessArgs,
    #[command(flatten)]
    intervals: IntervalArgs,
    /// Keep forecasts this far from 0 and 1 in the log score, which is infinite where 0 % happened
    #[arg(long, value_name = "FLOOR", value_parser = floor, help_heading = "Scoring")]
    floor: Option<Probability>,
}

/// How intervals are made.
#[derive(Clone, Debug, Args)]
pub struct IntervalArgs {
    /// The confidence level of intervals
    #[arg(long, value_name = "LEVEL", default_value = "95%", value_parser = level,
        help_heading = "Scoring")]
    pub level: f64,
    /// Where the random numbers of resampling begin
    #[arg(long, value_name = "N", default_value_t = SEED, help_heading = "Scoring")]
    pub seed: u64,
    /// How often bootstraps and simulations draw; 0 for none
    #[arg(long, value_name = "N", default_value_t = RESAMPLES, help_heading = "Scoring")]
    pub resamples: usize,
}

impl ScoringArgs {
    /// Refuses a floor that leaves a question with so many options no room.
    pub fn check_floor(&self, options: usize) -> Result<(), Error> {
        let Some(floor) = self.floor else {
            return Ok(());
        };
        // So many that it is a count as well as a number.
        let most = u32::try_from(options).map_or(f64::INFINITY, f64::from);
        if floor.get() * most < 1.0 {
            return Ok(());
        }
        let floor = percent(floor.get());
        let error = Error::usage(format!(
            "a question has {options} options, and a floor of {floor} for each would leave no room"
        ));
        Err(error.hint(format!("--floor below 1 in {options}")))
    }

    /// Returns the request of everything, seen from the view.
    pub fn request(&self, view: View, weigh: Weighting) -> Request {
        Request {
            include_early: self.include_early,
            include_retrospective: self.include_retrospective,
            level: self.intervals.level,
            seed: self.intervals.seed,
            resamples: self.intervals.resamples,
            floor: self.floor,
            ..Request::new(view, weigh)
        }
    }
}

/// Reads a confidence level, `95%` or `0.95`.
fn level(text: &str) -> Result<f64, ArgumentError> {
    let level = Numeral::parse_share(text).map(Probability::get);
    level
        .filter(|level| *level > 0.0 && *level < 1.0)
        .ok_or(ArgumentError::NotOfForm("a level such as 95%"))
}

/// Reads a floor, `0.001` or `0.1%`: above 0 and below a half.
fn floor(text: &str) -> Result<Probability, ArgumentError> {
    Numeral::parse_share(text)
        .filter(|floor| floor.get() > 0.0 && floor.get() < 0.5)
        .ok_or(ArgumentError::NotOfForm(
            "a small probability such as 0.001",
        ))
}
