//! lykta in the browser.
fn main() {}
