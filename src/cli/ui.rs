//! The terminal: the only place that prints.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use clap::ValueEnum;
use dialoguer::console::Term;
use foretell::render::Style;
use foretell::render::escape::visible_lines;

use crate::error::{Error, ExitStatus};

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
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

/// Where a command prints.
pub struct Ui {
    out: BufWriter<Stdout>,
    color: bool,
    width: u16,
    has_printed: bool,
    /// What could not be read, though the answer depends on it.
    could_not: Vec<String>,
    has_written: bool,
}

impl Ui {
    /// Returns the terminal that the program was started on.
    pub fn new(color: ColorChoice) -> Self {
        let out = io::stdout();
        let on_terminal = out.is_terminal();
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => on_terminal && crate::clock::environment("NO_COLOR").is_none(),
        };
        let columns = crate::clock::environment("COLUMNS").and_then(|text| text.parse().ok());
        let width = match columns {
            Some(columns) => columns,
            None if on_terminal => Term::stdout().size().1,
            None => PAGE,
        };
        Self {
            out: BufWriter::new(out),
            color,
            width: width.max(NARROWEST),
            has_printed: false,
            could_not: Vec::new(),
            has_written: false,
        }
    }

    /// Notes that the command has written to the ledger, whatever becomes of the rest.
    pub fn has_written(&mut self) {
        self.has_written = true;
    }

    /// Returns whether both ends are a terminal, so that a person can be asked.
    pub fn can_ask() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Returns how findings are painted.
    pub fn style(&self) -> Style {
        if self.color {
            Style::Colour
        } else {
            Style::Plain
        }
    }

    /// Returns the width of the page.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Prints text as it is.
    pub fn print(&mut self, text: &str) -> Result<(), Error> {
        self.has_printed = true;
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| Error::io("print", error))
    }

    /// Writes bytes as they are, for another program.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.has_printed = true;
        Ok(self.out.write_all(bytes)?)
    }

    /// Prints a line, or several; what is hidden in them is written out.
    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        self.print(&visible_lines(text))?;
        self.print("\n")
    }

    /// Writes out what is still held back.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.out.flush().map_err(|error| Error::io("print", error))
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
        // Where nobody listens there is nobody to tell.
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{}", visible_lines(text));
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
