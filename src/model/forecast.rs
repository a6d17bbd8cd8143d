//! A forecast: a question, the estimates made of it, and its resolution.

use super::{Estimate, ForecastId, Kind, Moment, Outcome, Resolution, Stated, Value, same_name};

/// One record: a question, its deadline, the estimates made of it, and its resolution.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Its name.
    pub id: ForecastId,
    /// What is asked.
    pub question: String,
    /// A short name for tables.
    pub title: Option<String>,
    /// The kind of question.
    pub kind: Kind,
    /// What will decide it.
    pub criteria: Option<String>,
    /// What it is about.
    pub tags: Vec<String>,
    /// From when the question was open.
    pub opened: Option<Moment>,
    /// The last day on which the event counts.
    pub deadline: Moment,
    /// Who set the deadline.
    pub deadline_basis: Option<DeadlineBasis>,
    /// When the answer can be looked up.
    pub known_by: Option<Moment>,
    /// Who must resolve it.
    pub owner: Option<String>,
    /// The name of what it shares its fate with.
    pub cluster: Option<String>,
    /// Where the answer will be found.
    pub sources: Option<Sources>,
    /// The text that it was read out of.
    pub source: Option<Box<Source>>,
    /// How often such things happen.
    pub base_rate: Option<Box<BaseRate>>,
    /// What was said, in the record's order.
    pub estimates: Vec<Estimate>,
    /// What happened.
    pub resolution: Option<Resolution>,
    /// What a miss or a hit taught.
    pub lesson: Option<String>,
    /// The outcome of another forecast that it depends on.
    pub given: Option<Box<Condition>>,
    /// How it bears on other forecasts; none where it bears on none.
    pub relations: Option<Box<Relations>>,
    /// Findings that are kept quiet for a while.
    pub waivers: Vec<Waiver>,
}

/// What a record asks: two that ask the same are one question, entered twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionKey<'f> {
    /// The question in small letters, with one blank between words.
    question: String,
    /// The second at which its deadline ends.
    deadline: i64,
    /// The forecast on which it hangs, and the outcome that this must have.
    given: Option<(&'f ForecastId, String)>,
}

/// Who set a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineBasis {
    /// The text of the source.
    Text,
    /// The protocol for texts that set none.
    Protocol,
    /// The coder.
    Coder,
}

impl DeadlineBasis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Text, Self::Protocol, Self::Coder];

    /// Returns the word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Protocol => "protocol",
            Self::Coder => "coder",
        }
    }
}

/// Where the answer will be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    /// Where first.
    pub primary: Option<String>,
    /// Where else, should that fail.
    pub fallback: Option<String>,
}

/// The text that a forecast was read out of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its title.
    pub document: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// When it was published: a year, a month or a day.
    pub published: Option<String>,
    /// The yardstick of its words.
    pub yardstick: Option<String>,
    /// Where in it.
    pub section: Option<String>,
    /// Its words.
    pub quote: Option<String>,
}

/// How often such things happen.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseRate {
    /// The probability.
    pub probability: Stated,
    /// The reason.
    pub because: Option<String>,
    /// Who wrote it.
    pub by: Option<String>,
    /// When it was written.
    pub date: Option<Moment>,
    /// Whether who wrote it did not know the outcome.
    pub blind: Option<bool>,
}

impl BaseRate {
    /// Returns whether it was written when the outcome was known: then it is shown, and no opponent.
    #[must_use]
    pub fn is_retrospective(&self, known: Moment) -> bool {
        self.date.is_some_and(|date| !date.is_before(known))
    }
}

/// The outcome of another forecast that one depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The other forecast.
    pub forecast: ForecastId,
    /// The outcome that it must have.
    pub outcome: Outcome,
    /// The question that this one asks under the condition, where that is a forecast too.
    pub of: Option<ForecastId>,
}

/// How a forecast bears on others.
#[derive(Clone, Debug, PartialEq)]
pub struct Relations {
    /// If this happens, so do those.
    pub implies: Vec<ForecastId>,
    /// If this happens, those do not.
    pub excludes: Vec<ForecastId>,
    /// This happens if and only if all of those do.
    pub all_of: Vec<ForecastId>,
    /// This happens if and only if any of those does.
    pub any_of: Vec<ForecastId>,
    /// The same event with an earlier deadline.
    pub earlier: Option<ForecastId>,
    /// This happens if and only if that does not.
    pub complement: Option<ForecastId>,
    /// This happens if and only if a number falls beyond a limit.
    pub threshold: Option<Threshold>,
}

impl Relations {
    /// Those of a forecast that bears on no other.
    pub const NONE: Self = Self {
        implies: Vec::new(),
        excludes: Vec::new(),
        all_of: Vec::new(),
        any_of: Vec::new(),
        earlier: None,
        complement: None,
        threshold: None,
    };

    /// Returns them for a forecast, or none where it bears on no other.
    #[must_use]
    pub fn of_forecast(self) -> Option<Box<Self>> {
        (self != Self::NONE).then(|| Box::new(self))
    }
}

/// A limit of a number forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The number forecast.
    pub of: ForecastId,
    /// The limit.
    pub limit: f64,
    /// Whether the number must fall above it, rather than below.
    pub above: bool,
}

/// A finding that is kept quiet until a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The code of the finding.
    pub rule: String,
    /// The last day on which it is quiet.
    pub until: Option<Moment>,
    /// The reason.
    pub because: Option<String>,
    /// Who waived it.
    pub by: Option<String>,
}

impl Forecast {
    /// Returns what it asks, whatever the case of its letters and the blanks between them.
    #[must_use]
    pub fn question_key(&self) -> QuestionKey<'_> {
        let words: Vec<_> = self.question.split_whitespace().collect();
        let given = self.given.as_ref();
        QuestionKey {
            question: words.join(" ").to_lowercase(),
            deadline: self.deadline.end(),
            given: given.map(|given| (&given.forecast, given.outcome.to_string())),
        }
    }

    /// Returns who logged the outcome, where they have an estimate on it, too.
    #[must_use]
    pub fn own_resolver(&self) -> Option<&str> {
        let by = self.resolution.as_ref()?.by.as_deref()?;
        self.estimates
            .iter()
            .any(|one| &*one.by == by)
            .then_some(by)
    }

    /// Returns the day from which it was open: as the record says, else that of its first
    /// estimate, else the deadline.
    #[must_use]
    pub fn opening(&self) -> Moment {
        let first = self.estimates.iter().map(|estimate| estimate.date);
        let first = first.min_by(|a, b| a.start().cmp(&b.start()));
        self.opened.or(first).unwrap_or(self.deadline)
    }

    /// Returns when the answer can be looked up.
    #[must_use]
    pub fn lookup(&self) -> Moment {
        self.known_by.unwrap_or(self.deadline)
    }

    /// Returns when its outcome was known, where it has one.
    #[must_use]
    pub fn known(&self) -> Option<Moment> {
        let resolution = self.resolution.as_ref()?;
        let known = resolution.known_or(self.deadline);
        (!resolution.outcome.is_void()).then_some(known)
    }

    /// Returns who answers for it: its owner, else those who estimated it and did not withdraw.
    #[must_use]
    pub fn answering(&self) -> Vec<&str> {
        if let Some(owner) = &self.owner {
            return vec![owner];
        }
        let mut names: Vec<&str> = Vec::new();
        for estimate in &self.estimates {
            if !names.iter().any(|name| same_name(name, &estimate.by)) {
                names.push(&estimate.by);
            }
        }
        let last = |name: &str| {
            let own = self.estimates.iter().filter(|one| same_name(&one.by, name));
            own.max_by(|a, b| a.date.compare(b.date))
        };
        names.retain(|name| last(name).is_some_and(|one| one.value != Value::Withdrawn));
        names
    }

    /// Returns how it bears on other forecasts.
    #[must_use]
    pub fn relations(&self) -> &Relations {
        self.relations
            .as_deref()
            .unwrap_or(const { &Relations::NONE })
    }

    /// Returns the short name, else the question.
    #[must_use]
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.question)
    }

    /// Returns the names in it: its owner, its tags, its forecasters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let by = self.estimates.iter().map(|estimate| &*estimate.by);
        let owner = self.owner.iter().chain(&self.tags).map(String::as_str);
        owner.chain(by)
    }

    /// Returns the ids of every forecast that it names, with the key that names each.
    #[must_use]
    pub fn references(&self) -> Vec<(&'static str, &ForecastId)> {
        let relations = self.relations();
        let many = [
            ("implies", &relations.implies),
            ("excludes", &relations.excludes),
            ("all_of", &relations.all_of),
            ("any_of", &relations.any_of),
        ];
        let mut found: Vec<_> = many
            .into_iter()
            .flat_map(|(key, ids)| ids.iter().map(move |id| (key, id)))
            .collect();
        found.extend(relations.earlier.iter().map(|id| ("earlier", id)));
        found.extend(relations.complement.iter().map(|id| ("complement", id)));
        found.extend(
            relations
                .threshold
                .iter()
                .map(|limit| ("threshold", &limit.of)),
        );
        found.extend(self.given.iter().map(|given| ("given", &given.forecast)));
        let of = self.given.iter().filter_map(|given| given.of.as_ref());
        found.extend(of.map(|id| ("of", id)));
        if let Kind::Scenarios(set) = &self.kind {
            found.extend(
                set.indicators
                    .iter()
                    .map(|one| ("indicators", &one.forecast)),
            );
            found.extend(set.together.iter().flatten().map(|id| ("together", id)));
        }
        found
    }
}
