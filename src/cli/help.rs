//! The command line as it is read and explained: commands by what a person wants, each with its page of the
//! manual.

use std::fmt::Write as _;

use clap::{Command, CommandFactory};
use dialoguer::console::Term;

use crate::args::Cli;
use crate::clock;
use crate::commands::GROUPS;

/// The widest page of help, and the narrowest.
const WIDTHS: (u16, u16) = (40, 100);

/// Returns the command line.
pub fn command() -> Command {
    let command = Cli::command();
    let listing = listing(&command);
    let command = command
        .help_template(format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{listing}\nOptions:\n{{options}}{{after-help}}"
        ))
        .after_help("`foretell help COMMAND` says what a command does, with an example.");
    let pages = GROUPS.iter().flat_map(|(_, commands)| *commands);
    pages.fold(command, |command, (name, page)| {
        command.mut_subcommand(name, |sub| {
            let example = sub.get_after_help().map(ToString::to_string);
            let example = example.map(|text| text + "\n\n").unwrap_or_default();
            sub.after_help(format!("{example}Manual: {page}"))
        })
    })
}

/// Returns the commands under what a person wants, a line or two for each.
fn listing(command: &Command) -> String {
    let width = usize::from(width());
    let names = GROUPS.iter().flat_map(|(_, commands)| *commands);
    let indent = names.map(|(name, _)| name.len()).max().unwrap_or(0) + 4;
    let mut out = String::new();
    for (head, commands) in GROUPS {
        let _ = writeln!(out, "{head}:");
        for (name, _) in *commands {
            let Some(sub) = command.find_subcommand(name) else {
                continue;
            };
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            let aliases: Vec<&str> = sub.get_visible_aliases().collect();
            let aliases = match aliases.len() {
                0 => String::new(),
                _ => format!(" [alias: {}]", aliases.join(", ")),
            };
            let begin = format!("  {name:<wide$}", wide = indent - 2);
            let rest = " ".repeat(indent);
            let options = textwrap::Options::new(width)
                .initial_indent(&begin)
                .subsequent_indent(&rest);
            let about = textwrap::fill(&format!("{about}{aliases}"), options);
            let _ = writeln!(out, "{about}");
        }
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

/// Returns how wide a page of help is.
fn width() -> u16 {
    let columns = clock::environment("COLUMNS").and_then(|text| text.parse().ok());
    let (narrowest, widest) = WIDTHS;
    let width = columns.unwrap_or_else(|| {
        Term::stdout()
            .size_checked()
            .map_or(widest, |(_, columns)| columns)
    });
    width.clamp(narrowest, widest)
}
