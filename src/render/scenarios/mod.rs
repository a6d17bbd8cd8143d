//! Scenario sets: where they started, what moved them, what follows, and what to watch.

mod answers;
mod json;
mod long;
mod sheets;
mod side_by_side;
mod text;

pub use answers::{ScenarioAccounts, ScenarioHistory};
pub use json::{ScenarioSetV1, ScenarioStepV1, ScenariosInfoV1};
pub use sheets::Order;
pub(super) use sheets::{pushes, scenarios, watch};
pub use text::trouble;
pub(super) use text::{head, notes};
