//! Records at the edges of what a record may say, made up by a seeded rule.

use std::fmt::Write as _;

use super::edge::Dice;

const NUMBERS: [&str; 30] = [
    "0",
    "-0.0",
    "1",
    "-1",
    "9",
    "100",
    "100.00000000000001",
    "99.99999999999999",
    "0.1",
    "1e-5",
    "1e-15",
    "1e-100",
    "-1e-154",
    "1e-300",
    "5e-324",
    "1e15",
    "1e16",
    "9007199254740993",
    "-123456789012345678",
    "1e100",
    "-1e100",
    "1e153",
    "1e154",
    "-1e154",
    "9.999999999999999e153",
    "1e155",
    "1e308",
    "-1e308",
    "1.7976931348623157e308",
    "4503599627370497.5",
];

const SPREADS: [&str; 14] = [
    "1", "0.1", "1e-14", "1e-16", "1e-150", "1e-154", "1e-300", "5e-324", "1e6", "1e15", "1e100",
    "1e154", "100", "2.5",
];

const PROBABILITIES: [&str; 24] = [
    "1%",
    "50%",
    "99%",
    "0.5",
    "30%",
    "70%",
    "55%",
    "0.0000001%",
    "99.9999999999999%",
    "0.9999999999999999",
    "1e-10",
    "1e-300",
    "1e-320",
    "5e-324",
    "1e-5",
    "7 to 3",
    "1/3",
    "1e-10 to 1",
    "3/7",
    "50-75%",
    "1e-300-1e-299",
    "likely",
    "almost certain",
    "no estimate",
];

const DAYS: [&str; 16] = [
    "0001-01-01",
    "0001-01-02",
    "0099-12-31",
    "1582-10-15",
    "1899-12-31",
    "1969-12-31",
    "1970-01-01",
    "2000-02-29",
    "2025-12-31",
    "2026-01-01",
    "2026-11-23",
    "2026-11-24",
    "2038-01-19",
    "9999-01-01",
    "9999-12-30",
    "9999-12-31",
];

const TEXTS: [&str; 14] = [
    "Will it?",
    "中俄关系的未来会怎样，到二〇二六年？",
    "ウクライナ情勢",
    "\u{1d538}\u{1d539} \u{1f469}\u{1f3fd}\u{1f680} e\u{301}e\u{301}e\u{301}",
    "a\u{200b}b\u{200d}c",
    "עברית وعربي",
    "`code` | pipe * star _ <b>bold</b> & amp; [x](y) #12",
    "=1+1",
    "%s {} {0} \\n $HOME",
    "ﷺ ﷽ z\u{335}\u{321}\u{31b}a\u{335}l\u{336}g\u{337}o\u{338}",
    "''''",
    "- - -",
    "?",
    "\u{a0}no break\u{3000}wide",
];

/// What a ledger of such records may have.
#[derive(Clone, Copy)]
pub(super) struct Edges {
    /// Estimates of 0 and 100 %, whose log score can be infinite.
    pub(super) certain: bool,
    /// How long a long text is.
    pub(super) long: usize,
}

/// Returns record number `i` of a ledger of `of`.
pub(super) fn record(i: usize, of: usize, edges: Edges, dice: &mut Dice) -> String {
    Record {
        text: String::new(),
        days: days(dice),
        edges,
        dice,
    }
    .whole(i, of)
}

/// Returns days that rise, eight of them.
fn days(dice: &mut Dice) -> Vec<String> {
    let mut days: Vec<String> = match dice.roll(4) {
        0 => (0..8).map(|_| dice.pick(&DAYS).to_owned()).collect(),
        1 => vec![dice.pick(&DAYS).to_owned(); 8],
        _ => (0..8)
            .map(|_| {
                let (year, month) = (2014 + dice.roll(13), 1 + dice.roll(12));
                format!("{year}-{month:02}-{:02}", 1 + dice.roll(28))
            })
            .collect(),
    };
    days.sort();
    days
}

struct Record<'d> {
    text: String,
    days: Vec<String>,
    edges: Edges,
    dice: &'d mut Dice,
}

impl Record<'_> {
    fn whole(mut self, i: usize, of: usize) -> String {
        let question = self.prose();
        self.line("question", &question);
        if self.dice.once_in(4) {
            let prose = self.prose();
            self.line("criteria", &prose);
        }
        let (opened, deadline) = (self.days[0].clone(), self.days[4].clone());
        self.text += &format!("opened: {opened}\ndeadline: {deadline}\n");
        self.relations(i, of);
        match self.dice.roll(8) {
            0..3 => self.binary(),
            3 => self.choice("choice"),
            4 => self.choice("ordered"),
            5 | 6 => self.number(),
            _ => self.date(),
        }
        self.text
    }

    fn line(&mut self, key: &str, text: &str) {
        let quoted = text.replace('\'', "''");
        let _ = writeln!(self.text, "{key}: '{quoted}'");
    }

    fn prose(&mut self) -> String {
        let text = self.dice.pick(&TEXTS);
        match self.dice.roll(40) {
            0 => "long ".repeat(self.edges.long / 5),
            1 => "w".repeat(self.edges.long),
            2 => text.repeat(20),
            _ => text.to_owned(),
        }
    }

    fn relations(&mut self, i: usize, of: usize) {
        if self.dice.once_in(3) {
            let _ = writeln!(self.text, "cluster: c{}", self.dice.roll(4));
        }
        if self.dice.once_in(3) {
            let _ = writeln!(self.text, "tags: [t{}, t{}]", self.dice.roll(3), i % 2);
        }
        if i + 1 < of && self.dice.once_in(4) {
            let other = i + 1 + self.dice.roll(of - i - 1);
            let line = match self.dice.roll(5) {
                0 => format!("given: {{forecast: r{other}, outcome: yes}}"),
                1 => format!("implies: [r{other}]"),
                2 => format!("complement: r{other}"),
                3 => format!("threshold: {{of: r{other}, above: {}}}", self.value()),
                _ => format!("given: {{forecast: r{other}, outcome: 1e100}}"),
            };
            self.text += &line;
            self.text.push('\n');
        }
    }

    /// Writes estimates of a form that `said` gives, and a resolution with that outcome.
    fn estimates(&mut self, said: &mut dyn FnMut(&mut Self) -> String, outcome: &str) {
        self.text += "estimates:\n";
        let many = if self.dice.once_in(30) { 60 } else { 4 };
        for _ in 0..=self.dice.roll(many) {
            let (day, by) = (1 + self.dice.roll(3), self.dice.pick(&["ann", "bo", "中"]));
            let said = said(self);
            let day = &self.days[day];
            let _ = writeln!(self.text, "  - {{date: {day}, by: {by}, {said}}}");
        }
        if self.dice.once_in(4) {
            return;
        }
        let (happened, known, logged) = (&self.days[4], &self.days[5], &self.days[6]);
        let outcome = match self.dice.roll(12) {
            0 => "annulled",
            1 => "ambiguous",
            _ => outcome,
        };
        let _ = writeln!(
            self.text,
            "resolution: {{outcome: {outcome}, happened: {happened}, known: {known}, \
             logged: {logged}, by: desk, evidence: [x]}}"
        );
    }

    fn probability(&mut self) -> String {
        if self.edges.certain && self.dice.once_in(6) {
            return self
                .dice
                .pick(&["0%", "100%", "0", "1", "1e-400", "1e154 to 1"])
                .into();
        }
        self.dice.pick(&PROBABILITIES).into()
    }

    fn binary(&mut self) {
        let outcome = self
            .dice
            .pick(&["yes", "no", "30%", "0.9999999999", "1e-300"]);
        self.estimates(
            &mut |record| format!("probability: {}", record.probability()),
            outcome,
        );
    }

    fn choice(&mut self, kind: &str) {
        let many = match self.dice.roll(10) {
            0 => 200,
            1 => 40,
            _ => 2 + self.dice.roll(4),
        };
        let list: Vec<String> = (0..many).map(|n| format!("o{n}")).collect();
        let _ = writeln!(self.text, "kind: {kind}\noptions: [{}]", list.join(", "));
        let outcome = format!("o{}", self.dice.roll(many));
        self.estimates(&mut |record| record.shares(many), &outcome);
    }

    fn shares(&mut self, many: usize) -> String {
        let tiny = self.dice.pick(&["1e-300", "1e-12", "5e-324", "0.0001%"]);
        let tiny = if self.edges.certain && self.dice.once_in(3) {
            "0%"
        } else {
            tiny
        };
        let one = self.dice.roll(many);
        let even = self.dice.once_in(2) && many <= 40;
        let share = |n: usize| match (even, n == one) {
            (true, _) => format!("{:.17}", 1.0 / f64::from(u32::try_from(many).unwrap())),
            (false, true) => "0.9999999999".to_owned(),
            (false, false) => tiny.to_owned(),
        };
        let parts: Vec<String> = (0..many).map(|n| format!("o{n}: {}", share(n))).collect();
        format!("probabilities: {{{}}}", parts.join(", "))
    }

    fn value(&mut self) -> String {
        match self.dice.roll(3) {
            0 => self.dice.pick(&NUMBERS).to_owned(),
            1 => {
                let exponent = self.dice.roll(310);
                let sign = self.dice.pick(&["", "-"]);
                let minus = self.dice.pick(&["", "-"]);
                format!("{minus}{}e{sign}{exponent}", 1 + self.dice.roll(9))
            }
            _ => format!("{}.{}", self.dice.roll(1000), self.dice.roll(100)),
        }
    }

    /// Returns values that rise.
    fn rising(&mut self, many: usize) -> Vec<String> {
        if self.dice.once_in(5) {
            return vec![self.value(); many];
        }
        let mut all: Vec<String> = (0..many).map(|_| self.value()).collect();
        let number = |text: &String| text.parse::<f64>().unwrap();
        all.sort_by(|a, b| number(a).total_cmp(&number(b)));
        all
    }

    fn number(&mut self) {
        self.text += "kind: number\nunit: bcm\n";
        let mut outcome = self.value();
        if self.dice.once_in(2) {
            let ends = self.rising(3);
            let _ = writeln!(self.text, "bounds: [{}, {}]", ends[0], ends[2]);
            outcome = match self.dice.roll(5) {
                0 => "below".to_owned(),
                1 => "above".to_owned(),
                end @ (2 | 3) => ends[(end - 2) * 2].clone(),
                _ => ends[1].clone(),
            };
        }
        self.estimates(&mut Self::quantity, &outcome);
    }

    fn quantity(&mut self) -> String {
        // Far out, the density of a whole distribution is 0, and its log score infinite.
        let form = self.dice.roll(if self.edges.certain { 9 } else { 4 });
        let form = if self.edges.certain { form } else { form + 5 };
        match form {
            0 => format!("normal: {{mean: {}, sd: {}}}", self.value(), self.spread()),
            1 => {
                let mu = self
                    .dice
                    .pick(&["0", "5", "-300", "340", "350", "-344", "1e-9"]);
                format!("lognormal: {{mu: {mu}, sigma: {}}}", self.spread())
            }
            2 => {
                let df = self.dice.pick(&["1.01", "2", "30.5", "10000"]);
                let (at, wide) = (self.value(), self.spread());
                format!("student: {{df: {df}, location: {at}, scale: {wide}}}")
            }
            3 => {
                let shape = self.dice.pick(&["0.01", "1", "2.5", "10000"]);
                format!("gamma: {{shape: {shape}, scale: {}}}", self.spread())
            }
            4 => format!(
                "mixture: [{{weight: 50%, normal: {{mean: {}, sd: {}}}}}, \
                 {{weight: 1e-9, student: {{df: 1.01, location: {}, scale: {}}}}}, \
                 {{weight: 0.499999999, gamma: {{shape: 0.01, scale: {}}}}}]",
                self.value(),
                self.spread(),
                self.value(),
                self.spread(),
                self.spread()
            ),
            5 => {
                let many = [1, 2, 7, 1000][self.dice.roll(4)];
                format!("samples: [{}]", self.rising(many).join(", "))
            }
            6 => {
                let ends = self.rising(2);
                let level = self
                    .dice
                    .pick(&["80%", "1e-300", "99.9999999999999%", "50%"]);
                format!(
                    "interval: {{low: {}, high: {}, level: {level}}}",
                    ends[0], ends[1]
                )
            }
            _ => self.quantiles(Self::rising),
        }
    }

    fn spread(&mut self) -> String {
        match self.dice.roll(3) {
            0 => self.dice.pick(&SPREADS).to_owned(),
            1 => format!("{}e-{}", 1 + self.dice.roll(9), self.dice.roll(20)),
            _ => format!("{}", 1 + self.dice.roll(40)),
        }
    }

    fn quantiles(&mut self, values: impl Fn(&mut Self, usize) -> Vec<String>) -> String {
        const LEVELS: [&str; 9] = [
            "5e-324",
            "1e-300",
            "1e-9",
            "5%",
            "25%",
            "50%",
            "75%",
            "95%",
            "0.9999999999999999",
        ];
        let from = self.dice.roll(LEVELS.len());
        let levels = &LEVELS[from..];
        let pairs: Vec<String> = values(self, levels.len())
            .iter()
            .zip(levels)
            .map(|(value, level)| format!("{level}: {value}"))
            .collect();
        format!("quantiles: {{{}}}", pairs.join(", "))
    }

    fn date(&mut self) {
        self.text += "kind: date\n";
        if self.dice.once_in(2) {
            let (low, high) = (&self.days[0], &self.days[7]);
            let _ = writeln!(self.text, "bounds: [{low}, {high}]");
        }
        let outcome = if self.dice.once_in(3) {
            "never".to_owned()
        } else {
            self.days[4].clone()
        };
        self.estimates(&mut Self::day, &outcome);
    }

    fn day(&mut self) -> String {
        let far = |record: &mut Self, many: usize| {
            let mut all: Vec<String> = (0..many).map(|_| record.dice.pick(&DAYS).into()).collect();
            all.sort();
            all
        };
        match self.dice.roll(3) {
            0 => self.quantiles(far),
            1 => {
                let days = far(self, 2);
                format!(
                    "interval: {{low: {}, high: {}, level: 80%}}",
                    days[0], days[1]
                )
            }
            _ => {
                let mut days = far(self, 3);
                days.dedup();
                let chances = ["1e-300", "0.5", "99.9999999999999%"];
                let pairs = days
                    .iter()
                    .zip(chances)
                    .map(|(day, p)| format!("{day}: {p}"));
                format!("happens_by: {{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Returns a scenario set over the records that are binary, with likelihoods at the edges.
pub(super) fn scenario_set(of: &[String], edges: Edges, dice: &mut Dice) -> String {
    let many = 2 + dice.roll(5);
    let ids: Vec<String> = (0..many).map(|n| format!("s{n}")).collect();
    let mut text = String::from("scenarios:\n");
    for id in &ids {
        let title = dice.pick(&TEXTS).replace('\'', "''");
        let _ = writeln!(text, "  - {{id: {id}, title: '{title}', criteria: 'x'}}");
    }
    let _ = writeln!(
        text,
        "title: set\nopened: 0001-01-01\ndeadline: 9999-12-31\nestimates:"
    );
    let rest = if edges.certain { "0%" } else { "1e-300" };
    for day in ["0001-01-01", "2014-05-21"] {
        let share = |n: usize| if n == 0 { "1" } else { rest };
        let share = |n: usize| match share(n) {
            "1" if !edges.certain => "0.9999999999999999",
            other => other,
        };
        let shares: Vec<String> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| format!("{id}: {}", share(n)))
            .collect();
        let _ = writeln!(
            text,
            "  - {{date: {day}, by: ann, probabilities: {{{}}}}}",
            shares.join(", ")
        );
    }
    if of.is_empty() {
        return text;
    }
    text += "indicators:\n";
    for forecast in of {
        let odd = [
            "0.5",
            "1e-300",
            "0.9999999999999999",
            "1e-10",
            "5e-324",
            "0.9",
        ];
        let likelihoods: Vec<String> = ids
            .iter()
            .map(|id| format!("{id}: {}", dice.pick(&odd)))
            .collect();
        let _ = writeln!(
            text,
            "  - {{forecast: {forecast}, likelihood: {{{}}}, because: x}}",
            likelihoods.join(", ")
        );
    }
    text
}
