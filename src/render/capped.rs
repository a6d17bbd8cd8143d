//! Pages that a service takes only up to a length.

/// How long the body of an issue may be, in bytes, by the rule of GitHub; a summary of a job may be longer.
const MOST: usize = 65_536;

/// What is kept free for the line that counts what is left out.
const ROOM: usize = 64;

/// Returns a page that is short enough: whole lines, and how many entries of its lists and tables are
/// left out.
pub(super) fn capped(page: String) -> String {
    if page.len() < MOST {
        return page;
    }
    let kept = &page[..page.floor_char_boundary(MOST - ROOM)];
    let end = kept.rfind('\n').map_or(0, |end| end + 1);
    let is_entry = |line: &&str| line.starts_with("- ") || line.starts_with("| ");
    let more = page[end..].lines().filter(is_entry).count();
    format!("{}\n{more} more are not shown.\n", &page[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_too_long_ends_with_how_many_are_left_out() {
        let page = |n: usize| {
            (0..n)
                .map(|i| format!("- [ ] **é{i}**: is it?\n"))
                .collect::<String>()
        };
        assert_eq!(capped(page(10)), page(10));
        let long = capped(page(5000));
        assert!(long.len() < MOST, "{}", long.len());
        let kept = long.matches("- [ ]").count();
        assert!(long.ends_with(&format!("\n{} more are not shown.\n", 5000 - kept)));
    }
}
