//! Which articles are copies of one text: other spelling, cut short, with local paragraphs, under another headline.
//!
//! Candidates share winnowed runs of words (Schleimer, Wilkerson and Aiken, "Winnowing", 2003); whether they are copies is decided on the words
//! that shared runs cover. The longest common run decides nothing: two reports may both hold one press release.

use super::hashing::{self, Keyed, Keys};
use crate::text::markdown::plain;
use crate::text::words::words;
use crate::types::ArticleFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Words in a run.
const RUN: usize = 5;
/// Of so many neighbouring runs one is kept for finding candidates.
const WINDOW: usize = 16;
/// Candidates share so many kept runs, or all that the shorter has.
const SHARED: usize = 3;
/// A run that stands in more articles than this is a phrase of the trade.
const COMMON: usize = 64;
/// So many candidates of an article are compared in full, those with most shared runs.
const COMPARED: usize = 6;
/// The beginning of a text, in words.
const LEAD: usize = 60;
/// Shorter texts tell nothing about where they are from.
const SHORTEST: usize = 12;

/// The words of a body, for comparing.
#[derive(Debug)]
pub(super) struct Words {
    hashes: Vec<u64>,
    /// Whether each stands inside quotation marks.
    quoted: Vec<bool>,
}

impl Words {
    pub(super) fn of(text: &str, ranges: &[Range<usize>]) -> Self {
        let mut out = Words { hashes: Vec::with_capacity(ranges.len()), quoted: Vec::with_capacity(ranges.len()) };
        let (mut end, mut inside) = (0, false);
        for range in ranges {
            let between = &text[end..range.start];
            for c in between.chars() {
                match c {
                    '“' | '„' | '«' => inside = true,
                    '”' | '»' => inside = false,
                    '"' => inside = !inside,
                    _ => {}
                }
            }
            if between.contains("\n\n") {
                // A quotation that runs on opens again with the paragraph.
                inside = between.rsplit("\n\n").next().is_some_and(|start| start.contains(['“', '"', '„', '«']));
            }
            end = range.end;
            out.hashes.push(hashing::of_letters(&text[range.clone()]));
            out.quoted.push(inside);
        }
        out
    }

    fn of_article(article: &ArticleFile) -> Self {
        let body = plain(&article.article.body);
        Self::of(&body, &words(&body))
    }

    fn runs(&self) -> impl Iterator<Item = u64> + '_ {
        self.hashes.windows(RUN).map(hashing::of_run)
    }

    /// Which words stand in runs that the other has.
    fn covered(&self, theirs: &HashSet<u64, std::hash::BuildHasherDefault<hashing::Spread>>) -> Vec<bool> {
        let mut covered = vec![false; self.hashes.len()];
        for (at, run) in self.runs().enumerate() {
            if theirs.contains(&run) {
                covered[at..at + RUN].fill(true);
            }
        }
        covered
    }
}

/// The kept runs of a text, in order of their value.
pub(super) fn prints(words: &Words) -> Vec<u32> {
    if words.hashes.len() < SHORTEST {
        return Vec::new();
    }
    let runs: Vec<u32> = words.runs().map(|r| (r >> 32) as u32).collect();
    let mut kept: Vec<u32> = runs.windows(WINDOW.min(runs.len())).filter_map(|w| w.iter().min().copied()).collect();
    kept.sort_unstable();
    kept.dedup();
    // A tenth of the room that it was collected in, and held for every article.
    kept.shrink_to_fit();
    kept
}

/// How much of two texts is shared.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Overlap {
    /// Larger of the two shares of words in shared runs.
    all: f64,
    /// The same outside quotation marks.
    unquoted: f64,
    /// The same for the first words.
    lead: f64,
    /// Words of the longer text for each of the shorter.
    lengths: f64,
}

fn overlap(a: &Words, b: &Words) -> Overlap {
    let [runs_a, runs_b] = [a, b].map(|w| w.runs().collect::<HashSet<_, _>>());
    let sides = [(a, a.covered(&runs_b)), (b, b.covered(&runs_a))];
    let larger = |share: &dyn Fn(&Words, &[bool]) -> f64| sides.iter().map(|(w, c)| share(w, c)).fold(0.0, f64::max);
    let (short, long) = (a.hashes.len().min(b.hashes.len()), a.hashes.len().max(b.hashes.len()));
    Overlap {
        all: larger(&|_, c| share(c.iter().copied())),
        unquoted: larger(&|w, c| share(c.iter().zip(&w.quoted).filter(|(_, quoted)| !**quoted).map(|(covered, _)| *covered))),
        lead: larger(&|_, c| share(c.iter().take(LEAD).copied())),
        lengths: long as f64 / short.max(1) as f64,
    }
}

fn share(of: impl Iterator<Item = bool>) -> f64 {
    let (mut all, mut covered) = (0.0, 0.0);
    for word in of {
        all += 1.0;
        covered += f64::from(u8::from(word));
    }
    if all > 0.0 { covered / all } else { 0.0 }
}

impl Overlap {
    fn is_copy(self) -> bool {
        if self.lengths >= 4.0 {
            return self.all >= 0.9;
        }
        self.all >= 0.4 && self.unquoted >= 0.3 && (self.all >= 0.7 || self.lead >= 0.5)
    }
}

/// A text to be compared: the stem of its article, how many words it has, its kept runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub stem: &'a str,
    pub length: u32,
    pub prints: &'a [u32],
}

/// Where the words of a text are had from; `None` where it cannot be read.
pub(super) type WordsOf<'a> = &'a (dyn Fn(u32) -> Option<Words> + Sync);

/// Which texts are copies of which.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Copies {
    /// For each text, fuller ones that it is a copy of.
    pub fuller: BTreeMap<u32, Vec<u32>>,
    /// Whether a copy of a copy is a copy of the fullest as well, where that had to be looked up.
    pub verdicts: BTreeMap<(u32, u32), bool>,
    /// For each text the fullest one that it is a copy of: itself where it is none.
    pub originals: Vec<u32>,
}

/// The copies among texts. `None` where the words of one that is needed cannot be had.
pub(super) fn copies(texts: &[Text], words_of: WordsOf) -> Option<Copies> {
    let all: Vec<u32> = (0..count(texts)).collect();
    let shelf = Shelf::of(texts);
    let postings = shelf.postings(None);
    Copies::default().with(&shelf, &all, words_of, |at| shelf.candidates(&postings, at, |_| true), |_| Vec::new())
}

/// The words of an article as copies are told by.
pub(super) fn words_of(article: &ArticleFile) -> Words {
    Words::of_article(article)
}

fn count(texts: &[Text]) -> u32 {
    u32::try_from(texts.len()).unwrap_or(u32::MAX)
}

impl Copies {
    /// The copies once `new` texts stand among those that these copies were found among.
    pub(super) fn beside(self, texts: &[Text], new: &[u32], words_of: WordsOf) -> Option<Self> {
        let shelf = Shelf::of(texts);
        let affected = shelf.affected(new);
        let postings = shelf.postings(Some(&affected));
        let was = |at: u32| new.binary_search(&at).is_err();
        // Only the candidates that a text had not before are compared.
        self.with(
            &shelf,
            &affected,
            words_of,
            |at| shelf.candidates(&postings, at, |_| true),
            |at| if was(at) { shelf.candidates(&postings, at, was) } else { Vec::new() },
        )
    }

    /// The copies once those of `these` texts are found anew among what `candidates` gives for each. Of those that `compared` gives the verdict stands.
    fn with(
        mut self,
        shelf: &Shelf,
        these: &[u32],
        words_of: WordsOf,
        candidates: impl Fn(u32) -> Vec<u32> + Sync,
        compared: impl Fn(u32) -> Vec<u32> + Sync,
    ) -> Option<Self> {
        let same = |a: u32, b: u32| Some(overlap(&words_of(a)?, &words_of(b)?).is_copy());
        let copied = |at: &u32| -> Option<(u32, Vec<u32>)> {
            let (compared, known) = (compared(*at), self.fuller.get(at));
            let is_copy = |fuller: u32| if compared.contains(&fuller) { Some(known.is_some_and(|k| k.contains(&fuller))) } else { same(*at, fuller) };
            let checked = candidates(*at).into_iter().map(|f| is_copy(f).map(|is| (f, is))).collect::<Option<Vec<_>>>()?;
            Some((*at, checked.into_iter().filter(|(_, is)| *is).map(|(f, _)| f).collect()))
        };
        let found: Vec<(u32, Vec<u32>)> = these.par_iter().map(copied).collect::<Option<_>>()?;
        for (at, fuller) in found {
            if fuller.is_empty() {
                self.fuller.remove(&at)
            } else {
                self.fuller.insert(at, fuller)
            };
        }
        let mut original: Vec<u32> = (0..count(shelf.texts)).collect();
        let mut verdicts = BTreeMap::new();
        for at in &shelf.order {
            let Some(fuller) = self.fuller.get(at) else { continue };
            // A copy of a copy has to be a copy of the fullest as well: likeness is not passed on.
            let mut refused = Vec::new();
            for near in fuller {
                let fullest = original[*near as usize];
                let is_copy = if fullest == *near || fuller.contains(&fullest) {
                    true
                } else if refused.contains(&fullest) {
                    false
                } else {
                    let pair = (*at, fullest);
                    let verdict = match self.verdicts.get(&pair) {
                        Some(known) => *known,
                        None => same(*at, fullest)?,
                    };
                    verdicts.insert(pair, verdict);
                    verdict
                };
                if is_copy {
                    original[*at as usize] = fullest;
                    break;
                }
                refused.push(fullest);
            }
        }
        Some(Self { fuller: self.fuller, verdicts, originals: original })
    }
}

/// Texts by their fullness: the longest first, then by stem.
struct Shelf<'a> {
    texts: &'a [Text<'a>],
    order: Vec<u32>,
    /// The place of each text in `order`.
    ranks: Vec<u32>,
}

impl<'a> Shelf<'a> {
    fn of(texts: &'a [Text<'a>]) -> Self {
        let mut order: Vec<u32> = (0..count(texts)).collect();
        let fullness = |at: &u32| (std::cmp::Reverse(texts[*at as usize].length), texts[*at as usize].stem);
        order.par_sort_unstable_by(|a, b| fullness(a).cmp(&fullness(b)).then(a.cmp(b)));
        let mut ranks = vec![0u32; texts.len()];
        (0u32..).zip(&order).for_each(|(rank, at)| ranks[*at as usize] = rank);
        Self { texts, order, ranks }
    }

    /// The kept runs that several texts have, each with the ranks of these: all, or those that one of `wanted` has.
    fn postings(&self, wanted: Option<&[u32]>) -> Vec<(u32, u32)> {
        let wanted = wanted.filter(|w| w.len() < self.texts.len()).map(|w| Keys::of(w.iter().flat_map(|at| self.texts[*at as usize].prints).copied()));
        let mut postings: Vec<(u32, u32)> = Vec::with_capacity(if wanted.is_some() { 0 } else { self.texts.iter().map(|t| t.prints.len()).sum() });
        for (text, rank) in self.texts.iter().zip(&self.ranks) {
            postings.extend(text.prints.iter().filter(|p| wanted.as_ref().is_none_or(|w| w.has(**p))).map(|p| (*p, *rank)));
        }
        postings.par_sort_unstable();
        // Most runs stand in one text alone, and have nothing to find.
        postings.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1).flatten().copied().collect()
    }

    /// The texts whose candidates `new` ones can change, these among them: they share a run with a fuller new one, and it is none that too many fuller ones have.
    fn affected(&self, new: &[u32]) -> Vec<u32> {
        let ranks: Keyed<u32, ()> = new.iter().map(|at| (self.ranks[*at as usize], ())).collect();
        let mut affected: Vec<u32> = new.to_vec();
        for run in self.postings(Some(new)).chunk_by(|a, b| a.0 == b.0) {
            let first = run.iter().take(COMMON).position(|(_, rank)| ranks.contains_key(rank));
            affected.extend(first.into_iter().flat_map(|first| &run[first + 1..]).map(|(_, rank)| self.order[*rank as usize]));
        }
        affected.sort_unstable();
        affected.dedup();
        affected
    }

    /// Fuller texts that share runs with this one, those with most first, among those that `is_there`.
    fn candidates(&self, postings: &[(u32, u32)], at: u32, is_there: impl Fn(u32) -> bool) -> Vec<u32> {
        let (rank, prints) = (self.ranks[at as usize], self.texts[at as usize].prints);
        let mut counts: Keyed<u32, usize> = Keyed::default();
        for print in prints {
            let start = postings.partition_point(|p| *p < (*print, 0));
            let fuller = postings[start..].iter().take_while(|(p, r)| p == print && *r < rank).filter(|(_, r)| is_there(self.order[*r as usize])).take(COMMON);
            fuller.for_each(|(_, r)| *counts.entry(*r).or_default() += 1);
        }
        let enough = |r: u32| SHARED.min(prints.len()).min(self.texts[self.order[r as usize] as usize].prints.len());
        let mut found: Vec<(usize, u32)> = counts.into_iter().filter(|(r, n)| *n >= enough(*r).max(1)).map(|(r, n)| (n, r)).collect();
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(COMPARED).map(|(_, r)| self.order[r as usize]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMON, Copies, Text, Words, copies, overlap, prints};
    use crate::text::words::words;

    fn of(text: &str) -> Words {
        Words::of(text, &words(text))
    }

    /// Reports that say the sentences of their trade, and some of them those of one before.
    fn reports(count: usize) -> Vec<String> {
        let draw = |at: usize, below: usize| usize::from_str_radix(&crate::text::hash::of(&[&at.to_string()])[..8], 16).unwrap_or_default() % below;
        let trade =
            |at: usize| format!("The council of the town said on day {} that it would close the bridge and send all drivers round by the ring road", at % 3);
        let own = |at: usize| (0..20).map(|n| format!("w{}", draw(at * 31 + n, 400))).collect::<Vec<_>>().join(" ");
        let mut out: Vec<String> = Vec::new();
        for at in 0..count {
            let before = out.get(draw(at, at.max(1) * 3)).cloned().unwrap_or_default();
            out.push(format!("{before} {} {} {}", own(at), trade(at), own(at + count)));
        }
        out
    }

    #[test]
    fn copies_beside_what_is_known_are_those_of_all() {
        let reports: Vec<Words> = reports(4 * COMMON).iter().map(|r| of(r)).collect();
        let kept: Vec<Vec<u32>> = reports.iter().map(prints).collect();
        let stems: Vec<String> = (0..reports.len()).map(|at| format!("{}-{at}", at * 7 % 10)).collect();
        let lengths = reports.iter().map(|r| u32::try_from(r.hashes.len()).unwrap_or_default());
        let texts: Vec<Text> = stems.iter().zip(lengths).zip(&kept).map(|((stem, length), prints)| Text { stem, length, prints }).collect();
        let words_of = |at: u32| Some(Words { hashes: reports[at as usize].hashes.clone(), quoted: reports[at as usize].quoted.clone() });
        let all = copies(&texts, &words_of);
        assert!(all.as_ref().is_some_and(|c| c.fuller.len() > 20), "there are copies to be found");
        for come in [1, 2, 9] {
            let known = texts.len() - come;
            let mut earlier = copies(&texts[..known], &words_of).unwrap_or_default();
            let new: Vec<u32> = (0u32..).take(texts.len()).skip(known).collect();
            earlier.originals.extend(&new);
            assert_eq!(earlier.beside(&texts, &new, &words_of), all, "{come} more");
        }
        assert_eq!(Copies::default().beside(&[], &[], &words_of), Some(Copies::default()));
    }

    #[test]
    fn a_cut_copy_is_a_copy_and_a_shared_quotation_is_none() {
        let whole = "The council closed the bridge on Monday after engineers found cracks in two of its piers, and drivers were sent round by the ring road. Repairs will take at least six weeks, the city said. Shops on the east bank fear for their trade.";
        let cut = "The council closed the bridge on Monday after engineers found cracks in two of its piers, and drivers were sent round by the ring road.";
        assert!(overlap(&of(whole), &of(cut)).is_copy());
        let speech = "“We will not rest until every family has a safe home again, and we will pay for it whatever it may cost the treasury,” she said.";
        let one = format!("Rain fell for nine days over the valley and took four villages with it before it stopped. {speech}");
        let two = format!("The premier toured the flooded north in rubber boots, with cameras behind her all the way. {speech}");
        assert!(!overlap(&of(&one), &of(&two)).is_copy());
    }
}
