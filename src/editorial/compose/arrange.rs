//! The order of a digest: lead, sections with headings, paragraphs, lists.

use super::candidate::Candidate;
use super::clauses::stems;
use super::headings::{self, Desk, Headed, Run};
use super::material::Report;
use super::subbing::stands_for_one_named_before;
use super::weight::Weights;
use crate::text::words::count;
use std::collections::{BTreeMap, BTreeSet};

/// A section of the digest: its heading and its paragraphs, each a list of candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub heading: Option<String>,
    pub blocks: Vec<Block>,
}

impl Section {
    /// Its candidates, in order.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.blocks.iter().flat_map(|b| {
            let (Block::Paragraph(list) | Block::List(list)) = b;
            list.iter().copied()
        })
    }
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    Paragraph(Vec<usize>),
    List(Vec<usize>),
}

/// Claims under which a digest has no sections.
const SECTIONED: usize = 7;
/// Claims of the lead.
const LEAD: usize = 2;

/// Puts the chosen candidates in order.
pub(super) fn arrange(reports: &[Report], pool: &[Candidate], chosen: &[usize], weights: &Weights, title: &str, desk: &Desk) -> Vec<Section> {
    let order = ordered(pool, chosen, weights, title);
    let runs = runs(&order, pool);
    if order.len() < SECTIONED {
        return vec![Section { heading: None, blocks: blocks(&runs, pool) }];
    }
    let mut lead: Vec<Vec<usize>> = Vec::new();
    let mut rest: Vec<Vec<usize>> = runs;
    while lead.iter().map(Vec::len).sum::<usize>() < LEAD && !rest.is_empty() {
        lead.push(rest.remove(0));
    }
    let bodies = under_subheadings(reports, pool, &rest, title).unwrap_or_else(|| headings::segments(desk, &rest, &order));
    let mut sections = vec![Section { heading: None, blocks: blocks(&lead, pool) }];
    for (heading, runs) in bodies {
        match heading {
            Some(_) => sections.push(Section { heading, blocks: blocks(&runs, pool) }),
            None => {
                if let Some(last) = sections.last_mut() {
                    last.blocks.extend(blocks(&runs, pool));
                }
            }
        }
    }
    sections
}

/// By the place in their articles, articles mixed; what hangs stands directly behind what it hangs on. The first is the news itself: early,
/// weighty, on the headline's subject, and no quotation.
fn ordered(pool: &[Candidate], chosen: &[usize], weights: &Weights, title: &str) -> Vec<usize> {
    let heads: Vec<usize> = chosen.iter().copied().filter(|c| pool[*c].leader().is_none_or(|l| !chosen.contains(&l))).collect();
    let mut heads: Vec<(usize, usize, usize)> = heads.into_iter().map(|c| (pool[c].offset, pool[c].report, c)).collect();
    heads.sort_unstable();
    let subject = stems(title);
    let news = |c: &Candidate| {
        let shared = stems(&c.copy.text).intersection(&subject).count() as f64 / subject.len().max(1) as f64;
        let early = (1.0 + c.offset as f64 / 40.0).sqrt();
        // A quotation or an item of a list opens nothing where anything else can.
        let plain = if c.copy.quoted > 0.3 || c.copy.text.starts_with('“') || c.copy.item || stands_for_one_named_before(&c.copy.text) { 0.1 } else { 1.0 };
        plain * (0.3 + shared) * weights.worth(&c.copy.text) / (c.words as f64).sqrt() / early
    };
    let first = heads
        .iter()
        .enumerate()
        .map(|(n, (_, _, c))| (n, news(&pool[*c])))
        .fold(None, |best: Option<(usize, f64)>, one| if best.is_none_or(|b| one.1 > b.1 + 1e-9) { Some(one) } else { best });
    if let Some((first, _)) = first {
        let head = heads.remove(first);
        heads.insert(0, head);
    }
    let mut out = Vec::new();
    for (_, _, head) in heads {
        let mut at = Some(head);
        while let Some(c) = at {
            out.push(c);
            at = chosen.iter().copied().find(|n| pool[*n].leader() == Some(c));
        }
    }
    out
}

/// What must stay together: chains of hanging sentences.
fn runs(order: &[usize], pool: &[Candidate]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    for c in order {
        match out.last_mut() {
            Some(run) if pool[*c].leader().is_some() && pool[*c].leader() == run.last().copied() => run.push(*c),
            _ => out.push(vec![*c]),
        }
    }
    out
}

/// Paragraphs of two or three sentences; neighbouring items of the sources' lists as a list.
fn blocks(runs: &[Vec<usize>], pool: &[Candidate]) -> Vec<Block> {
    let mut items: Vec<usize> = Vec::new();
    let mut out: Vec<Block> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let all: usize = runs.iter().filter(|r| !pool[r[0]].copy.item).map(Vec::len).sum();
    let mut left = all;
    for run in runs {
        if run.len() == 1 && pool[run[0]].copy.item {
            items.push(run[0]);
            continue;
        }
        let long = |p: &[usize]| p.iter().map(|c| pool[*c].words).sum::<usize>();
        if !open.is_empty() && (open.len() + run.len() > 3 || (open.len() >= 2 && left != 1) || long(&open) + long(run) > 75) {
            out.push(Block::Paragraph(std::mem::take(&mut open)));
        }
        open.extend(run);
        left -= run.len();
    }
    if !open.is_empty() {
        out.push(Block::Paragraph(open));
    }
    match items.len() {
        0 => {}
        // One item alone is a sentence.
        1 => out.push(Block::Paragraph(items)),
        _ => out.push(Block::List(items)),
    }
    out
}

/// A subheading: its report, and its place there.
type Subheading = (usize, usize);

/// Where most of the text comes from an article with subheadings, they make the sections.
fn under_subheadings(reports: &[Report], pool: &[Candidate], rest: &[Vec<usize>], title: &str) -> Option<Headed> {
    let of = |run: &[usize]| {
        let c = &pool[run[0]];
        let report = &reports[c.report];
        report.heading(&report.lines[c.line]).map(|h| (c.report, report.lines[c.line].heading.unwrap_or(0), h.to_owned()))
    };
    let mut groups: BTreeMap<Subheading, (String, Vec<Run>)> = BTreeMap::new();
    let mut bare = Vec::new();
    for run in rest {
        match of(run) {
            Some((report, block, text)) if is_heading(&text, title) => groups.entry((report, block)).or_insert((text, Vec::new())).1.push(run.clone()),
            _ => bare.push(run.clone()),
        }
    }
    let claims = |runs: &[Vec<usize>]| runs.iter().map(Vec::len).sum::<usize>();
    let mut headed: Vec<(Subheading, String, Vec<Run>)> = groups.into_iter().map(|(k, (h, r))| (k, h, r)).collect();
    // The four with most under them; the others have no heading of their own.
    let mut sizes: Vec<_> = headed.iter().map(|(k, _, r)| (std::cmp::Reverse(claims(r)), *k)).collect();
    sizes.sort_unstable();
    let kept: BTreeSet<Subheading> = sizes.into_iter().take(4).map(|(_, k)| k).collect();
    for (_, _, runs) in headed.iter().filter(|(k, _, _)| !kept.contains(k)) {
        bare.extend(runs.iter().cloned());
    }
    headed.retain(|(k, _, _)| kept.contains(k));
    let all = claims(rest);
    let under: usize = headed.iter().map(|(_, _, r)| claims(r)).sum();
    if headed.len() < 2 || under * 10 < all * 6 {
        return None;
    }
    let mut out: Headed = Vec::new();
    if !bare.is_empty() {
        out.push((None, bare));
    }
    out.extend(headed.into_iter().map(|(_, h, r)| (Some(tidy(&h)), r)));
    Some(out)
}

/// A subheading that names its content.
fn is_heading(text: &str, title: &str) -> bool {
    let lower = text.to_lowercase();
    const LABELS: &[&str] = &[
        "faq",
        "faqs",
        "frequently asked questions",
        "key points",
        "key takeaways",
        "conclusion",
        "summary",
        "introduction",
        "background",
        "overview",
        "analysis",
        "related",
        "more",
        "the bottom line",
        "in brief",
    ];
    (1..=10).contains(&count(text)) && !LABELS.contains(&lower.trim_end_matches(':')) && !text.ends_with('?') && stems(text) != stems(title)
}

fn tidy(heading: &str) -> String {
    heading.trim_end_matches([':', '.']).to_owned()
}
