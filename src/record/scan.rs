//! Characters that a reader does not see, or that programs read differently.

use std::borrow::Cow;
use std::ops::Range;

use super::Fault;
use super::rules;

/// Returns whether a character is refused in a record.
///
/// Controls can rewrite a terminal, bidirectional controls reorder what is shown, and the exotic
/// line breaks end a comment for some readers of YAML and not for others.
pub(super) fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => true,
        c => c.is_control(),
    }
}

/// Bytes with which a hidden character may begin.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\t' as usize && byte != b'\n' as usize;
        byte += 1;
    }
    table[0x7f] = true;
    table[0xc2] = true; // U+0080–U+009F
    table[0xd8] = true; // U+061C
    table[0xe2] = true; // U+200E–U+2069
    table[0xef] = true; // U+FEFF
    table
};

/// Returns the hidden characters of a text with their bytes, and carriage returns that stand
/// alone: YAML breaks the line there, while most viewers show one line. A byte-order mark at the
/// very beginning is none.
pub(super) fn hidden(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    let bytes = text.as_bytes();
    let mut next = if text.starts_with('\u{feff}') { 3 } else { 0 };
    std::iter::from_fn(move || {
        loop {
            next += bytes[next..]
                .iter()
                .position(|&byte| SUSPECT[usize::from(byte)])?;
            let c = text[next..].chars().next()?;
            let found = next..next + c.len_utf8();
            next = found.end;
            let alone = c == '\r' && bytes.get(next) != Some(&b'\n');
            if alone || is_hidden(c) {
                return Some((found, c));
            }
        }
    })
}

/// Returns the fault of a hidden character.
pub(super) fn fault(bytes: Range<usize>, c: char) -> Fault {
    let code = u32::from(c);
    let (what, help) = match c {
        '\r' => (
            "a carriage return that ends no line".to_owned(),
            "end lines with a line feed",
        ),
        '\u{85}' | '\u{2028}' | '\u{2029}' => (
            format!("the line break U+{code:04X}, which only some programs take for one"),
            "remove it, or end the line with a line feed",
        ),
        '\u{feff}' => (
            "a byte-order mark inside the text (U+FEFF)".to_owned(),
            "remove it",
        ),
        c if c.is_control() => (format!("the control character U+{code:04X}"), "remove it"),
        _ => (
            format!("U+{code:04X}, which changes the direction of the text around it"),
            "remove it",
        ),
    };
    Fault::new(&rules::HIDDEN_CHARACTER, what, bytes).help(help)
}

/// Returns the text with blanks for every hidden character, byte for byte, so that what else is
/// wrong with it can be found at the same places.
pub(super) fn blanked(text: &str) -> Cow<'_, str> {
    let mut blanked = String::new();
    let mut from = 0;
    for (bytes, c) in hidden(text).filter(|(_, c)| *c != '\r') {
        blanked.push_str(&text[from..bytes.start]);
        blanked.extend(std::iter::repeat_n(' ', c.len_utf8()));
        from = bytes.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    blanked.push_str(&text[from..]);
    Cow::Owned(blanked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hidden_character_is_found_and_no_other() {
        let hidden_ones = (0..=0x10_ffff_u32)
            .filter_map(char::from_u32)
            .filter(|&c| hidden(&format!("a{c}b")).count() == 1);
        let want = (0..=0x1f)
            .filter(|c| ![0x9, 0xa].contains(c))
            .chain(0x7f..=0x9f)
            .chain([0x61c, 0x200e, 0x200f])
            .chain(0x2028..=0x202e)
            .chain(0x2066..=0x2069)
            .chain([0xfeff])
            .filter_map(char::from_u32);
        assert!(hidden_ones.eq(want));
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_no_faults() {
        assert_eq!(hidden("\u{feff}a: b\r\nc: d\r\n").count(), 0);
        let lone: Vec<_> = hidden("a\rb\r\nc\r").collect();
        assert_eq!(lone, [(1..2, '\r'), (6..7, '\r')]);
    }

    #[test]
    fn blanking_keeps_every_other_byte_where_it_was() {
        let text = "é: \u{202e}x\u{1b}\u{2028}\r";
        let blanked = blanked(text);
        assert_eq!(blanked, "é:    x    \r");
        assert_eq!(blanked.len(), text.len());
        assert!(matches!(super::blanked("a: b"), Cow::Borrowed(_)));
    }
}
