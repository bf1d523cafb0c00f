//! Numbers, dates, names and quotations of a text that stand nowhere in the sources.

use super::evidence::Evidence;
use super::{Cited, Fault, dates, names, numbers, quotes};
use crate::evidence::SourceText;
use crate::evidence::reading::Reading;
use crate::evidence::wording::Wording;
use std::ops::Range;

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
    let mut faults = quotes::faults(text, &cited);
    // Of most others every number, date and name stands there as it is typed: then no article has to be read for it.
    if faults.is_empty() && stands(text, &reading, sources) {
        return faults;
    }
    let evidence = Evidence::whole(&cited);
    faults.extend(numbers::faults(text, &reading, &evidence));
    faults.extend(dates::faults(text, &reading, &evidence));
    faults.extend(names::faults(text, &reading, &evidence));
    faults.sort_by_key(|f| (f.range.start, f.kind));
    faults.dedup_by(|b, a| a.range.start < b.range.end && b.range.start < a.range.end);
    faults
}

/// Whether every number, date and name stands in one of the sources word for word.
fn stands(text: &str, reading: &Reading, sources: &[&SourceText]) -> bool {
    let typed = |tokens: &Range<usize>| &text[reading.bytes(tokens)];
    let amounts = reading.quantities.iter().map(|q| typed(&q.tokens));
    let dates = reading.dates.iter().map(|d| typed(&d.tokens));
    let names = reading.names.iter().map(typed);
    amounts.chain(dates).chain(names).all(|piece| {
        let wanted = Wording::of(piece);
        sources.iter().any(|s| s.wording.find(&wanted, 0).is_some() || s.is_titled(&wanted))
    })
}
