//! The clusters of the questions of a table, numbered by name.

use super::buffered::{BufferedSink, TableEstimate, TableQuestion};
use super::order::Ranks;

/// Returns the clusters by question, numbered by name: that of the cluster, else that of the
/// question; a question with neither is a cluster by itself, and comes last.
pub(super) fn clusters(
    sink: &BufferedSink,
    rows: &[TableEstimate],
    order: &[u32],
    ids: &Ranks,
) -> Vec<usize> {
    let name = |question: &TableQuestion| {
        let cluster = question.cluster.map(|cluster| sink.clusters.text(cluster));
        cluster.or_else(|| question.id.map(|id| sink.ids.text(id)))
    };
    let mut has_rows = vec![false; sink.questions.len()];
    for one in rows {
        has_rows[one.question as usize] = true;
    }
    if sink.clusters.is_empty() {
        return by_id(&sink.questions, &has_rows, order, ids);
    }
    let questions = sink.questions.iter().zip(&has_rows);
    let mut names: Vec<&str> = questions
        .filter_map(|(question, has)| name(question).filter(|_| *has))
        .collect();
    names.sort_unstable();
    names.dedup();
    let number = |(question, order): (&TableQuestion, &u32)| match name(question) {
        Some(name) => names.binary_search(&name).unwrap_or_default(),
        None => names.len() + *order as usize,
    };
    sink.questions.iter().zip(order).map(number).collect()
}

/// Returns the same where no cluster has a name, so that the ids alone number them.
fn by_id(questions: &[TableQuestion], has_rows: &[bool], order: &[u32], ids: &Ranks) -> Vec<usize> {
    let mut has = vec![false; ids.ranks.len()];
    for (question, has_rows) in questions.iter().zip(has_rows) {
        if let Some(id) = question.id {
            has[id as usize] |= has_rows;
        }
    }
    let mut numbers = vec![0; has.len()];
    let mut next = 0;
    for id in ids.sorted.iter().map(|id| *id as usize) {
        numbers[id] = next;
        next += usize::from(has[id]);
    }
    let number = |(question, order): (&TableQuestion, &u32)| match question.id {
        Some(id) => numbers[id as usize],
        None => next + *order as usize,
    };
    questions.iter().zip(order).map(number).collect()
}
