//! The `foretell` binary.

fn main() {}
