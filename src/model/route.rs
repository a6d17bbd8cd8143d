//! Routes: where in a record something stands, without its line.

use std::fmt;

/// Where in a record something stands: `estimates[2].probability`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route(Vec<Step>);

/// One step into a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a mapping, to the value of a key.
    Key(String),
    /// Into a sequence, to the item of that number.
    Item(usize),
}

impl Route {
    /// Returns the route to the whole record.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the route to the value of a key of the record.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self::root().key(key)
    }

    /// Returns the route one key further.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// Returns the route to the item of that number.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.with(Step::Item(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_reads_as_one_would_write_it() {
        let route = Route::of("estimates").item(2).key("probability");
        assert_eq!(route.to_string(), "estimates[2].probability");
        assert_eq!(Route::root().to_string(), "");
    }
}
