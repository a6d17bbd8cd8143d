//! Scenario sets: where they started, what moved them, what follows, and what to watch.

mod json;
mod long;
mod sheets;
mod text;

pub use json::{history as history_json, json, run_info};
pub use long::long;
pub use sheets::{Order, history, pushes, scenarios, watch};
pub use text::{head, history_head, made, notes, trouble};
