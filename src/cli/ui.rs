//! The terminal: the only place that prints.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;

use clap::ValueEnum;
use dialoguer::console::Term;
use foretell::render::escape::{visible_lines, wrapped};
use foretell::render::{Screen, Style};

use crate::args::{Cli, Globals};
use crate::commands::Command;
use crate::error::{Error, ExitStatus};
use crate::pager;
use crate::progress::Progress;

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set; everywhere where `CLICOLOR_FORCE` is.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The width of a page where there is no terminal to ask.
const PAGE: u16 = 100;
/// The narrowest page that tables are laid out for.
const NARROWEST: u16 = 40;

/// Returns whether output is coloured where nothing else was asked for, by the conventions of
/// <https://no-color.org> and <https://bixense.com/clicolors>.
fn wants_color(on_terminal: bool) -> bool {
    let variable = crate::clock::environment;
    let forced = variable("CLICOLOR_FORCE").is_some_and(|force| force != "0");
    variable("NO_COLOR").is_none() && (forced || on_terminal)
}

/// Where a command prints.
pub struct Ui {
    out: BufWriter<Stdout>,
    screen: Screen,
    /// How many lines the terminal holds, where longer pages go through a pager.
    height: Option<usize>,
    on_terminal: bool,
    has_printed: bool,
    /// What could not be read, though the answer depends on it.
    could_not: Vec<String>,
    has_written: bool,
    /// What says that a long command is still at it, until the first word of its own.
    progress: Option<Progress>,
}

impl Ui {
    /// Returns the terminal that the program was started on.
    pub fn new(globals: &Globals) -> Self {
        let out = io::stdout();
        let on_terminal = out.is_terminal();
        let color = match globals.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => wants_color(on_terminal),
        };
        let columns = crate::clock::environment("COLUMNS").and_then(|text| text.parse().ok());
        let width = match columns {
            Some(columns) => columns,
            None if on_terminal => Term::stdout().size().1,
            None => PAGE,
        };
        Self {
            out: BufWriter::new(out),
            screen: Screen {
                wide: globals.wide,
                verbose: globals.verbose,
                style: if color { Style::Colour } else { Style::Plain },
                ..Screen::new(width.max(NARROWEST))
            },
            height: (on_terminal && !globals.no_pager)
                .then(|| usize::from(Term::stdout().size().0)),
            on_terminal,
            has_printed: false,
            could_not: Vec::new(),
            has_written: false,
            progress: None,
        }
    }

    /// Begins a command: one that asks nothing says so where it takes long.
    pub fn begin(&mut self, cli: &Cli) {
        use Command::{Edit, New, Resolve, Update};
        let asks = matches!(
            &cli.command,
            Some(New(_) | Update(_) | Resolve(_) | Edit(_))
        );
        self.progress =
            (!asks && io::stderr().is_terminal()).then(|| Progress::start(io::stderr()));
    }

    /// Ends a command.
    pub fn end(&mut self) {
        self.progress = None;
    }

    /// Notes that the command has written to the ledger, whatever becomes of the rest.
    pub fn has_written(&mut self) {
        self.has_written = true;
    }

    /// Sets whether a page says by name what is excluded.
    pub fn tell_why(&mut self, why: bool) {
        self.screen.why = why;
    }

    /// Returns whether both ends are a terminal, so that a person can be asked.
    pub fn can_ask() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Returns how findings are painted.
    pub fn style(&self) -> Style {
        self.screen.style
    }

    /// Returns what a page is printed on.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Prints text as it is.
    pub fn print(&mut self, text: &str) -> Result<(), Error> {
        self.end();
        self.has_printed = true;
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| Error::io("print", error))
    }

    /// Prints a page; one that is longer than the terminal goes through a pager.
    pub fn page(&mut self, text: &str) -> Result<(), Error> {
        let is_long = self
            .height
            .is_some_and(|height| text.lines().count() >= height);
        if is_long {
            self.flush()?;
            if pager::show(text) {
                self.has_printed = true;
                return Ok(());
            }
        }
        self.print(text)
    }

    /// Writes bytes as they are, for another program.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.end();
        self.has_printed = true;
        Ok(self.out.write_all(bytes)?)
    }

    /// Prints a line, or several; what is hidden in them is written out, and a terminal breaks no word.
    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        if self.on_terminal {
            return self.print(&wrapped(&visible_lines(text), self.screen.width));
        }
        self.print(&visible_lines(text))?;
        self.print("\n")
    }

    /// Writes out what is still held back.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.end();
        self.out.flush().map_err(|error| Error::io("print", error))
    }

    /// Says that a file was written.
    pub fn wrote(&mut self, path: &Path) -> Result<(), Error> {
        self.print(&format!("wrote {}\n", path.display()))
    }

    /// Keeps in mind what could not be read though the answer depends on it. It is said in the end,
    /// and no command that left anything out ends as if it had seen all.
    pub fn could_not(&mut self, lines: Vec<String>) {
        self.could_not.extend(lines);
    }

    /// Says what could not be read, and returns whether everything could.
    pub fn say_what_could_not(&mut self) -> bool {
        let lines = std::mem::take(&mut self.could_not);
        for line in &lines {
            self.warn(line);
        }
        lines.is_empty()
    }

    /// Prints a line on standard error, after what is on its way to standard output.
    pub fn warn(&mut self, text: &str) {
        // A warning comes before the work is done.
        let progress = self.progress.take();
        let goes_on = progress.is_some();
        drop(progress);
        // Where nobody listens there is nobody to tell.
        let _ = self.out.flush();
        let text = visible_lines(text);
        let text = if io::stderr().is_terminal() {
            wrapped(&text, self.screen.width).trim_end().to_owned()
        } else {
            text.into_owned()
        };
        let _ = writeln!(io::stderr(), "{text}");
        self.progress = goes_on.then(|| Progress::start(io::stderr()));
    }

    /// Prints why a command, or the rest of it, could not be done, and returns how it ended.
    pub fn error(&mut self, error: &Error) -> ExitStatus {
        if let Error::Record { report, .. } = error {
            let _ = self.out.flush();
            let _ = write!(io::stderr(), "{report}");
        }
        let written = if self.has_written {
            "written, but "
        } else {
            ""
        };
        self.warn(&format!("foretell: {written}{error}"));
        let again = || "the same command again would write it again".to_owned();
        let hint = error.to_do();
        if let Some(hint) = hint.or_else(|| self.has_written.then(again)) {
            self.warn(&format!("hint: {hint}"));
        }
        if self.has_written {
            ExitStatus::Written
        } else {
            ExitStatus::Failure
        }
    }
}
