//! Mutants: a text with a few changes that a slip, a merge or a stranger might make.

/// What goes on where random numbers are wanted: xorshift, the same everywhere.
pub(super) struct Mutator(u64);

/// What a mutant may be made longer to.
const LONGEST: usize = 300_000;

impl Mutator {
    pub(super) fn new(seed: u64) -> Self {
        // Neighbouring seeds are to go apart at once.
        let mut mutator = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            mutator.next();
        }
        mutator
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below a bound, 0 below 0.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap() % bound.max(1)
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(longest + 1)).min(length)
    }

    /// Returns a mutant of one text among many.
    pub(super) fn mutant(&mut self, corpus: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
        let mut text = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(5) {
            self.change(&mut text, corpus, words);
        }
        text.truncate(LONGEST);
        text
    }

    fn change(&mut self, text: &mut Vec<u8>, corpus: &[Vec<u8>], words: &[&str]) {
        let length = text.len();
        match self.below(12) {
            0 => drop(text.drain(self.range(length, 60))),
            1 => {
                let copied = text[self.range(length, 200)].to_vec();
                self.insert(text, &copied);
            }
            2 => {
                let other = &corpus[self.below(corpus.len())];
                let copied = other[self.range(other.len(), 400)].to_vec();
                self.insert(text, &copied);
            }
            3 if length > 0 => {
                let at = self.below(length);
                text[at] = self.next().to_le_bytes()[7];
            }
            4 if length > 0 => {
                let at = self.below(length);
                text[at] ^= 1 << self.below(8);
            }
            5 => text.truncate(self.below(length + 1)),
            6 => self.lines(text),
            7 => {
                let copied = text[self.range(length, 30)].to_vec();
                let times = 1 << self.below(12);
                self.insert(text, &copied.repeat(times));
            }
            8 => self.number(text, words),
            9 => {
                let word = words[self.below(words.len())];
                let range = self.range(length, 12);
                text.splice(range, word.bytes());
            }
            _ => {
                let word = words[self.below(words.len())];
                self.insert(text, word.as_bytes());
            }
        }
    }

    fn insert(&mut self, text: &mut Vec<u8>, new: &[u8]) {
        let at = self.below(text.len() + 1);
        text.splice(at..at, new.iter().copied());
    }

    /// Drops a line, doubles one, moves one, or indents one.
    fn lines(&mut self, text: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = text
            .split_inclusive(|&b| b == b'\n')
            .map(<[u8]>::to_vec)
            .collect();
        if lines.is_empty() {
            return;
        }
        let at = self.below(lines.len());
        match self.below(4) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = self.below(lines.len());
                lines.swap(at, other);
            }
            _ => lines[at].splice(0..0, *b"  ").for_each(drop),
        }
        *text = lines.concat();
    }

    /// Puts a word in place of a number.
    fn number(&mut self, text: &mut Vec<u8>, words: &[&str]) {
        let from = self.below(text.len());
        let Some(start) = text[from..].iter().position(u8::is_ascii_digit) else {
            return;
        };
        let start = from + start;
        let is_part = |b: &u8| b.is_ascii_digit() || b"-.".contains(b);
        let length = text[start..].iter().take_while(|b| is_part(b)).count();
        let word = words[self.below(words.len())];
        text.splice(start..start + length, word.bytes());
    }
}
