//! The families that a forecast may name: one table of what each is called and takes.

use super::{Distribution, Gamma, Lognormal, Mixture, Normal, Student};

/// A family of distributions, of which a few numbers tell one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Normal distributions.
    Normal,
    /// Lognormal distributions.
    Lognormal,
    /// Student's t distributions, moved and stretched.
    Student,
    /// Gamma distributions.
    Gamma,
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
    /// A number between two others, both included.
    Between(f64, f64),
}

/// A distribution of one of the families.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Simple {
    /// A normal distribution.
    Normal(Normal),
    /// A lognormal distribution.
    Lognormal(Lognormal),
    /// A t distribution.
    Student(Student),
    /// A gamma distribution.
    Gamma(Gamma),
}

/// A distribution that a few numbers tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Parametric {
    /// One of a family.
    Simple(Simple),
    /// Several, each with its weight.
    Mixture(Mixture),
}

const fn of(domain: Domain, name: &'static str) -> Parameter {
    Parameter { name, domain }
}

impl Domain {
    /// Returns whether a parameter may be this number.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::distribution::Domain;
    ///
    /// assert!(Domain::Between(1.0, 2.0).contains(2.0));
    /// assert!(!Domain::Positive.contains(f64::INFINITY));
    /// ```
    #[must_use]
    pub const fn contains(self, number: f64) -> bool {
        number.is_finite()
            && match self {
                Self::Real => true,
                Self::Positive => number > 0.0,
                Self::Between(least, most) => least <= number && number <= most,
            }
    }
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Lognormal, Self::Student, Self::Gamma];

    /// Returns what it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Lognormal => "lognormal",
            Self::Student => "student",
            Self::Gamma => "gamma",
        }
    }

    /// Returns its parameters, in the order in which they are named.
    #[must_use]
    pub const fn parameters(self) -> &'static [Parameter] {
        use Domain::{Positive, Real};
        match self {
            Self::Normal => const { &[of(Real, "mean"), of(Positive, "sd")] },
            Self::Lognormal => const { &[of(Real, "mu"), of(Positive, "sigma")] },
            Self::Student => {
                const {
                    let degrees = of(Student::DEGREES, "df");
                    &[degrees, of(Real, "location"), of(Positive, "scale")]
                }
            }
            Self::Gamma => const { &[of(Gamma::SHAPES, "shape"), of(Positive, "scale")] },
        }
    }

    /// Returns whether its distributions are of numbers above 0 alone.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        matches!(self, Self::Lognormal | Self::Gamma)
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
            (Self::Student, &[df, location, scale]) => {
                Student::new(df, location, scale).map(Simple::Student)
            }
            (Self::Gamma, &[shape, scale]) => Gamma::new(shape, scale).map(Simple::Gamma),
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
            Self::Student(_) => Family::Student,
            Self::Gamma(_) => Family::Gamma,
        }
    }

    /// Returns its parameters, each with its name.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        let values = match self {
            Self::Normal(said) => vec![said.mean(), said.sd()],
            Self::Lognormal(said) => vec![said.mean_log(), said.sd_log()],
            Self::Student(said) => vec![said.degrees(), said.location(), said.scale()],
            Self::Gamma(said) => vec![said.shape(), said.scale()],
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
            Self::Student(student) => student,
            Self::Gamma(gamma) => gamma,
        }
    }
}

impl Parametric {
    /// What a mixture is called.
    pub const MIXTURE: &str = "mixture";

    /// What the weight of a part of a mixture is called.
    pub const WEIGHT: &str = "weight";

    /// Returns what it is called: its family, or a mixture.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Simple(said) => said.family().name(),
            Self::Mixture(_) => Self::MIXTURE,
        }
    }

    /// Returns it as what every distribution can do.
    ///
    /// # Example
    ///
    /// ```
    /// use foretell_scoring::distribution::{Family, Parametric};
    ///
    /// let said = Parametric::Simple(Family::Normal.with(&[11.0, 2.0]).unwrap());
    /// assert!((said.as_dyn().quantile(0.5) - 11.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn as_dyn(&self) -> &dyn Distribution {
        match self {
            Self::Simple(said) => said.as_dyn(),
            Self::Mixture(said) => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_takes_its_parameters_and_gives_them_back() {
        for family in Family::ALL {
            let values = &[1.5, 2.5, 3.5][..family.parameters().len()];
            let said = family.with(values).unwrap();
            assert_eq!(said.family(), family);
            let names = family.parameters().iter().map(|one| one.name);
            let values_back = said.parameters();
            assert!(
                values_back.eq(names.zip(values.iter().copied())),
                "{family:?}"
            );
            assert_eq!(family.with(&values[1..]), None, "{family:?}");
        }
    }

    #[test]
    fn a_domain_is_what_a_distribution_can_be_made_of() {
        let numbers = [
            -1.0,
            0.0,
            0.005,
            1.0,
            1.01,
            1e4,
            1e5,
            f64::NAN,
            f64::INFINITY,
        ];
        for family in Family::ALL {
            for (place, parameter) in family.parameters().iter().enumerate() {
                for number in numbers {
                    let mut values = [1.5, 2.5, 3.5];
                    values[place] = number;
                    let said = family.with(&values[..family.parameters().len()]);
                    let name = parameter.name;
                    assert_eq!(
                        said.is_some(),
                        parameter.domain.contains(number),
                        "{name} {number}"
                    );
                }
            }
        }
    }
}
