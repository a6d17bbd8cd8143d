//! A dataset as it stood: the questions that had joined it by a day.

use chrono::NaiveDate;

use crate::query::Request;

use super::{Dataset, Ending, Question};

impl<'l> Dataset<'l> {
    /// Returns the day from which a question counts: that on which its outcome was known, and where
    /// what comes true early waits, none before its grace has passed. What has no outcome counts as
    /// such from then on.
    #[must_use]
    pub fn counts_from(&self, question: &Question<'_>, request: &Request) -> Option<NaiveDate> {
        let known = question.times.known?.day();
        let waits = !(request.include_early && matches!(question.ending, Ending::Known(_)));
        let joins = self.joins(question).filter(|_| waits);
        Some(joins.map_or(known, |joins| joins.max(known)))
    }

    /// Returns the day on which a question joins the cohort, whatever its outcome; none where
    /// nothing waits for a day.
    fn joins(&self, question: &Question<'_>) -> Option<NaiveDate> {
        let details = question.details.as_ref();
        let due = details.and_then(|details| details.due);
        let due = due.or_else(|| Some(question.times.deadline?.day()));
        due.filter(|_| self.cuts)?.succ_opt()
    }

    /// Returns the dataset of the questions that count from a day after the one and up to the other.
    /// One that had joined by then, and whose outcome was not known yet, is unresolved.
    #[must_use]
    pub fn counted_between(
        &self,
        request: &Request,
        after: Option<NaiveDate>,
        until: NaiveDate,
    ) -> Self {
        let within = |day: NaiveDate| after.is_none_or(|after| day > after) && day <= until;
        let mut questions: Vec<Question<'l>> = Vec::new();
        let mut rows = Vec::new();
        for question in &self.questions {
            let is_known = self.counts_from(question, request).is_some_and(within);
            if !is_known && !self.joins(question).is_some_and(within) {
                continue;
            }
            let begin = rows.len();
            rows.extend_from_slice(self.rows(question));
            let mut question = question.clone();
            question.rows = begin..rows.len();
            if !is_known {
                question.ending = Ending::Unresolved;
            }
            questions.push(question);
        }
        Self {
            questions,
            rows,
            forecasters: self.forecasters.clone(),
            tags: self.tags.clone(),
            counted: self.counted.clone(),
            yardstick: self.yardstick.clone(),
            excluded: self.excluded.clone(),
            faults: self.faults.clone(),
            counts: self.counts.clone(),
            ..*self
        }
    }
}
