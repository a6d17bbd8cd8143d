//! Line ends of carriage returns alone, made those that every reader knows.

use std::io::{self, Read};

/// Hands on what it reads, with a line feed for each carriage return that has none behind it. As
/// many bytes come out as went in.
pub(super) struct LineEnds<R> {
    input: R,
    /// What was read behind a carriage return at the end of a piece, and comes first in the next.
    held: Option<u8>,
}

impl<R: Read> LineEnds<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, held: None }
    }

    /// Returns whether the last byte of a piece ends a line by itself; holds what comes behind it.
    fn ends_line(&mut self) -> io::Result<bool> {
        let mut next = Vec::with_capacity(1);
        (&mut self.input).take(1).read_to_end(&mut next)?;
        self.held = next.first().copied();
        Ok(self.held != Some(b'\n'))
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let begin = usize::from(self.held.is_some());
        let read = begin + self.input.read(&mut buffer[begin..])?;
        if let Some(held) = self.held.take() {
            buffer[0] = held;
        }
        let piece = &mut buffer[..read];
        if !piece.contains(&b'\r') {
            return Ok(read);
        }
        let last = piece.len() - 1;
        for at in 0..last {
            if piece[at] == b'\r' && piece[at + 1] != b'\n' {
                piece[at] = b'\n';
            }
        }
        if piece[last] == b'\r' && self.ends_line()? {
            piece[last] = b'\n';
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes so many at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let some = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(some);
            buffer[..some].copy_from_slice(now);
            self.0 = later;
            Ok(some)
        }
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line_and_one_before_a_line_feed_does_not() {
        for (text, want) in [
            ("a\rb\r", "a\nb\n"),
            ("a\r\nb\r\n", "a\r\nb\r\n"),
            ("a\nb\n", "a\nb\n"),
            ("a\r\rb\r\r\n", "a\n\nb\n\r\n"),
            ("\r", "\n"),
            ("", ""),
        ] {
            for some in 1..5 {
                let mut read = String::new();
                let mut input = LineEnds::new(Drip(text.as_bytes(), some));
                input.read_to_string(&mut read).unwrap();
                assert_eq!(read, want, "{text:?} by {some}");
            }
        }
    }
}
