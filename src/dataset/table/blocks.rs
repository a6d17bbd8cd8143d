//! The bytes of a table, in blocks of whole lines.

use std::io::{self, Chain, Cursor, Read};

/// How much is read at a time: enough that the work between two reads is long, and little enough
/// to stay in the cache.
const SIZE: usize = 1 << 18;

/// Cuts what it reads into blocks of whole lines.
pub(super) struct Blocks<R> {
    input: R,
    /// The last block and, behind it, the line that began at its end. It is filled again and again:
    /// fresh memory would cost more than what is read into it.
    buffer: Vec<u8>,
    /// Where the last block ends.
    end: usize,
    done: bool,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            end: 0,
            done: false,
        }
    }

    /// Returns the next block, empty at the end. The last line may lack its end.
    pub(super) fn next(&mut self) -> io::Result<&[u8]> {
        self.buffer.drain(..self.end);
        self.end = self.buffer.len();
        while !self.done {
            let had = self.buffer.len();
            let read = (&mut self.input)
                .take(SIZE as u64)
                .read_to_end(&mut self.buffer)?;
            self.done = read == 0;
            let ends = |&byte: &u8| byte == b'\n';
            self.end = self.buffer.len();
            if let Some(end) = self.buffer[had..].iter().rposition(ends) {
                self.end = had + end + 1;
                break;
            }
        }
        Ok(&self.buffer[..self.end])
    }

    /// Returns the last block again, and what follows.
    pub(super) fn rest(self) -> Chain<Cursor<Vec<u8>>, R> {
        Cursor::new(self.buffer).chain(self.input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time, as a pipe does.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(buffer.len()).min(7);
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut blocks = Blocks::new(Drip(bytes));
        let next = || blocks.next().unwrap().to_vec();
        std::iter::repeat_with(next)
            .take_while(|block| !block.is_empty())
            .collect()
    }

    #[test]
    fn blocks_are_whole_lines_and_together_everything() {
        let lines: String = (0..100_000).map(|i| format!("{i},1\n")).collect();
        for text in [lines.as_str(), lines.trim_end(), "", "a", "\n\n"] {
            let blocks = blocks(text.as_bytes());
            assert_eq!(blocks.concat(), text.as_bytes());
            let whole = |block: &Vec<u8>| block.ends_with(b"\n");
            assert!(blocks.iter().rev().skip(1).all(whole));
        }
        assert!(blocks(lines.as_bytes()).len() > 2);
    }

    #[test]
    fn a_line_longer_than_a_block_stays_whole() {
        let long = vec![b'x'; 3 * SIZE];
        let text = [b"a\n".as_slice(), &long, b"\nb"].concat();
        let blocks = blocks(&text);
        assert_eq!(blocks.concat(), text);
        assert!(blocks.iter().any(|block| block.len() > 3 * SIZE));
    }

    #[test]
    fn the_rest_begins_with_the_block_that_was_taken() {
        let lines: String = (0..100_000).map(|i| format!("{i},1\n")).collect();
        let mut blocks = Blocks::new(lines.as_bytes());
        let first = blocks.next().unwrap().to_vec();
        assert!(!blocks.next().unwrap().is_empty());
        let mut rest = Vec::new();
        blocks.rest().read_to_end(&mut rest).unwrap();
        assert_eq!([first, rest].concat(), lines.as_bytes());
    }
}
