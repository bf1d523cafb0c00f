//! Where sources give different figures or dates for one thing, the digest says so, in the words of the other source and with both citations.

use super::arrange::Section;
use super::candidate::Candidate;
use super::cite::Citer;
use super::material::Report;
use super::sources::name;
use crate::evidence::disagreement;
use crate::text::words::count;
use crate::types::{Draft, DraftBlock, DraftClaim, Genre};
use std::collections::{BTreeMap, BTreeSet};

/// Differences that a digest tells of, at most: who reads more of them wants the articles.
const MOST: usize = 2;
/// Words of a sentence that can be quoted beside another, at most.
const LONGEST: usize = 40;

/// Of the chosen candidates, those that another source contradicts in a number or date, each with the candidate that does. Copies of one text are one
/// witness, and opinion is none.
pub(super) fn rivals(reports: &[Report], pool: &[Candidate], chosen: &[usize], citer: &Citer, numbers: &[u32]) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let news = |r: usize| !reports[r].junk && reports[r].genre() == Genre::News;
    for at in chosen.iter().copied() {
        let claim = &pool[at];
        if out.len() == MOST || !news(claim.report) || claim.copy.quoted > 0.0 {
            continue;
        }
        let cited: BTreeSet<u32> = citer.citations(at).iter().map(|c| c.source).collect();
        let origins: BTreeSet<usize> = (0..reports.len()).filter(|r| cited.contains(&numbers[*r])).map(|r| reports[r].origin).collect();
        let others = (0..reports.len()).filter(|r| news(*r) && reports[*r].file.article.publisher.is_some() && !origins.contains(&reports[*r].origin));
        let found = others.into_iter().find_map(|other| {
            let difference = disagreement(&claim.copy.text, &reports[claim.report].text, &reports[other].text)?;
            // Told by another chosen sentence, readers know of it already.
            if chosen.iter().any(|c| pool[*c].copy.text.contains(&difference.said)) {
                return None;
            }
            let says = |c: &Candidate| {
                c.report == other
                    && c.leader().is_none()
                    && c.copy.quoted == 0.0
                    && count(&c.copy.text) <= LONGEST
                    && c.copy.text.contains(&difference.said)
                    && disagreement(&c.copy.text, &reports[other].text, &reports[claim.report].text).is_some()
            };
            (0..pool.len()).find(|c| says(&pool[*c]) && !chosen.contains(c))
        });
        out.extend(found.map(|rival| (at, rival)));
    }
    out
}

/// Words that rivals take, with what introduces them.
pub(super) fn words(rivals: &BTreeMap<usize, usize>, pool: &[Candidate]) -> usize {
    rivals.values().map(|c| count(&pool[*c].copy.text) + 7).sum()
}

/// Puts each rival right behind what it contradicts, as far as `room` words allow and the judge bears it out.
pub(super) fn insert(
    draft: &mut Draft,
    sections: &[Section],
    rivals: &BTreeMap<usize, usize>,
    reports: &[Report],
    pool: &[Candidate],
    citer: &Citer,
    mut room: usize,
) {
    if rivals.is_empty() {
        return;
    }
    let mut members = sections.iter().flat_map(Section::members).peekable();
    for block in draft.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        let (DraftBlock::Paragraph(claims) | DraftBlock::List { items: claims, .. }) = block;
        let mut out = Vec::with_capacity(claims.len() + 1);
        let mut waiting = None;
        let all = claims.len();
        for (n, claim) in claims.drain(..).enumerate() {
            out.push(claim);
            waiting = members.next().and_then(|c| rivals.get(&c)).or(waiting);
            // What hangs on the contradicted sentence stands right behind it.
            let goes_on = n + 1 < all && members.peek().is_some_and(|next| pool[*next].leader().is_some());
            let Some(rival) = waiting.take_if(|_| !goes_on) else { continue };
            let candidate = &pool[*rival];
            let Some(who) = name(&reports[candidate.report]) else { continue };
            let quoted = citer.words(*rival);
            let text = format!("By contrast, {who} writes: “{}.”", quoted.trim_end_matches('.'));
            let said = DraftClaim { text, citations: citer.citations(*rival).to_vec() };
            if count(&said.text) <= room && !quoted.contains(['“', '”', '"']) && citer.holds(&said) {
                room -= count(&said.text);
                out.push(said);
            }
        }
        *claims = out;
    }
}
