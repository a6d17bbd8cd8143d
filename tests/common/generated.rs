//! A ledger made up by a rule: as many forecasts and estimates as a test needs, always the same.

use std::fmt::Write;

/// Random numbers of a rule simple enough to be the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    /// Returns dice that always fall the same way for a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a number below `sides`. Knuth's multiplier, the upper half of the bits.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const TOPICS: [&str; 6] = ["energy", "trade", "arms", "politics", "climate", "health"];
const FORECASTERS: [&str; 5] = ["ann", "bo", "cyd", "desk", "eve"];

/// Returns the files of a ledger: their paths and their text.
///
/// Nine of ten questions are binary, the others numbers and choices; two of three are resolved by
/// the end of 2026.
pub(crate) fn ledger(forecasts: usize, estimates: usize) -> Vec<(String, String)> {
    let mut dice = Dice::new(20_261_124);
    (0..forecasts)
        .map(|i| record(i, estimates, &mut dice))
        .collect()
}

fn record(i: usize, estimates: usize, dice: &mut Dice) -> (String, String) {
    let topic = TOPICS[i % TOPICS.len()];
    let year = 2016 + dice.roll(12);
    let kind = if i % 20 == 7 {
        "number"
    } else if i % 20 == 13 {
        "choice"
    } else {
        "binary"
    };
    let chance = dice.roll(99) + 1;
    let mut text = format!(
        "question: Will indicator {i} of {topic} pass the threshold set for it before {}?\n\
         title: Indicator {i} of {topic}\nkind: {kind}\n\
         criteria: |\n  Yes if the yearly release of the office puts indicator {i} above the threshold\n  for the year. The first release decides.\n\
         tags: [{topic}, tier-{}]\nopened: {year}-01-01\ndeadline: {year}-12-31\nowner: desk\n\
         sources: {{primary: the office, fallback: the agency}}\n",
        year + 1,
        dice.roll(5)
    );
    match kind {
        "number" => text += "unit: points\n",
        "choice" => text += "options: [up, level, down]\n",
        _ => text += "base_rate: {probability: 40%, because: four of ten years}\n",
    }
    text += "estimates:\n";
    for j in 0..estimates {
        let month = 1 + (j * 12 / estimates.max(1)).min(11);
        let by = FORECASTERS[j % FORECASTERS.len()];
        let said = (chance + dice.roll(31)).saturating_sub(15).clamp(1, 99);
        let value = match kind {
            "number" => format!(
                "quantiles: {{5%: {}, 50%: {said}, 95%: {}}}",
                said.saturating_sub(30),
                said + 30
            ),
            "choice" => format!(
                "probabilities: {{up: {said}%, level: {}%, down: {}%}}",
                (100 - said) / 2,
                100 - said - (100 - said) / 2
            ),
            _ => format!("probability: {said}%"),
        };
        let day = 1 + (j * 7) % 27;
        let _ = writeln!(
            text,
            "  - {{date: {year}-{month:02}-{day:02}, by: {by}, {value}, because: the reading of month {month}}}"
        );
    }
    if year < 2026 && i % 30 != 11 {
        let yes = dice.roll(100) < chance;
        let outcome = match kind {
            "number" => dice.roll(130).to_string(),
            "choice" => ["up", "level", "down"][usize::try_from(dice.roll(3)).unwrap()].to_owned(),
            _ => if yes { "yes" } else { "no" }.to_owned(),
        };
        let next = year + 1;
        let happened = if outcome == "yes" {
            format!("happened: {year}-12-01, ")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "resolution: {{outcome: {outcome}, {happened}known: {next}-01-15, logged: {next}-01-16, by: desk, evidence: [\"https://example.org/{topic}/{i}\"]}}"
        );
    }
    (format!("forecasts/{topic}/indicator-{i}.yaml"), text)
}
