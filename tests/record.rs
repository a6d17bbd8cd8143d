//! Records: text ⇒ forecast with every fault, and back.

use foretell::model::{Finding, Settings};
use foretell::record::{Located, Record, SourceFile, locate, read};

/// Reads a file and returns its records.
fn records(path: &str, text: &str) -> Vec<Record> {
    read(&SourceFile::of_bytes(path, text.as_bytes()), &Settings::default())
}

/// Returns each finding of a file as `line:column code message | help`.
fn report(path: &str, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for record in records(path, text) {
        for finding in &record.findings {
            let Located { line, column, .. } = locate(&finding.places[0], Some(&record), text);
            let Finding { code, message, help, .. } = finding;
            lines.push(format!("{line}:{column} {code} {message} | {}", help.as_deref().unwrap_or_default()));
        }
    }
    lines
}

#[test]
fn tmp() {
    let md = std::fs::read_to_string("/work/shared/design/records.md").unwrap();
    let blocks: Vec<&str> = md.split("```yaml\n").skip(1).map(|b| b.split("```").next().unwrap()).collect();
    for (name, block) in [("gas-deal", blocks[0]), ("china-ukraine", blocks[1])] {
        println!("{:#?}", report(&format!("forecasts/x/{name}.yaml"), block));
        let r = records(&format!("forecasts/x/{name}.yaml"), block);
        if let Some(f) = &r[0].forecast { println!("{}", foretell::record::emit(f)); }
    }
    let s = SourceFile::of_bytes("foretell.yaml", blocks[2].as_bytes());
    println!("{:?}", foretell::record::read_settings(&s));
    panic!();
}
