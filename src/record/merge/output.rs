//! What came of a merge, line by line, and where both sides stay.

/// A line, or lines of which a person has to choose.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// What both sides agree on.
    Text(String),
    /// What each of them has here.
    Conflict {
        ours: Vec<String>,
        theirs: Vec<String>,
    },
}

/// Which of two sides is written where they do not agree.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Choice {
    Ours,
    Theirs,
    /// Both, between marks of this length.
    Marked(usize),
}

/// Returns lines as those that both sides agree on.
pub(super) fn agreed(lines: Vec<String>) -> Vec<Line> {
    lines.into_iter().map(Line::Text).collect()
}

/// Returns how many times a person has to choose.
pub(super) fn conflicts(lines: &[Line]) -> usize {
    let is_conflict = |line: &&Line| matches!(line, Line::Conflict { .. });
    lines.iter().filter(is_conflict).count()
}

/// Returns lines so many columns further to the right.
pub(super) fn indented(lines: Vec<Line>, columns: usize) -> Vec<Line> {
    let margin = " ".repeat(columns);
    each(lines, |line| match line.as_str() {
        "" => line,
        _ => format!("{margin}{line}"),
    })
}

/// Puts the dash of an item before its first line, in so many columns; `None` where a side has no line
/// to put it before.
pub(super) fn dashed(lines: Vec<Line>, columns: usize) -> Option<Vec<Line>> {
    let margin = " ".repeat(columns.saturating_sub(1));
    let dash = |lines: &mut Vec<String>| {
        let first = lines.iter_mut().find(|line| !is_free(line))?;
        *first = format!("-{margin}{}", first.trim_start_matches(' '));
        Some(())
    };
    let mut lines = indented(lines, columns);
    let is_content = |line: &&mut Line| match line {
        Line::Text(text) => !is_free(text),
        Line::Conflict { .. } => true,
    };
    match lines.iter_mut().find(is_content)? {
        Line::Text(text) => {
            let mut one = vec![std::mem::take(text)];
            dash(&mut one)?;
            *text = one.pop()?;
        }
        Line::Conflict { ours, theirs } => {
            dash(ours)?;
            dash(theirs)?;
        }
    }
    Some(lines)
}

fn is_free(line: &str) -> bool {
    let bare = line.trim_start();
    bare.is_empty() || bare.starts_with('#')
}

fn each(lines: Vec<Line>, change: impl Fn(String) -> String) -> Vec<Line> {
    let all = |lines: Vec<String>| lines.into_iter().map(&change).collect();
    let one = |line| match line {
        Line::Text(text) => Line::Text(change(text)),
        Line::Conflict { ours, theirs } => Line::Conflict {
            ours: all(ours),
            theirs: all(theirs),
        },
    };
    lines.into_iter().map(one).collect()
}

/// Returns the text of lines.
pub(super) fn text(lines: &[Line], choice: Choice) -> String {
    let mut out = String::new();
    let mut put = |line: &str| out.extend([line, "\n"]);
    for line in lines {
        match line {
            Line::Text(text) => put(text),
            Line::Conflict { ours, theirs } => chosen(ours, theirs, choice, &mut put),
        }
    }
    out
}

/// Writes lines of which a person has to choose.
fn chosen(ours: &[String], theirs: &[String], choice: Choice, put: &mut impl FnMut(&str)) {
    if let Choice::Marked(size) = choice {
        put(&format!("{} ours", "<".repeat(size)));
    }
    for line in ours.iter().filter(|_| choice != Choice::Theirs) {
        put(line);
    }
    if let Choice::Marked(size) = choice {
        put(&"=".repeat(size));
    }
    for line in theirs.iter().filter(|_| choice != Choice::Ours) {
        put(line);
    }
    if let Choice::Marked(size) = choice {
        put(&format!("{} theirs", ">".repeat(size)));
    }
}
