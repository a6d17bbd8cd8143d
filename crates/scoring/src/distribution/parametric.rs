//! The families that a forecast may name: one table of what each is called and takes.

use super::{Distribution, Lognormal, Normal};

/// A family of distributions, of which a few numbers tell one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Normal distributions.
    Normal,
    /// Lognormal distributions.
    Lognormal,
}

/// A parameter of a family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: &'static str,
    /// What it may be.
    pub domain: Domain,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// Any number.
    Real,
    /// A number above 0.
    Positive,
}

/// A distribution of one of the families.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Simple {
    /// A normal distribution.
    Normal(Normal),
    /// A lognormal distribution.
    Lognormal(Lognormal),
}

const fn real(name: &'static str) -> Parameter {
    let domain = Domain::Real;
    Parameter { name, domain }
}

const fn positive(name: &'static str) -> Parameter {
    let domain = Domain::Positive;
    Parameter { name, domain }
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Lognormal];

    /// Returns what it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
        }
    }

    /// Returns its parameters, in the order in which they are named.
    #[must_use]
    pub const fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Normal => const { &[real("mean"), positive("sd")] },
            Self::Lognormal => const { &[real("mu"), positive("sigma")] },
        }
    }

    /// Returns the distribution with these parameters, or `None` where one is missing, too many or
    /// outside its domain.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::distribution::Family;
    ///
    /// let said = Family::Normal.with(&[11.0, 2.0]).unwrap();
    /// assert!(said.parameters().eq([("mean", 11.0), ("sd", 2.0)]));
    /// assert_eq!(Family::Normal.with(&[11.0, 0.0]), None);
    /// ```
    #[must_use]
    pub fn with(self, parameters: &[f64]) -> Option<Simple> {
        match (self, parameters) {
            (Self::Normal, &[mean, sd]) => Normal::new(mean, sd).map(Simple::Normal),
            (Self::Lognormal, &[mu, sigma]) => Lognormal::new(mu, sigma).map(Simple::Lognormal),
            _ => None,
        }
    }
}

impl Simple {
    /// Returns the family that it is of.
    #[must_use]
    pub const fn family(&self) -> Family {
        match self {
            Self::Normal(_) => Family::Normal,
            Self::Lognormal(_) => Family::Lognormal,
        }
    }

    /// Returns its parameters, each with its name.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        let values = match self {
            Self::Normal(normal) => [normal.mean(), normal.sd()],
            Self::Lognormal(lognormal) => [lognormal.mean_log(), lognormal.sd_log()],
        };
        let names = self.family().parameters().iter().map(|one| one.name);
        names.zip(values)
    }

    /// Returns it as what every distribution can do.
    #[must_use]
    pub fn as_dyn(&self) -> &dyn Distribution {
        match self {
            Self::Normal(normal) => normal,
            Self::Lognormal(lognormal) => lognormal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_takes_its_parameters_and_gives_them_back() {
        for family in Family::ALL {
            let values = [1.5, 2.5];
            let said = family.with(&values).unwrap();
            assert_eq!(said.family(), family);
            let names = family.parameters().iter().map(|one| one.name);
            assert!(said.parameters().eq(names.zip(values)), "{family:?}");
            assert_eq!(family.with(&values[1..]), None, "{family:?}");
        }
    }
}
