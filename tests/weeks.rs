//! Random weeks of three analysts on two branches, merged: with plain git in the old layout and in
//! blocks, and with the driver.
//!
//! `FORETELL_MERGE_WEEKS=1000` plays as many; without it there are a few.

use std::fs;
use std::path::Path;
use std::process::Command;

use foretell::record::edit::{Change, Entries, Yaml, apply};
use foretell::record::{Data, Node, format, merge, tree_of};
use serde_json::{Value, json};

use crate::common::{has_tools, tool};

const ANALYSTS: [&str; 3] = ["ann", "bob", "cid"];

/// The records of a ledger.
const RECORDS: usize = 4;

/// Random numbers, by Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let number = self.below(u64::try_from(all.len()).unwrap());
        all[usize::try_from(number).unwrap()]
    }
}

/// What an analyst does to a record.
#[derive(Clone)]
enum Deed {
    Estimate(Entries),
    Tag(String),
    Resolve(Entries),
    Amend(Entries),
    Evidence(String),
}

/// How estimates are laid out.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// The newest last, whoever made it, as up to version 0.1.
    ByTime,
    Blocks,
}

fn entries<const N: usize>(pairs: [(&str, String); N]) -> Entries {
    let yaml = |(key, text): (&str, String)| (key.to_owned(), Yaml::plain(text));
    pairs.into_iter().map(yaml).collect()
}

fn estimate(random: &mut Random, day: u64, team: &[&str]) -> Deed {
    let by = random.of(team);
    let mut made = entries([
        (
            "date",
            format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28),
        ),
        ("by", by.to_owned()),
        ("probability", format!("{}%", 1 + random.below(98))),
    ]);
    match random.below(4) {
        0 => made.push(("because".to_owned(), Yaml::text("rain: # or so\nand wind"))),
        1 => made.push(("amends".to_owned(), Yaml::text("a slip"))),
        _ => {}
    }
    Deed::Estimate(made)
}

fn outcome(random: &mut Random, day: u64) -> Entries {
    let word = random.of(&["yes", "no"]);
    let mut made = entries([
        ("outcome", word.to_owned()),
        ("known", format!("2026-12-{:02}", 1 + day % 28)),
    ]);
    let evidence = Yaml::List(vec![Yaml::text("https://example.org/a b")]);
    made.push(("evidence".to_owned(), evidence));
    made
}

/// Does a deed to the text of a record; what cannot be done to it is left.
fn done(text: &str, deed: &Deed, layout: Layout) -> String {
    let apply =
        |change: &Change| apply(text, 0, change).map_or(text.to_owned(), |edited| edited.text);
    match deed {
        Deed::Estimate(made) if layout == Layout::ByTime && text.contains("\nestimates:\n") => {
            let yaml = foretell::record::edit::to_yaml(made);
            let lines = yaml.lines().enumerate().map(|(n, line)| match (n, line) {
                (0, line) => format!("  - {line}\n"),
                (_, "") => "\n".to_owned(),
                (_, line) => format!("    {line}\n"),
            });
            let at = text.find("\nresolution:").map_or(text.len(), |at| at + 1);
            [&text[..at], &lines.collect::<String>(), &text[at..]].concat()
        }
        Deed::Estimate(made) => apply(&Change::AppendEstimate(made.clone())),
        Deed::Tag(tag) => text.replacen("tags: [", &format!("tags: [{tag}, "), 1),
        Deed::Resolve(made) => apply(&Change::SetResolution(made.clone())),
        Deed::Amend(made) => apply(&Change::AmendResolution {
            resolution: made.clone(),
            because: "misread".to_owned(),
        }),
        Deed::Evidence(line) => text.replacen(
            "    - https://example.org/a b\n",
            &format!("    - https://example.org/a b\n    - {line}\n"),
            1,
        ),
    }
}

/// What happened to one record: before, and on each branch.
struct Story {
    before: Vec<Deed>,
    sides: [Vec<Deed>; 2],
}

fn story(random: &mut Random) -> Story {
    // Who works on which branch this week: one on the one, two on the other.
    let mut team = ANALYSTS;
    team.rotate_left(usize::try_from(random.below(3)).unwrap());
    let teams = [&team[..1], &team[1..]];
    let mut day = 0;
    let mut before = Vec::new();
    for _ in 0..random.below(12) {
        day += random.below(9);
        before.push(estimate(random, day, &ANALYSTS));
    }
    let is_resolved = random.below(4) == 0;
    if is_resolved {
        before.push(Deed::Resolve(outcome(random, day)));
    }
    // Only one of them resolves it, or amends that.
    let resolver = usize::try_from(random.below(2)).unwrap();
    let sides = [0, 1].map(|side| {
        let mut deeds = Vec::new();
        let mut day = day + 1;
        for _ in 0..random.below(4) {
            day += random.below(3);
            let new = format!("s{side}-{}", random.below(100));
            deeds.push(match random.below(10) {
                0..7 => estimate(random, day, teams[side]),
                7 => Deed::Tag(new),
                _ if side == resolver && is_resolved => Deed::Amend(outcome(random, day)),
                _ if side == resolver => Deed::Resolve(outcome(random, day)),
                _ => Deed::Evidence(new),
            });
        }
        deeds
    });
    Story { before, sides }
}

/// Returns a record before, and as each branch has it.
fn texts(story: &Story, number: usize, layout: Layout) -> [String; 3] {
    let head = format!(
        "# Record {number}\nquestion: Will it rain ({number})?\ncriteria: |\n  The gauge.\n\ntags: [weather]   # a\n\
         deadline: 2026-12-31\n"
    );
    let all = |text: &str, deeds: &[Deed]| {
        deeds
            .iter()
            .fold(text.to_owned(), |text, deed| done(&text, deed, layout))
    };
    let before = all(&head, &story.before);
    let [ours, theirs] = [0, 1].map(|side| all(&before, &story.sides[side]));
    [before, ours, theirs]
}

/// Returns whether git merges the three by lines.
fn is_merged_by_lines(folder: &Path, texts: &[String; 3]) -> bool {
    let names = ["base", "ours", "theirs"].map(|name| folder.join(name));
    for (name, text) in names.iter().zip(texts) {
        fs::write(name, text).unwrap();
    }
    let [base, ours, theirs] = names;
    let ran = Command::new("git")
        .args(["merge-file", "-p", "-q"])
        .args([ours, base, theirs])
        .output()
        .unwrap();
    ran.status.success()
}

fn value(node: &Node) -> Value {
    match &node.data {
        Data::Scalar { text, .. } => json!(text),
        Data::Sequence(items) => items.iter().map(value).collect(),
        Data::Mapping(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, node)| (key.text.to_string(), value(node)));
            Value::Object(pairs.collect())
        }
        Data::Refused => unreachable!("nothing is refused"),
    }
}

fn read(text: &str) -> Value {
    value(&tree_of(text).unwrap_or_else(|fault| panic!("{}\n{text}", fault.message)))
}

/// Returns the entries of a list of a record.
fn list(record: &Value, path: &str) -> Vec<Value> {
    record
        .pointer(path)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

/// Returns how many entries that a side has are not in the merged record, though no side took them away.
fn lost(texts: &[String; 3], merged: &str) -> usize {
    let [base, ours, theirs] = texts.each_ref().map(|text| read(text));
    let merged = read(merged);
    let mut lost = 0;
    for path in [
        "/estimates",
        "/tags",
        "/resolution/evidence",
        "/resolution/replaces",
    ] {
        let [base, ours, theirs, merged] =
            [&base, &ours, &theirs, &merged].map(|one| list(one, path));
        for side in [&ours, &theirs] {
            for one in side {
                let count = |list: &[Value]| list.iter().filter(|other| *other == one).count();
                let added = count(side).saturating_sub(count(&base));
                let is_due = added > 0 || (count(&ours) > 0 && count(&theirs) > 0);
                lost += usize::from(is_due && !merged.contains(one));
            }
        }
    }
    lost
}

/// Returns what PyYAML makes of texts, every scalar as its text.
fn pyyaml(folder: &Path, texts: &[String]) -> Vec<Value> {
    let code = "import json, sys, yaml\n\
                texts = json.load(open(sys.argv[1], encoding='utf-8'))\n\
                print(json.dumps([yaml.load(text, yaml.BaseLoader) for text in texts]))";
    let path = folder.join("texts.json");
    fs::write(&path, serde_json::to_string(texts).unwrap()).unwrap();
    serde_json::from_str(&tool("python3", &["-c", code, path.to_str().unwrap()])).unwrap()
}

/// What became of the records that both branches changed.
#[derive(Debug, Default)]
struct Counts {
    /// Records that both branches changed.
    both: usize,
    /// Conflicts of plain git, by records and by weeks.
    by_time: [usize; 2],
    blocks: [usize; 2],
    driver: usize,
    lost: usize,
}

#[test]
fn what_three_analysts_add_on_two_branches_is_all_there_and_nobody_has_to_choose() {
    let weeks = std::env::var("FORETELL_MERGE_WEEKS").map_or(40, |weeks| weeks.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(20_261_129);
    let mut counts = Counts::default();
    let mut all = Vec::new();
    for _ in 0..weeks {
        let mut red = [0, 0];
        for number in 0..RECORDS {
            let story = story(&mut random);
            let old = texts(&story, number, Layout::ByTime);
            let new = texts(&story, number, Layout::Blocks);
            let [base, ours, theirs] = &new;
            if ours == base || theirs == base {
                continue;
            }
            counts.both += 1;
            red[0] += usize::from(!is_merged_by_lines(folder.path(), &old));
            red[1] += usize::from(!is_merged_by_lines(folder.path(), &new));
            // The driver holds in either layout.
            for sides in [&old, &new] {
                let [base, ours, theirs] = sides;
                let merged = merge(base, ours, theirs, 7).unwrap();
                counts.driver += merged.conflicts;
                assert_eq!(
                    merged.conflicts, 0,
                    "{base}\n{ours}\n{theirs}\n{}",
                    merged.text
                );
                let gone = lost(sides, &merged.text);
                assert_eq!(gone, 0, "{base}\n{ours}\n{theirs}\n{}", merged.text);
                counts.lost += gone;
                all.push(merged.text);
            }
            let merged = all.last().unwrap();
            assert_eq!(&format(merged).text, merged);
        }
        counts.by_time[0] += red[0];
        counts.blocks[0] += red[1];
        counts.by_time[1] += usize::from(red[0] > 0);
        counts.blocks[1] += usize::from(red[1] > 0);
    }
    let Counts {
        both,
        by_time,
        blocks,
        ..
    } = &counts;
    println!(
        "{weeks} weeks, {both} records changed on both branches; conflicts of plain git by time: {} \
         in {} weeks, in blocks: {} in {} weeks; with the driver: {}, lost: {}",
        by_time[0], by_time[1], blocks[0], blocks[1], counts.driver, counts.lost
    );
    assert!(counts.blocks[0] < counts.by_time[0], "{counts:?}");
    if has_tools() {
        let theirs = pyyaml(folder.path(), &all);
        for (text, theirs) in all.iter().zip(theirs) {
            assert_eq!(read(text), theirs, "{text}");
        }
    }
}
