//! Generated records, in every layout that a person or a program may have given them.

use proptest::collection::vec;
use proptest::prelude::*;

/// How a record is laid out.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "any of them may go with any other"
)]
pub(super) struct Layout {
    /// Blanks by which a level is indented.
    indent: usize,
    /// Whether lists begin in the column of their key.
    flush_lists: bool,
    /// Whether lines end with a carriage return too.
    pub(super) crlf: bool,
    byte_order_mark: bool,
    /// Whether the last line is ended.
    ended: bool,
    /// Whether other documents stand before and behind it.
    neighbours: (bool, bool),
    /// Choices of comments, blank lines and scalars, used one after the other.
    noise: Vec<u8>,
}

/// What a record has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    estimates: Estimates,
    resolution: Resolution,
    /// Whether anything follows the resolution.
    lesson: bool,
}

#[derive(Clone, Copy, Debug)]
enum Estimates {
    Missing,
    Null,
    Empty,
    Inline,
    Lines(u8),
}

#[derive(Clone, Copy, Debug)]
enum Resolution {
    Missing,
    Null,
    Inline { replaces: bool },
    Lines { replaces: u8, last: bool },
}

impl Shape {
    /// Returns it without a resolution.
    pub(super) fn unresolved(self) -> Self {
        let resolution = match self.resolution {
            Resolution::Inline { .. } => Resolution::Null,
            Resolution::Lines { .. } => Resolution::Missing,
            other => other,
        };
        Self { resolution, ..self }
    }

    /// Returns it with a resolution.
    pub(super) fn resolved(self) -> Self {
        let resolution = match self.resolution {
            Resolution::Missing => Resolution::Lines {
                replaces: 0,
                last: false,
            },
            Resolution::Null => Resolution::Lines {
                replaces: 2,
                last: true,
            },
            other => other,
        };
        Self { resolution, ..self }
    }
}

impl Arbitrary for Shape {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let estimates = prop_oneof![
            Just(Estimates::Missing),
            Just(Estimates::Null),
            Just(Estimates::Empty),
            Just(Estimates::Inline),
            (1..4_u8).prop_map(Estimates::Lines),
            (1..4_u8).prop_map(Estimates::Lines),
        ];
        let resolution = prop_oneof![
            Just(Resolution::Missing),
            Just(Resolution::Null),
            any::<bool>().prop_map(|replaces| Resolution::Inline { replaces }),
            (0..3_u8, any::<bool>())
                .prop_map(|(replaces, last)| Resolution::Lines { replaces, last }),
            (0..3_u8, any::<bool>())
                .prop_map(|(replaces, last)| Resolution::Lines { replaces, last }),
        ];
        (estimates, resolution, any::<bool>())
            .prop_map(|(estimates, resolution, lesson)| Self {
                estimates,
                resolution,
                lesson,
            })
            .boxed()
    }
}

/// Returns layouts.
pub(super) fn layout() -> impl Strategy<Value = Layout> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let neighbours = (any::<bool>(), any::<bool>());
    (2..5_usize, flags, neighbours, vec(any::<u8>(), 0..60)).prop_map(
        |(indent, (flush_lists, crlf, byte_order_mark, ended), neighbours, noise)| Layout {
            indent,
            flush_lists,
            crlf,
            byte_order_mark,
            ended: ended || neighbours.1,
            neighbours,
            noise,
        },
    )
}

const COMMENTS: [&str; 5] = ["# c", "#", "# - a: 'b", "# é 😀: \"", "#!--- # x: |"];

impl Layout {
    /// Returns the documents before and behind a record.
    pub(super) fn around(&self) -> (String, String) {
        let before = "\u{feff}question: a # first\nestimates: [a\n";
        let after = "---\nquestion: |\n  b\n\nresolution:";
        let put = |there: bool, text: &str| match (there, self.crlf) {
            (false, _) => String::new(),
            (true, false) => text.to_owned(),
            (true, true) => text.replace('\n', "\r\n"),
        };
        (put(self.is_behind(), before), put(self.neighbours.1, after))
    }

    /// Returns whether another document stands before the record; a byte-order mark would be a
    /// fault there.
    fn is_behind(&self) -> bool {
        self.neighbours.0 && !self.byte_order_mark
    }
}

/// Returns the comments of a generated record.
pub(super) fn comments(record: &str) -> impl Iterator<Item = &str> {
    let commented = record.lines().filter_map(|line| line.split_once("#k"));
    commented.map(|(_, comment)| comment.trim_end())
}

/// A record being written.
struct Writer<'a> {
    layout: &'a Layout,
    out: String,
    next: usize,
    count: usize,
}

/// Returns the text of a record.
pub(super) fn record(layout: &Layout, shape: Shape) -> String {
    let mut writer = Writer {
        layout,
        out: String::new(),
        next: 0,
        count: 0,
    };
    if layout.is_behind() {
        writer.out.push_str("--- # this\n");
    }
    writer.write(shape);
    let mut text = writer.out;
    if layout.byte_order_mark {
        text.insert(0, '\u{feff}');
    }
    if !layout.ended {
        text.truncate(text.trim_end().len());
    }
    if layout.crlf {
        text = text.replace('\n', "\r\n");
    }
    text
}

impl Writer<'_> {
    fn write(&mut self, shape: Shape) {
        self.scalar(0, "", "question");
        self.scalar(0, "", "criteria");
        self.line(0, "source:");
        self.scalar(self.layout.indent, "", "document");
        self.scalar(self.layout.indent, "", "quote");
        self.estimates(shape.estimates);
        self.resolution(shape.resolution);
        if shape.lesson {
            self.scalar(0, "", "lesson");
        }
        self.noise(0);
    }

    fn estimates(&mut self, estimates: Estimates) {
        match estimates {
            Estimates::Missing => {}
            Estimates::Null => self.line(0, "estimates:"),
            Estimates::Empty => self.line(0, "estimates: []"),
            Estimates::Inline => self.line(0, "estimates: [{date: 2014-04-30, by: 'a, b'}]"),
            Estimates::Lines(count) => {
                self.line(0, "estimates:");
                for _ in 0..count {
                    self.item(0, &["date", "by", "because"]);
                }
            }
        }
    }

    fn resolution(&mut self, resolution: Resolution) {
        match resolution {
            Resolution::Missing => {}
            Resolution::Null => self.line(0, "resolution:"),
            Resolution::Inline { replaces } => {
                let replaces = if replaces {
                    ", replaces: [{outcome: no}]"
                } else {
                    ""
                };
                self.line(
                    0,
                    &format!("resolution: {{outcome: yes{replaces}, x-a: [1]}}"),
                );
            }
            Resolution::Lines { replaces, last } => {
                let indent = self.layout.indent;
                self.line(0, "resolution:");
                if last {
                    self.scalar(indent, "", "note");
                }
                if replaces > 0 {
                    self.line(indent, "replaces:");
                }
                for _ in 0..replaces {
                    self.item(indent, &["outcome", "note"]);
                }
                if !last {
                    self.scalar(indent, "", "outcome");
                    self.scalar(indent, "", "x-a");
                }
            }
        }
    }

    /// Writes an item of the list of a key in that column.
    fn item(&mut self, column: usize, keys: &[&str]) {
        let dash = column
            + if self.layout.flush_lists {
                0
            } else {
                self.layout.indent
            };
        for (i, key) in keys.iter().enumerate() {
            match i {
                0 => self.scalar(dash, "- ", key),
                _ => self.scalar(dash + 2, "", key),
            }
        }
    }

    /// Writes a key with a value in one of the ways to write one.
    fn scalar(&mut self, column: usize, dash: &str, key: &str) {
        let key = format!("{dash}{key}");
        let indent = self.layout.indent;
        let inner = " ".repeat(column + dash.len() + indent);
        let blanks = " ".repeat(usize::from(self.choice()) % 3);
        let lines = match self.choice() % 12 {
            0 => return self.line(column, &format!("{key}: 'it''s: #a'")),
            1 => return self.line(column, &format!("{key}: \"a\\n\\\"b\\\" # c\"")),
            2 => return self.line(column, &format!("{key}:")),
            3 => return self.line(column, &format!("{key}: 0.70")),
            4 => return self.line(column, &format!("{key}: {{a: [1, 'b'], c: \"d\"}}")),
            5 => format!(": |\n{inner}a: b\n\n{inner}  # c\n{inner}d{blanks}\n"),
            6 => format!(": >-  # k\n{inner}a\n{inner}b\n\n{inner} c\n\n"),
            7 => format!(": |{indent}-\n{inner}  a\n{inner}b\n"),
            8 => format!(": |+\n{inner}a\n\n\n"),
            9 => format!(": \"a\n\n{inner}b \\\n{inner}c\"\n"),
            10 => format!(": a\n{inner}b\n\n{inner}c\n"),
            _ => format!(":\n{inner}- a # c\n{inner}- |\n{inner}  b\n"),
        };
        self.block(column, &format!("{key}{lines}"));
    }

    /// Writes a line, with noise above, behind and below it.
    fn line(&mut self, column: usize, text: &str) {
        self.noise(column);
        let comment = match self.choice() {
            choice @ 200.. => format!("  {}", self.comment(choice)),
            _ => String::new(),
        };
        self.put(column, &format!("{text}{comment}\n"));
        if let choice @ 220.. = self.choice() {
            self.put_comment(column + 5, choice);
        }
    }

    /// Writes lines that end a block, with noise above them.
    fn block(&mut self, column: usize, text: &str) {
        self.noise(column);
        self.put(column, text);
    }

    /// Writes blank lines and comments at most as deep as what follows.
    fn noise(&mut self, column: usize) {
        match self.choice() {
            0..40 => self.out.push('\n'),
            40..60 => self.out.push_str("\n\n"),
            choice @ 60..100 => self.put_comment(usize::from(choice) % (column + 1), choice),
            choice @ 100..120 => {
                self.out.push('\n');
                self.put_comment(column, choice);
                self.out.push('\n');
            }
            _ => {}
        }
    }

    fn put_comment(&mut self, column: usize, choice: u8) {
        let comment = self.comment(choice);
        self.put(column, &format!("{comment}\n"));
    }

    fn put(&mut self, column: usize, text: &str) {
        self.out.extend([&" ".repeat(column), text]);
    }

    /// Returns a comment that stands nowhere else.
    fn comment(&mut self, choice: u8) -> String {
        self.count += 1;
        let comment = COMMENTS[usize::from(choice) % COMMENTS.len()];
        format!("{comment} #k{}.", self.count)
    }

    /// Returns the next choice; when they are used up, the one that makes no noise.
    fn choice(&mut self) -> u8 {
        let choice = self.layout.noise.get(self.next).copied().unwrap_or(199);
        self.next += 1;
        choice
    }
}
