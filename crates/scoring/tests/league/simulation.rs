//! Leagues of forecasters whose skills are known, and how well their scores tell them.

use foretell_scoring::random::Stream;
use foretell_scoring::{Adjusted, LikeForLike, ScoreEntry, Weight, like_for_like};

/// How many forecasters and questions there are.
pub(crate) const LEAGUES: [(usize, usize); 6] =
    [(5, 40), (10, 40), (10, 100), (20, 50), (40, 60), (60, 100)];
/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// A league of known skills: forecasters of whom some like easy questions and some answered few.
struct League {
    skills: Vec<f64>,
    entries: Vec<(ScoreEntry, usize)>,
}

/// What leagues came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tried {
    /// How many leagues there were.
    leagues: f64,
    /// The sums of the rank correlations with the true skills of raw means, of fixed effects and of what is
    /// drawn to the panel.
    correlations: [f64; 3],
    /// The sums of the shares of intervals that hold the truth, and of their squares.
    held: [f64; 2],
    /// The sum of the mean widths.
    widths: f64,
}

impl Tried {
    /// Returns both together.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        let both = |a: f64, b: f64| a + b;
        Self {
            leagues: self.leagues + other.leagues,
            correlations: std::array::from_fn(|i| {
                both(self.correlations[i], other.correlations[i])
            }),
            held: std::array::from_fn(|i| both(self.held[i], other.held[i])),
            widths: self.widths + other.widths,
        }
    }

    /// Returns the mean rank correlations.
    #[must_use]
    pub(crate) fn correlations(&self) -> [f64; 3] {
        self.correlations.map(|one| one / self.leagues)
    }

    /// Returns the share of intervals that hold the truth, with its standard error: leagues are independent,
    /// and forecasters of one are not.
    #[must_use]
    pub(crate) fn held(&self) -> (f64, f64) {
        let [sum, squares] = self.held;
        let mean = sum / self.leagues;
        let variance = (squares / self.leagues - mean * mean).max(0.0);
        (mean, (variance / self.leagues).sqrt())
    }

    /// Returns the mean width.
    #[must_use]
    pub(crate) fn width(&self) -> f64 {
        self.widths / self.leagues
    }
}

/// Returns what a league with this seed comes to; nothing where no two could be compared.
#[must_use]
pub(crate) fn tried(seed: u64, forecasters: usize, questions: usize) -> Tried {
    let League { skills, entries } = league(seed, forecasters, questions);
    let scores: Vec<ScoreEntry> = entries.iter().map(|(entry, _)| *entry).collect();
    let Ok(effects) = Adjusted::of(&scores) else {
        return Tried::default();
    };
    let known: Vec<(usize, LikeForLike)> = like_for_like(&entries, &effects)
        .into_iter()
        .enumerate()
        .filter_map(|(who, one)| Some((who, one.ok()?)))
        .collect();
    if known.len() < 3 {
        return Tried::default();
    }
    let raw = |who: usize| {
        let own = scores.iter().filter(|entry| entry.forecaster == who);
        mean(own.map(|entry| entry.score))
    };
    let truth: Vec<f64> = known.iter().map(|(who, _)| skills[*who]).collect();
    let there = skills.iter().zip(&effects.forecasters);
    let panel = mean(
        there
            .filter(|(_, one)| one.is_some())
            .map(|(skill, _)| *skill),
    );
    let of = |value: &dyn Fn(&(usize, LikeForLike)) -> f64| {
        correlation(&known.iter().map(value).collect::<Vec<_>>(), &truth)
    };
    let intervals = known.iter().filter_map(|(who, one)| {
        let interval = one.interval(LEVEL).ok()?;
        Some((
            interval.contains(skills[*who] - panel),
            interval.high - interval.low,
        ))
    });
    let intervals: Vec<(bool, f64)> = intervals.collect();
    let held = mean(intervals.iter().map(|(held, _)| f64::from(u8::from(*held))));
    Tried {
        leagues: 1.0,
        correlations: [
            of(&|(who, _)| raw(*who)),
            of(&|(_, one)| one.unshrunk),
            of(&|(_, one)| one.difference),
        ],
        held: [held, held * held],
        widths: mean(intervals.iter().map(|(_, width)| *width)),
    }
}

/// Returns a number that is about normal, of standard deviation 1.
fn normal(stream: &mut Stream) -> f64 {
    (0..12).map(|_| stream.unit()).sum::<f64>() - 6.0
}

fn league(seed: u64, forecasters: usize, questions: usize) -> League {
    let mut stream = Stream::new(seed, 0);
    let hard: Vec<f64> = (0..questions).map(|_| 0.1 * normal(&mut stream)).collect();
    let (mut skills, mut entries) = (Vec::new(), Vec::new());
    for forecaster in 0..forecasters {
        let skill = 0.04 * normal(&mut stream);
        let (taste, zeal) = (3.0 * normal(&mut stream), stream.unit());
        // Bold forecasters' scores spread more.
        let spread = 0.1 + 0.1 * stream.unit();
        skills.push(skill);
        for (question, hard) in hard.iter().enumerate() {
            let likes = (1.0 + (-10.0 * taste * hard).exp()).recip();
            if stream.happens(zeal * likes) {
                let entry = ScoreEntry {
                    forecaster,
                    question,
                    score: 0.3 + skill + hard + spread * normal(&mut stream),
                    weight: Weight::ONE,
                };
                entries.push((entry, question));
            }
        }
    }
    League { skills, entries }
}

fn mean(of: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut n) = (0.0, 0.0);
    for one in of {
        total += one;
        n += 1.0;
    }
    total / n
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let ranks = |values: &[f64]| -> Vec<f64> {
        let below = |x: &f64| values.iter().map(|y| f64::from(u8::from(y < x))).sum();
        values.iter().map(below).collect()
    };
    let (a, b) = (ranks(a), ranks(b));
    let (x, y) = (mean(a.iter().copied()), mean(b.iter().copied()));
    let product = |p: &[f64], m: f64, q: &[f64], n: f64| {
        let each = p.iter().zip(q).map(|(p, q)| (p - m) * (q - n));
        each.sum::<f64>()
    };
    product(&a, x, &b, y) / (product(&a, x, &a, x) * product(&b, y, &b, y)).sqrt()
}
