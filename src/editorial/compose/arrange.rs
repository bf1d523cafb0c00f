//! The order of a digest: lead, sections with headings, paragraphs, lists.

use super::candidate::Candidate;
use super::clauses::{self, stems};
use super::material::Report;
use super::subbing::{People, stands_for_one_named_before};
use super::weight::Weights;
use crate::text::words::{self, count};
use crate::types::Genre;
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
pub(super) fn arrange(reports: &[Report], pool: &[Candidate], chosen: &[usize], weights: &Weights, title: &str) -> Vec<Section> {
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
    let bodies = under_subheadings(reports, pool, &rest, title).unwrap_or_else(|| segments(reports, pool, &rest, &order, title));
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

type Headed = Vec<(Option<String>, Vec<Run>)>;
/// Candidates that stand together: indexes of the pool.
type Run = Vec<usize>;
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

/// Cuts the rest, in its order, into two to four stretches that can be headed; one without a heading where none is good.
fn segments(reports: &[Report], pool: &[Candidate], rest: &[Vec<usize>], order: &[usize], title: &str) -> Headed {
    let people: BTreeSet<String> = reports.iter().flat_map(|r| People::of(&r.text).surnames().map(|(_, full)| full.to_owned()).collect::<Vec<_>>()).collect();
    let n = rest.len();
    let size = |from: usize, to: usize| rest[from..to].iter().map(Vec::len).sum::<usize>();
    let all = size(0, n);
    let most = match all {
        0..4 => 1,
        4..7 => 2,
        7..11 => 3,
        _ => 4,
    };
    let texts: Vec<String> = order.iter().map(|c| pool[*c].copy.text.clone()).collect();
    let mut heads: BTreeMap<(usize, usize), (f64, String)> = BTreeMap::new();
    for from in 0..n {
        for to in from + 1..=n {
            if (2..=6).contains(&size(from, to)) {
                let members: Vec<usize> = rest[from..to].iter().flatten().copied().collect();
                if let Some(found) = heading(reports, pool, &members, &texts, title, &people) {
                    heads.insert((from, to), found);
                }
            }
        }
    }
    // Best[k][to]: the best score of cutting the first `to` runs into k headed stretches.
    // The first runs may stay with the lead, without a heading, at a price.
    let unheaded = |from: usize| (from, (-0.5 * size(0, from) as f64, 0));
    let mut best: Vec<BTreeMap<usize, (f64, usize)>> = vec![(0..=n).filter(|from| size(0, *from) <= 3).map(unheaded).collect()];
    for k in 1..=most {
        let mut row: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for ((from, to), (score, _)) in &heads {
            if let Some((before, _)) = best[k - 1].get(from) {
                let total = before + score;
                if row.get(to).is_none_or(|(b, _)| total > *b + 1e-9) {
                    row.insert(*to, (total, *from));
                }
            }
        }
        best.push(row);
    }
    let pick = (2..=most)
        .filter_map(|k| best[k].get(&n).map(|(score, _)| (score / k as f64 + 0.4 * k as f64, k)))
        .fold(None, |b: Option<(f64, usize)>, o| if b.is_none_or(|b| o.0 > b.0) { Some(o) } else { b });
    let Some((_, k)) = pick else { return vec![(None, rest.to_vec())] };
    let mut out: Headed = Vec::new();
    let mut to = n;
    for k in (1..=k).rev() {
        let Some((_, from)) = best[k].get(&to) else { break };
        let heading = heads.get(&(*from, to)).map(|(_, h)| h.clone());
        out.insert(0, (heading, rest[*from..to].to_vec()));
        to = *from;
    }
    if to > 0 {
        out.insert(0, (None, rest[..to].to_vec()));
    }
    // One heading over two sections says nothing of either.
    let mut seen = BTreeSet::new();
    for (heading, _) in &mut out {
        if heading.as_ref().is_some_and(|h| !seen.insert(h.to_lowercase())) {
            *heading = None;
        }
    }
    out
}

/// The best heading for these sentences and how good it is.
fn heading(reports: &[Report], pool: &[Candidate], members: &[usize], texts: &[String], title: &str, people: &BTreeSet<String>) -> Option<(f64, String)> {
    let title_stems = stems(title);
    let own: Vec<BTreeSet<String>> = members.iter().map(|c| stems(&pool[*c].copy.text)).collect();
    let publishers: BTreeSet<String> = reports.iter().filter_map(|r| r.file.article.publisher.as_deref()).flat_map(stems).collect();
    let mut best: Option<(f64, String)> = None;
    let mut offer = |score: f64, text: String| {
        if best.as_ref().is_none_or(|(b, _)| score > *b + 1e-9) {
            best = Some((score, text));
        }
    };
    let column = members.iter().all(|c| super::attribution::genre(pool[*c].report, reports) == Genre::Opinion);
    let together: BTreeSet<String> = own.iter().flatten().cloned().collect();
    for c in members {
        let candidate = &pool[*c];
        let report = &reports[candidate.report];
        // A clause of a column is its writer's view, and a heading names no one.
        if super::attribution::genre(candidate.report, reports) == Genre::Opinion {
            continue;
        }
        // The sentences beside the chosen ones say in other words what these are about.
        let near = candidate.line.saturating_sub(1)..report.lines.len().min(candidate.line + 2);
        for at in near {
            // Where a scraper cut a text, its first line may be the rest of another.
            if report.file.article.truncated && at == 0 {
                continue;
            }
            let text = if at == candidate.line { candidate.copy.text.as_str() } else { report.lines[at].text.as_str() };
            for clause in clauses::clauses(text, 8) {
                let clause_stems = stems(&clause);
                let repeated = clause_stems.intersection(&title_stems).count() * 2 > clause_stems.len().max(1);
                let known = clause_stems.intersection(&together).count();
                let carried: f64 = own.iter().map(|o| clause_stems.intersection(o).count() as f64 / clause_stems.len().max(1) as f64).sum();
                // The whole of a sentence below it as its heading is said twice.
                let whole = members.iter().any(|m| count(&pool[*m].copy.text) < count(&clause) + 3 && stems(&pool[*m].copy.text).is_superset(&clause_stems));
                if !repeated && !whole && clause_stems.len() >= 3 && known * 2 >= clause_stems.len() {
                    offer(1.2 + carried / members.len() as f64, clause);
                }
            }
        }
    }
    let mut shared: BTreeMap<Vec<String>, (BTreeSet<usize>, String)> = BTreeMap::new();
    for (n, c) in members.iter().enumerate() {
        for (key, text) in clauses::phrases(&pool[*c].copy.text) {
            let entry = shared.entry(key).or_insert_with(|| (BTreeSet::new(), text));
            entry.0.insert(n);
        }
    }
    for (key, (places, text)) in shared {
        let everywhere = texts.iter().filter(|t| t.contains(text.as_str())).count();
        let outlet = key.iter().all(|k| publishers.contains(k));
        let in_title = key.iter().filter(|k| title_stems.contains(*k)).count() * 2 > key.len();
        // A term of the story is met more than once in its sources; each text counts once.
        let spread: usize = reports.iter().map(|r| r.text.blocks.iter().map(|b| b.text.matches(text.as_str()).count()).sum::<usize>().min(3)).sum();
        let names = text.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let named = names >= 2 || (names == 1 && key.len() >= 3);
        // A person is no subject of a section; a column is told in its own terms, where nothing else heads it.
        let person = people.iter().any(|p| text.contains(p.as_str()) || p.contains(text.as_str()));
        // It names what most of the sentences below it are about, not what one of them mentions.
        let subject = own.iter().filter(|o| key.iter().all(|k| o.contains(k))).count();
        let carried = subject >= 2 && subject * 2 > members.len();
        let term = !person && carried && (spread >= 3 || (column && named && spread >= 2));
        if !term || everywhere * 10 > texts.len() * 6 || outlet || in_title {
            continue;
        }
        let score = 0.8 * places.len() as f64 / members.len() as f64 + 0.1 * key.len() as f64 + 0.05 * names.min(2) as f64 + 0.05 * spread.min(8) as f64;
        offer(score, words::capitalised(&text));
    }
    // A column, where nothing else heads it, is headed by what one of its sentences speaks of, the first of them before the others.
    for (n, c) in members.iter().enumerate().filter(|_| column) {
        let Some(text) = clauses::subject(&pool[*c].copy.text) else { continue };
        let key = stems(&text);
        let in_title = key.intersection(&title_stems).count() * 2 > key.len();
        let person = people.iter().any(|p| text.contains(p.as_str()) || p.contains(text.as_str()));
        if !in_title && !person && key.len() >= 2 {
            offer(0.4 - 0.02 * n as f64, words::capitalised(&text));
        }
    }
    best
}
