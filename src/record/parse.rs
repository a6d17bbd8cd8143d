//! Text ⇒ tree, by the parser's events and without recursion.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use super::rules;
use super::syntax;
use super::{Data, Fault, Key, Node, scan};

/// How many lists and mappings may lie inside each other.
pub(super) const MAX_DEPTH: usize = 16;

/// Mappings with more keys than this are searched for repeated ones with a table.
const LINEAR_SEARCH_UP_TO: usize = 24;

/// Takes the faults of a text as they are found.
pub(super) type Report<'r> = &'r mut dyn FnMut(Fault);

/// Reads the tree of one document, which begins at byte `base` of its file; `None` where there is
/// none, be it that the text is no YAML or that it is empty.
pub(super) fn parse(text: &str, base: usize, report: Report<'_>) -> Option<Node> {
    let start = syntax::skip_directives(text, base, report);
    let mut tree = Builder::new(&text[start..], base + start, report);
    let mut parser = Parser::new_from_str_with_options(&text[start..], options());
    while let Some(event) = parser.next_event() {
        let fed = match event {
            Ok((event, span)) => tree.event(event, &span),
            Err(error) => Err(tree.broken(&error)),
        };
        if let Err(fault) = fed {
            (tree.report)(fault);
            return None;
        }
    }
    tree.pass(text.len() - start);
    tree.root
}

fn options() -> Options {
    granit_parser::options! {
        emit_comments: false,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        // As libyaml reads it, so that both readers of the edit guard agree.
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

/// Builds the tree out of the events.
struct Builder<'t, 'r> {
    text: &'t str,
    base: usize,
    /// Up to where the text has been read.
    passed: usize,
    open: Vec<Open>,
    root: Option<Node>,
    report: Report<'r>,
}

/// A list or a mapping that has not ended yet.
struct Open {
    start: usize,
    end: usize,
    items: Items,
}

enum Items {
    Sequence(Vec<Node>),
    Mapping(Vec<(Key, Node)>, Awaited),
}

/// What a mapping waits for.
enum Awaited {
    Key,
    Value(Key),
    /// The value of something that is no key, and which falls away with it.
    Nothing,
}

impl<'t, 'r> Builder<'t, 'r> {
    fn new(text: &'t str, base: usize, report: Report<'r>) -> Self {
        Self {
            text,
            base,
            passed: 0,
            open: Vec::with_capacity(4),
            root: None,
            report,
        }
    }

    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Fault> {
        let read = span.byte_range().unwrap_or_default();
        self.pass(read.start);
        // The span of a block may begin with its sign, behind which no tab may stand.
        let is_block = |style| matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        match &event {
            Event::Scalar(text, style, ..) if is_block(*style) && !text.contains('\t') => {}
            _ => self.passed = self.passed.max(read.end),
        }
        match event {
            Event::Scalar(text, style, _, _) => {
                self.tag(span);
                if style == ScalarStyle::Plain {
                    self.plain(&text, span);
                }
                let node = self.scalar(text, style, span);
                self.add(node);
            }
            Event::SequenceStart(..) => {
                self.begin(span, Items::Sequence(Vec::new()))?;
            }
            Event::MappingStart(..) => {
                self.begin(span, Items::Mapping(Vec::new(), Awaited::Key))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Anchor(..) => self.refuse("an anchor", span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse("an alias", span);
                let span = self.bytes(span);
                self.add(Node {
                    span,
                    data: Data::Refused,
                });
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(Fault::new(
                    &rules::YAML_SYNTAX,
                    "a second document begins inside the first",
                    self.bytes(span),
                )
                .help("begin each document with `---` at the start of a line"));
            }
            _ => {}
        }
        Ok(())
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let bytes = span.byte_range().unwrap_or_default();
        bytes.start + self.base..bytes.end + self.base
    }

    /// Passes over what stands between two values.
    fn pass(&mut self, to: usize) {
        if self.passed < to {
            let between = &self.text[self.passed..to];
            syntax::tabs(between, self.passed + self.base, false).for_each(&mut *self.report);
            self.passed = to;
        }
    }

    /// Reports what other readers refuse in a plain text.
    fn plain(&mut self, text: &str, span: &Span) {
        let bytes = self.bytes(span);
        let written = &self.text[bytes.start - self.base..bytes.end - self.base];
        syntax::tabs(written, bytes.start, true).for_each(&mut *self.report);
        let opened = |open: &Open| self.text[open.start - self.base..].starts_with(['[', '{']);
        let is_in_flow = text.starts_with(['?', ':']) && self.open.iter().any(opened);
        if let Some(fault) = syntax::forbidden_plain(text, is_in_flow, bytes) {
            (self.report)(fault);
        }
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, span: &Span) -> Node {
        let mut bytes = self.bytes(span);
        let plain = style == ScalarStyle::Plain;
        if style == ScalarStyle::DoubleQuoted && matches!(text, Cow::Owned(_)) {
            self.escapes(&text, &bytes);
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let written = &self.text[bytes.start - self.base..bytes.end - self.base];
            bytes.end -= written.len() - written.trim_ascii_end().len();
            if bytes.is_empty() {
                bytes = self.header(bytes);
            }
        }
        // The parser stands a `~` for a value that is not there.
        let text = if plain && bytes.is_empty() {
            Box::default()
        } else {
            Box::from(text)
        };
        Node {
            span: bytes,
            data: Data::Scalar { text, plain },
        }
    }

    /// Returns the bytes of the header of a block in which nothing is, given where the next token
    /// is.
    fn header(&self, next: Range<usize>) -> Range<usize> {
        let before = match self.open.last().map(|open| (open.start, &open.items)) {
            Some((_, Items::Mapping(_, Awaited::Value(key)))) => key.span.end,
            Some((start, Items::Sequence(items))) => items.last().map_or(start, |one| one.span.end),
            _ => return next,
        };
        match syntax::block(self.text, before - self.base) {
            Some(start) => {
                let written = self.text[start..next.start - self.base].trim_ascii_end();
                start + self.base..start + self.base + written.len()
            }
            None => next,
        }
    }

    /// Reports what the escapes of a quoted text hide.
    fn escapes(&mut self, text: &str, bytes: &Range<usize>) {
        for (_, c) in scan::hidden(text) {
            (self.report)(scan::fault(bytes.clone(), c));
        }
    }

    fn begin(&mut self, span: &Span, items: Items) -> Result<(), Fault> {
        self.tag(span);
        let bytes = self.bytes(span);
        if self.open.len() == MAX_DEPTH {
            return Err(syntax::too_deep(bytes));
        }
        self.open.push(Open {
            start: bytes.start,
            end: bytes.end,
            items,
        });
        Ok(())
    }

    fn end(&mut self, span: &Span) {
        let Some(open) = self.open.pop() else { return };
        // A block ends with its last value; its event comes only with what follows.
        let closing = self.bytes(span);
        let end = if closing.is_empty() {
            open.end
        } else {
            closing.end
        };
        let data = match open.items {
            Items::Sequence(items) => Data::Sequence(items),
            Items::Mapping(entries, _) => {
                self.repeated(&entries);
                Data::Mapping(entries)
            }
        };
        self.add(Node {
            span: open.start..end,
            data,
        });
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.end = open.end.max(node.span.end);
        match &mut open.items {
            Items::Sequence(items) => items.push(node),
            Items::Mapping(entries, awaited) => match std::mem::replace(awaited, Awaited::Key) {
                Awaited::Key => {
                    let written =
                        &self.text[node.span.start - self.base..node.span.end - self.base];
                    *awaited = key(node, written, self.report);
                }
                Awaited::Value(key) => entries.push((key, node)),
                Awaited::Nothing => {}
            },
        }
    }

    fn repeated(&mut self, entries: &[(Key, Node)]) {
        let mut first: HashMap<&str, &Key> = HashMap::new();
        for (i, (key, _)) in entries.iter().enumerate() {
            let earlier = if entries.len() <= LINEAR_SEARCH_UP_TO {
                let mut before = entries[..i].iter().map(|(key, _)| key);
                before.find(|before| before.text == key.text)
            } else {
                let kept = *first.entry(&key.text).or_insert(key);
                (kept.span != key.span).then_some(kept)
            };
            if let Some(earlier) = earlier {
                let message = format!("`{}` is there twice", key.text);
                (self.report)(
                    Fault::new(&rules::DUPLICATE_KEY, message, key.span.clone())
                        .help("keep one of the two")
                        .also(earlier.span.clone(), "it is here already"),
                );
            }
        }
    }

    fn tag(&mut self, span: &Span) {
        if let Some(tag) = span.tag_span() {
            self.refuse("a tag", &tag);
        }
    }

    fn refuse(&mut self, what: &str, span: &Span) {
        let fault = syntax::forbidden(what, self.text, self.base, self.bytes(span));
        (self.report)(fault);
    }

    /// Returns the fault of a text at which the parser gave up.
    fn broken(&self, error: &ScanError) -> Fault {
        let opened = self.open.iter().rev().map(|open| open.start);
        syntax::fault(error, self.text, self.base, opened)
    }
}

/// Takes a value for a key, where it can be one.
fn key(node: Node, written: &str, report: Report<'_>) -> Awaited {
    if node.is_null() {
        report(no_key(node.span));
        return Awaited::Nothing;
    }
    let is_scalar = matches!(node.data, Data::Scalar { .. });
    if is_scalar && written.contains('\n') {
        let message = "a key must stand on one line";
        report(Fault::new(&rules::YAML_SYNTAX, message, node.span.clone()));
    }
    match node.data {
        Data::Scalar { text, plain: true } if &*text == "<<" => Awaited::Nothing,
        Data::Scalar { text, .. } => Awaited::Value(Key {
            text,
            span: node.span,
        }),
        Data::Refused => Awaited::Nothing,
        Data::Sequence(_) | Data::Mapping(_) => {
            report(no_key(node.span));
            Awaited::Nothing
        }
    }
}

fn no_key(bytes: Range<usize>) -> Fault {
    Fault::new(&rules::WRONG_TYPE, "a key must be a text", bytes)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HEAD, after_head, findings, lines, records};
    use super::*;

    /// Returns the tree with the text under each span.
    fn spans(text: &str) -> Vec<&str> {
        fn walk<'t>(node: &Node, text: &'t str, spans: &mut Vec<&'t str>) {
            spans.push(&text[node.span.clone()]);
            match &node.data {
                Data::Sequence(items) => items.iter().for_each(|item| walk(item, text, spans)),
                Data::Mapping(entries) => {
                    for (key, value) in entries {
                        spans.push(&text[key.span.clone()]);
                        walk(value, text, spans);
                    }
                }
                Data::Scalar { .. } | Data::Refused => {}
            }
        }
        let mut spans = Vec::new();
        let tree = parse(text, 0, &mut |fault| panic!("{fault:?}")).unwrap();
        walk(&tree, text, &mut spans);
        spans
    }

    #[test]
    fn spans_cover_what_was_written_and_nothing_else() {
        assert_eq!(
            spans("a: 'x''y' # c\nb:\n  - 1\n  - {c: d}\n\n# e\nf: |\n  g\n  h\n\n\ni:\n"),
            [
                "a: 'x''y' # c\nb:\n  - 1\n  - {c: d}\n\n# e\nf: |\n  g\n  h\n\n\ni",
                "a",
                "'x''y'",
                "b",
                "- 1\n  - {c: d}",
                "1",
                "{c: d}",
                "c",
                "d",
                "f",
                "g\n  h",
                "i",
                "",
            ]
        );
    }

    #[test]
    fn a_block_in_which_nothing_is_has_the_span_of_its_sign() {
        let text = "a: |\nb:\n- 'c|'\n- >- # |d\n\n- e\nf: |+\n\n";
        let spans = spans(text);
        assert_eq!(
            spans[1..],
            [
                "a",
                "|",
                "b",
                "'c|'\n- >- # |d\n\n- e",
                "'c|'",
                ">- # |d",
                "e",
                "f",
                "|+"
            ]
        );
    }

    #[test]
    fn spans_of_a_later_document_count_from_the_beginning_of_the_file() {
        let text = format!("id: a\n{HEAD}---\nid: é\n");
        let tree = records("forecasts/a.yaml", &text)
            .remove(1)
            .tree()
            .unwrap()
            .clone();
        assert_eq!(&text[tree.get("id").unwrap().span.clone()], "é");
    }

    #[test]
    fn the_text_of_a_scalar_stays_as_it_was_written() {
        let tree = parse("a: 0.70\nb: '0.70'\nc: ~\nd:\ne: \"\"\n", 0, &mut |_| {}).unwrap();
        let scalar = |key: &str| match &tree.get(key).unwrap().data {
            Data::Scalar { text, plain } => (text.to_string(), *plain),
            other => panic!("{other:?}"),
        };
        assert_eq!(scalar("a"), ("0.70".into(), true));
        assert_eq!(scalar("b"), ("0.70".into(), false));
        assert_eq!(scalar("c"), ("~".into(), true));
        assert_eq!(scalar("d"), (String::new(), true));
        assert!(tree.get("d").unwrap().is_null());
        assert!(!tree.get("e").unwrap().is_null());
    }

    #[test]
    fn anchors_aliases_tags_merges_and_directives_are_refused_each_at_its_place() {
        let text = format!(
            "%YAML 1.2\n%TAG !e! tag:x\n---\n{HEAD}tags: &t [a]\ntitle: *t\nowner: *nobody\n\
             lesson: !!str b\ncluster: !c d\nsource:\n  <<: *t\n  author: e\n"
        );
        assert_eq!(
            findings("forecasts/a.yaml", &text),
            [
                "1:1 forbidden-yaml",
                "6:7 forbidden-yaml",
                "7:8 forbidden-yaml",
                "8:8 forbidden-yaml",
                "9:9 forbidden-yaml",
                "10:10 forbidden-yaml",
                "12:3 forbidden-yaml",
                "12:7 forbidden-yaml",
            ]
        );
        assert_eq!(after_head("title: !e!f b\n"), ["3:8 forbidden-yaml"]);
        assert!(after_head("title: \"<<: *a &b !c %d\"\n").is_empty());
    }

    #[test]
    fn a_repeated_key_points_at_both() {
        let text = format!("{HEAD}source:\n  author: a\n  \"author\": b\n");
        let record = records("forecasts/a.yaml", &text).remove(0);
        let finding = &record.findings[0];
        assert_eq!(finding.rule.code, "duplicate-key");
        let places: Vec<_> = finding
            .places
            .iter()
            .map(|place| {
                let place = super::super::locate(place, Some(&record), &text);
                (place.line, place.column, place.label)
            })
            .collect();
        assert_eq!(
            places,
            [(5, 3, None), (4, 3, Some("it is here already".into()))]
        );
        let many = lines(40, |n| format!("  x-{n}: 1\n"));
        let rest = format!("source:\n{many}  x-7: 2\n  x-7: 3\n");
        assert_eq!(
            after_head(&rest),
            ["44:3 duplicate-key", "45:3 duplicate-key"]
        );
    }

    #[test]
    fn a_key_is_a_text() {
        assert_eq!(after_head("? [a, b]\n: c\n"), ["3:3 wrong-type"]);
        assert_eq!(after_head("{a: b}: c\n"), ["3:1 wrong-type"]);
        assert_eq!(
            after_head("? \n: c\nx-a: {~: d}\n"),
            ["4:1 wrong-type", "5:7 wrong-type"]
        );
        assert_eq!(after_head("x-a: {b\n c: d}\n"), ["3:7 yaml-syntax"]);
        assert!(after_head("x-a: {'~': d, \"\": e}\n").is_empty());
    }

    #[test]
    fn levels_are_counted_whatever_their_style() {
        let nested = |depth: usize| {
            let open = "{x-a: [".repeat(depth / 2);
            let close = "]}".repeat(depth / 2);
            format!("x-b: {open}{close}\n")
        };
        assert!(after_head(&nested(14)).is_empty());
        assert_eq!(after_head(&nested(16)), ["3:61 too-deep"]);
        let block = lines(20, |n| format!("{}x-a:\n", " ".repeat(n)));
        assert_eq!(after_head(&block), ["19:17 too-deep"]);
    }
}
