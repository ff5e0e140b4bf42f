//! The sum: whether the points of a questionnaire can be counted as its authors count them.
//!
//! In: the items, what became of each, the highest sum that the editor has read. Out: counted, or questions only and why.
//! Never counts where a point is missing, a question was refused, the way of counting is not known, or the highest sum is another.
//! Standard: SDC calculatedExpression with `weight()` or `ordinal()` of FHIRPath, in the one shape "sum of all".
//! Next: `crate::import::fhir`.

use std::sync::LazyLock;

use regex::Regex;

use super::items::{Found, Item, Kind};
use super::sidecar::Sidecar;
use crate::import::clean;

/// "The sum of the points of all answers": at a depth, or at any.
static SUM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^%resource(?P<path>(?:\.item)+|\.descendants\(\)|\.repeat\(item\))(?:\.where\(linkId ?!= ?'(?P<but>[^']*)'\))?\.answer(?:\.value)?\.(?:weight|ordinal)\(\)\.sum\(\)$",
    )
    .ok()
});

/// Whether points are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They are, up to this sum.
    Scored(u32),
    /// They are not, and why.
    Questions(String),
}

impl Outcome {
    /// Whether they are.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        matches!(self, Self::Scored(_))
    }

    /// Why they are not; empty if they are.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
            Self::Scored(_) => "",
            Self::Questions(why) => why,
        }
    }
}

/// Decides; what cannot be counted loses its points.
///
/// # Errors
/// An editor who asks for points that cannot be counted.
pub fn decide(sidecar: &Sidecar, items: &[Item], read: &mut [Found]) -> Result<Outcome, String> {
    let outcome = match found(sidecar, items, read) {
        Ok(most) if sidecar.maximum == 0 => Outcome::Questions(format!("`maximum` in import.toml is 0; the points found sum up to {most}")),
        Ok(most) if u32::from(sidecar.maximum) != most => {
            return Err(format!(
                "the points sum up to {most}, and `maximum` in import.toml says {}: it may be another questionnaire than it seems; read both again",
                sidecar.maximum
            ));
        }
        Ok(most) => Outcome::Scored(most),
        Err(why) if sidecar.maximum > 0 => {
            return Err(format!("it cannot be scored: {why}; write `maximum = 0` into import.toml to bring in its questions alone"));
        }
        Err(why) => Outcome::Questions(why),
    };
    // Points that are not in the sum would raise it.
    let loses = |item: &Item| !outcome.is_scored() || sidecar.unscored.contains(&item.link);
    for (_, found) in items.iter().zip(read.iter_mut()).filter(|(item, _)| loses(item)) {
        if let Some(question) = found.question.as_mut() {
            question.options.iter_mut().for_each(|(_, _, points)| *points = None);
        }
    }
    Ok(outcome)
}

/// The highest sum, if everything that it takes is known.
fn found(sidecar: &Sidecar, items: &[Item], read: &[Found]) -> Result<u32, String> {
    let mut most = 0_u32;
    let mut counted: Vec<&Item> = Vec::new();
    for (item, found) in items.iter().zip(read) {
        let is_asked = !matches!(item.kind, Kind::Shown | Kind::Total);
        if !is_asked || sidecar.unscored.contains(&item.link) {
            continue;
        }
        if found.question.is_none() {
            return Err(format!("{} asks for something and was refused", item.place));
        }
        let has = item.options.iter().filter(|option| option.has_points).count();
        if has == 0 {
            return Err(format!("{} has no points, and `unscored` in import.toml does not name it", item.place));
        }
        if let Some(option) = item.options.iter().find(|option| option.points.is_none()) {
            return Err(format!("{}: its answer `{}` has no points, or none in whole numbers", item.place, clean::cut(&option.code, 40).0));
        }
        if item.is_nested {
            return Err(format!("{} stands under a question, where the sum does not look", item.place));
        }
        let points = item.options.iter().filter_map(|option| option.points).map(u32::from);
        most += if item.repeats { points.sum::<u32>() } else { points.max().unwrap_or(0) };
        counted.push(item);
    }
    if counted.is_empty() {
        return Err("no answer has points".to_owned());
    }
    let totals: Vec<&Item> = items.iter().filter(|item| item.kind == Kind::Total).collect();
    let [total] = totals.as_slice() else {
        return Err(if totals.is_empty() {
            "no item holds the sum".to_owned()
        } else {
            format!("{} items hold a sum, and a check has one", totals.len())
        });
    };
    let Some((language, expression)) = &total.counted else {
        return Err(format!("{} holds the sum, and does not say how it is counted", total.place));
    };
    if language != "text/fhirpath" {
        return Err(format!("{} is counted by a program in `{}`, which is not read", total.place, clean::cut(language, 30).0));
    }
    let plain: String = expression.split_whitespace().collect::<Vec<_>>().join(" ");
    let shape = SUM.as_ref().and_then(|sum| sum.captures(&plain));
    let Some(shape) = shape else {
        return Err(format!("{} is counted by `{}`, which is not the plain sum of all points", total.place, clean::cut(&plain, 80).0));
    };
    let path = shape.name("path").map_or("", |path| path.as_str());
    let depth = path.matches(".item").count();
    if let Some(item) = counted.iter().find(|item| path.starts_with(".item") && item.depth != depth) {
        return Err(format!(
            "{} counts items of level {depth}, and {} stands on level {}: its own sum would be wrong",
            total.place, item.place, item.depth
        ));
    }
    match shape.name("but").map(|but| but.as_str()) {
        Some(but) if but != total.link => Err(format!("{} leaves `{}` out of the sum", total.place, clean::cut(but, 40).0)),
        _ => Ok(most),
    }
}
