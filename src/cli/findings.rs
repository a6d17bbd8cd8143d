//! Findings, printed in the form that was asked for.

use std::path::Path;

use foretell::lint::{LocatedFinding, locate_all};
use foretell::model::Finding;
use foretell::render::findings::{self, CheckRun};
use foretell::store;

use crate::clock;
use crate::context::Context;
use crate::error::Error;
use crate::options::{FindingArgs, FindingFormat};
use crate::ui::Ui;

/// The file that GitHub shows on the page of a job.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Prints findings in the form that was asked for. Annotations go with a summary, where the job
/// has a page for it.
pub fn print(
    ui: &mut Ui,
    context: &Context,
    found: &[Finding],
    run: &CheckRun<'_>,
    format: FindingFormat,
) -> Result<(), Error> {
    let mut located = locate_all(found, &context.records, &context.sources);
    if matches!(
        format,
        FindingFormat::Github | FindingFormat::Sarif | FindingFormat::Gitlab
    ) {
        from_the_top(&mut located, &store::prefix(&context.root));
    }
    let text = match format {
        FindingFormat::Text => findings::text(&located, run.checked, ui.style()),
        FindingFormat::Concise => findings::concise(&located, run.checked, ui.style()),
        FindingFormat::Json => findings::json(&located, run),
        FindingFormat::Github => findings::github(&located),
        FindingFormat::Sarif => findings::sarif(&located, run),
        FindingFormat::Junit => findings::junit(&located, run),
        FindingFormat::Gitlab => findings::gitlab(&located),
        FindingFormat::Markdown => findings::markdown(&located, run),
    };
    ui.print(&text)?;
    if format == FindingFormat::Github
        && let Some(page) = clock::environment(STEP_SUMMARY)
    {
        store::append(Path::new(&page), &findings::summary(&located, run))?;
    }
    Ok(())
}

/// Prints findings as these arguments want them: in a form, counted by rule, or not at all.
pub fn print_as(
    ui: &mut Ui,
    context: &Context,
    found: &[Finding],
    run: &CheckRun<'_>,
    args: &FindingArgs,
) -> Result<(), Error> {
    if args.quiet {
        return Ok(());
    }
    if args.statistics {
        let located = locate_all(found, &context.records, &context.sources);
        return ui.print(&findings::statistics(&located, run.checked, ui.screen()));
    }
    print(ui, context, found, run, args.format)
}

/// Lets the places count from the top of the repository, as the services do that show them there.
fn from_the_top(located: &mut [LocatedFinding], prefix: &str) {
    if prefix.is_empty() {
        return;
    }
    for place in located.iter_mut().flat_map(|finding| &mut finding.places) {
        place.file = format!("{prefix}{}", place.file).into();
    }
}
