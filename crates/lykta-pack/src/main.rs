//! The editors' tool.
fn main() {}
