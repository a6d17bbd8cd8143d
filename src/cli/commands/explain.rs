//! `foretell explain`

use clap::Args;
use foretell::lint::{self, RULES};
use foretell::model::nearest;

use crate::args::Globals;
use crate::error::{Error, ExitStatus};
use crate::ui::Ui;

/// Explain a finding: what it means, why it matters, an example, and what to write instead
///
/// Without a code it lists every rule.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  foretell explain late-estimate")]
pub struct ExplainArgs {
    /// Explain this code
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Runs `foretell explain`.
pub fn run(args: &ExplainArgs, _: &Globals, ui: &mut Ui) -> Result<ExitStatus, Error> {
    let Some(code) = &args.code else {
        for rule in RULES.iter() {
            let off = if rule.default_on {
                ""
            } else {
                ", off until a ledger turns it on"
            };
            ui.line(&format!(
                "{:<26} {} ({}{off})",
                rule.code, rule.summary, rule.severity
            ))?;
        }
        return Ok(ExitStatus::Success);
    };
    match lint::explain(code) {
        Some(text) => {
            ui.line(&format!("{code}\n\n{text}"))?;
            Ok(ExitStatus::Success)
        }
        None => Err(unknown(code)),
    }
}

fn unknown(code: &str) -> Error {
    let error = Error::usage(format!("there is no rule `{code}`"));
    match nearest(code, RULES.iter().map(|rule| rule.code)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint("`foretell explain` lists every rule"),
    }
}
