//! Title, byline, publisher and date: the lines around the beginning of the text.

use super::super::{agency, bylines, dates, phrases};
use super::lines::Line;
use crate::text::words;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::Range;

/// What the lines before the text say.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub title: String,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub agency: Option<&'static str>,
    pub published: Option<NaiveDate>,
    /// Lines inside the body's range that are no text: the title, its repeats, byline and date.
    pub used: BTreeSet<usize>,
    pub body_start: usize,
}

/// How far above the text its title may stand, in lines.
const HEAD: usize = 15;

pub(super) fn read(lines: &[Line], run: &Range<usize>) -> Head {
    let from = run.start.saturating_sub(HEAD);
    let candidates = from..lines.len().min(run.start + 3).min(run.end);
    let mut metadata: Vec<(usize, Facts)> = Vec::new();
    for at in candidates.clone() {
        match signature(lines, at) {
            Some(name) => metadata.extend([(at, Facts { authors: vec![name], ..Facts::default() }), (at + 1, Facts::default())]),
            None => metadata.extend(facts(&lines[at]).filter(|_| metadata.last().is_none_or(|(last, _)| *last < at)).map(|f| (at, f))),
        }
    }
    let title_at = title(lines, run, candidates.clone(), &metadata);
    let mut head = Head { body_start: run.start, ..Head::default() };
    match title_at {
        Some(at) => head.title.clone_from(&lines[at].text),
        // A text without a headline is named by its first sentence, so that an editor sees what it is.
        None => head.title = first_sentence(&lines[run.start].text),
    }
    for at in candidates.clone() {
        if title_at.is_some() && lines[at].text == head.title {
            head.used.insert(at);
        }
    }
    for (at, facts) in metadata {
        head.used.insert(at);
        head.publisher = head.publisher.take().or(facts.publisher);
        head.published = head.published.or(facts.published);
        head.agency = head.agency.or(facts.agency);
        if head.authors.is_empty() {
            head.authors = facts.authors;
        }
    }
    // `Marsal - 12 November`: one word that the text has as well is where it was written.
    let is_place = |name: &String| {
        !name.contains(' ') && lines[run.clone()].iter().any(|l| l.is_prose() && l.text.split(|c: char| !c.is_alphanumeric()).any(|w| w == name))
    };
    head.publisher = head.publisher.filter(|name| !is_place(name));
    head.body_start = body_start(lines, run, title_at, &head.used);
    head
}

/// Where the text begins: a heading just above its first paragraph belongs to it if the text has headings of its own further on.
fn body_start(lines: &[Line], run: &Range<usize>, title_at: Option<usize>, used: &BTreeSet<usize>) -> usize {
    let mut start = run.start;
    let floor = title_at.map_or(run.start, |t| t + 1).min(run.start);
    let headed = (run.start + 1..run.end).any(|at| {
        let own = title_at != Some(at) && !used.contains(&at);
        own && lines[at].is_heading() && !phrases::is_prompt(&lines[at].text)
    });
    if headed && start > floor && lines[start - 1].is_heading() && lines[start - 1].words >= 3 && !used.contains(&(start - 1)) {
        start -= 1;
    }
    // What stands before the title inside the run is no text of it.
    title_at.filter(|t| run.contains(t) && (run.start..*t).all(|n| used.contains(&n) || !lines[n].is_prose())).map_or(start, |t| t + 1)
}

/// The line that is the headline, if one is.
fn title(lines: &[Line], run: &Range<usize>, candidates: Range<usize>, metadata: &[(usize, Facts)]) -> Option<usize> {
    let is_metadata = |at: usize| metadata.iter().any(|(m, _)| *m == at);
    let body: BTreeSet<String> =
        lines[run.clone()].iter().filter(|l| l.is_prose() || l.ends_sentence() && l.number >= candidates.end).flat_map(|l| stems(&l.text)).collect();
    let first_telling = candidates.clone().find(|at| lines[*at].words >= 3 && !is_metadata(*at) && !phrases::is_prompt(&lines[*at].text));
    let mut best: Option<(f64, usize)> = None;
    // What the line before was worth for its words alone.
    let mut above = 0.0;
    for at in candidates.clone() {
        let stands_above = std::mem::take(&mut above);
        let line = &lines[at];
        let long_prose = line.words > 28 || (at >= run.start && line.is_prose() && !line.text.ends_with('?') && !line.text.ends_with('!'));
        if is_metadata(at) || long_prose || line.is_item || phrases::is_prompt(&line.text) || phrases::ends_article(&line.text) {
            continue;
        }
        let own: Vec<String> = stems(&line.text);
        let share = if own.is_empty() { 0.0 } else { ratio(own.iter().filter(|s| body.contains(*s)).count(), own.len()) };
        let repeats = candidates.clone().filter(|other| *other != at && lines[*other].text == line.text).count();
        // One word of the text is soon found among its words: the name of a section says less than a headline does.
        let mut score = share * [0.0, 0.4, 0.7].get(own.len()).copied().unwrap_or(1.0);
        above = score;
        score += if repeats > 0 { 0.5 } else { 0.0 };
        score += if first_telling == Some(at) { 0.25 } else { 0.0 };
        score += if is_metadata(at + 1) { 0.15 } else { 0.0 };
        score -= if line.words < 3 && repeats == 0 { 0.4 } else { 0.0 };
        score -= if line.text.ends_with('.') { 0.3 } else { 0.0 };
        score -= if line.text.starts_with(char::is_lowercase) { 0.3 } else { 0.0 };
        // Nearer to the text is likelier, by a hair.
        score -= 0.01 * ratio(run.start.saturating_sub(at), 1);
        // Below a headline stands its dek, in more words of the text.
        let is_dek = first_telling.is_some_and(|first| first + 1 == at) && stands_above >= 0.25 && repeats == 0;
        if !is_dek && best.is_none_or(|(most, _)| score > most + 1e-9) {
            best = Some((score, at));
        }
    }
    best.filter(|(score, _)| *score >= 0.2).map(|(_, at)| at)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words in a line")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn stems(text: &str) -> Vec<String> {
    words::words(text).into_iter().map(|r| text[r].to_lowercase()).filter(|w| !words::is_stop_word(w)).map(|w| words::stem(&w)).collect()
}

fn first_sentence(text: &str) -> String {
    let first = crate::text::sentences::sentences(text).into_iter().next().map_or(text, |r| &text[r]);
    let words: Vec<&str> = first.split_whitespace().collect();
    if words.len() <= 20 { first.to_owned() } else { format!("{}…", words[..16].join(" ")) }
}

/// What a line that is no text says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Facts {
    publisher: Option<String>,
    authors: Vec<String>,
    agency: Option<&'static str>,
    published: Option<NaiveDate>,
}

/// A person's name over the job of its bearer: `Ann Lee`, `Energy correspondent`.
fn signature(lines: &[Line], at: usize) -> Option<String> {
    let (line, below) = (&lines[at], lines.get(at + 1)?);
    let is_name = (2..=4).contains(&line.words) && line.text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    let name = bylines::names(&line.text).pop().filter(|n| is_name && *n == line.text && n.split_whitespace().all(|w| w.starts_with(char::is_uppercase)))?;
    bylines::is_job(&below.text).then_some(name)
}

/// The facts of a byline or dateline: `by Ann Lee`, `Example Times30-07-2025`, `Published: 3 March 2026`, `Reuters`.
fn facts(line: &Line) -> Option<Facts> {
    let text = line.text.as_str();
    // `Publié le 12 novembre 2026 à 18h40, mis à jour le 13 novembre 2026 à 07h10`.
    let lower = text.to_lowercase();
    let is_labelled = line.words <= 24 && !line.ends_sentence() && PUBLISHED.iter().any(|l| lower.starts_with(l));
    if (line.words > 14 || line.is_prose()) && !is_labelled {
        return None;
    }
    let authors = bylines::of_line(text);
    let is_byline = !authors.is_empty() || bylines::lead_in(text).is_some_and(bylines::is_role);
    let dated = dates::first(text, dates::Order::Unknown);
    let agency = agency::named(text);
    if !is_byline && dated.is_none() && agency.is_none() {
        return None;
    }
    let mut facts = Facts { authors, agency, ..Facts::default() };
    if let Some(dated) = dated {
        let (before, after) = (&text[..dated.at.start], &text[dated.at.end..]);
        // A headline or a sentence can hold a date too: a line of publication has little else on it.
        if !is_byline && !is_labelled && words::count(before) + words::count(after) > 7 {
            return None;
        }
        if dates::is_of_change(before) {
            return Some(facts);
        }
        facts.published = Some(dated.day);
        if !is_byline {
            facts.publisher = publisher(before);
        }
    }
    Some(facts)
}

/// How a line that says when a text came out begins.
const PUBLISHED: [&str; 9] =
    ["published ", "first published ", "posted ", "publié le ", "publié à ", "veröffentlicht ", "publicado ", "pubblicato ", "gepubliceerd "];

/// The name of a paper in front of a date.
fn publisher(before: &str) -> Option<String> {
    let name = before.trim().trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.' && c != '!').trim();
    let lower = name.to_lowercase();
    let label = [
        "published",
        "posted",
        "date",
        "on",
        "veröffentlicht",
        "publié",
        "publicado",
        "pubblicato",
        "opublikowano",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let fine = !name.is_empty() && name.chars().next().is_some_and(char::is_alphanumeric) && !name.starts_with(char::is_lowercase);
    (fine && !label.iter().any(|l| lower == *l || lower.starts_with(&format!("{l} ")) || lower.starts_with(&format!("{l}:"))) && agency::named(name).is_none())
        .then(|| name.to_owned())
}
