//! What GitHub and pre-commit run: the files that `foretell init` writes for them.

use foretell::model::ArgumentError;
use serde_json::json;

/// The git repository, and the commit of it, out of which a workflow builds foretell.
#[derive(Clone, Debug)]
pub struct BuildSource {
    git: String,
    commit: String,
}

impl BuildSource {
    /// Reads `URL#COMMIT`, as Cargo writes it: a whole id, since a branch or a tag moves.
    pub fn parse(text: &str) -> Result<Self, ArgumentError> {
        const DIGITS: usize = 40;
        let is_id = |id: &str| id.len() == DIGITS && id.bytes().all(|b| b.is_ascii_hexdigit());
        let is_url = |url: &str| url.contains("://") && !url.contains(char::is_whitespace);
        match text.rsplit_once('#') {
            Some((git, commit)) if is_url(git) && is_id(commit) => Ok(Self {
                git: git.to_owned(),
                commit: commit.to_ascii_lowercase(),
            }),
            _ => Err(ArgumentError::NotOfForm(
                "the URL of a git repository, `#`, and the 40 digits of a commit",
            )),
        }
    }
}

/// Returns the file of the workflow for a ledger in this folder of its repository, where GitHub looks for
/// it: each ledger has one of its own.
pub fn workflow_file(folder: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    match folder.trim_end_matches('/') {
        "" => ".github/workflows/foretell.yml".to_owned(),
        folder => {
            let name: String = folder.chars().map(plain).collect();
            format!(".github/workflows/foretell-{name}.yml")
        }
    }
}

/// Where pre-commit looks for its hooks.
pub const HOOKS: &str = ".pre-commit-config.yaml";

/// Returns the workflow for a ledger in this folder of its repository: empty, or ending in `/`.
pub fn workflow(folder: &str, source: &BuildSource) -> String {
    let quoted = |text: String| json!(text).to_string();
    let (name, title, folder) = match folder.trim_end_matches('/') {
        "" => (
            "foretell".to_owned(),
            "Overdue forecasts".to_owned(),
            ".".to_owned(),
        ),
        folder => (
            quoted(format!("foretell {folder}")),
            quoted(format!("Overdue forecasts: {folder}")),
            quoted(folder.to_owned()),
        ),
    };
    include_str!("github.yml")
        .replace("<name>", &name)
        .replace("<title>", &title)
        .replace("<git>", &quoted(source.git.clone()))
        .replace("<commit>", &quoted(source.commit.clone()))
        .replace("<folder>", &folder)
}

/// Returns the hooks for a ledger in this folder of its repository: empty, or ending in `/`.
pub fn hooks(folder: &str) -> String {
    let files = format!(
        r"^{}(forecasts/.*|foretell)\.(?i:ya?ml)$",
        literally(folder)
    );
    let root = match folder.trim_end_matches('/') {
        "" => "[]".to_owned(),
        // In one word, since a folder's name may begin with a dash.
        folder => json!([format!("--root={folder}")]).to_string(),
    };
    include_str!("pre-commit.yml")
        .replace("<files>", &json!(files).to_string())
        .replace("<root>", &root)
}

/// Returns a regular expression that fits this text alone.
fn literally(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '/' && c != '_' && c != '-' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_an_odd_name_stays_one_folder() {
        let id = "0123456789abcdef0123456789abcdef01234567";
        let source = BuildSource::parse(&format!("https://example.org/a#{id}")).unwrap();
        let workflow = workflow("a: b/#c \"d\"/", &source);
        assert!(
            workflow.contains(&format!("  FORETELL_COMMIT: \"{id}\"\n")),
            "{workflow}"
        );
        assert_eq!(
            workflow_file("a: b/#C \"d\"/"),
            ".github/workflows/foretell-a--b--c--d-.yml"
        );
        assert!(workflow.contains(r#"working-directory: "a: b/#c \"d\"""#));
        let hooks = hooks("a.b (c)/");
        assert!(
            hooks.contains(r#"files: "^a\\.b \\(c\\)/(forecasts/"#),
            "{hooks}"
        );
        assert!(hooks.contains(r#"args: ["--root=a.b (c)"]"#));
    }
    #[test]
    fn what_is_built_is_one_commit() {
        let id = "0123456789ABCDEF0123456789abcdef01234567";
        let source = BuildSource::parse(&format!("ssh://git@host/a#{id}")).unwrap();
        assert_eq!(source.commit, id.to_ascii_lowercase());
        for text in [
            "https://host/a",
            "https://host/a#main",
            "https://host/a#0123456",
            id,
        ] {
            assert!(BuildSource::parse(text).is_err(), "{text}");
        }
    }
}
