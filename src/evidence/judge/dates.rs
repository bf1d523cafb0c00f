//! Dates of a claim against those of its evidence, weekdays resolved against the article's own day.

use super::evidence::Evidence;
use super::{Fault, FaultKind};
use crate::evidence::dates::DateMention;
use crate::evidence::lexicon::Sym;
use crate::evidence::quantities::Unit;
use crate::evidence::reading::Reading;
use chrono::Datelike as _;

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    reading.dates.iter().filter_map(|d| fault(claim, reading, d, evidence)).collect()
}

fn fault(claim: &str, reading: &Reading, wanted: &DateMention, evidence: &Evidence) -> Option<Fault> {
    let range = reading.tokens[wanted.tokens.start].range.start..reading.tokens[wanted.tokens.end - 1].range.end;
    let typed = &claim[range.clone()];
    let said = |message: String| Some(Fault { kind: FaultKind::Date, range: range.clone(), message });
    let year_known = wanted.year.is_some() && evidence.everything().any(|(_, r)| r.dates.iter().any(|d| d.year == wanted.year));
    let says = |published, there: &DateMention| wanted.is_said_by(there, published, year_known);
    if evidence.core().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) {
        return None;
    }
    // What was read as a year may be a number.
    let year = wanted.year.filter(|_| wanted.month.is_none()).map(f64::from);
    if year.is_some_and(|y| evidence.core().any(|(_, r)| r.quantities.iter().any(|q| (q.value - y).abs() < 1e-9))) || is_implied(wanted, evidence) {
        return None;
    }
    let rival = evidence.core().find_map(|(g, r)| r.dates.iter().find(|d| wanted.is_rival(d, g.source.published)).map(|d| (g, r, d)));
    let own = |g: &super::evidence::Ground| g.source.published.is_some_and(|p| wanted.is_said_by(&DateMention::of(p), None, false));
    match rival {
        Some((g, r, d)) => said(format!("“{typed}” differs: the source says “{}”", g.piece(r, d.tokens.clone()))),
        None if evidence.grounds.iter().any(own) => None,
        None if evidence.around().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) => None,
        None if evidence.everything().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) => {
            evidence.grounds.iter().all(|g| g.named).then_some(()).and_then(|()| said(format!("“{typed}” stands elsewhere in the source, not with this")))
        }
        None if wanted.shift.is_some() => None,
        None => said(format!("“{typed}” does not stand in the source")),
    }
}

/// `last year`, `three years ago`, `this month` in the evidence name a year or month without saying it.
fn is_implied(wanted: &DateMention, evidence: &Evidence) -> bool {
    let (year_word, month_word, ago) = (Sym::of("year"), Sym::of("month"), Sym::of("ago"));
    let relative = ["last", "this", "next", "earlier", "previous", "past", "coming", "ago"].map(Sym::of);
    evidence.core().any(|(g, r)| {
        let Some(published) = g.source.published else { return false };
        let has = |word: Sym| r.tokens.iter().any(|t| t.sym == word);
        if !relative.iter().any(|w| has(*w)) || wanted.day.is_some() {
            return false;
        }
        let years_back = r.quantities.iter().find(|q| q.unit == Unit::Measure(year_word) && has(ago)).map(|q| q.value as i32);
        match (wanted.year, wanted.month) {
            (Some(year), None) => has(year_word) && years_back.map_or((published.year() - year).abs() <= 1, |n| (published.year() - n - year).abs() <= 1),
            (_, Some(month)) => (has(month_word) || has(Sym::of("week"))) && (i64::from(published.month()) - i64::from(month)).rem_euclid(12) % 11 <= 1,
            _ => false,
        }
    })
}
