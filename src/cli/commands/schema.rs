//! `foretell schema`

use clap::Args;
use clap::builder::PossibleValuesParser;
use foretell::render::schema::{PUBLIC_FORMATS, PublicFormat};

use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Print the JSON Schema of records, or of what a command prints as JSON
///
/// An editor with the YAML language server completes and checks a record whose first line is
/// `# yaml-language-server: $schema=` and the path of this schema.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  foretell schema > record.schema.json\n  foretell schema findings"
)]
pub struct SchemaArgs {
    /// Print the schema of this format: `record`, `table`, `findings`, or a command with rows in JSON
    #[arg(value_name = "NAME", default_value = "record", value_parser = names(),
        hide_possible_values = true)]
    name: String,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(PUBLIC_FORMATS.iter().map(|format| format.name))
}

/// Runs `foretell schema`.
pub fn run(args: &SchemaArgs, _: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let format = PublicFormat::named(&args.name).expect("clap takes only the names of formats");
    let text = serde_json::to_string_pretty(&format.schema());
    ui.line(&text.expect("a JSON value can always be written"))?;
    Ok(ExitStatus::Success)
}
