//! Texts that end before their author meant them to, and files that a merge left unfinished.

use std::ops::Range;

use super::faults::Faults;
use super::{Data, Fault, Node, rules};

/// The keys under which a person writes prose, or a list of it.
const PROSE: [&str; 14] = [
    "question",
    "text",
    "title",
    "criteria",
    "because",
    "evidence",
    "note",
    "lesson",
    "quote",
    "narrative",
    "options",
    "primary",
    "fallback",
    "document",
];

/// Finds texts without quotes that a `#` cuts short: YAML takes what follows for a comment. A comment
/// that is meant as one has a blank behind its `#`.
pub(super) fn find(tree: &Node, text: &str, base: usize, faults: &mut Faults<'_>) {
    if !text.contains('#') {
        return;
    }
    walk(tree, false, &mut |node: &Node| {
        if let Some(cut) = comment(node, text, base) {
            let said = &text[cut.start - base..cut.end - base];
            let first = said.split_whitespace().next().unwrap_or_default();
            faults.text(Fault {
                rule: &rules::TEXT_CUT_SHORT,
                message: format!(
                    "the text ends before `{first}`: YAML takes the rest for a comment"
                ),
                help: Some(
                    "put the text in quotes; what is meant as a comment has a blank behind its `#`"
                        .to_owned(),
                ),
                bytes: cut,
                also: None,
            });
        }
    });
}

fn walk(node: &Node, is_prose: bool, see: &mut impl FnMut(&Node)) {
    match &node.data {
        Data::Scalar { plain: true, .. } if is_prose => see(node),
        Data::Sequence(items) => items.iter().for_each(|item| walk(item, is_prose, see)),
        Data::Mapping(entries) => {
            for (key, value) in entries {
                walk(value, PROSE.contains(&&*key.text), see);
            }
        }
        _ => {}
    }
}

/// Returns the comment behind a text that begins without a blank.
fn comment(node: &Node, text: &str, base: usize) -> Option<Range<usize>> {
    let end = node.span.end.checked_sub(base)?;
    let line = text.get(end..)?.lines().next()?;
    let rest = line.trim_start_matches([' ', '\t']);
    let word = rest.strip_prefix('#')?;
    let is_cut =
        rest.len() < line.len() && word.starts_with(|c: char| !c.is_whitespace() && c != '#');
    let start = node.span.end + line.len() - rest.len();
    is_cut.then(|| start..start + rest.trim_end().len())
}

/// Returns the fault of a text in which a merge left its marks: where the first begins and the last
/// ends.
pub(super) fn merge_conflict(text: &str, base: usize) -> Option<Fault> {
    let mut at = 0;
    let mut lines = text
        .split_inclusive('\n')
        .enumerate()
        .map(|(number, line)| {
            at += line.len();
            (number + 1, at - line.len(), line)
        });
    let (first, start, begin) = lines.find(|(_, _, line)| line.starts_with("<<<<<<< "))?;
    let last = lines
        .filter(|(_, _, line)| line.starts_with(">>>>>>> "))
        .last();
    let (last, _, _) = last.unwrap_or((first, start, begin));
    let bytes = base + start..base + start + begin.trim_end().len();
    let message = format!("a merge left its marks here, from line {first} to line {last}");
    Some(Fault {
        help: Some("choose one side, or put both together, and remove the marks".to_owned()),
        ..Fault::new(&rules::MERGE_CONFLICT, message, bytes)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HEAD, after_head, findings, said};

    #[test]
    fn a_text_that_a_comment_cuts_short_is_found() {
        for cut in [
            "question: Will issue #12 of the tracker be closed before 1 July 2027?\n",
            "question: Will it be\n  so #1?\n",
            "question: Will it?\t#x\n",
        ] {
            let text = format!("{cut}deadline: 2027-06-30\n");
            let found = findings("forecasts/a.yaml", &text);
            assert!(
                found.iter().any(|one| one.ends_with("text-cut-short")),
                "{cut}{found:?}"
            );
        }
        for line in [
            "criteria: see #3\n",
            "title: C #\u{1f600}\n",
            "lesson: all of it #hard\n",
        ] {
            assert_eq!(after_head(line).len(), 1, "{line}");
        }
        let evidence = "resolution:\n  outcome: no\n  evidence: [\"a\"]\n  note: see #4\n";
        assert!(
            said(evidence)
                .iter()
                .any(|one| one.contains("ends before `#4`")),
            "{:?}",
            said(evidence)
        );
    }

    #[test]
    fn a_comment_is_none() {
        for line in [
            "criteria: Will it? # from the briefing\n",
            "criteria: 'see #3'\n",
            "criteria: C#3 and a#b\n",
            "criteria: x ## heading\n",
            "criteria: |\n  see #3\n",
            "tags: [a] #b\n",
            "owner: desk #12\n",
        ] {
            assert!(after_head(line).is_empty(), "{line}{:?}", after_head(line));
        }
    }

    #[test]
    fn the_marks_of_a_merge_are_one_finding() {
        let marked = format!("<<<<<<< HEAD\n{HEAD}||||||| base\n=======\n{HEAD}>>>>>>> theirs\n");
        assert_eq!(
            findings("forecasts/a.yaml", &marked),
            ["1:1 merge-conflict"]
        );
        let within = format!("{HEAD}criteria: |\n  <<<<<<< is no mark\n");
        assert!(findings("forecasts/a.yaml", &within).is_empty());
    }
}
