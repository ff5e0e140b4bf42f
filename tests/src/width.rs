//! What lies beyond the edges of the screen.
//!
//! In: the page or frame at hand. Out: what scrolls sideways, sticks out, or is cut off, as text.
//! Next: `tests/everyone.rs`.

use serde_json::Value;

use crate::failure::Result;
use crate::page::Page;

const BEYOND: &str = "
    const width = document.documentElement.clientWidth;
    const found = [];
    scrollTo({ left: 1000, behavior: 'instant' });
    if (scrollX !== 0) found.push(`it scrolls sideways by ${scrollX}`);
    scrollTo({ left: 0, behavior: 'instant' });
    for (const element of document.querySelectorAll('h1, h2, h3, p, a, button, label, li, dt, dd, input, summary, time')) {
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        // What stands in it counts: its own edge may be drawn beyond.
        const { paddingLeft, paddingRight } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const [left, right] = [box.left + parseFloat(paddingLeft), box.right - parseFloat(paddingRight)];
        if (left < -0.5 || right > width + 0.5) {
            found.push(`${element.tagName} ${element.textContent.slice(0, 40)}: from ${Math.round(left)} to ${Math.round(right)} of ${width}`);
        } else if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
            && getComputedStyle(element).overflowX !== 'visible') {
            found.push(`${element.tagName} ${element.textContent.slice(0, 40)}: is cut off`);
        }
    }
    return found;
";

/// What lies beyond the edges; nothing if all fits.
///
/// # Errors
/// If the page changes meanwhile.
#[track_caller]
pub fn beyond(page: &Page<'_>) -> Result<Vec<String>> {
    let found = page.run(BEYOND, &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}
