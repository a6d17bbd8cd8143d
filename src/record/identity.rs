//! Which record a document is: the stem of its file, or its `id`.

use super::Node;
use super::faults::{Faults, error};
use super::fields::At;
use super::path::Path;
use super::value;
use crate::model::{ForecastId, Spot};

/// Returns the part of a path that names a record.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name)
}

/// Reads the id of a document; the file's stem is the id of the only one in a file.
pub(super) fn read(
    tree: Option<&Node>,
    text: &str,
    stem: Option<&str>,
    faults: &mut Faults<'_>,
) -> Option<ForecastId> {
    let own = match tree {
        Some(tree) => own(tree, faults),
        None => Own::of(line(text)),
    };
    match stem {
        Some(stem) => of_file(stem, own, faults),
        None => of_document(tree.is_some(), own, faults),
    }
}

/// What a document says of its own id.
enum Own {
    Absent,
    Faulty,
    Id(ForecastId),
}

impl Own {
    fn of(id: Option<ForecastId>) -> Self {
        id.map_or(Self::Absent, Self::Id)
    }

    fn id(self) -> Option<ForecastId> {
        match self {
            Self::Id(id) => Some(id),
            Self::Absent | Self::Faulty => None,
        }
    }
}

fn own(tree: &Node, faults: &mut Faults<'_>) -> Own {
    let Some(node) = tree.get("id") else {
        return Own::Absent;
    };
    let path = Path::Key(&Path::Root, "id");
    value::id(At { node, path }, faults).map_or(Own::Faulty, Own::Id)
}

/// Returns the id that a line of a broken document gives.
fn line(text: &str) -> Option<ForecastId> {
    let line = text.lines().find_map(|line| line.strip_prefix("id:"))?;
    let value = line.split(" #").next()?.trim();
    ForecastId::parse(value.trim_matches(['"', '\''])).ok()
}

fn of_file(stem: &str, own: Own, faults: &mut Faults<'_>) -> Option<ForecastId> {
    let from_stem = match ForecastId::parse(stem) {
        Ok(id) => id,
        Err(why) => {
            let found = error(
                "bad-id",
                format!("the file's name `{stem}` is no id: {why}"),
            );
            let own = own.id();
            let name = own.as_ref().map_or("gas-deal", ForecastId::as_str);
            let help = format!("rename the file, as in `{name}.yaml`");
            faults.push(found.help(help), Spot::File);
            return own;
        }
    };
    if let Own::Id(own) = own
        && own != from_stem
    {
        let found = error(
            "id-mismatch",
            format!("the id is `{own}`, but the file is named `{stem}`"),
        );
        let help = format!("write `id: {stem}`, or rename the file to `{own}.yaml`");
        faults.at(&Path::Key(&Path::Root, "id"), found.help(help));
    }
    Some(from_stem)
}

fn of_document(is_read: bool, own: Own, faults: &mut Faults<'_>) -> Option<ForecastId> {
    if is_read && matches!(own, Own::Absent) {
        let found = error("missing-key", "a record of a file of several needs `id`");
        faults.at(&Path::Root, found.help("add `id:`"));
    }
    own.id()
}
