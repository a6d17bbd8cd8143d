//! How columns share the width of a page, and how a text is shortened to its own.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The blanks between two columns.
pub(super) const GAP: usize = 2;

/// The room that a column takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// How wide its widest text is.
    pub wide: usize,
    /// How narrow it becomes while others can still give way.
    pub wish: usize,
    /// How narrow it may become.
    pub least: usize,
    /// When it goes: the highest first.
    pub rank: u8,
}

/// Returns the columns that are shown, in their order, each with its width: all of them where they
/// fit; else the widest are shortened, first no further than they wish; and where that is not enough,
/// the least important go.
pub(super) fn fit(rooms: &[Room], width: usize) -> Vec<(usize, usize)> {
    let mut shown: Vec<usize> = (0..rooms.len()).collect();
    loop {
        let wished = shared(rooms, &shown, width, |room| room.wish);
        let widths = wished.or_else(|| shared(rooms, &shown, width, |room| room.least));
        if let Some(widths) = widths {
            return shown.into_iter().zip(widths).collect();
        }
        // The first column says what a row is about.
        let others = shown.iter().skip(1).copied();
        let Some(goes) = others.max_by_key(|&i| (rooms[i].rank, i)) else {
            return shown.into_iter().map(|i| (i, width)).collect();
        };
        shown.retain(|&i| i != goes);
    }
}

/// Returns the widths of columns that fit the page together: the widest gives way until it is no wider
/// than the next.
fn shared(
    rooms: &[Room],
    shown: &[usize],
    width: usize,
    least: fn(&Room) -> usize,
) -> Option<Vec<usize>> {
    let least: Vec<usize> = shown.iter().map(|&i| least(&rooms[i])).collect();
    let wide = shown.iter().zip(&least);
    let mut widths: Vec<usize> = wide
        .map(|(&i, least)| rooms[i].wide.min(width).max(*least))
        .collect();
    let gaps = GAP * shown.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let can_give = (0..shown.len()).filter(|&at| widths[at] > least[at]);
        let widest = can_give.max_by_key(|&at| (widths[at], at))?;
        widths[widest] -= 1;
    }
    Some(widths)
}

/// Returns how many places of a screen a text takes.
#[must_use]
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Returns a text that takes no more places than that, with `…` for what is left out.
#[must_use]
pub(super) fn shortened(text: &str, places: usize) -> String {
    if text.width() <= places {
        return text.to_owned();
    }
    let mut end = 0;
    for (at, c) in text.char_indices() {
        // A mark over a letter, and what a joiner ties together, are not torn apart.
        let joined = c.width() == Some(0) || text[..at].ends_with('\u{200d}');
        if !joined && text[..at].width() < places {
            end = at;
        }
        if text[..at].width() >= places {
            break;
        }
    }
    format!("{}…", text[..end].trim_end())
}

/// What stands between several texts in one cell.
const BETWEEN: &str = ", ";

/// Returns as many of several texts as take no more places than that, and how many more there are.
#[must_use]
pub(super) fn first_items(text: &str, places: usize) -> String {
    if text.width() <= places {
        return text.to_owned();
    }
    let items: Vec<&str> = text.split(BETWEEN).collect();
    let first = |n: usize| format!("{} …+{}", items[..n].join(BETWEEN), items.len() - n);
    let fitting = (1..items.len()).rev().map(first);
    fitting
        .into_iter()
        .find(|shown| shown.width() <= places)
        .unwrap_or_else(|| shortened(text, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(wide: usize, least: usize, rank: u8) -> Room {
        Room {
            wide,
            wish: least,
            least,
            rank,
        }
    }

    #[test]
    fn the_widest_column_gives_way_and_then_the_least_important_goes() {
        let rooms = [room(10, 5, 0), room(14, 5, 2), room(8, 8, 1)];
        assert_eq!(fit(&rooms, 36), [(0, 10), (1, 14), (2, 8)]);
        assert_eq!(fit(&rooms, 32), [(0, 10), (1, 10), (2, 8)]);
        assert_eq!(fit(&rooms, 31), [(0, 10), (1, 9), (2, 8)]);
        assert_eq!(fit(&rooms, 22), [(0, 5), (1, 5), (2, 8)]);
        assert_eq!(fit(&rooms, 21), [(0, 10), (2, 8)]);
        assert_eq!(fit(&rooms, 3), [(0, 3)]);
    }

    #[test]
    fn a_column_keeps_what_it_wishes_while_others_can_give() {
        let wishing = Room {
            wish: 12,
            ..room(14, 4, 0)
        };
        assert_eq!(fit(&[room(14, 5, 0), wishing], 22), [(0, 8), (1, 12)]);
        assert_eq!(fit(&[room(14, 5, 0), wishing], 18), [(0, 8), (1, 8)]);
    }

    #[test]
    fn of_several_texts_the_first_are_read_whole() {
        let text = "ann 55, ben 65, chloe 55";
        assert_eq!(first_items(text, 24), text);
        assert_eq!(first_items(text, 23), "ann 55, ben 65 …+1");
        assert_eq!(first_items(text, 12), "ann 55 …+2");
        assert_eq!(first_items(text, 9), "ann 55,…");
    }

    #[test]
    fn a_text_is_shortened_by_the_width_of_its_letters() {
        assert_eq!(shortened("gas deal", 8), "gas deal");
        assert_eq!(shortened("gas deals", 8), "gas dea…");
        assert_eq!(shortened("gas deals", 5), "gas…");
        assert_eq!(shortened("天然气合同", 10), "天然气合同");
        assert_eq!(shortened("天然气合同", 9), "天然气合…");
        assert_eq!(shortened("天然气合同", 8), "天然气…");
        assert_eq!(shortened("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        for places in 1..12 {
            let text = "天a然b气👩‍💻c合d同";
            assert!(shortened(text, places).width() <= places, "{places}");
        }
    }
}
