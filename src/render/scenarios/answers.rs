//! Scenario sets as answers: their accounts, and their paths.

use super::json::{ScenarioSetV1, ScenarioStepV1, ScenariosInfoV1, set_v1, step_v1};
use super::sheets::{self, Order};
use super::{long, side_by_side, text};
use crate::analysis::scenarios::{Assessment, ScenarioStep, SetRequest, Watched};
use crate::ledger::Ledger;
use crate::render::{Answer, Answered, Color, EnvelopeV1, Page, Screen};

/// Accounts of sets.
#[derive(Clone, Debug)]
pub struct ScenarioAccounts<'a> {
    /// The ledger that holds them.
    pub ledger: &'a Ledger,
    /// A set as one forecaster's numbers have it, for each of them.
    pub assessments: &'a [Assessment<'a>],
    /// In which order open indicators are listed.
    pub order: Order,
}

/// The path of a set over time.
#[derive(Clone, Debug)]
pub struct ScenarioHistory<'a> {
    /// The set as one forecaster's numbers have it.
    pub assessment: &'a Assessment<'a>,
    /// The days on which something changed.
    pub steps: Vec<ScenarioStep<'a>>,
}

impl Answer for Answered<'_, ScenarioAccounts<'_>, SetRequest> {
    type Row = ScenarioSetV1;
    type RunInfo = ScenariosInfoV1;

    fn page(&self, screen: Screen) -> Page {
        let mut page = Page::default();
        let all = self.answer.assessments;
        if !screen.verbose && !all.is_empty() {
            let same = |a: &Assessment<'_>, b: &Assessment<'_>| std::ptr::eq(a.entry, b.entry);
            for (place, of) in all.chunk_by(same).enumerate() {
                if place > 0 {
                    page.screen_line("");
                }
                let of: Vec<&Assessment<'_>> = of.iter().collect();
                side_by_side::set(self.answer.ledger, &of, self.request, &mut page);
            }
            let as_of = self.request.view.as_of;
            page.painted(
                Color::Faint,
                format!("as of {as_of}     More: --verbose, --history, --voi"),
            );
            return page;
        }
        for assessment in all {
            self.account(assessment, &mut page);
        }
        if self.answer.assessments.is_empty() {
            page.head("No scenario set has numbers to start from.");
        } else {
            page.text(text::made(&self.request.view));
        }
        page
    }

    fn json(&self) -> EnvelopeV1<ScenarioSetV1, ScenariosInfoV1> {
        let rows = self.answer.assessments.iter();
        let row = |one| set_v1(self.answer.ledger, one, &self.watched(one), self.request);
        EnvelopeV1::new("scenarios", self.request.into(), rows.map(row).collect())
    }

    fn csv(&self) -> String {
        long::of_sets(self.answer.assessments)
    }
}

impl<'a> Answered<'_, ScenarioAccounts<'a>, SetRequest> {
    fn watched(&self, assessment: &'a Assessment<'a>) -> Vec<Watched<'a, 'a>> {
        assessment.watch(&self.request.view)
    }

    /// Adds one set as one forecaster's numbers have it.
    fn account(&self, assessment: &'a Assessment<'a>, page: &mut Page) {
        let watched = self.watched(assessment);
        page.title(text::head(self.answer.ledger, assessment, self.request));
        page.table(sheets::scenarios(assessment));
        let parts = [
            ("Evidence", sheets::pushes(assessment)),
            ("Watch", sheets::watch(&watched, self.answer.order)),
        ];
        for (head, sheet) in parts {
            if !sheet.rows.is_empty() {
                page.section(head);
                page.table(sheet);
            }
        }
        let notes = text::notes(assessment, &watched);
        let gap = if notes.is_empty() { "" } else { "\n" };
        page.text(format!("{gap}{notes}\n"));
    }
}

impl Answer for Answered<'_, Vec<ScenarioHistory<'_>>, SetRequest> {
    type Row = ScenarioStepV1;
    type RunInfo = ScenariosInfoV1;

    fn page(&self, _: Screen) -> Page {
        let mut page = Page::default();
        for path in &self.answer {
            page.head(text::history_head(path.assessment));
            page.table(sheets::history(&path.steps));
            page.screen_line("");
        }
        page
    }

    fn json(&self) -> EnvelopeV1<ScenarioStepV1, ScenariosInfoV1> {
        let steps = self.answer.iter().flat_map(|path| &path.steps);
        let rows = steps.map(step_v1).collect();
        EnvelopeV1::new("scenarios", self.request.into(), rows)
    }

    fn csv(&self) -> String {
        long::of_steps(&self.json().rows)
    }
}
