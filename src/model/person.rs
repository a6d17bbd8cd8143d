//! People, as far as those who remind them need to know them.

/// What somebody lets reminders use. Nobody is called who does not say so here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The handle at the host, without its `@`.
    pub mention: Option<String>,
    /// The address.
    pub mail: Option<String>,
}

/// To whom a forecast goes that stays overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// After how many days overdue.
    pub after: u32,
    /// To whom, as `people` has the name.
    pub to: String,
}
