//! Dates of a claim against those of its evidence, weekdays resolved against the article's own day.

use super::evidence::{Evidence, Ground};
use super::{Fault, FaultKind};
use crate::evidence::dates::DateMention;
use crate::evidence::lexicon::Sym;
use crate::evidence::quantities::Unit;
use crate::evidence::reading::Reading;
use crate::evidence::spans::Span;
use crate::evidence::tokens::Token;
use crate::evidence::worked_out;
use chrono::{Datelike as _, NaiveDate};

pub(super) fn faults(claim: &str, reading: &Reading, evidence: &Evidence) -> Vec<Fault> {
    let mut out: Vec<Fault> = reading.dates.iter().filter_map(|d| fault(claim, reading, d, evidence)).collect();
    out.extend(reading.spans().iter().filter_map(|s| other_span(claim, reading, s, evidence)));
    out
}

/// A sentence that has less of the claim's weight tells of something else.
const LEAST: f64 = 0.35;

/// `last year` where the source has `last month`. What the source does not date in such words may be dated in others, so that silence is no fault.
fn other_span(claim: &str, reading: &Reading, wanted: &Span, evidence: &Evidence) -> Option<Fault> {
    let mut rival = None;
    for (ground, sentence) in evidence.core() {
        let published = ground.source.published;
        let said = sentence.spans();
        let dated = |d: &DateMention| published.is_some_and(|p| d.is_within(wanted.days(p).as_ref(), p));
        if said.iter().any(|s| wanted.is_same(s) || wanted.holds(s, published)) || sentence.dates.iter().any(dated) || counts_back(sentence, wanted) {
            return None;
        }
        if let Some(other) = said.first().filter(|_| ground.coverage.share(&[sentence.number.unwrap_or(usize::MAX)]) >= LEAST) {
            rival.get_or_insert_with(|| ground.piece(sentence, other.tokens.clone()));
        }
    }
    let range = reading.bytes(&wanted.tokens);
    rival.map(|other| Fault { kind: FaultKind::Date, message: format!("“{}” differs: the source says “{other}”", &claim[range.clone()]), range })
}

/// Whether a sentence counts back or on in the same unit: a year earlier, two months ago, the past year.
fn counts_back(sentence: &Reading, wanted: &Span) -> bool {
    let unit = |t: &Token| t.sym == wanted.unit || t.typed == wanted.unit;
    let beside = ["ago", "earlier", "before", "later", "previous", "past", "coming", "following", "after"].map(Sym::raw);
    sentence.tokens.windows(2).any(|w| (unit(&w[0]) && beside.contains(&w[1].typed)) || (unit(&w[1]) && beside.contains(&w[0].typed)))
}

fn fault(claim: &str, reading: &Reading, wanted: &DateMention, evidence: &Evidence) -> Option<Fault> {
    let range = reading.bytes(&wanted.tokens);
    let typed = &claim[range.clone()];
    let said = |message: String| Some(Fault { kind: FaultKind::Date, range: range.clone(), message });
    let year_known = wanted.year.is_some() && evidence.everything().any(|(_, r)| r.dates.iter().any(|d| d.year == wanted.year));
    let says = |published, there: &DateMention| wanted.is_said_by(there, published, year_known);
    if evidence.core().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) {
        return of_something_else(claim, reading, wanted, evidence, &says).or_else(|| part_of_another_year(claim, reading, wanted, evidence));
    }
    // `Not before 2027` says what `no longer this year` does.
    let last_before =
        wanted.year.filter(|_| wanted.month.is_none() && wanted.tokens.start > 0 && reading.tokens[wanted.tokens.start - 1].typed == Sym::raw("before"));
    let ends_then =
        |d: &DateMention| evidence.core().any(|(g, r)| g.source.published.is_some_and(|p| r.spans().iter().any(|s| d.is_within(s.days(p).as_ref(), p))));
    if last_before.is_some_and(|year| ends_then(&DateMention { year: Some(year - 1), ..wanted.clone() })) {
        return None;
    }
    if evidence.core().any(|(g, r)| worked_out::is_counted_on(wanted, r, g.source.published)) {
        return None;
    }
    // What was read as a year may be a number.
    let year = wanted.year.filter(|_| wanted.month.is_none()).map(f64::from);
    if year.is_some_and(|y| evidence.core().any(|(_, r)| r.quantities.iter().any(|q| (q.value - y).abs() < 1e-9))) || is_implied(wanted, evidence) {
        return None;
    }
    let rival = evidence.core().find_map(|(g, r)| r.dates.iter().find(|d| wanted.is_rival(d, g.source.published)).map(|d| (g, r, d)));
    let own = |g: &Ground| g.source.published.is_some_and(|p| wanted.is_said_by(&DateMention::of(p), None, false));
    match rival {
        Some((g, r, d)) => said(format!("“{typed}” differs: the source says “{}”", g.piece(r, d.tokens.clone()))),
        None if evidence.grounds.iter().any(own) => None,
        None if evidence.around().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) => None,
        None if evidence.everything().any(|(g, r)| r.dates.iter().any(|d| says(g.source.published, d))) => {
            if evidence.grounds.iter().all(|g| g.named) {
                said(format!("“{typed}” stands elsewhere in the source, not with this"))
            } else {
                None
            }
        }
        None if wanted.shift.is_some() => None,
        None => said(format!("“{typed}” does not stand in the source")),
    }
}

/// A day that the sources have for something else alone, where the sentence that tells most of the claim has another.
fn of_something_else(
    claim: &str,
    reading: &Reading,
    wanted: &DateMention,
    evidence: &Evidence,
    says: &dyn Fn(Option<NaiveDate>, &DateMention) -> bool,
) -> Option<Fault> {
    /// What a sentence has of the claim's weight beside the date, where it tells most of it, and where it tells something else.
    const MOST: f64 = 0.4;
    const HARDLY: f64 = 0.1;
    const BY_IT: usize = 3;
    if reading.dates.len() > 1 {
        return None;
    }
    let share = |g: &Ground, r: &Reading| {
        let terms = &g.coverage.terms;
        let own = |term: usize| wanted.tokens.contains(&terms[term].token);
        let whole: f64 = (0..terms.len()).filter(|t| !own(*t)).map(|t| terms[t].weight).sum();
        let has = g.coverage.sentences.of(r.number.unwrap_or(usize::MAX)).iter().filter(|(t, _)| !own(*t));
        has.map(|(t, how)| terms[*t].weight * how).sum::<f64>() / whole.max(f64::MIN_POSITIVE)
    };
    let rival = |g: &Ground, r: &Reading| r.dates.iter().find(|d| d.day.is_some() && wanted.is_rival(d, g.source.published)).map(|d| d.tokens.clone());
    let (g, r, other) = evidence.core().filter(|(g, r)| share(g, r) >= MOST).find_map(|(g, r)| Some((g, r, rival(g, r)?)))?;
    // What stands by the sentence may be told of it, in whatever words.
    let is_by_it = |r2: &Reading| r2.number.zip(r.number).is_some_and(|(a, b)| a.abs_diff(b) <= BY_IT);
    let said = |g: &Ground, r: &Reading| r.dates.iter().any(|d| says(g.source.published, d));
    if wanted.day.is_none() || evidence.everything().any(|(g, r)| said(g, r) && (share(g, r) > HARDLY || is_by_it(r))) {
        return None;
    }
    let range = reading.bytes(&wanted.tokens);
    let message = format!("“{}” differs: the source says “{}” here", &claim[range.clone()], g.piece(r, other));
    Some(Fault { kind: FaultKind::Date, range, message })
}

/// `The end of 2027` where the source has the end of 2028, and of 2027 another part.
fn part_of_another_year(claim: &str, reading: &Reading, wanted: &DateMention, evidence: &Evidence) -> Option<Fault> {
    let part = part_of_year(reading, wanted)?;
    let same = |r: &Reading, d: &DateMention| d.year == wanted.year && part_of_year(r, d) == Some(part);
    if evidence.everything().any(|(_, r)| r.dates.iter().any(|d| same(r, d))) {
        return None;
    }
    let rival = |r: &Reading, d: &DateMention| d.year.is_some() && d.year != wanted.year && d.month.is_none() && part_of_year(r, d) == Some(part);
    let (g, r, d) = evidence.core().find_map(|(g, r)| r.dates.iter().find(|d| rival(r, d)).map(|d| (g, r, d)))?;
    let range = reading.bytes(&wanted.tokens);
    let message = format!("“{}” differs: the source says “{}” here", &claim[range.clone()], g.piece(r, d.tokens.clone()));
    Some(Fault { kind: FaultKind::Date, range, message })
}

/// The part of a year that the words before a date name: 0 its beginning, 1 its middle, 2 its end.
fn part_of_year(reading: &Reading, date: &DateMention) -> Option<usize> {
    const PARTS: [[&str; 3]; 3] = [["early", "beginning", "start"], ["mid", "middle", "midst"], ["late", "end", "close"]];
    if date.year.is_none() || date.month.is_some() {
        return None;
    }
    let before = &reading.tokens[date.tokens.start.saturating_sub(2)..date.tokens.start];
    let is = |typed: Sym, word: &str| typed == Sym::raw(word);
    // Early 2027, the end of 2027.
    let near = before.last().filter(|t| !is(t.typed, "of")).or_else(|| before.first().filter(|_| before.len() == 2))?;
    PARTS.iter().position(|words| words.iter().any(|w| is(near.typed, w)))
}

/// `last year`, `three years ago`, `this month` in the evidence name a year or month without saying it.
fn is_implied(wanted: &DateMention, evidence: &Evidence) -> bool {
    if wanted.day.is_some() {
        return false;
    }
    let (year_word, month_word, ago) = (Sym::of("year"), Sym::of("month"), Sym::of("ago"));
    let relative = ["last", "this", "next", "earlier", "previous", "past", "coming", "ago"].map(Sym::of);
    evidence.core().any(|(g, r)| {
        let Some(published) = g.source.published else { return false };
        let spans = r.spans();
        if spans.iter().any(|s| wanted.is_within(s.days(published).as_ref(), published)) {
            return true;
        }
        let has = |word: Sym| r.tokens.iter().any(|t| t.sym == word);
        // Where all that counts from the article's day is such a stretch, its days are known.
        if !relative.iter().any(|w| has(*w)) || (!spans.is_empty() && spans.iter().all(|s| s.days(published).is_some()) && !has(ago)) {
            return false;
        }
        let years_back = r.quantities.iter().find(|q| q.unit == Unit::Measure(year_word) && has(ago)).map(|q| q.value.trunc());
        match (wanted.year, wanted.month) {
            // As wide numbers, for a text may count back more years than a calendar has.
            (Some(year), None) => {
                let beside = |words: &[&str]| {
                    r.tokens.windows(3).any(|w| w.iter().any(|t| t.sym == year_word) && w.iter().any(|t| words.iter().any(|x| t.typed == Sym::raw(x))))
                };
                let (back, on) =
                    (has(ago) || beside(&["last", "previous", "past", "earlier", "ago", "before"]), beside(&["next", "coming", "later", "following"]));
                let off = f64::from(year) - (f64::from(published.year()) - years_back.unwrap_or(0.0));
                has(year_word)
                    && ((back && (-1.0..=0.0).contains(&off)) || (on && (0.0..=1.0).contains(&off)) || (years_back.is_some() && off.abs() <= 1.0) || off == 0.0)
            }
            (_, Some(month)) => (has(month_word) || has(Sym::of("week"))) && (i64::from(published.month()) - i64::from(month)).rem_euclid(12) % 11 <= 1,
            _ => false,
        }
    })
}
