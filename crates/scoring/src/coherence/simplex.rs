//! The simplex method over the atoms of a cluster.

use super::atoms::Atoms;
use super::inequality::Bounds;
use super::linear::{dot, inverse};

/// A rate or a step below this is rounding.
const NOISE: f64 = 1e-10;

/// Steps between fresh inverses, so that rounding does not pile up.
const FRESH: usize = 30;

/// Steps without progress after which Bland's rule takes over, which cannot go round in circles.
const PATIENCE: usize = 20;

/// Steps after which the search stops where it is. Bland's rule ends long before.
const MOST_STEPS: usize = 50_000;

/// Mixtures of atoms whose probabilities are those stated, as far as they can be.
///
/// The unknowns are the weight of each atom, for each forecast a number within its range, and by
/// how much the mixture falls short of that number or goes over it. The search is the simplex
/// method with bounded variables; the columns of the atoms are never written down, since the best
/// of them is the least of sums over bits.
///
/// # References
///
/// - Dantzig, G. B. (1963). *Linear programming and extensions*. Princeton: ch. 18.
/// - Bland, R. G. (1977). New finite pivoting rules for the simplex method. *Mathematics of
///   Operations Research*, 2(2), 103–107.
pub(super) struct Simplex<'a> {
    atoms: &'a Atoms,
    bounds: &'a [Bounds],
    basis: Vec<Column>,
    inverse: Vec<Vec<f64>>,
    values: Vec<f64>,
    /// For each forecast outside the basis, whether its number is at the upper end.
    at_high: Vec<bool>,
    /// Whether a mixture may still miss the stated ranges.
    loose: bool,
    /// Whether the search has stalled and goes by Bland's rule.
    stalled: bool,
    steps: usize,
}

/// An unknown; their order is Bland's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Atom(usize),
    Stated(usize),
    Short(usize),
    Over(usize),
}

/// What is made as small as it can be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// By how much the mixture misses the ranges, over all forecasts.
    Missed,
    /// The probability of a forecast.
    Least(usize),
    /// The negative of it.
    Most(usize),
}

impl Goal {
    fn cost(self, column: Column) -> f64 {
        match (self, column) {
            (Self::Missed, Column::Short(_) | Column::Over(_)) => 1.0,
            (Self::Least(i), Column::Stated(j)) if i == j => 1.0,
            (Self::Most(i), Column::Stated(j)) if i == j => -1.0,
            _ => 0.0,
        }
    }
}

impl<'a> Simplex<'a> {
    /// Starts from one atom. There must be at least one, and no bounds may be empty.
    pub(super) fn new(atoms: &'a Atoms, bounds: &'a [Bounds]) -> Self {
        let events = bounds.len();
        let middle: Vec<f64> = bounds
            .iter()
            .map(|b| 0.5 - f64::midpoint(b.low, b.high))
            .collect();
        let (atom, _) = atoms.least(&middle);
        let at_high: Vec<bool> = (0..events)
            .map(|i| atoms.indicator(atom, i) > 0.5)
            .collect();
        let mut basis: Vec<Column> = (0..events)
            .map(|i| {
                if at_high[i] {
                    Column::Over(i)
                } else {
                    Column::Short(i)
                }
            })
            .collect();
        basis.push(Column::Atom(atom));
        let mut simplex = Self {
            atoms,
            bounds,
            basis,
            inverse: Vec::new(),
            values: Vec::new(),
            at_high,
            loose: true,
            stalled: false,
            steps: 0,
        };
        simplex.refresh();
        simplex
    }

    /// Keeps the mixture within the ranges from here on. It must be there.
    pub(super) fn forbid_misses(&mut self) {
        self.loose = false;
    }

    /// Returns by how much the mixture misses the ranges, over all forecasts.
    pub(super) fn missed(&self) -> f64 {
        let all = self.basis.iter().zip(&self.values);
        all.map(|(&column, value)| Goal::Missed.cost(column) * value)
            .sum()
    }

    /// Returns for each forecast its number at the present point.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        (0..self.bounds.len()).map(|i| {
            let place = self.basis.iter().position(|&c| c == Column::Stated(i));
            place.map_or_else(|| self.end(i), |k| self.values[k])
        })
    }

    /// Returns the end of its range at which a forecast outside the basis stands.
    fn end(&self, forecast: usize) -> f64 {
        let Bounds { low, high } = self.bounds[forecast];
        if self.at_high[forecast] { high } else { low }
    }

    fn limits(&self, column: Column) -> Bounds {
        match column {
            Column::Stated(i) => self.bounds[i],
            Column::Atom(_) => Bounds {
                low: 0.0,
                high: f64::INFINITY,
            },
            Column::Short(_) | Column::Over(_) => Bounds {
                low: 0.0,
                high: if self.loose { f64::INFINITY } else { 0.0 },
            },
        }
    }

    /// Returns the coefficients: a row for each forecast (what the atoms say of it, less its
    /// number, plus what is short, less what is over, is 0) and one for the weights, which sum
    /// to 1.
    fn coefficients(&self, column: Column) -> Vec<f64> {
        let events = self.bounds.len();
        let mut entries = vec![0.0; events + 1];
        match column {
            Column::Atom(atom) => {
                for (i, entry) in entries[..events].iter_mut().enumerate() {
                    *entry = self.atoms.indicator(atom, i);
                }
                entries[events] = 1.0;
            }
            Column::Stated(i) | Column::Over(i) => entries[i] = -1.0,
            Column::Short(i) => entries[i] = 1.0,
        }
        entries
    }

    /// Works out the inverse of the basis, and the values, from scratch.
    fn refresh(&mut self) {
        let columns: Vec<_> = self.basis.iter().map(|&c| self.coefficients(c)).collect();
        let rows: Vec<Vec<f64>> = (0..columns.len())
            .map(|row| columns.iter().map(|column| column[row]).collect())
            .collect();
        if let Some(inverse) = inverse(&rows) {
            self.inverse = inverse;
        }
        let mut right: Vec<f64> = (0..self.bounds.len())
            .map(|i| {
                if self.basis.contains(&Column::Stated(i)) {
                    0.0
                } else {
                    self.end(i)
                }
            })
            .collect();
        right.push(1.0);
        self.values = self.inverse.iter().map(|row| dot(row, &right)).collect();
    }

    /// Returns what a unit more on the right side of each row would add to the goal.
    pub(super) fn prices(&self, goal: Goal) -> Vec<f64> {
        let mut prices = vec![0.0; self.basis.len()];
        for (&column, row) in self.basis.iter().zip(&self.inverse) {
            let cost = goal.cost(column);
            if cost != 0.0 {
                for (price, entry) in prices.iter_mut().zip(row) {
                    *price += cost * entry;
                }
            }
        }
        prices
    }

    /// Moves from vertex to vertex until the goal cannot be smaller.
    pub(super) fn minimise(&mut self, goal: Goal) {
        let mut idle = 0;
        self.stalled = false;
        for _ in 0..MOST_STEPS {
            let Some(entering) = self.entering(goal) else {
                return;
            };
            idle = if self.step(entering) > NOISE {
                0
            } else {
                idle + 1
            };
            self.stalled = idle > PATIENCE;
        }
    }

    /// Returns what best makes the goal smaller, the first that does so under Bland's rule.
    fn entering(&self, goal: Goal) -> Option<Entering> {
        let prices = self.prices(goal);
        let mut all = self
            .atom(&prices)
            .into_iter()
            .chain(self.others(goal, &prices))
            .filter(|entering| entering.rate < -NOISE);
        if self.stalled {
            return all.next();
        }
        all.min_by(|a, b| a.rate.total_cmp(&b.rate))
    }

    /// Returns the best atom, the first good one under Bland's rule.
    fn atom(&self, prices: &[f64]) -> Option<Entering> {
        let (weight, prices) = prices.split_last()?;
        let weights: Vec<f64> = prices.iter().map(|price| -price).collect();
        let (atom, sum) = if self.stalled {
            let mut sums = self.atoms.sums(&weights).enumerate();
            sums.find(|(_, sum)| sum - weight < -NOISE)?
        } else {
            self.atoms.least(&weights)
        };
        Some(Entering {
            column: Column::Atom(atom),
            rate: sum - weight,
            up: true,
        })
    }

    /// Returns every way to move a number or a miss that is outside the basis, in Bland's order.
    fn others(&self, goal: Goal, prices: &[f64]) -> impl Iterator<Item = Entering> {
        let numbers = (0..self.bounds.len())
            .filter(|&i| self.bounds[i].high - self.bounds[i].low > NOISE)
            .map(move |i| {
                let rate = goal.cost(Column::Stated(i)) + prices[i];
                let up = !self.at_high[i];
                Entering {
                    column: Column::Stated(i),
                    rate: if up { rate } else { -rate },
                    up,
                }
            });
        let events = if self.loose { self.bounds.len() } else { 0 };
        let misses = move |make: fn(usize) -> Column, sign: f64| {
            (0..events).map(move |i| Entering {
                column: make(i),
                rate: goal.cost(make(i)) + sign * prices[i],
                up: true,
            })
        };
        numbers
            .chain(misses(Column::Short, -1.0))
            .chain(misses(Column::Over, 1.0))
            .filter(|entering| !self.basis.contains(&entering.column))
    }

    /// Moves along an edge and returns how far.
    fn step(&mut self, entering: Entering) -> f64 {
        let column = self.coefficients(entering.column);
        let along: Vec<f64> = self
            .inverse
            .iter()
            .map(|row| -entering.sign() * dot(row, &column))
            .collect();
        let limits = self.limits(entering.column);
        let whole = limits.high - limits.low;
        match self.leaving(&along) {
            Some(leaving) if leaving.step < whole => {
                self.pivot(entering, &leaving, &along);
                leaving.step
            }
            _ => {
                self.flip(entering.column, &along, whole);
                whole
            }
        }
    }

    /// Returns what in the basis meets its end first; of equals what moves fastest, and under
    /// Bland's rule the first.
    fn leaving(&self, along: &[f64]) -> Option<Leaving> {
        let mut best: Option<Leaving> = None;
        for (place, &rate) in along.iter().enumerate() {
            let limits = self.limits(self.basis[place]);
            let end = if rate < 0.0 { limits.low } else { limits.high };
            if rate.abs() < NOISE || end.is_infinite() {
                continue;
            }
            let candidate = Leaving {
                place,
                step: ((end - self.values[place]) / rate).max(0.0),
                rate,
            };
            if best
                .as_ref()
                .is_none_or(|best| self.goes_before(&candidate, best))
            {
                best = Some(candidate);
            }
        }
        best
    }

    fn goes_before(&self, one: &Leaving, other: &Leaving) -> bool {
        let gap = one.step - other.step;
        if gap.abs() > NOISE {
            return gap < 0.0;
        }
        if self.stalled {
            return self.basis[one.place] < self.basis[other.place];
        }
        one.rate.abs() > other.rate.abs()
    }

    fn flip(&mut self, column: Column, along: &[f64], whole: f64) {
        if let Column::Stated(i) = column {
            self.at_high[i] = !self.at_high[i];
        }
        for (value, rate) in self.values.iter_mut().zip(along) {
            *value += whole * rate;
        }
    }

    /// Exchanges what enters the basis for what leaves it.
    fn pivot(&mut self, entering: Entering, leaving: &Leaving, along: &[f64]) {
        if let Column::Stated(i) = self.basis[leaving.place] {
            self.at_high[i] = leaving.rate > 0.0;
        }
        let start = match entering.column {
            Column::Stated(i) => self.end(i),
            _ => 0.0,
        };
        self.basis[leaving.place] = entering.column;
        self.steps += 1;
        if self.steps.is_multiple_of(FRESH) {
            return self.refresh();
        }
        for (value, rate) in self.values.iter_mut().zip(along) {
            *value += leaving.step * rate;
        }
        self.values[leaving.place] = start + entering.sign() * leaving.step;
        let column: Vec<f64> = along.iter().map(|rate| -entering.sign() * rate).collect();
        exchange(&mut self.inverse, leaving.place, &column);
    }
}

/// Turns the inverse of a basis into that of the basis with another column at that place, given
/// as the old inverse times the column.
fn exchange(inverse: &mut [Vec<f64>], place: usize, column: &[f64]) {
    for entry in &mut inverse[place] {
        *entry /= column[place];
    }
    let pivot = inverse[place].clone();
    for (i, row) in inverse.iter_mut().enumerate() {
        if i != place && column[i] != 0.0 {
            for (entry, by) in row.iter_mut().zip(&pivot) {
                *entry -= column[i] * by;
            }
        }
    }
}

/// What is to enter the basis.
#[derive(Clone, Copy, Debug)]
struct Entering {
    column: Column,
    /// What a unit of it adds to the goal.
    rate: f64,
    /// Whether it rises, from its lower end.
    up: bool,
}

impl Entering {
    fn sign(self) -> f64 {
        if self.up { 1.0 } else { -1.0 }
    }
}

/// What is to leave the basis.
struct Leaving {
    place: usize,
    step: f64,
    rate: f64,
}
