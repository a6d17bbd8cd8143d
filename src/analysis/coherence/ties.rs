//! From the relations of the records to constraints between their probabilities.

use std::collections::BTreeMap;

use super::constraint_graph::{ConstraintGraph, Part, is_binary};
use crate::ledger::{Entry, Ledger, View, chains};
use crate::model::{ForecastId, Kind, Outcome};
use crate::scoring::coherence::Constraint;

/// Returns the open forecasts among the records at these places as terms, with what ties them.
pub(in crate::analysis) fn build_constraint_graph<'a>(
    ledger: &'a Ledger,
    positions: &[usize],
    view: View,
) -> ConstraintGraph<'a> {
    let mut web = ConstraintGraph::new(ledger, view);
    let entries = positions
        .iter()
        .map(|&position| &ledger.entries()[position]);
    let open: Vec<&Entry> = entries.filter(|entry| web.is_open(entry)).collect();
    for &entry in &open {
        web.options_of(entry);
        if is_binary(&entry.forecast) {
            web.pairs_of(entry);
            web.wholes_of(entry);
            web.threshold_of(entry);
        }
    }
    web.chains(&chains(ledger, positions));
    web.limits(&open);
    web.conditionals(&open);
    web
}

impl<'a> ConstraintGraph<'a> {
    /// Ties the options of a choice and the scenarios of a set: one of them comes about.
    fn options_of(&mut self, entry: &'a Entry) {
        let options = entry.forecast.kind.options();
        if options.len() < 2 {
            return;
        }
        let key = match entry.forecast.kind {
            Kind::Scenarios(_) => "scenarios",
            _ => "options",
        };
        let all = options.into_iter().map(|option| self.option(entry, option));
        let all = all.collect();
        self.tie(entry, key, Constraint::Partition(all));
    }

    /// Ties what holds between two forecasts.
    fn pairs_of(&mut self, entry: &'a Entry) {
        let relations = entry.forecast.relations();
        for id in &relations.implies {
            if let Some((premise, conclusion)) = self.pair(entry, id) {
                self.tie(
                    entry,
                    "implies",
                    Constraint::Implies {
                        premise,
                        conclusion,
                    },
                );
            }
        }
        for id in &relations.excludes {
            if let Some((one, other)) = self.pair(entry, id) {
                self.tie(entry, "excludes", Constraint::Exclusive(vec![one, other]));
            }
        }
        if let Some(id) = &relations.complement
            && let Some((one, other)) = self.pair(entry, id)
        {
            self.tie(entry, "complement", Constraint::Complement(one, other));
        }
    }

    fn pair(&mut self, entry: &'a Entry, id: &ForecastId) -> Option<(usize, usize)> {
        let other = self
            .alike(entry, id)
            .filter(|other| other.forecast.id != entry.forecast.id)?;
        Some((self.yes(entry), self.yes(other)))
    }

    /// Ties a conjunction and a disjunction to their parts.
    fn wholes_of(&mut self, entry: &'a Entry) {
        let relations = entry.forecast.relations();
        self.whole(entry, "all_of", &relations.all_of, Part::True);
        self.whole(entry, "any_of", &relations.any_of, Part::False);
    }

    /// Ties a whole to its open parts. Parts that came out `neutral` leave the rest as it is; one
    /// that came out the other way settles the whole, which is then no matter of probability. What
    /// can no longer be compared leaves only that the whole lies on one side of each other part.
    fn whole(&mut self, entry: &'a Entry, key: &'static str, ids: &'a [ForecastId], neutral: Part) {
        let found: Vec<Part> = ids.iter().map(|id| self.part(entry, id)).collect();
        let settled = |part: &Part| matches!(part, Part::True | Part::False) && *part != neutral;
        let whole = self.yes(entry);
        let mut parts: Vec<usize> = Vec::new();
        for part in &found {
            if let Part::Open(place) = part
                && *place != whole
                && !parts.contains(place)
            {
                parts.push(*place);
            }
        }
        if parts.is_empty() || found.iter().any(settled) {
            return;
        }
        let all = key == "all_of";
        if found.contains(&Part::Gone) {
            for part in parts {
                let (premise, conclusion) = if all { (whole, part) } else { (part, whole) };
                self.tie(
                    entry,
                    key,
                    Constraint::Implies {
                        premise,
                        conclusion,
                    },
                );
            }
        } else if all {
            self.tie(entry, key, Constraint::AllOf { whole, parts });
        } else {
            self.tie(entry, key, Constraint::AnyOf { whole, parts });
        }
    }

    /// Ties a question on a number to what the number's own forecast says.
    fn threshold_of(&mut self, entry: &'a Entry) {
        let Some(limit) = &entry.forecast.relations().threshold else {
            return;
        };
        let Some(number) = self.ledger.get(&limit.of) else {
            return;
        };
        let numeric = matches!(number.forecast.kind, Kind::Number { .. });
        if numeric && self.is_open(number) && self.is_alike(entry, number) {
            let question = self.yes(entry);
            let implied = self.beyond(number, entry, limit);
            self.tie(
                entry,
                "threshold",
                Constraint::Threshold { question, implied },
            );
        }
    }

    /// Ties the open forecasts of each deadline chain.
    fn chains(&mut self, chains: &[Vec<&'a Entry>]) {
        for chain in chains {
            let open = chain.iter().copied();
            let open: Vec<&Entry> = open
                .filter(|entry| is_binary(&entry.forecast) && self.is_open(entry))
                .collect();
            let Some(&last) = open.last() else { continue };
            let alike: Vec<&Entry> = open
                .into_iter()
                .filter(|entry| self.is_alike(last, entry))
                .collect();
            if alike.len() > 1 {
                let places = alike.into_iter().map(|entry| self.yes(entry)).collect();
                self.tie(last, "earlier", Constraint::Chain(places));
            }
        }
    }

    /// Ties the questions on one number to each other, by their limits.
    fn limits(&mut self, open: &[&'a Entry]) {
        let mut by_number: BTreeMap<&ForecastId, Vec<(f64, bool, &'a Entry)>> = BTreeMap::new();
        for &entry in open.iter().filter(|entry| is_binary(&entry.forecast)) {
            if let Some(limit) = &entry.forecast.relations().threshold {
                let limits = by_number.entry(&limit.of).or_default();
                limits.push((limit.limit, limit.above, entry));
            }
        }
        for (_, mut limits) in by_number {
            let Some((_, _, first)) = limits.first().copied() else {
                continue;
            };
            limits.retain(|(_, _, entry)| self.is_alike(first, entry));
            limits.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.chain_of_limits(&limits);
            self.opposite_limits(&limits);
        }
    }

    /// What is above a limit is above each lower one; what is below a limit below each higher one.
    fn chain_of_limits(&mut self, limits: &[(f64, bool, &'a Entry)]) {
        for above in [true, false] {
            let mut same: Vec<&'a Entry> = limits
                .iter()
                .filter(|one| one.1 == above)
                .map(|one| one.2)
                .collect();
            if above {
                same.reverse();
            }
            if let (Some(&last), true) = (same.last(), same.len() > 1) {
                let places = same.iter().map(|entry| self.yes(entry)).collect();
                self.tie(last, "threshold", Constraint::Chain(places));
            }
        }
    }

    /// Nothing is above one limit and below another that is no higher; everything is above one or
    /// below another that is higher.
    fn opposite_limits(&mut self, limits: &[(f64, bool, &'a Entry)]) {
        for &(low, _, below) in limits.iter().filter(|one| !one.1) {
            for &(high, _, above) in limits.iter().filter(|one| one.1) {
                let pair = vec![self.yes(below), self.yes(above)];
                let constraint = if low <= high {
                    Constraint::Exclusive(pair)
                } else {
                    Constraint::Exhaustive(pair)
                };
                self.tie(above, "threshold", constraint);
            }
        }
    }

    /// Ties an event to its conditional forms, by the law of total probability.
    fn conditionals(&mut self, open: &[&'a Entry]) {
        let mut forms: BTreeMap<(usize, usize), Forms<'a>> = BTreeMap::new();
        for &entry in open {
            if let Some((event, condition, holds)) = self.form(entry) {
                let forms = forms.entry((event, condition)).or_default();
                let slot = if holds {
                    &mut forms.if_yes
                } else {
                    &mut forms.if_no
                };
                slot.get_or_insert(entry);
            }
        }
        for ((event, condition), forms) in forms {
            let Some(entry) = forms.if_yes.or(forms.if_no) else {
                continue;
            };
            let if_yes = forms.if_yes.map(|entry| self.yes(entry));
            let if_no = forms.if_no.map(|entry| self.yes(entry));
            let constraint = Constraint::TotalProbability {
                event,
                condition,
                if_yes,
                if_no,
            };
            self.tie(entry, "given", constraint);
        }
    }

    /// Returns the event of which a forecast is the conditional form, the condition, and whether
    /// it is the form in which that holds.
    fn form(&mut self, entry: &'a Entry) -> Option<(usize, usize, bool)> {
        let given = self.condition(entry)?;
        let event = self.ledger.get(given.of.as_ref()?)?;
        let parent = self.ledger.get(&given.forecast)?;
        let fits = is_binary(&entry.forecast)
            && is_binary(&event.forecast)
            && self.is_open(event)
            && self.is_open(parent)
            && self.is_alike(event, parent)
            && event.forecast.id != parent.forecast.id;
        if !fits {
            return None;
        }
        let (condition, holds) = match (&parent.forecast.kind, &given.outcome) {
            (Kind::Binary, Outcome::Yes) => (self.yes(parent), true),
            (Kind::Binary, Outcome::No) => (self.yes(parent), false),
            (kind, outcome) => {
                let wanted = outcome.to_string();
                let option = kind
                    .options()
                    .into_iter()
                    .find(|option| *option == wanted)?;
                (self.option(parent, option), true)
            }
        };
        Some((self.yes(event), condition, holds))
    }
}

/// The conditional forms of an event.
#[derive(Default)]
struct Forms<'a> {
    if_yes: Option<&'a Entry>,
    if_no: Option<&'a Entry>,
}
