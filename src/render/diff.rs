//! The change of a file as a unified diff.

use similar::TextDiff;

use super::escape::visible_diff;

/// The lines shown around a change, as git shows them.
const CONTEXT: usize = 3;

/// Returns the change of a file as a unified diff, which `git apply` understands; nothing where
/// nothing changes. A line that would act on who prints it is written out.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let before = match old {
        "" => "/dev/null".to_owned(),
        _ => format!("a/{path}"),
    };
    let diff = TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&before, &format!("b/{path}"))
        .to_string();
    visible_diff(&diff).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_the_lines_around_it() {
        let old = "question: a\ndeadline: 2014-01-01\n";
        let new = "question: a\ndeadline: 2014-01-01\nresolution:\n  outcome: yes\n";
        insta::assert_snapshot!(unified("forecasts/a.yaml", old, new), @r"
        --- a/forecasts/a.yaml
        +++ b/forecasts/a.yaml
        @@ -1,2 +1,4 @@
         question: a
         deadline: 2014-01-01
        +resolution:
        +  outcome: yes
        ");
    }

    #[test]
    fn a_new_file_comes_from_nowhere_and_a_missing_last_line_break_is_told() {
        insta::assert_snapshot!(unified("forecasts/a.yaml", "", "question: a"), @r"
        --- /dev/null
        +++ b/forecasts/a.yaml
        @@ -0,0 +1 @@
        +question: a
        \ No newline at end of file
        ");
        assert_eq!(unified("forecasts/a.yaml", "same\n", "same\n"), "");
    }
}
