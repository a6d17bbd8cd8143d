//! Ledgers made up by a rule, each with one thing that the two lanes could see differently.

use std::fmt::Write as _;

use chrono::NaiveDate;
use foretell::model::{add_days, parse_day};

use crate::common::Sandbox;
use crate::common::generated::Dice;

/// What questions of a ledger are like beside the plain ones, which each forecaster answers once
/// and which are resolved after their deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Several estimates, some of one day and some with a time of the day.
    Revisions,
    /// Withdrawn and declined estimates between others.
    Withdrawals,
    /// Named clusters and relations.
    Clusters,
    /// Several tags, or none.
    Tags,
    /// `tags: [a, a]`.
    TagTwice,
    /// A tag with a semicolon in it.
    TagWithSemicolon,
    /// Outcomes known before the deadline.
    Early,
    /// Annulled and ambiguous outcomes, and conditions that are not met.
    Void,
    /// Questions without a resolution, and deadlines within the days of grace.
    Pending,
    /// Outcomes in part.
    Fractional,
    /// Words, ranges, coded readings and base rates.
    Words,
    /// Estimates made when the outcome was known.
    Late,
    /// Every form that an estimate of a number or a day has.
    Forms,
}

/// A ledger of one kind of question, or of all.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// What it is called where the lanes differ.
    pub name: &'static str,
    /// The kinds of its questions, in turn.
    pub kinds: &'static [&'static str],
    /// What they are like.
    pub features: &'static [Feature],
}

const QUESTIONS: usize = 20;
/// Who makes estimates.
const FORECASTERS: [&str; 3] = ["ann", "bo", "cyd"];

impl Recipe {
    /// Returns the ledger.
    pub fn sandbox(&self, seed: u64) -> Sandbox {
        let sandbox = Sandbox::new();
        let mut dice = Dice::new(seed);
        for i in 0..QUESTIONS {
            let kind = self.kinds[i % self.kinds.len()];
            let text = Writer::new(self.features, kind, i, &mut dice).record();
            sandbox.write(&format!("forecasts/topic-{}/q-{i:02}.yaml", i % 3), &text);
        }
        sandbox
    }
}

/// Writes a record.
struct Writer<'a> {
    features: &'static [Feature],
    kind: &'static str,
    i: usize,
    opened: NaiveDate,
    life: u32,
    dice: &'a mut Dice,
}

impl<'a> Writer<'a> {
    fn new(features: &'static [Feature], kind: &'static str, i: usize, dice: &'a mut Dice) -> Self {
        let mut writer = Self {
            features,
            kind,
            i,
            opened: NaiveDate::MIN,
            life: 0,
            dice,
        };
        let begin = parse_day("2025-01-01").unwrap();
        writer.opened = add_days(begin, writer.roll(330));
        writer.life = 40 + writer.roll(160);
        if writer.has(Feature::Pending) && i % 5 == 1 {
            // Its deadline lies within the days of grace.
            writer.opened = parse_day("2026-06-01").unwrap();
            writer.life = 165;
        }
        if writer.has(Feature::Early) && i % 4 == 1 {
            // Its deadline has not passed.
            writer.opened = parse_day("2026-01-01").unwrap();
            writer.life = 700;
        }
        writer
    }

    fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    fn roll(&mut self, sides: u32) -> u32 {
        u32::try_from(self.dice.roll(u64::from(sides))).unwrap()
    }

    fn deadline(&self) -> NaiveDate {
        add_days(self.opened, self.life)
    }

    fn record(mut self) -> String {
        let mut text = self.head();
        let known = self.known();
        text += "estimates:\n";
        for by in FORECASTERS {
            // Who answers differs from question to question.
            if by != "ann" && self.roll(4) == 0 {
                continue;
            }
            for (when, what) in self.estimates(known) {
                let _ = writeln!(text, "  - {{date: {when}, by: {by}, {what}}}");
            }
        }
        text + &self.resolution(known)
    }

    fn head(&mut self) -> String {
        let i = self.i;
        let mut text = match self.kind {
            "scenarios" => {
                format!(
                    "title: Which way {i}?\nexhaustive: true\nscenarios:\n  - {{id: low, title: L}}\n  \
                     - {{id: mid, title: M}}\n  - {{id: high, title: H}}\n"
                )
            }
            kind => format!("question: Will it {i}?\nkind: {kind}\n"),
        };
        let _ = writeln!(
            text,
            "opened: {}\ndeadline: {}",
            self.opened,
            self.deadline()
        );
        text += match self.kind {
            "choice" | "ordered" => "options: [low, mid, high]\n",
            "number" if i.is_multiple_of(3) => "unit: points\nbounds: [0, 100]\n",
            "number" => "unit: points\n",
            _ => "",
        };
        if self.has(Feature::Tags) {
            text += ["tags: [a]\n", "tags: [b, a]\n", ""][i % 3];
        }
        if self.has(Feature::TagTwice) {
            text += ["tags: [a, a]\n", "tags: [a]\n", "tags: [b]\n"][i % 3];
        }
        if self.has(Feature::TagWithSemicolon) {
            text += ["tags: [\"a;b\"]\n", "tags: [a]\n"][i % 2];
        }
        if self.has(Feature::Clusters) {
            if i.is_multiple_of(3) {
                let _ = writeln!(text, "cluster: c-{}", i % 2);
            } else if i % 5 == 2 && self.kind == "binary" {
                let _ = writeln!(text, "excludes: [q-{:02}]", (i + 7) % QUESTIONS);
            }
        }
        if self.has(Feature::Words) && i.is_multiple_of(2) {
            text += "base_rate: {probability: 35%}\nsource: {document: The Review}\n";
        }
        if self.has(Feature::Void) && i % 6 == 5 {
            text += "given: {forecast: q-00, outcome: no}\n";
        }
        text
    }

    /// Returns the day on which the outcome was known.
    fn known(&mut self) -> NaiveDate {
        let early = self.has(Feature::Early) && self.i % 2 == 1;
        if early {
            let third = self.life.min(300) / 3;
            add_days(self.opened, third + self.roll(third))
        } else {
            add_days(self.deadline(), 1 + self.roll(4))
        }
    }

    /// Returns what a forecaster said: when, and the fields.
    fn estimates(&mut self, known: NaiveDate) -> Vec<(String, String)> {
        let mut said = Vec::new();
        let mut day = add_days(self.opened, self.roll(self.life.min(300) / 3));
        let several = self.has(Feature::Revisions);
        let more = if several { self.roll(4) } else { 0 };
        for n in 0..=more {
            let time = if several && self.roll(5) == 0 {
                "T12:00:00Z"
            } else {
                ""
            };
            said.push((format!("{day}{time}"), self.value(day)));
            if self.has(Feature::Withdrawals) && (n == more || self.roll(2) == 0) {
                day = add_days(day, 3);
                let ends = self.roll(3);
                let words = if self.kind == "binary" {
                    "probability: no estimate"
                } else {
                    "withdrawn: true"
                };
                let what = [words, "withdrawn: true", ""][ends as usize];
                if !what.is_empty() {
                    said.push((day.to_string(), what.to_owned()));
                }
                day = add_days(day, 5);
                said.push((day.to_string(), self.value(day)));
            }
            // Now and then of the same day as the one before.
            day = add_days(day, self.roll(4) * 6);
        }
        if self.has(Feature::Late) && self.roll(2) == 0 {
            let late = add_days(known, self.roll(3));
            said.push((late.to_string(), self.value(late)));
        }
        said
    }

    fn value(&mut self, made: NaiveDate) -> String {
        let p = 2 + self.roll(96);
        match self.kind {
            "binary" if self.has(Feature::Words) => {
                let words = ["likely", "60-80%", "very unlikely", "roughly even chance"];
                let coded = ["", ", coded: {by: desk, date: 2026-06-01}"][self.roll(2) as usize];
                let grounds = ["", ", confidence: high"][self.roll(2) as usize];
                let what = words
                    .get(self.roll(6) as usize)
                    .map_or(format!("{p}%"), |&word| word.into());
                format!("probability: {what}{coded}{grounds}")
            }
            "binary" => format!("probability: {p}%"),
            "number" => self.number(p),
            "date" => self.date(p, made),
            _ => {
                let rest = 100 - p;
                let mid = self.roll(rest + 1);
                format!(
                    "probabilities: {{low: {p}%, mid: {mid}%, high: {}%}}",
                    rest - mid
                )
            }
        }
    }

    fn number(&mut self, at: u32) -> String {
        let wide = 5 + self.roll(30);
        let (low, high) = (i64::from(at) - i64::from(wide), at + wide);
        let form = if self.has(Feature::Forms) {
            self.roll(8)
        } else {
            0
        };
        match form {
            0 => format!("quantiles: {{5%: {low}, 25%: {at}, 50%: {at}.5, 95%: {high}}}"),
            1 => format!("interval: {{low: {low}, high: {high}, level: 80%}}"),
            2 => format!("normal: {{mean: {at}, sd: {wide}}}"),
            3 => "lognormal: {mu: 3.5, sigma: 0.4}".to_owned(),
            4 => format!("student: {{df: 3, location: {at}, scale: {wide}}}"),
            5 => format!("gamma: {{shape: 4, scale: {wide}}}"),
            6 => format!(
                "mixture: [{{weight: 80%, normal: {{mean: {at}, sd: {wide}}}}}, \
                 {{weight: 20%, lognormal: {{mu: 4, sigma: 1}}}}]"
            ),
            _ => format!("samples: [{low}, {at}, {at}.25, {high}]"),
        }
    }

    fn date(&mut self, at: u32, made: NaiveDate) -> String {
        let half = self.opened + (self.deadline() - self.opened) / 2;
        if self.has(Feature::Forms) && self.roll(2) == 0 {
            let early = add_days(self.opened, self.life / 4);
            return format!(
                "quantiles: {{10%: {early}, 50%: {half}, 90%: {}}}",
                self.deadline()
            );
        }
        let first = half.max(add_days(made, 1));
        let last = self.deadline().max(add_days(first, 1));
        format!("happens_by: {{{first}: {}%, {last}: {at}%}}", at / 2)
    }

    fn resolution(&mut self, known: NaiveDate) -> String {
        let i = self.i;
        if self.has(Feature::Pending) && (i % 4 == 3 || i % 10 == 1) {
            return String::new();
        }
        let void = ["annulled", "ambiguous"][i / 5 % 2];
        let is_void = self.has(Feature::Void) && i % 5 == 1;
        let outcome = if is_void {
            void.to_owned()
        } else {
            self.outcome()
        };
        let happened = known.min(self.deadline());
        format!("resolution: {{outcome: {outcome}, happened: {happened}, known: {known}}}\n")
    }

    fn outcome(&mut self) -> String {
        let fractional = self.has(Feature::Fractional) && self.i % 3 == 1;
        let p = self.roll(100);
        match self.kind {
            "binary" if fractional => format!("{}%", 1 + p % 98),
            "binary" => if p < 45 { "yes" } else { "no" }.to_owned(),
            "choice" if fractional => "{low: 60%, high: 40%}".to_owned(),
            "number" if self.i.is_multiple_of(3) && p < 30 => "above".to_owned(),
            "number" => p.to_string(),
            "date" if p < 40 => "never".to_owned(),
            "date" => add_days(self.opened, self.life * p / 100).to_string(),
            _ => ["low", "mid", "high"][p as usize % 3].to_owned(),
        }
    }
}
