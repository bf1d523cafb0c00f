//! From reports to a draft: the order of the writer's steps.

use super::arrange::{self, Block, Section};
use super::attribution::Byline;
use super::budget::Taken;
use super::candidate::{self, Candidate};
use super::cite::Citer;
use super::headings::Desk;
use super::lists::{ROLES, TITLES};
use super::material::Report;
use super::select;
use super::subbing::{self, People, Voices};
use super::support::Support;
use super::weight::Weights;
use super::{clauses, figures, headline, subbing::Copy};
use crate::config::Config;
use crate::evidence::absent;
use crate::text::words::{capitalised, count};
use crate::types::{Draft, DraftBlock, DraftCitation, DraftClaim, DraftSection};
use std::collections::{BTreeMap, BTreeSet};

/// A written story.
pub(super) struct Written {
    pub title: String,
    pub dek: Option<String>,
    pub draft: Draft,
    /// Reports from which sentences were taken.
    pub used: Vec<usize>,
}

/// Writes the story; `None` where no sentence of it can stand.
pub(super) fn write(reports: &[Report], numbers: &[u32], config: &Config) -> Option<Written> {
    let weights = Weights::of(reports);
    let support = Support::of(reports);
    let people: Vec<People> = reports.iter().map(|r| People::of(&r.text)).collect();
    let voices: Vec<Voices> = reports.iter().zip(&people).map(|(r, people)| Voices::of(r, people)).collect();
    let bylines: Vec<Option<Byline>> = (0..reports.len()).map(|r| Byline::of(r, reports)).collect();
    let first_copies: Vec<Option<usize>> = (0..reports.len()).map(|r| first_copy(r, reports)).collect();
    let copies: Vec<(usize, usize, Copy)> = (0..reports.len())
        .filter(|r| !reports[*r].junk)
        .flat_map(|r| (0..reports[r].lines.len()).map(move |l| (r, l)))
        .filter(|(r, l)| first_copies[*r].is_none_or(|first| support.find(&support.sought(&reports[*r].lines[*l].text), first, true).is_none()))
        .filter_map(|(r, l)| subbing::mend(&reports[r], l, &voices[r]).map(|c| (r, l, c)))
        .collect();
    let taken = Taken::new(reports, config.compose.quote);
    let copies = within_budget(copies, &taken);
    let pool = candidate::candidates(reports, copies, &weights, &|r| bylines[r].as_ref().map_or(0, |b| b.words().div_ceil(2)));
    let citer = Citer::new(reports, numbers, &support, &pool);
    let supports = |c: usize, r: usize| citer.citations(c).iter().any(|cited| cited.source == numbers[r]);
    // Names in full and first attributions cost words that no candidate knows of yet.
    let reserve = bylines.iter().flatten().map(Byline::words_first).max().unwrap_or(0);
    let limit = config.compose.words as usize;
    let draft_of = |sections: &[Section]| {
        let drafting =
            Drafting { reports, pool: &pool, bylines: &bylines, people: &people, citer: &citer, introduced: BTreeSet::new(), attributed: BTreeMap::new() };
        drafting.draft(sections)
    };
    let holds_alone = |c: usize| citer.holds(&draft_of(&[alone(c)]).claims().next().cloned().unwrap_or_default());
    // Indexes of the reports that a draft cites.
    let cited =
        |draft: &Draft| -> BTreeSet<usize> { draft.claims().flat_map(|c| &c.citations).filter_map(|c| numbers.iter().position(|n| *n == c.source)).collect() };
    let mut barred: BTreeSet<usize> = BTreeSet::new();
    let mut round = 0;
    // What the judge does not support is barred, and the choice made anew without it; in the last round it is only left out.
    let (mut chosen, dek, title) = loop {
        round += 1;
        let mut chosen = select::select(reports, &pool, &weights, limit.saturating_sub(reserve), taken.clone(), &supports, &barred);
        if chosen.is_empty() {
            return None;
        }
        let faulty: Vec<usize> = chosen.iter().copied().filter(|c| !holds_alone(*c)).collect();
        barred.extend(&faulty);
        if !faulty.is_empty() && round < ROUNDS {
            continue;
        }
        chosen.retain(|c| !barred.contains(c) && pool[*c].leader().is_none_or(|l| !barred.contains(&l)));
        if chosen.is_empty() {
            return None;
        }
        let cited = cited(&draft_of(&[together(&chosen)]));
        let title = headline::headline(reports, &pool, &chosen, &cited)?;
        let dek = headline::dek(reports, &pool, &mut chosen, &weights, &title, &cited, &holds_alone);
        break (chosen, dek, title);
    };
    let rivals = figures::rivals(reports, &pool, &chosen, &citer, numbers);
    // What two sources tell differently is worth more than the last sentences.
    let body = limit.saturating_sub(figures::words(&rivals, &pool).min(limit / 3));
    let desk = Desk::of(reports, &pool, &people, &title);
    loop {
        let sections = arrange::arrange(reports, &pool, &chosen, &weights, &title, &desk);
        let mut draft = draft_of(&sections);
        let words: usize = draft.claims().map(|c| count(&c.text)).sum();
        let fault = draft.claims().zip(sections.iter().flat_map(Section::members)).find(|(claim, _)| !citer.holds(claim)).map(|(_, c)| c);
        let out = match fault {
            // The last choice was worth least.
            None if words > body => chosen.last().copied(),
            fault => fault,
        };
        let Some(out) = out.filter(|_| chosen.len() > 1) else {
            if fault.is_some() || words > body {
                return None;
            }
            let used: BTreeSet<usize> = chosen.iter().map(|c| pool[*c].report).collect();
            figures::insert(&mut draft, &sections, &rivals, reports, &pool, &citer, limit - words);
            // What was struck at the last may have been all that a headline's source was cited for.
            let cited = cited(&draft);
            let texts: Vec<_> = cited.iter().map(|r| &reports[*r].text).collect();
            let title = if absent(&title, &texts).is_empty() { title } else { headline::headline(reports, &pool, &chosen, &cited)? };
            let dek = dek.filter(|at| cited.contains(&pool[*at].report));
            // Whoever reads the dek alone reads whole names and whose view it is.
            let dek = dek.and_then(|at| draft_of(&[alone(at)]).claims().next().map(|c| c.text.clone()));
            return Some(Written { title, dek, draft, used: used.into_iter().collect() });
        };
        // What hangs on it goes with it.
        let mut gone = vec![out];
        while let Some(next) = chosen.iter().copied().find(|c| !gone.contains(c) && pool[*c].leader().is_some_and(|l| gone.contains(&l))) {
            gone.push(next);
        }
        chosen.retain(|c| !gone.contains(c));
        if chosen.is_empty() {
            return None;
        }
    }
}

/// The copy of a report's text that is quoted in its stead: that which says most of itself, then the longest. `None` where that is the report itself.
fn first_copy(report: usize, reports: &[Report]) -> Option<usize> {
    let told = |r: &Report| {
        let a = &r.file.article;
        usize::from(a.publisher.is_some()) + usize::from(!a.authors.is_empty()) + usize::from(a.published.is_some()) + usize::from(!a.truncated)
    };
    let copies = (0..reports.len()).filter(|r| reports[*r].origin == reports[report].origin && !reports[*r].junk);
    copies.max_by_key(|r| (told(&reports[*r]), reports[*r].words, std::cmp::Reverse(*r))).filter(|first| *first != report)
}

/// Where no sentence of a text can be taken over whole, what its sentences say before they go into the circumstances.
fn within_budget(copies: Vec<(usize, usize, Copy)>, taken: &Taken) -> Vec<(usize, usize, Copy)> {
    let whole: BTreeSet<usize> = copies.iter().filter(|(r, _, copy)| count(&copy.text) <= taken.room(*r)).map(|(r, _, _)| *r).collect();
    let shorter = |(r, l, copy): (usize, usize, Copy)| {
        if whole.contains(&r) {
            return Some((r, l, copy));
        }
        let text = clauses::opening(&copy.text, taken.room(r)).filter(|_| !copy.hangs && copy.quoted == 0.0)?;
        Some((r, l, Copy { text: format!("{text}."), ..copy }))
    };
    copies.into_iter().filter_map(shorter).collect()
}

/// Choices before what the judge does not support is left out without another in its place.
const ROUNDS: usize = 6;

/// Candidates as one section, to see what they cite.
fn together(candidates: &[usize]) -> Section {
    Section { heading: None, blocks: vec![Block::Paragraph(candidates.to_vec())] }
}

/// A candidate as a section of its own, to see how it reads as a claim.
fn alone(candidate: usize) -> Section {
    Section { heading: None, blocks: vec![Block::Paragraph(vec![candidate])] }
}

/// Turns arranged candidates into claims.
struct Drafting<'a> {
    reports: &'a [Report<'a>],
    pool: &'a [Candidate],
    bylines: &'a [Option<Byline>],
    people: &'a [People],
    citer: &'a Citer<'a>,
    /// Full names that the digest has given.
    introduced: BTreeSet<String>,
    /// Attributions so far, by report.
    attributed: BTreeMap<usize, usize>,
}

impl Drafting<'_> {
    fn draft(mut self, sections: &[Section]) -> Draft {
        let sections = sections.iter().map(|s| DraftSection { heading: s.heading.clone(), blocks: s.blocks.iter().map(|b| self.block(b)).collect() }).collect();
        Draft { sections }
    }

    fn block(&mut self, block: &Block) -> DraftBlock {
        let (Block::Paragraph(list) | Block::List(list)) = block;
        // The first claim of a paragraph says whose view the paragraph is; in a list, every item.
        let mut spoken_for = None;
        let claims = list
            .iter()
            .map(|c| {
                let before = self.attributed.clone();
                let claim = self.claim(*c, spoken_for);
                let origin = self.reports[self.pool[*c].report].origin;
                // A sentence that is another's words leaves the next one without its author.
                let told = self.attributed != before || self.bylines[self.pool[*c].report].as_ref().is_none_or(|b| b.is_named_in(&claim.text));
                let goes_on = matches!(block, Block::Paragraph(_)) && (told || spoken_for == Some(origin));
                spoken_for = goes_on.then_some(origin);
                claim
            })
            .collect();
        match block {
            Block::Paragraph(_) => DraftBlock::Paragraph(claims),
            Block::List(_) => DraftBlock::List { lead_in: None, items: claims },
        }
    }

    /// `spoken_for`: the origin whose author the paragraph has named.
    fn claim(&mut self, at: usize, spoken_for: Option<usize>) -> DraftClaim {
        let candidate = &self.pool[at];
        let report = &self.reports[candidate.report];
        let citations = self.citer.citations(at);
        let mut text = self.introduce(&candidate.copy.text, candidate.report, citations);
        // What another origin reports as news is no mere opinion.
        let reported = || self.citer.is_reported_as_news(at);
        if let Some(byline) = self.bylines[candidate.report].as_ref().filter(|_| spoken_for != Some(report.origin) && !reported()) {
            let nth = self.attributed.entry(report.origin).or_insert(0);
            let attributed = byline.attribute(&text, *nth, report);
            *nth += usize::from(attributed != text);
            text = attributed;
        }
        DraftClaim { text, citations: citations.to_vec() }
    }

    /// Gives people their full name where the digest first names them, with the title that their article gives it, as far as the citations bear it.
    fn introduce(&mut self, text: &str, report: usize, citations: &[DraftCitation]) -> String {
        let mut out = text.to_owned();
        let people = &self.people[report];
        for (surname, full) in people.surnames() {
            // Whom the digest has named is called by the surname.
            if self.introduced.contains(full)
                && let Some(before) = out.strip_suffix(&format!(" said {full}."))
            {
                out = format!("{before} said {surname}.");
            }
            let Some(at) = find_word(&out, surname) else { continue };
            if !self.introduced.insert(full.to_owned()) || out.contains(full) {
                continue;
            }
            // Another name of which the surname is a part stands as it is; within a quotation nothing is put in.
            let before = out[..at].trim_end();
            let part_of_name = before.rsplit(' ').next().is_some_and(|w| {
                w.starts_with(char::is_uppercase) && (!w.ends_with(['.', ',', '”']) || w.len() == 2) && !before.is_empty() && before.contains(' ')
            });
            // `President Trump` is not the other Trump, who is no president; and a title stands once.
            let last = before.rsplit(' ').next().unwrap_or("").trim_start_matches('“');
            let titled_as = (!COURTESY.contains(&last) && (TITLES.has(last) || ROLES.has(last)))
                .then(|| people.title(full).is_some_and(|title| title.split(' ').any(|word| word == last)));
            let behind = out[at + surname.len()..].strip_prefix(' ').is_some_and(|b| b.starts_with(char::is_uppercase));
            let quoted = out[..at].matches('“').count() > out[..at].matches('”').count();
            // `arrived in Poland`: whoever stands behind such a word is a place.
            let place = PLACES.iter().any(|p| before.ends_with(p));
            if (part_of_name && titled_as.is_none()) || titled_as == Some(false) || behind || quoted || place {
                continue;
            }
            let courtesy = ["Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms "].iter().find(|t| out[..at].ends_with(**t)).map_or(0, |t| t.len());
            let named = |name: &str| {
                let mut text = out.clone();
                // A calling has a small letter, unless a sentence begins with it.
                let begins = before.is_empty() || before.ends_with(['.', '!', '?']);
                text.replace_range(at - courtesy..at + surname.len(), &if begins { capitalised(name) } else { name.to_owned() });
                text
            };
            // A word before it that is no courtesy is a title already, or an adjective that goes with the bare name.
            let free = at == courtesy || before.ends_with(|c: char| c.is_ascii_punctuation() || c == '”') || before.ends_with(char::is_lowercase);
            let titled = people.title(full).filter(|_| free && titled_as.is_none()).map(|title| named(&format!("{title} {full}")));
            let held = titled.filter(|text| self.citer.holds(&DraftClaim { text: text.clone(), citations: citations.to_vec() }));
            // A short sentence may not bear more than its article's own words.
            let bare = || Some(named(full)).filter(|text| self.citer.holds(&DraftClaim { text: text.clone(), citations: citations.to_vec() }));
            out = match held.or_else(bare) {
                Some(text) => text,
                None => {
                    self.introduced.remove(full);
                    out
                }
            };
        }
        out
    }
}

/// Titles that say no office.
const COURTESY: &[&str] = &["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."];

/// Behind these stands a place rather than a person.
const PLACES: &[&str] = &[" in", " at", " into", " near", " across", " throughout", " outside", "In", "At", "Near", "Across"];

/// Where a word stands by itself.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-') && !behind.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}
