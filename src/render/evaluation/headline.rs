//! The headline: one sentence, and six figures with their doubt.

use crate::analysis::review::{Counts, Gain, Review};
use crate::render::first_lines;
use crate::render::number::{percent, score};
use crate::render::value::count;
use crate::scoring::{Statistic as Value, count as number};

use super::document::{Block, HeadlineFigure, Section};
use super::spans::text;
use super::wording::{
    TOO_FEW, bias, is_sure, points, points_interval, share_interval, with_interval,
};

/// Under how many clusters a headline says that they are too few.
const MIN_CLUSTERS: usize = 10;

/// Returns the section.
pub(super) fn section(review: &Review<'_>) -> Section {
    let mut blocks = vec![Block::Text(text(sentence(review)))];
    let told = first_lines(review.provenance, &review.request);
    if !told.is_empty() {
        let told = told.lines().collect::<Vec<_>>().join(". ");
        blocks.push(Block::Text(text(format!("{told}."))));
    }
    blocks.push(Block::Figures(figures(review)));
    blocks.push(Block::Text(text(standing(&review.counts))));
    Section {
        id: "headline",
        title: "Headline",
        blocks,
    }
}

/// Returns the report in a sentence.
pub(super) fn sentence(review: &Review<'_>) -> String {
    let headline = &review.headline;
    let Ok(brier) = headline.brier.value else {
        let open = count(review.counts.open + review.counts.waiting, "forecast");
        return format!("No forecast can be scored yet; {open} stand open.");
    };
    let all = count(headline.basis.questions, "forecast");
    let right = match headline.sided {
        0 => String::new(),
        n if n == headline.basis.questions => {
            format!(" the more probable side came about in {},", headline.right)
        }
        n => format!(
            " the more probable side came about in {} of {n},",
            headline.right
        ),
    };
    let few = if headline.basis.clusters < MIN_CLUSTERS {
        format!(
            "; with {} that is {TOO_FEW} from luck",
            count(headline.basis.clusters, "cluster")
        )
    } else {
        String::new()
    };
    let bias = bias(&headline.bias)
        .map(|words| format!(", and {words}"))
        .unwrap_or_default();
    format!(
        "Of {all} that fell due and can be scored,{right} the mean Brier score is {}{}{bias}{few}.",
        with_interval(brier, headline.brier.interval),
        against(&headline.gain),
    )
}

/// Returns how the score compares with the base rates.
fn against(gain: &Gain) -> String {
    let (Ok(mean), Ok(reference)) = (gain.mean.value, gain.reference) else {
        return String::new();
    };
    let verdict = match (is_sure(&gain.mean), mean > 0.0) {
        (false, _) => "which may be chance",
        (true, true) => "better by more than chance",
        (true, false) => "worse by more than chance",
    };
    let (own, base) = (score(reference - mean), score(reference));
    if gain.own {
        format!(
            ", on the {} with a base rate of their own {own} against {base}, {verdict}",
            gain.n
        )
    } else {
        format!(" against {base} for the sample’s own base rate, {verdict}")
    }
}

/// Why a figure stands without an interval.
const NO_INTERVAL: &str = "too few for an interval";

fn figures(review: &Review<'_>) -> Vec<HeadlineFigure> {
    let headline = &review.headline;
    let level = percent(review.request.level);
    let none =
        |value: Value| value.map_or_else(|why| format!("n/a: {why}"), |_| NO_INTERVAL.to_owned());
    let share = number(headline.right) / number(headline.sided).max(1.0);
    let figure = |name, value: Option<String>, doubt: Option<String>, why: Value| HeadlineFigure {
        name,
        value: value.unwrap_or_else(|| "–".to_owned()),
        doubt: doubt.unwrap_or_else(|| none(why)),
    };
    let brier = headline.brier;
    let gain = headline.gain;
    let bias = headline.bias;
    let range = |words: String| format!("{level} interval {words}");
    vec![
        HeadlineFigure {
            name: "Forecasts scored",
            value: headline.basis.questions.to_string(),
            doubt: format!(
                "{}, {} of {} in all",
                count(headline.basis.clusters, "cluster"),
                count(headline.basis.n, "pair"),
                count(review.counts.forecasts, "forecast")
            ),
        },
        figure(
            "Brier score (0 best, 1 worst)",
            brier.value.ok().map(score),
            brier
                .interval
                .map(|one| range(format!("{}–{}", score(one.low), score(one.high)))),
            brier.value,
        ),
        figure(
            "Brier saved against base rates",
            gain.mean.value.ok().map(score),
            saved(&gain, &level),
            gain.mean.value,
        ),
        HeadlineFigure {
            name: "More probable side came about",
            value: if headline.sided == 0 {
                "–".to_owned()
            } else {
                percent(share)
            },
            doubt: format!(
                "{} of {}{}",
                headline.right,
                headline.sided,
                headline
                    .right_interval
                    .map(|one| format!("; {level} interval {}", share_interval(one)))
                    .unwrap_or_default()
            ),
        },
        figure(
            "Bias (observed − estimate)",
            bias.value.ok().map(points),
            bias.interval.map(|one| range(points_interval(one))),
            bias.value,
        ),
        miscalibration(review),
    ]
}

fn saved(gain: &Gain, level: &str) -> Option<String> {
    gain.mean.value.ok()?;
    let interval = gain.mean.interval.map_or_else(
        || NO_INTERVAL.to_owned(),
        |one| format!("{level} interval {} to {}", score(one.low), score(one.high)),
    );
    let whose = if gain.own {
        "the records’ own"
    } else {
        "the sample’s"
    };
    let skill = gain
        .skill
        .map(|skill| format!(", skill {}", percent(skill)))
        .unwrap_or_default();
    Some(format!(
        "{interval}; against {whose}, {}{skill}",
        count(gain.n, "pair")
    ))
}

fn miscalibration(review: &Review<'_>) -> HeadlineFigure {
    let name = "Miscalibration (0 best)";
    match &review.fit.test {
        Ok(test) => HeadlineFigure {
            name,
            value: score(test.observed),
            doubt: format!(
                "a calibrated forecaster shows {} with {}; p = {}",
                score(test.chance),
                count(review.fit.tested, "pair"),
                score(test.p_value)
            ),
        },
        Err(why) => HeadlineFigure {
            name,
            value: "–".to_owned(),
            doubt: format!("not tested: {why}"),
        },
    }
}

/// Returns how all the forecasts stand.
pub(super) fn standing(counts: &Counts) -> String {
    let mut parts = vec![
        format!("{} resolved", counts.resolved),
        format!("{} open", counts.open),
    ];
    let more = [
        ("waiting for another", counts.waiting),
        ("awaiting an outcome", counts.awaiting),
        ("overdue", counts.overdue),
    ];
    parts.extend(
        more.into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(what, n)| format!("{n} {what}")),
    );
    parts.extend(
        counts
            .void
            .iter()
            .map(|(why, n)| format!("{n} void ({})", why.as_str())),
    );
    parts.push(format!(
        "{} without an estimate in numbers",
        counts.without_number
    ));
    format!(
        "{}: {}. Void forecasts are counted and never scored.",
        count(counts.forecasts, "forecast"),
        parts.join(", ")
    )
}
