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

/// Writes every record of a group: one of each kind, resolved and open, and a scenario set.
pub(super) fn write_group(sandbox: &Sandbox, group: usize, payload: &str) {
    let q = |field: &str| quoted(&text(payload, field, group));
    // A folder takes any name but these two characters.
    let folder = payload.replace(['/', '\0'], "");
    let write = |id: &str, text: &str| {
        sandbox.write(&format!("forecasts/{folder} t/p{group}-{id}.yaml"), text);
    };
    let head = |field: &str| {
        format!(
            "criteria: {}\ntags: [{}, common]\nowner: {}\ncluster: {}\nsources: {{primary: {}, fallback: {}}}\n\
             source: {{document: {}, author: {}, published: 2026-01, section: {}, quote: {}}}\n\
             lesson: {}\nx-note: {}\n{}: {}\n\
             waive: [{{rule: no-fallback, until: 2030-01-01, because: {}, by: {}}}]\n",
            q("criteria"),
            q("tag"),
            q("owner"),
            q(field),
            q("primary"),
            q("fallback"),
            q("document"),
            q("author"),
            q("section"),
            q("quote"),
            q("lesson"),
            q("extra"),
            quoted(&format!("x-{payload}")),
            q("extra"),
            q("waived"),
            q("waiver"),
        )
    };
    let name = format!("question: {}\ntitle: {}\n", q("question"), q("title"));
    let because = format!(
        "because: {}, coded: {{by: {}, date: 2026-01-03, blind: false}}",
        q("because"),
        q("coder")
    );
    let resolved = |outcome: &str| {
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
    };
    let binary = |first: &str, second: &str| {
        format!(
            "base_rate: {{probability: 30%, because: {}}}\nestimates:\n  - {{date: 2026-01-02, by: {}, probability: {first}, {because}}}\n  - {{date: 2026-01-02, by: {}, probability: {second}}}\n",
            q("base"),
            q("first"),
            q("second"),
        )
    };
    let closed = "opened: 2026-01-01\ndeadline: 2026-01-31\n";
    let open = "opened: 2026-01-01\ndeadline: 2027-12-31\n";
    write(
        "rain",
        &format!(
            "{name}{closed}{}{}{}",
            head("cluster"),
            binary("70%", &q("word")),
            resolved("outcome: yes, happened: 2026-01-20")
        ),
    );
    write(
        "late",
        &format!(
            "{name}opened: 2026-01-01\ndeadline: 2026-10-01\n{}{}",
            head("cluster"),
            binary("40%", "60%")
        ),
    );
    write(
        "soon",
        &format!(
            "{name}opened: 2026-01-01\ndeadline: 2026-11-20\n{}{}",
            head("cluster"),
            binary("40%", "60%")
        ),
    );
    write(
        "sun",
        &format!("{name}{open}{}{}", head("cluster"), binary("70%", "80%")),
    );
    write(
        "frost",
        &format!(
            "{name}{open}complement: p{group}-sun\n{}{}",
            head("cluster"),
            binary("90%", "75%")
        ),
    );
    let options = [q("option"), "red".to_owned(), "other".to_owned()];
    write(
        "race",
        &format!(
            "{name}{closed}kind: choice\noptions: [{}]\n{}estimates:\n  - {{date: 2026-01-02, by: {}, {because}, probabilities: {{? {} : 60%, red: 30%, other: 10%}}}}\n{}",
            options.join(", "),
            head("cluster"),
            q("first"),
            options[0],
            resolved(&format!("outcome: {}", options[0])),
        ),
    );
    write(
        "share",
        &format!(
            "{name}{closed}kind: number\nunit: {}\n{}estimates:\n  - {{date: 2026-01-02, by: {}, {because}, quantiles: {{5%: 1, 50%: 5, 95%: 9}}}}\n{}",
            q("unit"),
            head("cluster"),
            q("first"),
            resolved("outcome: 4"),
        ),
    );
    let mut set = String::from("scenarios:\n");
    for scenario in ["a", "b"] {
        let _ = writeln!(
            set,
            "  - {{id: {scenario}, title: {}, criteria: {}, narrative: {}}}",
            q("scenario"),
            q("criteria"),
            q("narrative")
        );
    }
    write(
        "set",
        &format!(
            "{set}{}{open}{}estimates:\n  - {{date: 2026-01-02, by: {}, {because}, probabilities: {{a: 50%, b: 30%, none: 20%}}}}\n\
         indicators:\n  - {{forecast: p{group}-sun, likelihood: {{a: 0.8, b: 0.3, none: 0.5}}, because: {}}}\n",
            name,
            head("cluster"),
            q("first"),
            q("indicator"),
        ),
    );
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
