//! What belongs together: the rows of a question, and questions that share their fate.

use super::Names;
use super::row::Row;

/// Which question a row is about, and which cluster that belongs to, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ties {
    /// The number of the question.
    pub question: u32,
    /// The number of the cluster.
    pub cluster: u32,
}

impl Ties {
    /// The ties of a row where no column says what belongs together.
    pub(super) const ALONE: Self = Self {
        question: u32::MAX,
        cluster: u32::MAX,
    };
}

/// The questions and the clusters of a table by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    questions: Names,
    /// Clusters have names of their own where there is a column for them.
    clusters: Option<Names>,
    /// How many rows stand alone: theirs are the numbers from the top.
    alone: u32,
}

impl Numbering {
    pub(super) fn new(with_clusters: bool) -> Self {
        Self {
            clusters: with_clusters.then(Names::default),
            ..Self::default()
        }
    }

    /// Returns the ties of a row: one without a question or a cluster stands alone, and a question
    /// without a cluster is one by itself.
    pub(super) fn of(&mut self, row: &Row<'_>) -> Ties {
        let question = if row.question.is_empty() {
            self.alone += 1;
            u32::MAX - self.alone
        } else {
            self.questions.number(row.question)
        };
        let cluster = match &mut self.clusters {
            None => question,
            Some(clusters) => match (row.cluster, row.question) {
                ("", "") => question,
                ("", question) => clusters.number(question),
                (cluster, _) => clusters.number(cluster),
            },
        };
        Ties { question, cluster }
    }

    /// Returns the names of the questions.
    pub(super) fn questions(&self) -> &Names {
        &self.questions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::table::row::{Happened, Said};
    use crate::model::Probability;
    use crate::scoring::Weight;

    fn row<'a>(question: &'a str, cluster: &'a str) -> Row<'a> {
        Row {
            line: 2,
            question,
            forecaster: "",
            tags: "",
            cluster,
            forecast: "",
            made_at: None,
            opened: None,
            deadline: None,
            resolved_at: None,
            weight: Weight::ONE,
            said: Said::Event(Probability::HALF),
            outcome: Happened::Open,
        }
    }

    #[test]
    fn rows_of_a_question_are_one_cluster_and_a_row_without_one_stands_alone() {
        let mut numbering = Numbering::new(false);
        let ties = ["a", "b", "a", "", ""].map(|question| numbering.of(&row(question, "")));
        assert_eq!(ties[0], ties[2]);
        assert!(ties.iter().all(|ties| ties.question == ties.cluster));
        assert_ne!(ties[3], ties[4]);
        assert_eq!(numbering.questions().len(), 2);
    }

    #[test]
    fn a_cluster_ties_questions_and_without_one_a_question_is_its_own() {
        let mut numbering = Numbering::new(true);
        let rows = [
            row("a", "east"),
            row("b", "east"),
            row("c", ""),
            row("", "east"),
        ];
        let ties = rows.map(|row| numbering.of(&row));
        assert_eq!(ties[0].cluster, ties[1].cluster);
        assert_ne!(ties[0].question, ties[1].question);
        assert_ne!(ties[2].cluster, ties[0].cluster);
        assert_eq!(ties[3].cluster, ties[0].cluster);
    }
}
