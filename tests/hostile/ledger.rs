//! Ledgers in which every field that holds text holds a stranger's.

use std::fmt::Write as _;

use crate::common::Sandbox;

/// What a reader lets pass, and what must then come out as text and nothing else.
pub(super) const SHOWN: [&str; 25] = [
    "one\n::error::two",
    "one\r\n\r\n::error::two\n| a | b |\n# head",
    "::error file=a,line=1::x",
    "  ::stop-commands::x",
    ":::debug::x",
    "##[error]x",
    "###[add-mask]x",
    "##vso[task.setvariable variable=a]x",
    "%0A::error::x%0D%25",
    "]]>",
    "<script>alert(1)</script>",
    "</title></svg></script><img src=x onerror=alert(1)><!-- <b onclick=x>",
    "\"' onmouseover=alert(1) x='",
    "&lt;b&gt; &#106;",
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A2)",
    "\t=1+1",
    "＝1+1",
    "a | b || c \\| d",
    "`x` **y** [z](javascript:w) ![i](http://x) <http://x> ~~s~~ $m$ @all",
    "a, \"b\"; 'c'",
    "{0} {{x}} ${y} %s %n",
    // Hidden, but what a word processor may leave behind.
    "a\u{200b}b\u{ad}c\u{2060}d\u{e0041}e",
];

/// What a reader refuses wherever it stands, and what must not come out as it is either.
pub(super) const REFUSED: [&str; 12] = [
    "a\0b",
    "\u{1b}[31mred",
    "\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{7}",
    "\u{1b}]0;title\u{7}",
    "\u{9b}31mred",
    "\u{85}::error::x",
    "\u{2028}::error::x",
    "\r::error::x",
    "\u{8}\u{8}\u{7f}",
    "\u{202e}txet",
    "\u{2066}x\u{2069}",
    "\u{feff}x\u{200f}",
];

/// Returns a text as YAML has it in double quotes, every control written out.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The fields in which JSON gives a text back, each with the command that does.
pub(super) const FIELDS: [(&str, &str); 17] = [
    ("title", "list"),
    ("question", "list"),
    ("tag", "list"),
    ("owner", "list"),
    ("cluster", "list"),
    ("document", "list"),
    ("first", "list"),
    ("because", "list"),
    ("option", "list"),
    ("first", "log"),
    ("resolver", "log"),
    ("first", "due"),
    ("evidence", "show"),
    ("note", "show"),
    ("resolver", "show"),
    ("because", "show"),
    ("first", "score"),
];

/// Returns the text of a stranger for one field of one group of records.
pub(super) fn text(payload: &str, field: &str, group: usize) -> String {
    let text = format!("{payload} {field} {group}");
    // The name of an option stands on one line, without blanks around it.
    match field {
        "option" => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => text,
    }
}

/// A stranger's text for every field of one group of records.
struct Group<'a> {
    payload: &'a str,
    group: usize,
}

impl Group<'_> {
    /// Returns the quoted text for a field.
    fn q(&self, field: &str) -> String {
        quoted(&text(self.payload, field, self.group))
    }

    fn name(&self) -> String {
        format!(
            "question: {}\ntitle: {}\n",
            self.q("question"),
            self.q("title")
        )
    }

    /// Returns the fields that each kind of forecast may have.
    fn head(&self) -> String {
        let q = |field| self.q(field);
        format!(
            "criteria: {}\ntags: [{}, common]\nowner: {}\ncluster: {}\nsources: {{primary: {}, fallback: {}}}\n\
             source: {{document: {}, author: {}, published: 2026-01, section: {}, quote: {}}}\n\
             lesson: {}\nx-note: {}\n{}: {}\n\
             waive: [{{rule: no-fallback, until: 2030-01-01, because: {}, by: {}}}]\n",
            q("criteria"),
            q("tag"),
            q("owner"),
            q("cluster"),
            q("primary"),
            q("fallback"),
            q("document"),
            q("author"),
            q("section"),
            q("quote"),
            q("lesson"),
            q("extra"),
            quoted(&format!("x-{}", self.payload)),
            q("extra"),
            q("waived"),
            q("waiver"),
        )
    }

    /// Returns the forecaster of an estimate, and why.
    fn by(&self) -> String {
        format!(
            "date: 2026-01-02, by: {}, because: {}, coded: {{by: {}, date: 2026-01-03, blind: false}}",
            self.q("first"),
            self.q("because"),
            self.q("coder")
        )
    }

    fn resolved(&self, outcome: &str) -> String {
        let q = |field| self.q(field);
        format!(
            "resolution: {{{outcome}, known: 2026-02-01, logged: 2026-02-02, by: {}, evidence: [{}, {}], note: {}, because: {},\n  \
             replaces: [{{outcome: annulled, known: 2026-02-01, logged: 2026-02-01, by: {}, note: {}}}]}}\n",
            q("resolver"),
            q("evidence"),
            q("more"),
            q("note"),
            q("why"),
            q("resolver"),
            q("note"),
        )
    }

    /// Returns a yes-or-no forecast.
    fn binary(&self, fields: &str, first: &str, second: &str) -> String {
        format!(
            "{}{fields}{}base_rate: {{probability: 30%, because: {}}}\nestimates:\n  \
             - {{{}, probability: {first}}}\n  \
             - {{date: 2026-01-02, by: {}, probability: {second}}}\n",
            self.name(),
            self.head(),
            self.q("base"),
            self.by(),
            self.q("second"),
        )
    }

    fn choice(&self) -> String {
        let option = self.q("option");
        format!(
            "{}{CLOSED}kind: choice\noptions: [{option}, red, other]\n{}estimates:\n  \
             - {{{}, probabilities: {{? {option} : 60%, red: 30%, other: 10%}}}}\n{}",
            self.name(),
            self.head(),
            self.by(),
            self.resolved(&format!("outcome: {option}")),
        )
    }

    fn number(&self) -> String {
        format!(
            "{}{CLOSED}kind: number\nunit: {}\n{}estimates:\n  \
             - {{{}, quantiles: {{5%: 1, 50%: 5, 95%: 9}}}}\n{}",
            self.name(),
            self.q("unit"),
            self.head(),
            self.by(),
            self.resolved("outcome: 4"),
        )
    }

    fn scenarios(&self) -> String {
        let q = |field| self.q(field);
        let scenario = |id: &str| {
            let [title, criteria, narrative] = ["scenario", "criteria", "narrative"].map(q);
            format!(
                "  - {{id: {id}, title: {title}, criteria: {criteria}, narrative: {narrative}}}\n"
            )
        };
        format!(
            "scenarios:\n{}{}{}{OPEN}{}estimates:\n  \
             - {{{}, probabilities: {{a: 50%, b: 30%, none: 20%}}}}\nindicators:\n  \
             - {{forecast: p{}-sun, likelihood: {{a: 0.8, b: 0.3, none: 0.5}}, because: {}}}\n",
            scenario("a"),
            scenario("b"),
            self.name(),
            self.head(),
            self.by(),
            self.group,
            q("indicator"),
        )
    }
}

const CLOSED: &str = "opened: 2026-01-01\ndeadline: 2026-01-31\n";
const OPEN: &str = "opened: 2026-01-01\ndeadline: 2027-12-31\n";

/// Writes every record of a group: one of each kind, resolved and open, and a scenario set.
pub(super) fn write_group(sandbox: &Sandbox, group: usize, payload: &str) {
    let texts = Group { payload, group };
    // A folder takes any name but these two characters.
    let folder = payload.replace(['/', '\0'], "");
    let until = |day: &str| format!("opened: 2026-01-01\ndeadline: {day}\n");
    let resolved = texts.resolved("outcome: yes, happened: 2026-01-20");
    let rain = texts.binary(CLOSED, "70%", &texts.q("word")) + &resolved;
    let against = format!("{OPEN}complement: p{group}-sun\n");
    for (id, text) in [
        ("rain", rain),
        ("late", texts.binary(&until("2026-10-01"), "40%", "60%")),
        ("soon", texts.binary(&until("2026-11-20"), "40%", "60%")),
        ("sun", texts.binary(OPEN, "70%", "80%")),
        ("frost", texts.binary(&against, "90%", "75%")),
        ("race", texts.choice()),
        ("share", texts.number()),
        ("set", texts.scenarios()),
    ] {
        sandbox.write(&format!("forecasts/{folder} t/p{group}-{id}.yaml"), &text);
    }
}

/// Returns the settings for so many groups: their words, and names of a stranger.
pub(super) fn settings(payloads: &[&str]) -> String {
    let mut out = format!(
        "forecaster: {}\nyardstick: own\nyardsticks:\n  own:\n    extends: icd-203\n    title: {}\n    words:\n",
        quoted(payloads[0]),
        quoted(payloads[0]),
    );
    for (group, payload) in payloads.iter().enumerate() {
        let _ = writeln!(
            out,
            "      ? {}\n      : {{range: 60-80%, point: 70%}}",
            quoted(&text(payload, "word", group))
        );
    }
    out
}

/// Returns a ledger in which every field that holds text holds one that a reader lets pass.
pub(super) fn sound(payloads: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("foretell.yaml", &settings(payloads));
    for (group, payload) in payloads.iter().enumerate() {
        write_group(&sandbox, group, payload);
    }
    sandbox
}
