//! Which other sources say what a claim says, and in which words.

use super::material::Report;
use crate::text::words;
use std::collections::BTreeSet;

/// What a sentence says, for comparing: content stems, numbers, names.
#[derive(Clone, Debug, Default)]
pub(super) struct Gist {
    stems: BTreeSet<String>,
    numbers: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Gist {
    pub fn of(text: &str) -> Self {
        let mut gist = Self::default();
        for (n, range) in words::words(text).into_iter().enumerate() {
            let word = &text[range];
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let lower = word.to_lowercase();
            if words::is_stop_word(&lower) {
                continue;
            }
            if word.chars().any(|c| c.is_ascii_digit()) {
                gist.numbers.insert(lower.replace(',', ""));
            } else if n > 0 && word.starts_with(char::is_uppercase) {
                gist.names.insert(words::stem(&lower));
            }
            gist.stems.insert(words::stem(&lower));
        }
        gist
    }

    /// Share of its words that another has, 0 to 1.
    fn covered_by(&self, other: &Gist) -> f64 {
        self.stems.intersection(&other.stems).count() as f64 / self.stems.len().max(1) as f64
    }
}

/// The lines of each report as gists, made once.
#[derive(Debug)]
pub(super) struct Support {
    gists: Vec<Vec<Gist>>,
}

/// Share of a claim's words that a line must have to say the same; a copy may be cut or spelled otherwise.
const SAME: f64 = 0.72;
const SAME_COPY: f64 = 0.6;

impl Support {
    pub fn of(reports: &[Report]) -> Self {
        Self { gists: reports.iter().map(|r| r.lines.iter().map(|l| Gist::of(&l.text)).collect()).collect() }
    }

    /// The line, or two lines in a row, of a report that say what the claim says.
    pub fn find(&self, claim: &Gist, report: usize, copy: bool) -> Option<Vec<usize>> {
        if claim.stems.len() < 4 {
            return None;
        }
        let wanted = if copy { SAME_COPY } else { SAME };
        let lines = &self.gists[report];
        let mut best: Option<(f64, Vec<usize>)> = None;
        for (n, line) in lines.iter().enumerate() {
            let alone = claim.covered_by(line);
            let mut found = vec![(alone, vec![n], line.clone())];
            if let Some(next) = lines.get(n + 1).filter(|_| alone > 0.2) {
                let both = Gist {
                    stems: line.stems.union(&next.stems).cloned().collect(),
                    numbers: line.numbers.union(&next.numbers).cloned().collect(),
                    names: line.names.union(&next.names).cloned().collect(),
                };
                // Two lines must be worth the second.
                found.push((claim.covered_by(&both) - 0.08, vec![n, n + 1], both));
            }
            for (score, at, gist) in found {
                let numbers = claim.numbers.is_subset(&gist.numbers);
                let names = claim.names.iter().filter(|n| !gist.names.contains(*n) && !gist.stems.contains(*n)).count();
                if score >= wanted && numbers && (names == 0 || copy) && best.as_ref().is_none_or(|(b, _)| score > *b + 1e-9) {
                    best = Some((score, at));
                }
            }
        }
        best.map(|(_, lines)| lines)
    }
}
