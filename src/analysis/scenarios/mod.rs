//! Scenario sets: where they started, what their indicators did, and what follows.

mod assess;
mod history;
mod sign;
mod watch;

pub use assess::{Assessment, From, SetRequest, Trouble, assess};
pub use history::{Event, ScenarioStep, history};
pub use sign::{Bearing, Sign};
pub use watch::{APART, Own, Watched};
