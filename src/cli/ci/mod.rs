//! What GitHub and pre-commit run: the files that `foretell init` writes for them.

use serde_json::json;

/// Where GitHub looks for a workflow.
pub const WORKFLOW: &str = ".github/workflows/foretell.yml";

/// Where pre-commit looks for its hooks.
pub const HOOKS: &str = ".pre-commit-config.yaml";

/// Returns the workflow for a ledger in this folder of its repository: empty, or ending in `/`.
pub fn workflow(folder: &str) -> String {
    let folder = match folder.trim_end_matches('/') {
        "" => ".".to_owned(),
        folder => json!(folder).to_string(),
    };
    include_str!("github.yml")
        .replace("<version>", env!("CARGO_PKG_VERSION"))
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
        let workflow = workflow("a: b/#c \"d\"/");
        assert!(workflow.contains(r#"working-directory: "a: b/#c \"d\"""#));
        let hooks = hooks("a.b (c)/");
        assert!(
            hooks.contains(r#"files: "^a\\.b \\(c\\)/(forecasts/"#),
            "{hooks}"
        );
        assert!(hooks.contains(r#"args: ["--root=a.b (c)"]"#));
    }
}
