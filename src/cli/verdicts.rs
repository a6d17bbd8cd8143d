//! A reviewer's own outcomes, put in the place of the logged ones.

use std::path::Path;
use std::sync::Arc;

use foretell::exchange::verdicts;
use foretell::model::Resolution;
use foretell::query::Regraded;
use foretell::record::Record;
use foretell::store;

use crate::commands::resolve::read_outcome;
use crate::error::Error;

/// Puts the outcomes of a table in the place of those that the records log, and says how many.
pub fn apply(records: &mut [Record], path: &Path) -> Result<Regraded, Error> {
    let name = path.to_string_lossy().into_owned();
    let input = store::open_table(path)?;
    let verdicts = verdicts::read(input)
        .map_err(|why| Error::usage(format!("{name} {why}")).hint("its head is `id,outcome`"))?;
    let is_of =
        |record: &Record, id: &str| record.id.as_ref().is_some_and(|own| own.as_str() == id);
    let is_known = |id: &str| {
        let mut records = records.iter();
        records.any(|record| is_of(record, id) && record.forecast.is_some())
    };
    let ids = verdicts.iter().map(|verdict| &verdict.id);
    let unknown = ids.filter(|id| !is_known(id)).map(|id| format!("`{id}`"));
    let unknown = unknown.collect::<Vec<_>>().join(", ");
    if !unknown.is_empty() {
        let error = Error::usage(format!("{name}: no record has the id {unknown}"));
        return Err(error.hint("`foretell list` prints every id"));
    }
    let mut changed = 0;
    for verdict in &verdicts {
        let mut records = records.iter_mut();
        let record = records.find(|record| is_of(record, &verdict.id));
        let Some(forecast) = record.and_then(|record| record.forecast.as_mut()) else {
            continue;
        };
        let outcome = read_outcome(&verdict.outcome, &forecast.kind)
            .map_err(|why| Error::usage(format!("{name}, line {}: {why}", verdict.line)))?;
        let logged = forecast.resolution.clone();
        let before = logged.as_ref().map(|one| &one.outcome);
        let is_same = before.is_some_and(|before| before.reads_as(&outcome));
        changed += usize::from(!is_same);
        Arc::make_mut(forecast).resolution = Some(match logged {
            Some(logged) => Resolution { outcome, ..logged },
            None => Resolution::new(outcome),
        });
    }
    Ok(Regraded {
        name,
        given: verdicts.len(),
        changed,
    })
}
