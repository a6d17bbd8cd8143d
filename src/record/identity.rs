//! Which record a document is: the stem of its file, or its `id`.

use super::faults::Faults;
use super::fields::At;
use super::path::Path;
use super::rules;
use super::value;
use super::{Data, Node};
use crate::model::{ForecastId, LocationTarget};

/// The endings of the files of records, in large letters or small.
const ENDINGS: [&str; 2] = ["yaml", "yml"];

/// Returns the path of a file of records without its ending; none where it is none by its name.
///
/// ```
/// use foretell::record::without_ending;
///
/// assert_eq!(without_ending("forecasts/gas-deal.YML"), Some("forecasts/gas-deal"));
/// assert_eq!(without_ending("forecasts/README.md"), None);
/// ```
#[must_use]
pub fn without_ending(path: &str) -> Option<&str> {
    let (rest, ending) = path.rsplit_once('.')?;
    let is_named = !rest.is_empty() && !rest.ends_with('/');
    let is_known = ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one));
    (is_named && is_known).then_some(rest)
}

/// Returns the part of a path that names a record.
#[must_use]
pub fn stem(path: &str) -> &str {
    let path = without_ending(path).unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
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
        None => line(text).map_or(Own::Untold, Own::Id),
    };
    match stem {
        Some(stem) => of_file(stem, own, faults),
        None => of_document(own, faults),
    }
}

/// What a document says of its own id.
enum Own {
    /// There is none where there should be one.
    Absent,
    /// It is faulty, or the document is no mapping that could have one.
    Untold,
    Id(ForecastId),
}

impl Own {
    fn id(self) -> Option<ForecastId> {
        match self {
            Self::Id(id) => Some(id),
            Self::Absent | Self::Untold => None,
        }
    }
}

fn own(tree: &Node, faults: &mut Faults<'_>) -> Own {
    let Data::Mapping(_) = tree.data else {
        return Own::Untold;
    };
    let Some(node) = tree.get("id") else {
        return Own::Absent;
    };
    let path = Path::Key(&Path::Root, "id");
    value::id(At { node, path }, faults).map_or(Own::Untold, Own::Id)
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
            let found = rules::BAD_ID.finding(format!("the file's name `{stem}` is no id: {why}"));
            let own = own.id();
            let name = own.as_ref().map_or("gas-deal", ForecastId::as_str);
            let help = format!("rename the file, as in `{name}.yaml`");
            faults.push(found.help(help), LocationTarget::File);
            return own;
        }
    };
    if let Own::Id(own) = own
        && own != from_stem
    {
        let found = rules::ID_MISMATCH
            .finding(format!("the id is `{own}`, but the file is named `{stem}`"));
        let help = format!("write `id: {stem}`, or rename the file to `{own}.yaml`");
        faults.at(&Path::Key(&Path::Root, "id"), found.help(help));
    }
    Some(from_stem)
}

fn of_document(own: Own, faults: &mut Faults<'_>) -> Option<ForecastId> {
    if matches!(own, Own::Absent) {
        let found = rules::MISSING_KEY.finding("a record of a file of several needs `id`");
        faults.at(&Path::Root, found.help("add `id:`"));
    }
    own.id()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HEAD, findings, records};
    use super::*;

    fn id(path: &str, text: &str) -> Option<String> {
        let id = records(path, text).remove(0).id;
        id.map(|id| id.to_string())
    }

    #[test]
    fn the_stem_of_a_file_is_the_id_of_its_only_record() {
        assert_eq!(
            id("forecasts/energy/gas-deal.yaml", HEAD).as_deref(),
            Some("gas-deal")
        );
        let text = format!("{HEAD}id: gas-deal\n");
        assert!(findings("forecasts/gas-deal.yaml", &text).is_empty());
        assert_eq!(findings("forecasts/gas.yaml", &text), ["3:5 id-mismatch"]);
        assert_eq!(id("forecasts/gas.yaml", &text).as_deref(), Some("gas"));
    }

    #[test]
    fn a_file_of_records_ends_in_yaml_or_yml_in_large_letters_or_small() {
        for ending in ["yaml", "yml", "YAML", "Yml", "yAmL"] {
            let path = format!("forecasts/energy/gas.{ending}");
            assert_eq!(without_ending(&path), Some("forecasts/energy/gas"));
            assert_eq!(id(&path, HEAD).as_deref(), Some("gas"));
        }
        for path in [
            "a.yaml/b",
            "a.yamlx",
            "a.ym",
            "yaml",
            ".yaml",
            "a/.yml",
            "a.yaml.new",
        ] {
            assert_eq!(without_ending(path), None, "{path}");
        }
        assert_eq!(stem("forecasts/a.b.yml"), "a.b");
    }

    #[test]
    fn a_stem_or_an_id_that_is_none_is_found() {
        assert_eq!(findings("forecasts/Gas.yaml", HEAD), ["1:1 bad-id"]);
        let text = format!("{HEAD}id: gas\n");
        assert_eq!(findings("forecasts/Gas.yaml", &text), ["1:1 bad-id"]);
        assert_eq!(id("forecasts/Gas.yaml", &text).as_deref(), Some("gas"));
        let text = format!("{HEAD}id: Gas\n");
        assert_eq!(findings("forecasts/gas.yaml", &text), ["3:5 bad-id"]);
    }

    #[test]
    fn each_record_of_a_file_of_several_needs_an_id() {
        let text = format!("id: a\n{HEAD}---\n{HEAD}---\n{HEAD}id: c\n");
        assert_eq!(findings("forecasts/bulk.yaml", &text), ["5:1 missing-key"]);
        let ids: Vec<_> = records("forecasts/bulk.yaml", &text)
            .into_iter()
            .map(|record| record.id.map(|id| id.to_string()))
            .collect();
        assert_eq!(ids, [Some("a".into()), None, Some("c".into())]);
    }

    #[test]
    fn a_broken_record_is_still_known_by_its_stem_or_the_line_with_its_id() {
        assert_eq!(id("forecasts/gas.yaml", "a: [").as_deref(), Some("gas"));
        let text = format!("id: 'a-1' # one\na: [\n---\nid: b\n{HEAD}");
        assert_eq!(id("forecasts/bulk.yaml", &text).as_deref(), Some("a-1"));
    }
}
