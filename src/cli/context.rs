//! The ledger that a command works on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use foretell::ledger::{Entry, Found, Ledger, Selection};
use foretell::lint::audit::{self, Witness};
use foretell::lint::{self, LedgerBefore, locate_all};
use foretell::model::{Finding, ForecastId, Settings, nearest};
use foretell::query::Regraded;
use foretell::record::{self, Record, SourceFile};
use foretell::render::Style;
use foretell::render::findings::{self, CheckedCounts};
use foretell::render::value::count;
use foretell::store::{self, FORECASTS, Git};

use crate::args::Globals;
use crate::clock;
use crate::error::Error;
use crate::options::{FilterArgs, WitnessArgs};
use crate::ui::Ui;
use crate::unread;
use crate::verdicts;

/// A ledger, read.
pub struct Context {
    /// The folder that holds it.
    pub root: PathBuf,
    /// Its files, as the disk gave them: those of the records, then the settings.
    pub sources: Vec<SourceFile>,
    /// Its records; of a ledger that was opened for one forecast those that bear on it.
    pub records: Vec<Record>,
    /// Whether the records are all that the files have.
    pub is_whole: bool,
    /// Whether git was asked when each estimate was written.
    pub witnessed: bool,
    /// What is wrong with the settings.
    pub settings_findings: Vec<Finding>,
    /// All of them together.
    pub ledger: Ledger,
}

impl Context {
    /// Reads the ledger that the command line names, or the nearest one, to answer from it. Records
    /// that cannot be read are left out of the answer, and the command ends with `CouldNot`.
    pub fn open(globals: &Globals, ui: &mut Ui) -> Result<Self, Error> {
        let context = Self::load(globals, None)?.with_ledger()?;
        context.leave_out(ui, |_| true);
        Ok(context)
    }

    /// Reads of the ledger what bears on the forecast of that id, or everything where there is no id or it is not
    /// enough to tell which is meant. Settings that cannot be read are refused, as by [`Self::open_in_part`].
    pub fn open_about(globals: &Globals, id: Option<&str>) -> Result<Self, Error> {
        Self::load(globals, id)?.with_ledger()
    }

    /// Reads the ledger to answer from it, and where `witness` says so asks git when each estimate was
    /// written.
    pub fn open_witnessed(
        globals: &Globals,
        witness: &WitnessArgs,
        ui: &mut Ui,
    ) -> Result<Self, Error> {
        Ok(Self::open_regraded(globals, witness, None, ui)?.0)
    }

    /// Reads the ledger like [`Self::open_witnessed`], with the outcomes of a table in place of the logged
    /// ones.
    pub fn open_regraded(
        globals: &Globals,
        witness: &WitnessArgs,
        verdicts: Option<&Path>,
        ui: &mut Ui,
    ) -> Result<(Self, Option<Regraded>), Error> {
        let mut context = Self::load(globals, None)?.witnessed(witness)?;
        let apply = |path| verdicts::apply(&mut context.records, path);
        let regraded = verdicts.map(apply).transpose()?;
        let context = context.with_ledger()?;
        context.leave_out(ui, |_| true);
        Ok((context, regraded))
    }

    /// Asks git when each estimate was written, where `witness` says so; where history is missing that is an
    /// error.
    pub fn witnessed(mut self, witness: &WitnessArgs) -> Result<Self, Error> {
        if !witness.is_git()? {
            return Ok(self);
        }
        let git = Git::open(&self.root, &clock::for_git(), false)?;
        let history = store::history(&git, &self.sources, audit::seen)?;
        let imports = &self.settings().imports;
        let witness = Witness::ask(&history, self.record_files(), imports, clock::today()?);
        for record in &mut self.records {
            let (Some(id), Some(forecast)) = (&record.id, &mut record.forecast) else {
                continue;
            };
            let estimates = &mut Arc::make_mut(forecast).estimates;
            for (estimate, day) in estimates.iter_mut().zip(witness.of(id.as_str())) {
                estimate.carried = *day;
            }
        }
        self.witnessed = true;
        Ok(self)
    }

    /// Hides what others say of open questions of which the forecaster who looks has no estimate, where
    /// the settings want it so, and says of how many.
    pub fn blind_first(self, by: Option<&str>, ui: &mut Ui) -> Result<Self, Error> {
        let wanted = self.settings().blind_first;
        let who = wanted.then(|| self.forecaster(by).ok().flatten()).flatten();
        let Some(who) = who else {
            return Ok(self);
        };
        let ledger = self.ledger.blind_to(&who, clock::today()?);
        if ledger.with_hidden() > 0 {
            let hidden = count(ledger.with_hidden(), "forecast");
            ui.warn(&format!(
                "blind_first: what others say of {hidden} is hidden until {who} has an estimate there"
            ));
        }
        Ok(Self { ledger, ..self })
    }

    /// Reads the ledger for a command that needs only some of its records: one to change, or those
    /// that it then names to [`Self::leave_out`]. Settings that cannot be read are refused: the answer
    /// would go by rules that are not the ledger's.
    pub fn open_in_part(globals: &Globals) -> Result<Self, Error> {
        Self::open_about(globals, None)
    }

    /// Makes the ledger of the records; settings that cannot be read are refused.
    fn with_ledger(mut self) -> Result<Self, Error> {
        let faults = self.settings_faults();
        if !faults.is_empty() {
            let checked = CheckedCounts {
                records: self.records.len(),
                waived: 0,
            };
            let located = locate_all(&faults, &[], &self.sources);
            return Err(Error::Record {
                report: findings::text(&located, checked, Style::Plain),
                message: "could not go by the settings of this ledger; mend them first".to_owned(),
            });
        }
        let entries: Vec<Entry> = self.records.iter().filter_map(entry).collect();
        let unreadable = self.records.len() - entries.len();
        self.ledger = Ledger::new(self.settings().clone(), entries, unreadable);
        Ok(self)
    }

    /// Reads the records and leaves the ledger of them empty, for commands that look at each alone.
    pub fn records_only(globals: &Globals) -> Result<Self, Error> {
        Self::load(globals, None)
    }

    fn load(globals: &Globals, about: Option<&str>) -> Result<Self, Error> {
        let root = root(globals)?;
        let settings_source = store::load_settings(&root);
        let (settings, settings_findings) = match &settings_source {
            Some(source) => record::read_settings(source),
            None => (Settings::default(), Vec::new()),
        };
        let mut sources = store::load(&root);
        let about = about.and_then(|id| ForecastId::parse(id).ok());
        let part = about.and_then(|id| record::read_about(&sources, &id, &settings));
        let is_whole = part.is_none();
        let records = part.unwrap_or_else(|| record::read_all(&sources, &settings));
        sources.extend(settings_source);
        let ledger = Ledger::new(settings, Vec::new(), 0);
        Ok(Self {
            root,
            sources,
            records,
            is_whole,
            witnessed: false,
            settings_findings,
            ledger,
        })
    }

    /// Returns the files of its records: they come first.
    pub fn record_files(&self) -> &[SourceFile] {
        let is_record = |one: &SourceFile| one.path.starts_with(FORECASTS);
        let records = self.sources.iter().take_while(|one| is_record(one)).count();
        &self.sources[..records]
    }

    /// Returns it as the ledger that a change is judged by.
    pub fn as_before(&self, as_of: NaiveDate) -> LedgerBefore<'_> {
        LedgerBefore {
            files: self.record_files(),
            records: &self.records,
            is_whole: self.is_whole,
            settings: self.settings(),
            settings_findings: &self.settings_findings,
            as_of,
        }
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        self.ledger.settings()
    }

    /// Returns the record that a person's word means.
    pub fn find(&self, typed: &str, by_prefix: bool) -> Result<&Entry, Error> {
        let ids = |ids: &[&ForecastId]| {
            ids.iter()
                .map(|id| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self.ledger.find(typed, by_prefix) {
            Found::One(entry) => Ok(entry),
            Found::Several(several) => Err(Error::usage(format!("`{typed}` begins several ids"))
                .hint(format!("one of {}", ids(&several)))),
            Found::None(near) => Err(self.unknown(typed, &ids(&near))),
        }
    }

    fn unknown(&self, typed: &str, near: &str) -> Error {
        let broken = |record: &&Record| {
            record.forecast.is_none() && record.id.as_ref().is_some_and(|id| id.as_str() == typed)
        };
        if let Some(record) = self.records.iter().find(broken) {
            return Error::usage(format!("`{typed}` in {} could not be read", record.file))
                .hint("`foretell check` says what is wrong with it");
        }
        let error = Error::usage(format!("there is no forecast `{typed}`"));
        if near.is_empty() {
            error.hint("`foretell list` prints every id")
        } else {
            error.hint(format!("did you mean {near}?"))
        }
    }

    /// Refuses a name under which nobody made an estimate.
    pub fn check_forecaster(&self, name: &str) -> Result<(), Error> {
        let names = self.ledger.forecasters();
        if names.contains(&name) {
            return Ok(());
        }
        let error = Error::usage(format!("nobody called `{name}` made an estimate"));
        let near = nearest(name, names.iter().copied());
        Err(match near {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None if names.is_empty() => error.hint("`foretell estimate` logs the first"),
            None => error.hint(format!("estimates are by {}", names.join(", "))),
        })
    }

    /// Returns which records are meant. A name that no record has is refused: with a slip of the hand
    /// nothing would be overdue.
    pub fn selection(&self, filters: &FilterArgs) -> Result<Selection, Error> {
        let selection = filters.selection();
        match selection.unheard_of(&self.ledger) {
            None => Ok(selection),
            Some(unheard) => {
                let error = Error::usage(unheard.to_string());
                Err(match unheard.near {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error.hint("`foretell list` prints every record"),
                })
            }
        }
    }

    /// Notes which of the records that were asked for could not be read.
    pub fn leave_out(&self, ui: &mut Ui, is_asked: impl Fn(&Record) -> bool) {
        ui.could_not(unread::records(self, is_asked));
    }

    /// Returns what is wrong with the settings, unknown rules among it.
    pub fn settings_faults(&self) -> Vec<Finding> {
        lint::settings(self.settings(), &self.settings_findings)
    }

    /// Returns who signs: the option, else `FORETELL_FORECASTER`, else the settings.
    pub fn signer(&self, by: Option<&str>) -> Result<String, Error> {
        self.forecaster(by)?.ok_or_else(|| {
            Error::usage("no forecaster set").hint(
                "pass `--by NAME`, or set FORETELL_FORECASTER or `forecaster:` in foretell.yaml",
            )
        })
    }

    /// Returns who that is, if anybody is named.
    pub fn forecaster(&self, by: Option<&str>) -> Result<Option<String>, Error> {
        let name = by
            .map(str::to_owned)
            .or_else(|| clock::environment("FORETELL_FORECASTER"))
            .or_else(|| self.settings().forecaster.clone());
        match name {
            Some(name) if name.contains(char::is_control) => Err(Error::usage(
                "a name is one line, without control characters",
            )),
            name => Ok(name),
        }
    }
}

/// Returns the folder of the ledger that the command line names, or of the nearest one.
pub fn root(globals: &Globals) -> Result<PathBuf, Error> {
    Ok(match globals.root() {
        Some(root) => store::named_root(root)?,
        None => store::discover(&std::env::current_dir()?)?,
    })
}

fn entry(record: &Record) -> Option<Entry> {
    let forecast = record.forecast.clone()?;
    Some(Entry {
        forecast,
        file: record.file.clone(),
        document: record.document,
    })
}
