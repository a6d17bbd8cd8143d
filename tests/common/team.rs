//! A ledger of a made team: three forecasters and sixty records, always the same.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::Sandbox;
use super::generated::Dice;

/// The day on which the team is looked at.
const TODAY: &str = "2026-07-20";

/// How names and titles of a ledger read.
#[derive(Clone, Copy)]
pub struct Words {
    /// Who estimates.
    pub forecasters: [&'static str; 3],
    /// What questions are about: the stem of an id, and the text.
    pub subjects: &'static [(&'static str, &'static str)],
}

/// A team as one meets it.
pub const PLAIN: Words = Words {
    forecasters: ["ann", "ben", "chloe"],
    subjects: &[
        (
            "strike",
            "Will the railway strike go on into the next month?",
        ),
        (
            "confidence-vote",
            "Will the coalition lose a vote of confidence?",
        ),
        (
            "harvest",
            "Will the grain harvest be above that of last year?",
        ),
        (
            "cpi",
            "Will consumer prices rise by more than 3 % on the year?",
        ),
        ("budget", "Will the budget pass before the summer recess?"),
        ("rate-cut", "Will the central bank cut its rate?"),
        (
            "ceasefire",
            "Will the ceasefire hold to the end of the month?",
        ),
        ("pipeline", "Will the pipeline be back in use?"),
    ],
};

/// Names and titles that are long, and of scripts whose letters are wide.
pub const LONG: Words = Words {
    forecasters: [
        "Wilhelmina Alexandrovna Featherstonehaugh-Cholmondeley",
        "阿卜杜勒拉赫曼穆罕默德",
        "o",
    ],
    subjects: &[
        (
            "a-very-long-name-of-a-question-about-the-grain-harvest",
            "天然气管道二期工程是否会在年底之前正式签署最终的供气合同？",
        ),
        (
            "x",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft?",
        ),
        (
            "e",
            "Will é with its mark in two parts, e\u{301}, 👩‍💻 and שלום keep to their places in this long line?",
        ),
    ],
};

/// Returns the ledger in a sandbox, seen on a day on which some of it waits for a person.
pub fn team(seed: u64, records: u64, words: Words) -> Sandbox {
    let sandbox = Sandbox::empty().on(TODAY);
    sandbox.write(
        "foretell.yaml",
        &format!("forecaster: {}\nweigh: first\n", words.forecasters[0]),
    );
    let mut dice = Dice::new(seed);
    for number in 0..records {
        let (id, text) = record(number, &mut dice, words);
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    sandbox.write("forecasts/government.yaml", &scenarios(words));
    sandbox
}

fn day(months_ago: u64, add: u64) -> NaiveDate {
    let today: NaiveDate = TODAY.parse().unwrap();
    today - Days::new(months_ago * 30) + Days::new(add)
}

/// Returns a record: most are yes or no and resolved, some are of other kinds, void, overdue or open.
fn record(number: u64, dice: &mut Dice, words: Words) -> (String, String) {
    let places = u64::try_from(words.subjects.len()).unwrap();
    let (stem, question) = words.subjects[usize::try_from(number % places).unwrap()];
    let id = format!("{stem}-{number}");
    let state = match number {
        2 | 31 => State::Overdue,
        11 => State::Open,
        n if n % 16 == 5 => State::Void,
        _ => State::Resolved,
    };
    let opened = match state {
        State::Open => day(2, 0),
        State::Overdue => day(5, number),
        _ => day(8 + number % 20, number % 28),
    };
    let deadline = opened
        + Days::new(if state == State::Open {
            130
        } else {
            40 + number % 50
        });
    let kind = match number % 15 {
        7 => "choice",
        9 => "number",
        13 => "date",
        _ => "binary",
    };
    let mut text = format!(
        "question: {question:?}\nkind: {kind}\ncriteria: as the statistics office has it\nopened: {opened}\ndeadline: {deadline}\nowner: {:?}\ntags: [{stem}]\nsources: {{primary: statistics office, fallback: news agencies}}\n",
        words.forecasters[usize::try_from(number % 3).unwrap()]
    );
    match kind {
        "choice" => text += "options: [up, level, down]\n",
        "number" => text += "unit: points\n",
        _ => {}
    }
    let truth = 5 + dice.roll(91);
    text += "estimates:\n";
    for (place, by) in words.forecasters.into_iter().enumerate() {
        // Not everyone takes every question.
        if place > 0 && dice.roll(5) == 0 {
            continue;
        }
        for update in 0..=dice.roll(2) {
            let date = opened + Days::new(1 + update * 12 + dice.roll(5));
            let value = estimate(kind, truth, place, deadline, dice);
            let _ = writeln!(
                text,
                "  - {{date: {date}, by: \"{by}\", {value}, because: the latest release}}"
            );
        }
    }
    text += &resolution(state, kind, truth, deadline, dice);
    (id, text)
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Overdue,
    Void,
    Resolved,
}

/// Returns an estimate: the second forecaster is sharper than the first, the third too sure.
fn estimate(kind: &str, truth: u64, place: usize, deadline: NaiveDate, dice: &mut Dice) -> String {
    let noise = [50, 21, 31][place];
    let said = (truth + dice.roll(noise))
        .saturating_sub(noise / 2)
        .clamp(4, 96);
    let said = if place == 2 {
        if said > 50 {
            u64::midpoint(said, 97)
        } else {
            said / 2 + 1
        }
    } else {
        said / 5 * 5
    };
    let said = said.clamp(3, 97);
    match kind {
        "choice" => {
            let rest = 100 - said;
            format!(
                "probabilities: {{up: {said}%, level: {}%, down: {}%}}",
                rest / 2,
                rest - rest / 2
            )
        }
        "number" => format!(
            "quantiles: {{5%: {}, 50%: {said}, 95%: {}}}",
            said.saturating_sub(25),
            said + 25
        ),
        "date" => format!(
            "quantiles: {{5%: {}, 50%: {}, 95%: {}}}",
            deadline - Days::new(30),
            deadline - Days::new(said % 20),
            deadline + Days::new(40)
        ),
        _ => format!("probability: {said}%"),
    }
}

fn resolution(
    state: State,
    kind: &str,
    truth: u64,
    deadline: NaiveDate,
    dice: &mut Dice,
) -> String {
    let outcome = match (state, kind) {
        (State::Open | State::Overdue, _) => return String::new(),
        (State::Void, _) => "annulled".to_owned(),
        (_, "choice") => ["up", "level", "down"][usize::try_from(dice.roll(3)).unwrap()].to_owned(),
        (_, "number") => (truth + dice.roll(30)).to_string(),
        (_, "date") => (deadline - Days::new(dice.roll(25))).to_string(),
        _ => if dice.roll(100) < truth { "yes" } else { "no" }.to_owned(),
    };
    let happened = match &*outcome {
        "yes" => format!("happened: {}, ", deadline - Days::new(2)),
        _ => String::new(),
    };
    let known = deadline + Days::new(3);
    format!(
        "resolution: {{outcome: {outcome}, {happened}known: {known}, logged: {known}, by: desk, evidence: [\"https://example.org/release\"]}}\n"
    )
}

/// Returns a scenario set of which two forecasters give numbers.
fn scenarios(words: Words) -> String {
    let [ann, ben, _] = words.forecasters;
    let indicator = |number: usize| {
        let stem = words.subjects[number % words.subjects.len()].0;
        format!("{stem}-{number}")
    };
    format!(
        "title: Government by the end of the year\nscenarios:\n  - {{id: reshuffle, title: The cabinet is reshuffled, criteria: a new minister of finance}}\n  - {{id: holds, title: The government holds, criteria: the same ministers}}\n  - {{id: snap-election, title: A snap election is called, criteria: the president sets a date}}\nexhaustive: false\nopened: 2026-02-01\ndeadline: 2026-12-31\nowner: desk\nsources: {{primary: the gazette, fallback: news agencies}}\nestimates:\n  - {{date: 2026-02-02, by: {ann:?}, probabilities: {{reshuffle: 25%, holds: 55%, snap-election: 15%, none: 5%}}, because: history}}\n  - {{date: 2026-02-03, by: {ben:?}, probabilities: {{reshuffle: 30%, holds: 30%, snap-election: 35%, none: 5%}}, because: the mood}}\nindicators:\n  - {{forecast: {}, likelihood: {{reshuffle: 0.7, holds: 0.2, snap-election: 0.4, none: 0.3}}, because: it goes before}}\n  - {{forecast: {}, likelihood: {{reshuffle: 0.3, holds: 0.2, snap-election: 0.8, none: 0.3}}, because: it goes before}}\n",
        indicator(2),
        indicator(11)
    )
}
