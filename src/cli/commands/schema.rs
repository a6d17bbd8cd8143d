//! `foretell schema`

use clap::Args;
use foretell::record;

use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print the JSON Schema of records, for editors and other checkers
///
/// An editor with the YAML language server completes and checks a record whose first line is
/// `# yaml-language-server: $schema=` and the path of this schema.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell schema > record.schema.json")]
pub struct SchemaArgs {}

/// Runs `foretell schema`.
pub fn run(_: &SchemaArgs, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let text = serde_json::to_string_pretty(&record::schema());
    ui.line(&text.expect("a JSON value can always be written"))?;
    Ok(ExitStatus::Success)
}
