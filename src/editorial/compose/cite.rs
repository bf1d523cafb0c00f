//! Citations: each claim with every source that supports it, and the passage in each.

use super::candidate::Candidate;
use super::material::Report;
use super::support::Support;
use crate::evidence::{self, Cited, Located};
use crate::text::sentences::sentences;
use crate::types::{DraftCitation, DraftClaim, Genre};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};

/// What is needed to cite, and what was found: a draft is put together many times before it stands, always of the same candidates.
pub(super) struct Citer<'a> {
    reports: &'a [Report<'a>],
    numbers: &'a [u32],
    support: &'a Support,
    pool: &'a [Candidate],
    grounds: Vec<OnceCell<Vec<Ground>>>,
    citations: Vec<OnceCell<Vec<DraftCitation>>>,
    verdicts: RefCell<HashMap<DraftClaim, bool>>,
}

/// A report that says what a candidate says, and its lines that do.
type Ground = (usize, Vec<usize>);

impl<'a> Citer<'a> {
    pub fn new(reports: &'a [Report<'a>], numbers: &'a [u32], support: &'a Support, pool: &'a [Candidate]) -> Self {
        let (grounds, citations) = (vec![OnceCell::new(); pool.len()], vec![OnceCell::new(); pool.len()]);
        Self { reports, numbers, support, pool, grounds, citations, verdicts: RefCell::default() }
    }

    /// Whether a claim holds: it is one sentence, each passage stands in its article, and the common judge finds nothing against it.
    pub fn holds(&self, claim: &DraftClaim) -> bool {
        if let Some(known) = self.verdicts.borrow().get(claim) {
            return *known;
        }
        let holds = self.judge(claim);
        self.verdicts.borrow_mut().insert(claim.clone(), holds);
        holds
    }

    fn judge(&self, claim: &DraftClaim) -> bool {
        if sentences(&claim.text).len() != 1 {
            return false;
        }
        let cited: Vec<Cited> = claim
            .citations
            .iter()
            .filter_map(|c| {
                let report = self.numbers.iter().position(|n| *n == c.source)?;
                Some(Cited { source: &self.reports[report].text, passage: Some(&c.passage) })
            })
            .collect();
        let judgement = evidence::judge(&claim.text, &cited);
        !cited.is_empty() && judgement.supported && judgement.faults.is_empty()
    }

    /// Whether a report, cited alone for a text, supports it by the common judge, with a passage that stands in it.
    fn is_supported(&self, text: &str, report: usize, passage: &[String]) -> bool {
        let source = &self.reports[report].text;
        let stands = !passage.is_empty() && !passage.iter().any(|p| p.contains("[…]")) && matches!(evidence::locate(passage, source), Located::Stands(_));
        stands && evidence::judge(text, &[Cited { source, passage: Some(passage) }]).supported
    }

    /// Citations of a candidate of the pool, by source number: every source that says it. A text that very many papers ran says it once; a few of them speak for it,
    /// and the others stand in the list of sources.
    pub fn citations(&self, at: usize) -> &[DraftCitation] {
        self.citations[at].get_or_init(|| {
            let mut grounds: Vec<&Ground> = self.grounds(at).iter().collect();
            // The copy that the sentence was taken from is the first of its text, of others the one with the lowest number.
            grounds.sort_by_key(|(report, _)| (*report != self.pool[at].report, self.numbers[*report]));
            let mut speaking: BTreeMap<usize, usize> = BTreeMap::new();
            let cite = |(report, lines): &Ground| {
                let r = &self.reports[*report];
                let spoken = speaking.entry(r.origin).or_default();
                if is_much_copied(*report, self.reports) && *spoken == SPEAKING {
                    return None;
                }
                let passage = passage(r, lines);
                if !self.is_supported(&self.pool[at].copy.text, *report, &passage) {
                    return None;
                }
                *spoken += 1;
                let address = r.file.article.url.as_deref().or(r.file.article.via.as_deref());
                let link = address.map(|a| evidence::link(a, &passage, Some(&r.text)));
                Some(DraftCitation { source: self.numbers[*report], passage, link })
            };
            let mut out: Vec<DraftCitation> = grounds.into_iter().filter_map(cite).collect();
            out.sort_by_key(|c| c.source);
            out
        })
    }

    /// The words of the candidate's article, as they stand there.
    pub fn words(&self, at: usize) -> String {
        let candidate = &self.pool[at];
        super::subbing::strip_labels(&self.reports[candidate.report].lines[candidate.line].text).trim().to_owned()
    }

    /// Reports that say what the candidate says, and their lines.
    fn grounds(&self, at: usize) -> &[Ground] {
        self.grounds[at].get_or_init(|| {
            let candidate = &self.pool[at];
            let said = self.support.sought(&candidate.copy.text);
            // Where the copy gives a date, another report may say `on Friday`, as the line does that the copy was made from.
            let written = self.support.sought(&self.words(at));
            let own = self.reports[candidate.report].origin;
            let mut out = vec![(candidate.report, candidate.copy.lines.clone())];
            for (n, report) in self.reports.iter().enumerate().filter(|(n, r)| *n != candidate.report && !r.junk) {
                let is_copy = report.origin == own;
                if let Some(lines) = self.support.find(&said, n, is_copy).or_else(|| self.support.find(&written, n, is_copy)) {
                    out.push((n, lines));
                }
            }
            out
        })
    }

    /// Whether a report of another origin that is plain news says it too.
    pub fn is_reported_as_news(&self, at: usize) -> bool {
        let own = self.reports[self.pool[at].report].origin;
        self.grounds(at).iter().any(|(r, _)| self.reports[*r].origin != own && self.reports[*r].genre() == Genre::News)
    }
}

/// From more copies of one text than this on, a few are cited for all.
const MANY: usize = 5;
/// Copies that speak for a text which very many papers ran.
pub(super) const SPEAKING: usize = 2;

/// Whether a report's text was run by so many papers that a number for each would bury the claim.
pub(super) fn is_much_copied(report: usize, reports: &[Report]) -> bool {
    is_many(reports.iter().filter(|r| r.origin == reports[report].origin && !r.junk).count())
}

/// Whether so many copies of one text are more than a reader wants a number for.
pub(super) fn is_many(copies: usize) -> bool {
    copies > MANY
}

/// The words of lines: neighbours in one block are one part.
fn passage(report: &Report, lines: &[usize]) -> Vec<String> {
    let mut parts: Vec<(usize, usize, usize, usize)> = Vec::new();
    for at in lines {
        let line = &report.lines[*at];
        match parts.last_mut() {
            Some((block, _, end, last)) if *block == line.block && *last + 1 == *at => {
                *end = line.range.end;
                *last = *at;
            }
            _ => parts.push((line.block, line.range.start, line.range.end, *at)),
        }
    }
    parts.into_iter().map(|(block, start, end, _)| report.text.blocks[block].text[start..end].trim().to_owned()).filter(|p| !p.is_empty()).collect()
}
