//! Headline and dek.

use super::candidate::Candidate;
use super::clauses::{self, stems};
use super::material::Report;
use super::weight::{Weights, likeness};
use crate::evidence::{SourceText, absent};
use crate::text::markdown::fold_space;
use crate::text::words::count;
use crate::types::Genre;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences of an article in which it says what its headline is about.
const SOON: usize = 15;
/// Words of a headline at most before it is thought long.
const LONG: usize = 13;

/// The best of the sources' headlines: that whose words most headlines and reports share; without the site's name, and a statement rather than a
/// question where there is one.
/// Readers find what it says in the sources: it is taken from those that the body cites, and says nothing that none of them does.
pub(super) fn headline(reports: &[Report], pool: &[Candidate], chosen: &[usize], cited: &BTreeSet<usize>) -> Option<String> {
    let usable: Vec<&Report> = reports.iter().enumerate().filter(|(at, r)| !r.junk && cited.contains(at)).map(|(_, r)| r).collect();
    let titles: Vec<String> =
        usable.iter().map(|r| super::subbing::strip_labels(&without_site(&r.text.title, r.file.article.publisher.as_deref())).to_owned()).collect();
    let mut known: BTreeMap<String, f64> = BTreeMap::new();
    for (title, report) in titles.iter().zip(&usable) {
        for stem in stems(title) {
            *known.entry(stem).or_insert(0.0) += 1.0;
        }
        let opening: String = report.lines.iter().take(3).map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
        for stem in stems(&opening) {
            *known.entry(stem).or_insert(0.0) += 0.5;
        }
    }
    let score = |text: &str| -> f64 {
        let own = stems(text);
        own.iter().map(|s| known.get(s).copied().unwrap_or(0.0)).sum::<f64>() / (count(text).max(1) as f64).sqrt()
    };
    let mut offers: Vec<(f64, String)> = Vec::new();
    let mut offer = |text: String, factor: f64| {
        if !text.is_empty() {
            offers.push((score(&text) * factor, text));
        }
    };
    for (title, report) in titles.iter().zip(&usable) {
        offer(title.clone(), fitness(title, report));
        // Of a long one, its first sentence, or what that says before it goes into the circumstances.
        if count(title) > LONG {
            let first = crate::text::sentences::sentences(title).first().map_or(title.as_str(), |r| &title[r.clone()]);
            if first.len() < title.len() && (4..=LONG + 3).contains(&count(first)) && !super::subbing::has_notice(first) {
                offer(first.to_owned(), 0.6);
            }
            if let Some(opening) = clauses::opening(first, LONG) {
                offer(opening, 0.6);
            }
        }
        // A question's own article may state its subject in its first subheading.
        if title.ends_with('?')
            && let Some(first) = report.text.blocks.iter().find(|b| b.kind == crate::text::markdown::TextKind::Heading)
        {
            let shared = stems(&first.text).intersection(&stems(title)).count();
            if shared >= 2 && (4..=LONG).contains(&count(&first.text)) && !first.text.ends_with('?') {
                offer(fold_space(&first.text), 0.9);
            }
        }
    }
    for c in chosen.iter().take(12).map(|at| &pool[*at]) {
        let clauses = clauses::clauses(&c.copy.text, LONG);
        // A whole short sentence serves where the headlines are cut or ask.
        let whole = (count(&c.copy.text) <= LONG + 3 && c.copy.quoted == 0.0 && c.leader().is_none()).then(|| c.copy.text.trim_end_matches('.').to_owned());
        // Of a long one, what it says before it goes into the circumstances.
        let opening = (c.copy.quoted == 0.0 && c.leader().is_none()).then(|| clauses::opening(&c.copy.text, LONG)).flatten();
        for (text, factor) in clauses.into_iter().map(|t| (t, 0.55)).chain(whole.map(|t| (t, 0.45))).chain(opening.map(|t| (t, 0.35))) {
            // "The rule takes effect" says of no rule which.
            if super::attribution::genre(c.report, reports) != Genre::Opinion && !text.starts_with("The ") {
                offer(text, factor);
            }
        }
    }
    // Of equal worth, the first offered.
    offers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let texts: Vec<&SourceText> = usable.iter().map(|r| &r.text).collect();
    let best = offers.into_iter().map(|(_, text)| text).take(20).find(|text| absent(text, &texts).is_empty()).or_else(|| titles.first().cloned())?;
    Some(best.strip_suffix('.').filter(|b| !b.ends_with('.')).map_or(best.clone(), str::to_owned))
}

/// How fit a title is to be a headline, 0 to 1.
fn fitness(title: &str, report: &Report) -> f64 {
    let words = count(title);
    let lower = title.to_lowercase();
    let mut factor = 1.0;
    if title.trim_end_matches(['"', '”', '’', '\'']).ends_with('?') {
        factor *= 0.4;
    }
    if title.ends_with("...")
        || title.ends_with('…')
        || title.ends_with([',', ':', ';'])
        || crate::text::words::is_stop_word(lower.split_whitespace().last().unwrap_or(""))
    {
        factor *= 0.1;
    }
    // A byline, a joke, a remark: its own text says next to nothing of what it names.
    let told: BTreeSet<String> = report.lines.iter().take(SOON).flat_map(|l| stems(&l.text)).collect();
    let own = stems(title);
    if !own.is_empty() && !told.is_empty() && own.intersection(&told).count() * 3 < own.len() {
        factor *= 0.2;
    }
    // The first words of the text, cut, are no headline.
    let opening = crate::text::normal::folded(report.lines.first().map_or("", |l| l.text.as_str()));
    let folded = crate::text::normal::folded(title);
    if opening.len() > folded.len() + 1 && opening.starts_with(&folded) {
        // Where the cut goes through a word, nobody wrote it so.
        let torn = opening[folded.len()..].starts_with(char::is_alphanumeric);
        factor *= if torn { 0.05 } else { 0.3 };
    }
    if title.contains("://") || title.contains("www.") || super::subbing::is_no_headline(title) {
        factor *= 0.05;
    }
    if words > LONG {
        factor *= (LONG as f64 / words as f64).powi(2);
    }
    if words < 4 {
        factor *= 0.5;
    }
    let first = lower.split_whitespace().next().unwrap_or("");
    if matches!(first, "why" | "how" | "what" | "watch" | "video" | "here" | "here's" | "live" | "breaking" | "opinion" | "photos")
        || first.parse::<u32>().is_ok()
    {
        factor *= 0.7;
    }
    if lower.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "you" | "your" | "i" | "we" | "my")) {
        factor *= 0.6;
    }
    if title.chars().filter(|c| c.is_uppercase()).count() * 2 > title.chars().filter(|c| c.is_alphabetic()).count() && !report.capitals {
        factor *= 0.6;
    }
    factor
}

/// A title without the name of its site at the end or the begin.
pub(super) fn without_site(title: &str, publisher: Option<&str>) -> String {
    let mut out = fold_space(title);
    let named = |part: &str| publisher.is_some_and(|p| p.eq_ignore_ascii_case(part.trim()) || part.trim().eq_ignore_ascii_case(&format!("the {p}")));
    for mark in [" | ", " :: ", " · ", " » ", " - ", " – ", " — "] {
        while let Some(at) = out.rfind(mark) {
            let (head, tail) = (&out[..at], &out[at + mark.len()..]);
            let names =
                tail.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(w, "of" | "the" | "and" | "&"));
            let site = named(tail)
                || tail.contains(".com")
                || (count(head) >= 4 && count(tail) <= 4 && (mark == " | " || mark == " :: " || mark == " » " || (names && count(tail) <= 3)));
            if !site {
                break;
            }
            out.truncate(at);
        }
        if let Some(at) = out.find(mark).filter(|at| named(&out[..*at])) {
            out = out[at + mark.len()..].to_owned();
        }
    }
    out.trim().to_owned()
}

/// The candidate that becomes the dek: one of the first sentences of an article that adds to the headline and is not in the body. Where the body
/// has all there is, it gives one up.
pub(super) fn dek(
    reports: &[Report],
    pool: &[Candidate],
    chosen: &mut Vec<usize>,
    weights: &Weights,
    title: &str,
    cited: &BTreeSet<usize>,
    holds: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let subject = stems(title);
    let title = weights.content(title);
    let shape = |c: &Candidate| {
        (10..=40).contains(&count(&c.copy.text))
            && c.copy.quoted < 0.5
            && c.leader().is_none()
            // A list needs all its items; an answer stands by itself.
            && (!c.copy.item || reports[c.report].lines[c.line].text.starts_with("A:"))
            && !c.copy.text.starts_with('“')
            && !super::subbing::stands_for_one_named_before(&c.copy.text)
            && !super::subbing::points_back(&c.copy.text, 1)
            && ![" this ", " these ", " those ", " such ", " the former ", " the latter "].iter().any(|w| c.copy.text.contains(w))
    };
    let bodies: Vec<_> = chosen.iter().map(|c| weights.content(&pool[*c].copy.text)).collect();
    let new = |c: &Candidate| {
        let own = weights.content(&c.copy.text);
        likeness(&own, &title) < 0.85 && bodies.iter().all(|b| likeness(&own, b) < 0.7)
    };
    // Of equal worth a word, that which speaks of the headline's subject.
    let value = |c: &Candidate| {
        let shared = stems(&c.copy.text).intersection(&subject).count().min(3) as f64;
        // What is not so tells a reader little of what is.
        let denied = [" not ", "n't ", "n’t ", " never "].iter().any(|w| c.copy.text.contains(w));
        weights.worth(&c.copy.text) / (c.words as f64).sqrt() * (0.4 + 0.2 * shared) * if denied { 0.6 } else { 1.0 }
    };
    let best = |first: usize| {
        let mut fit: Vec<(f64, usize)> = pool
            .iter()
            .enumerate()
            .filter(|(at, c)| !chosen.contains(at) && cited.contains(&c.report) && !reports[c.report].junk && c.line < first && shape(c) && new(c))
            .map(|(at, c)| (value(c), at))
            .collect();
        fit.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        fit.into_iter().take(8).map(|(_, at)| at).find(|at| holds(*at))
    };
    if let Some(found) = best(3).or_else(|| best(8)).or_else(|| best(usize::MAX)) {
        return Some(found);
    }
    let leads = |c: usize| chosen.iter().any(|o| pool[*o].leader() == Some(c));
    // The only sentence of a text stays in the body.
    let alone = |c: usize| !chosen.iter().any(|o| *o != c && reports[pool[*o].report].origin == reports[pool[c].report].origin);
    let spare = chosen
        .iter()
        .copied()
        .filter(|c| shape(&pool[*c]) && !leads(*c) && !alone(*c))
        .max_by(|a, b| value(&pool[*a]).total_cmp(&value(&pool[*b])).then(b.cmp(a)))?;
    if chosen.len() < 2 {
        return None;
    }
    chosen.retain(|c| *c != spare);
    Some(spare)
}
