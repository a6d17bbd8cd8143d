//! Where in a ledger a file is: below its root, and through no link.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::StoreError;

/// Returns the path of a file of the ledger, `/` between its parts, or why it may not be used.
///
/// A link in the last part or in any folder on the way is refused: what is written through it
/// would land somewhere else.
pub(super) fn resolve(root: &Path, file: &str) -> Result<PathBuf, StoreError> {
    let outside = || StoreError::Outside(file.to_owned());
    let mut path = root.to_path_buf();
    for part in Path::new(file).components() {
        let Component::Normal(part) = part else {
            return Err(outside());
        };
        path.push(part);
        if is_link(&path) {
            return Err(StoreError::Link(file.to_owned()));
        }
    }
    if path == root {
        return Err(outside());
    }
    Ok(path)
}

/// Returns the path of something in the ledger from its root, with `/` between its parts.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    let parts: Option<Vec<_>> = parts
        .map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        })
        .collect();
    Some(parts?.join("/"))
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_out_of_the_ledger_is_refused() {
        let root = Path::new("/ledger");
        for file in ["", ".", "..", "forecasts/../../x.yaml", "/etc/passwd"] {
            let refused = resolve(root, file);
            assert!(matches!(refused, Err(StoreError::Outside(_))), "{file:?}");
        }
        let inside = resolve(root, "forecasts/a.yaml").unwrap();
        assert_eq!(relative(root, &inside).unwrap(), "forecasts/a.yaml");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_anywhere_on_the_way_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("forecasts")).unwrap();
        let refused = resolve(root.path(), "forecasts/new/a.yaml");
        assert!(matches!(refused, Err(StoreError::Link(_))));
    }
}
