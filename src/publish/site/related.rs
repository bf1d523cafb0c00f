//! Stories that belong beside a story: they share topics, publishers, and the words of their headlines.

use super::catalogue::Catalogue;
use crate::text::words::{is_stop_word, stem, words};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// How many are shown.
const SHOWN: usize = 4;

/// Of a term that very many stories share, only so many of the stories nearest in time are looked at on either side: the work for one page stays
/// the same however large the site grows.
const NEIGHBOURS: usize = 60;

/// Which stories have which terms.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Terms of each story, as numbers.
    terms: Vec<Vec<u32>>,
    /// Stories of each term, in their order.
    stories: Vec<Vec<u32>>,
    /// What sharing a term is worth, in hundredths: rare words much, common topics little.
    worth: Vec<u32>,
}

impl Index {
    pub fn new(catalogue: &Catalogue) -> Self {
        let named: Vec<Vec<String>> = catalogue
            .stories
            .par_iter()
            .map(|story| {
                let mut terms: Vec<String> = story.topics.iter().map(|t| format!("t:{t}")).collect();
                terms.extend(story.publishers.iter().flatten().map(|p| format!("p:{p}")));
                let digest = &story.file.digest;
                for text in [Some(digest.title.as_str()), digest.summary.as_deref()].into_iter().flatten() {
                    terms.extend(words(text).into_iter().map(|r| &text[r]).filter(|w| !is_stop_word(&w.to_lowercase())).map(stem));
                }
                terms.sort_unstable();
                terms.dedup();
                terms
            })
            .collect();
        let mut index = Self::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for (n, terms) in named.into_iter().enumerate() {
            let mut own = Vec::with_capacity(terms.len());
            for term in terms {
                let next = numbers.len() as u32;
                let kind = term.as_bytes().get(..2) == Some(b"p:");
                let number = *numbers.entry(term).or_insert(next);
                if number == next {
                    index.stories.push(Vec::new());
                    index.worth.push(if kind { 1 } else { 2 });
                }
                index.stories[number as usize].push(n as u32);
                own.push(number);
            }
            index.terms.push(own);
        }
        let total = catalogue.stories.len().max(1) as f64;
        for (worth, stories) in index.worth.iter_mut().zip(&index.stories) {
            // Inverse document frequency; a shared publisher counts half.
            *worth = (f64::from(*worth) * 50.0 * ((total + 1.0) / stories.len() as f64).ln()).round() as u32;
        }
        index
    }

    /// The stories nearest to one, nearest first.
    pub fn near(&self, story: usize) -> Vec<usize> {
        let mut scores: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for term in self.terms.get(story).into_iter().flatten() {
            let all = &self.stories[*term as usize];
            let at = all.partition_point(|s| (*s as usize) < story);
            let nearest = &all[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(all.len())];
            for other in nearest.iter().filter(|s| **s as usize != story) {
                let score = scores.entry(*other).or_default();
                *score = (score.0 + self.worth[*term as usize], score.1 + 1);
            }
        }
        let mut ranked: Vec<(u32, u32, u32)> = scores.into_iter().filter(|(_, (score, _))| *score > 0).map(|(s, (score, shared))| (score, shared, s)).collect();
        // Ties go to the story nearer in time.
        ranked.sort_by_key(|(score, shared, s)| (std::cmp::Reverse((*score, *shared)), (*s as usize).abs_diff(story), *s));
        ranked.into_iter().take(SHOWN).map(|(_, _, s)| s as usize).collect()
    }
}
