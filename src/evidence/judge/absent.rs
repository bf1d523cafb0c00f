//! Numbers, dates, names and quotations of a text that stand nowhere in the sources.

use super::evidence::Evidence;
use super::{Cited, Fault, dates, names, numbers, quotes};
use crate::evidence::SourceText;
use crate::evidence::reading::Reading;
use crate::evidence::wording::Wording;

/// What a text without citations, a headline or a conclusion of the writer's own, says that none of the sources does.
#[must_use]
pub fn absent(text: &str, sources: &[&SourceText]) -> Vec<Fault> {
    let wanted = Wording::of(text);
    // Most headlines are an article's own words.
    if sources.iter().any(|s| s.wording.find(&wanted, 0).is_some() || s.is_titled(&wanted)) {
        return Vec::new();
    }
    let cited: Vec<Cited> = sources.iter().map(|source| Cited { source, passage: None }).collect();
    let reading = Reading::new(text, 0, &mut false);
    let evidence = Evidence::whole(&reading, &cited);
    let mut faults = quotes::faults(text, &cited);
    faults.extend(numbers::faults(text, &reading, &evidence));
    faults.extend(dates::faults(text, &reading, &evidence));
    faults.extend(names::faults(text, &reading, &evidence));
    faults.sort_by_key(|f| (f.range.start, f.kind));
    faults.dedup_by(|b, a| a.range.start < b.range.end && b.range.start < a.range.end);
    faults
}
