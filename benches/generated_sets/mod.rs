//! Scenario sets and clusters made up by a rule: always the same.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Random numbers of a rule simple enough to be the same everywhere.
struct Dice(u64);

impl Dice {
    /// Returns a number below `sides`. Knuth's multiplier, the upper half of the bits.
    fn roll(&mut self, sides: u64) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Writes files, each with several records, into `forecasts/`.
pub(crate) fn write(root: &Path, files: Vec<String>) {
    let folder = root.join("forecasts");
    fs::create_dir(&folder).expect("the folder is empty");
    for (i, text) in files.into_iter().enumerate() {
        fs::write(folder.join(format!("f{i}.yaml")), text).expect("there is room");
    }
}

/// Returns a file for each set, with its indicators, half of which are resolved.
pub(crate) fn sets(sets: usize, indicators: usize) -> Vec<String> {
    let mut dice = Dice(1);
    (0..sets)
        .map(|set| one_set(set, indicators, &mut dice))
        .collect()
}

fn one_set(set: usize, indicators: usize, dice: &mut Dice) -> String {
    let mut text = format!(
        "id: set-{set}\ntitle: Set {set}\nscenarios: [{{id: best}}, {{id: middle}}, {{id: worst}}]\n\
         opened: 2026-01-01\ndeadline: 2027-12-31\nestimates:\n  - {{date: 2026-01-01, by: ann, \
         probabilities: {{best: 40%, middle: 30%, worst: 20%, none: 10%}}}}\nindicators:\n"
    );
    for i in 0..indicators {
        let mut chance = || dice.roll(95) + 3;
        let (best, middle, worst, none) = (chance(), chance(), chance(), chance());
        let _ = writeln!(
            text,
            "  - {{forecast: i-{set}-{i}, likelihood: {{best: {best}%, middle: {middle}%, worst: \
             {worst}%, none: {none}%}}}}"
        );
    }
    let _ = writeln!(
        text,
        "together: [[i-{set}-0, i-{set}-2], [i-{set}-4, i-{set}-6]]"
    );
    for i in 0..indicators {
        let _ = write!(
            text,
            "---\nid: i-{set}-{i}\nquestion: Will indicator {i} of set {set} come about?\n\
             opened: 2026-01-01\ndeadline: 2026-12-31\nestimates:\n  - {{date: 2026-01-01, by: \
             ann, probability: {}%}}\n",
            dice.roll(99) + 1
        );
        if i % 2 == 0 {
            let outcome = if dice.roll(2) == 0 { "yes" } else { "no" };
            let day = 1 + dice.roll(27);
            let _ = writeln!(
                text,
                "resolution: {{outcome: {outcome}, happened: 2026-03-{day:02}, known: 2026-03-{day:02}}}"
            );
        }
    }
    text
}

/// Returns a file for each cluster of eight forecasts by two forecasters: a deadline chain of
/// three, a conjunction of two, and three that exclude each other. One in four contradicts itself.
pub(crate) fn clusters(clusters: usize) -> Vec<String> {
    let mut dice = Dice(2);
    (0..clusters)
        .map(|cluster| one_cluster(cluster, &mut dice))
        .collect()
}

fn one_cluster(cluster: usize, dice: &mut Dice) -> String {
    let base = 5 + dice.roll(10);
    // From a common mixture all of them fit; a chain turned round does not.
    let chain = if cluster % 4 == 0 {
        [base + 20, base + 10, base]
    } else {
        [base, base + 10, base + 20]
    };
    let numbers = [
        chain[0],
        chain[1],
        chain[2],
        base,
        base + 20,
        base + 5,
        base,
        70 - base,
    ];
    let relations = [
        String::new(),
        format!("earlier: c{cluster}-0\n"),
        format!("earlier: c{cluster}-1\nimplies: [c{cluster}-7]\n"),
        format!("all_of: [c{cluster}-4, c{cluster}-7]\n"),
        String::new(),
        format!("excludes: [c{cluster}-6, c{cluster}-7]\n"),
        format!("excludes: [c{cluster}-7]\n"),
        String::new(),
    ];
    let mut text = String::new();
    for (i, (relation, number)) in relations.iter().zip(numbers).enumerate() {
        let year = 2027 + i;
        let _ = write!(
            text,
            "---\nid: c{cluster}-{i}\nquestion: Will event {i} of cluster {cluster} come about?\n\
             opened: 2026-01-01\ndeadline: {year}-12-31\n{relation}estimates:\n  - {{date: \
             2026-01-02, by: ann, probability: {number}%}}\n  - {{date: 2026-01-03, by: bob, \
             probability: {}%}}\n",
            number + 1
        );
    }
    text.trim_start_matches("---\n").to_owned()
}
