//! Long files: past 500 lines a file says in its header why it is not two.
//!
//! In: Rust files. Out: faults.

use super::{Fault, Page};

const LONGEST: usize = 500;

/// The words by which a header gives its reason.
const REASON: &str = "Long because";

/// Files that are long without a reason.
pub fn faults(pages: &[Page]) -> Vec<Fault> {
    pages
        .iter()
        .filter(|page| page.is_rust() && page.text.lines().count() > LONGEST && !has_reason(&page.text))
        .map(|page| {
            let lines = page.text.lines().count();
            page.fault(
                LONGEST + 1,
                format!(
                    "{lines} lines in one file; part it by subject, or give the reason in its \
                     header: `//! {REASON} ...`"
                ),
            )
        })
        .collect()
}

fn has_reason(text: &str) -> bool {
    text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains(REASON))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn past_500_lines_a_file_needs_a_reason() {
        let lines = |count: usize| "//! A.\n".to_owned() + &"\n".repeat(count - 1);
        check(faults, &[("src/a.rs", &lines(500))], &[]);
        check(faults, &[("src/a.rs", &lines(501))], &["src/a.rs:501"]);
        check(faults, &[("a.md", &lines(501))], &[]);
        let told = "//! Long because the table is one.\n".to_owned() + &lines(501);
        check(faults, &[("src/a.rs", &told)], &[]);
    }
}
