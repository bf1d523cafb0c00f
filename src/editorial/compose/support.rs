//! Which other sources say what a claim says, and in which words.

use super::lexicon::{Lexicon, WordSet};
use super::material::Report;
use crate::text::words;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a line of a report says, for comparing: content stems, numbers, names.
#[derive(Clone, Debug, Default)]
struct Gist {
    stems: WordSet,
    numbers: WordSet,
    names: WordSet,
}

/// What a claim says: its words that the reports know, and how many others it has.
#[derive(Debug)]
pub(super) struct Sought {
    gist: Gist,
    /// Different stems, known or not.
    stems: usize,
    /// A number that no report has.
    strange_number: bool,
    /// Different names that no report has.
    strange_names: usize,
}

/// The content words of a text in three heaps: stems, numbers, names; a word may lie in several.
fn gist(text: &str) -> [Vec<String>; 3] {
    let [mut stems, mut numbers, mut names] = [const { Vec::new() }; 3];
    for (n, range) in words::words(text).into_iter().enumerate() {
        let word = &text[range];
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let lower = word.to_lowercase();
        if words::is_stop_word(&lower) {
            continue;
        }
        let stem = words::stem(&lower);
        if word.chars().any(|c| c.is_ascii_digit()) {
            numbers.push(lower.replace(',', ""));
        } else if n > 0 && word.starts_with(char::is_uppercase) {
            names.push(stem.clone());
        }
        stems.push(stem);
    }
    [stems, numbers, names]
}

/// The lines of each report as gists, made once.
#[derive(Debug)]
pub(super) struct Support {
    lexicon: Lexicon,
    gists: Vec<Vec<Gist>>,
}

/// Share of a claim's words that a line must have to say the same; a copy may be cut or spelled otherwise.
const SAME: f64 = 0.72;
const SAME_COPY: f64 = 0.6;

impl Support {
    pub fn of(reports: &[Report]) -> Self {
        let mut lexicon = Lexicon::default();
        let mut learned = |text: &str| {
            let [stems, numbers, names] = gist(text).map(|words| words.into_iter().map(|w| lexicon.learn(w)).collect());
            Gist { stems, numbers, names }
        };
        let gists = reports.iter().map(|r| r.lines.iter().map(|l| learned(&l.text)).collect()).collect();
        Self { lexicon, gists }
    }

    /// A claim made ready to be looked for.
    pub fn sought(&self, claim: &str) -> Sought {
        let words = gist(claim);
        let [stems, numbers, names] = words.each_ref().map(|words| words.iter().filter_map(|w| self.lexicon.get(w)).collect::<WordSet>());
        let strange = |words: &[String]| words.iter().filter(|w| self.lexicon.get(w).is_none()).collect::<BTreeSet<_>>().len();
        let [strange_stems, strange_numbers, strange_names] = words.each_ref().map(|words| strange(words));
        Sought { stems: stems.len() + strange_stems, strange_number: strange_numbers > 0, strange_names, gist: Gist { stems, numbers, names } }
    }

    /// The line, or two lines in a row, of a report that say what the claim says.
    pub fn find(&self, claim: &Sought, report: usize, copy: bool) -> Option<Vec<usize>> {
        if claim.stems < 4 || claim.strange_number || (claim.strange_names > 0 && !copy) {
            return None;
        }
        let wanted = if copy { SAME_COPY } else { SAME };
        let lines = &self.gists[report];
        let mut best: Option<(f64, Vec<usize>)> = None;
        let share = |words: usize| words as f64 / claim.stems as f64;
        for (n, line) in lines.iter().enumerate() {
            let mut offer = |score: f64, at: Range<usize>| {
                let of = &lines[at.clone()];
                let fits = || {
                    let numbers = claim.gist.numbers.iter().all(|w| of.iter().any(|l| l.numbers.has(w)));
                    numbers && (copy || claim.gist.names.iter().all(|w| of.iter().any(|l| l.names.has(w) || l.stems.has(w))))
                };
                if score >= wanted && best.as_ref().is_none_or(|(b, _)| score > *b + 1e-9) && fits() {
                    best = Some((score, at.collect()));
                }
            };
            let alone = share(claim.gist.stems.shared(&line.stems));
            offer(alone, n..n + 1);
            if let Some(next) = lines.get(n + 1).filter(|_| alone > 0.2) {
                let both = claim.gist.stems.iter().filter(|w| line.stems.has(*w) || next.stems.has(*w)).count();
                // Two lines must be worth the second.
                offer(share(both) - 0.08, n..n + 2);
            }
        }
        best.map(|(_, lines)| lines)
    }
}
