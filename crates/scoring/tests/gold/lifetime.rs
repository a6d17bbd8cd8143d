//! Scores over the life of a question.

use std::collections::BTreeMap;

use foretell_scoring::Probability;
use foretell_scoring::lifetime::{
    EstimateHistory, Life, Update, coverage, coverage_while_open, daily, time_weighted,
};
use foretell_scoring::platform::metaculus::{baseline, baseline_points, peer};
use foretell_scoring::{BinaryOutcome, brier, brier_full, log_score};
use serde_json::{Map, Value, json};

use super::{Dataset, Report, datasets, figure, number};

/// A question, with everybody's forecasts of it.
struct Question {
    life: Life,
    outcome: BinaryOutcome,
    forecasters: BTreeMap<String, EstimateHistory<Probability>>,
}

#[test]
fn forecasts_over_a_lifetime_score_as_elsewhere() {
    let all = datasets(&["time"]);
    let mut report = Report::default();
    for data in &all {
        report.compare(data, "per_question_forecaster", || {
            let questions = questions(data);
            let each = questions
                .iter()
                .map(|(id, question)| (id.clone(), question.figures()));
            Value::Object(each.collect())
        });
    }
    report.finish("time", &all);
}

fn questions(data: &Dataset) -> BTreeMap<String, Question> {
    let (asked, said) = (data.table("csv"), data.table("history_csv"));
    let [open, scheduled, close, y] =
        ["open", "scheduled_close", "close", "y"].map(|name| asked.numbers(name));
    let question = |(i, id): (usize, &str)| {
        let outcome = BinaryOutcome::new(y[i]).unwrap();
        let life = Life::new(open[i], scheduled[i], close[i]).unwrap();
        let mut updates: BTreeMap<String, Vec<Update<Probability>>> = BTreeMap::new();
        let rows = said
            .text("question")
            .into_iter()
            .zip(said.text("forecaster"));
        let values = said.numbers("time").into_iter().zip(said.numbers("p"));
        for ((of, by), (at, p)) in rows.zip(values).filter(|((of, _), _)| *of == id) {
            assert_eq!(of, id);
            let said = Probability::new(p);
            updates
                .entry(by.to_owned())
                .or_default()
                .push(Update { at, said });
        }
        let histories = updates
            .into_iter()
            .map(|(by, all)| (by, EstimateHistory::new(all).unwrap()));
        let forecasters = histories.collect();
        (
            id.to_owned(),
            Question {
                life,
                outcome,
                forecasters,
            },
        )
    };
    asked
        .text("question")
        .into_iter()
        .enumerate()
        .map(question)
        .collect()
}

impl Question {
    fn figures(&self) -> Value {
        let log = |p: Probability| self.said_of_outcome(p).get().ln();
        let logs = self.forecasters.values().map(|history| {
            let spans = history.spans(self.life).into_iter();
            spans.map(|span| span.map(log)).collect()
        });
        let peers = peer(&logs.collect::<Vec<_>>(), self.life);
        let mut all = Map::new();
        for ((by, history), peer) in self.forecasters.iter().zip(peers) {
            let mut own = self.of_forecaster(history);
            own["peer"] = figure(peer);
            all.insert(by.clone(), own);
        }
        Value::Object(all)
    }

    fn said_of_outcome(&self, p: Probability) -> Probability {
        if self.outcome == BinaryOutcome::YES {
            p
        } else {
            p.complement()
        }
    }

    fn of_forecaster(&self, history: &EstimateHistory<Probability>) -> Value {
        let (life, y) = (self.life, self.outcome);
        let (spans, days) = (history.spans(life), history.days(life));
        json!({
            "first_brier": brier(history.first(life).unwrap(), y),
            "last_brier": brier(history.last(life).unwrap(), y),
            "tw_brier": figure(time_weighted(&spans, |p| brier(p, y))),
            "tw_log": figure(time_weighted(&spans, |p| log_score(p, y))),
            "coverage_scheduled": number(coverage(&spans, life)),
            "coverage_actual": figure(coverage_while_open(&spans, life)),
            "daily_brier_full": figure(daily(&days, |p| brier_full(p, y))),
            "days": days.len(),
            "updates": history.said(life).count(),
            "baseline": baseline(&spans, life, |p| baseline_points(self.said_of_outcome(p), 2)),
        })
    }
}
