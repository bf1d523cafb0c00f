//! Stories that belong beside a story: they share topics, publishers, and the words of their headlines.

use super::catalogue::{Catalogue, Story};
use crate::text::words::{is_stop_word, stem, words};
use crate::types::Digest;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// How many are shown.
const SHOWN: usize = 4;

/// Of a term that very many stories share, only so many of the stories nearest in time are looked at on either side: the work for one page stays
/// the same however large the site grows.
const NEIGHBOURS: usize = 60;

/// A topic, a publisher or the stem of a word, as a hash of 64 bits: a site has far too few terms for two to meet. The highest bit marks a publisher.
pub(super) type Term = u64;

const PUBLISHER: Term = 1 << 63;

/// What a digest may share with others, each once.
pub(super) fn terms(digest: &Digest, topics: &[String], publishers: &[Option<Arc<str>>]) -> Box<[Term]> {
    let mut terms: Vec<Term> = topics.iter().map(|t| hash("t:", t) & !PUBLISHER).collect();
    terms.extend(publishers.iter().flatten().map(|p| hash("p:", p) | PUBLISHER));
    for text in [Some(digest.title.as_str()), digest.summary.as_deref()].into_iter().flatten() {
        let words = words(text).into_iter().map(|r| &text[r]).filter(|w| !is_stop_word(&w.to_lowercase()));
        terms.extend(words.map(|w| hash("", &stem(w)) & !PUBLISHER));
    }
    terms.sort_unstable();
    terms.dedup();
    terms.into()
}

/// FNV-1a (Fowler, Noll and Vo): the same on every machine and in every run.
fn hash(kind: &str, text: &str) -> u64 {
    kind.bytes().chain(text.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Terms are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0.rotate_left(8) ^ u64::from(*b));
    }

    fn write_u64(&mut self, term: u64) {
        // The lowest bits choose the place in the table, the highest tell its entries apart; FNV's high bits are its best.
        self.0 = term.rotate_left(23);
    }
}

/// Which stories have which terms.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Stories of each term, in their order, and what sharing it is worth, in hundredths: rare words much, common topics little.
    stories: HashMap<Term, (Vec<u32>, u32), BuildHasherDefault<AsItIs>>,
}

/// The index of the last plan, for as long as its stories and their terms stay the same: most edits touch neither.
#[derive(Debug, Default)]
pub struct Neighbourhood(Mutex<Option<(Vec<Story>, Arc<Index>)>>);

impl Neighbourhood {
    pub(super) fn index(&self, catalogue: &Catalogue) -> Arc<Index> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((stories, index)) = last.as_ref()
            && stories.len() == catalogue.stories.len()
            && stories.iter().zip(&catalogue.stories).all(|(a, b)| a.terms == b.terms)
        {
            return Arc::clone(index);
        }
        let index = Arc::new(Index::new(catalogue));
        *last = Some((catalogue.stories.clone(), Arc::clone(&index)));
        index
    }
}

thread_local! {
    /// What each story shares with the one looked at: worth and number of terms; all nothing between two uses.
    static SCORES: RefCell<Vec<(u32, u32)>> = const { RefCell::new(Vec::new()) };
}

impl Index {
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut index = Self::default();
        for (n, story) in catalogue.stories.iter().enumerate() {
            for term in &story.terms {
                index.stories.entry(*term).or_default().0.push(n as u32);
            }
        }
        let total = catalogue.stories.len().max(1) as f64;
        for (term, (stories, worth)) in &mut index.stories {
            // Inverse document frequency; a shared publisher counts half.
            let kind = if term & PUBLISHER == 0 { 2.0 } else { 1.0 };
            *worth = (kind * 50.0 * ((total + 1.0) / stories.len() as f64).ln()).round() as u32;
        }
        index
    }

    /// The stories nearest to one, nearest first.
    pub fn near(&self, catalogue: &Catalogue, story: usize) -> Vec<usize> {
        let Some(own) = catalogue.stories.get(story) else { return Vec::new() };
        SCORES.with_borrow_mut(|scores| {
            scores.resize(scores.len().max(catalogue.stories.len()), (0, 0));
            let mut met: Vec<u32> = Vec::new();
            for (all, worth) in own.terms.iter().filter_map(|term| self.stories.get(term)) {
                let at = all.partition_point(|s| (*s as usize) < story);
                for other in &all[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(all.len())] {
                    let score = &mut scores[*other as usize];
                    if score.1 == 0 {
                        met.push(*other);
                    }
                    *score = (score.0 + worth, score.1 + 1);
                }
            }
            let mut best: Vec<(u32, u32, u32)> = Vec::with_capacity(SHOWN + 1);
            for other in met {
                let (score, shared) = std::mem::take(&mut scores[other as usize]);
                if other as usize == story || score == 0 {
                    continue;
                }
                // Ties go to the story nearer in time.
                let rank = |(score, shared, s): &(u32, u32, u32)| (std::cmp::Reverse((*score, *shared)), (*s as usize).abs_diff(story), *s);
                let here = (score, shared, other);
                if best.len() < SHOWN || best.last().is_some_and(|last| rank(&here) < rank(last)) {
                    let at = best.partition_point(|b| rank(b) < rank(&here));
                    best.insert(at, here);
                    best.truncate(SHOWN);
                }
            }
            best.into_iter().map(|(_, _, s)| s as usize).collect()
        })
    }
}
