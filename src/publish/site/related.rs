//! Stories that belong beside a story: they share topics, publishers, and the words of their headlines.

use super::catalogue::{Catalogue, Story};
use crate::text::fnv;
use crate::text::words::{is_stop_word, stem, words};
use crate::types::Digest;
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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

fn hash(kind: &str, text: &str) -> u64 {
    fnv::of(kind.bytes().chain(text.bytes()))
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

/// The stories of a term, in their order, and what sharing it is worth, in hundredths: rare words much, common topics little.
type Sharing = (Vec<u32>, u32);

/// The terms of one part of an [`Index`].
type Shelf = HashMap<Term, Sharing, BuildHasherDefault<AsItIs>>;

/// So many parts, that a change of one headline copies few of the terms.
const PARTS: usize = 512;

/// Which stories have which terms.
#[derive(Debug)]
pub(super) struct Index {
    /// Each term stands in the part that its bits name. A part is shared by indices that follow each other as long as nothing in it changes.
    parts: Vec<Arc<Shelf>>,
    /// The stories nearest to each, worked out when they are first asked for.
    near: Vec<OnceLock<Vec<u32>>>,
}

/// The index of the last plan: most edits touch no term, and an edited headline touches a few.
#[derive(Debug, Default)]
pub struct Neighbourhood(Mutex<Option<(Vec<Story>, Arc<Index>)>>);

impl Neighbourhood {
    pub(super) fn index(&self, catalogue: &Catalogue) -> Arc<Index> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = match last.take() {
            Some((stories, index)) if stories.len() == catalogue.stories.len() => index.after(&stories, &catalogue.stories),
            _ => Arc::new(Index::new(&catalogue.stories)),
        };
        *last = Some((catalogue.stories.clone(), Arc::clone(&index)));
        index
    }
}

thread_local! {
    /// What each story shares with the one looked at: worth and number of terms; all nothing between two uses.
    static SCORES: RefCell<Vec<(u32, u32)>> = const { RefCell::new(Vec::new()) };
}

impl Index {
    pub fn new(stories: &[Story]) -> Self {
        let mut pairs: Vec<Vec<(Term, u32)>> = (0..PARTS).map(|_| Vec::new()).collect();
        for (n, story) in stories.iter().enumerate() {
            story.terms.iter().for_each(|term| pairs[part_of(*term)].push((*term, n as u32)));
        }
        let shelf = |pairs: Vec<(Term, u32)>| {
            let mut shelf = Shelf::default();
            for (term, story) in pairs {
                shelf.entry(term).or_default().0.push(story);
            }
            shelf.iter_mut().for_each(|(term, (sharing, worth))| *worth = worth_of(*term, sharing.len(), stories.len()));
            Arc::new(shelf)
        };
        Self { parts: pairs.into_par_iter().map(shelf).collect(), near: unknown(stories.len()) }
    }

    /// The index of as many stories, of which most are those of before.
    fn after(self: Arc<Self>, before: &[Story], now: &[Story]) -> Arc<Self> {
        let is_other = |n: &usize| !Arc::ptr_eq(before[*n].digest(), now[*n].digest()) && before[*n].terms != now[*n].terms;
        let changed: Vec<usize> = (0..now.len()).filter(is_other).collect();
        if changed.is_empty() {
            return self;
        }
        // From some point on it is less work to begin anew.
        if changed.len() > now.len() / 20 + 8 {
            return Arc::new(Self::new(now));
        }
        let mut parts = self.parts.clone();
        for n in changed {
            let (old, new) = (&before[n].terms, &now[n].terms);
            for term in old.iter().filter(|t| new.binary_search(t).is_err()) {
                let shelf = Arc::make_mut(&mut parts[part_of(*term)]);
                if let Some((sharing, worth)) = shelf.get_mut(term) {
                    sharing.retain(|s| *s as usize != n);
                    *worth = worth_of(*term, sharing.len(), now.len());
                    if sharing.is_empty() {
                        shelf.remove(term);
                    }
                }
            }
            for term in new.iter().filter(|t| old.binary_search(t).is_err()) {
                let (sharing, worth) = Arc::make_mut(&mut parts[part_of(*term)]).entry(*term).or_default();
                sharing.insert(sharing.partition_point(|s| (*s as usize) < n), n as u32);
                *worth = worth_of(*term, sharing.len(), now.len());
            }
        }
        Arc::new(Self { parts, near: unknown(now.len()) })
    }

    /// The stories nearest to one, nearest first.
    pub fn near(&self, catalogue: &Catalogue, story: usize) -> Vec<usize> {
        let found = || self.find(catalogue, story);
        self.near.get(story).map(|known| known.get_or_init(found).iter().map(|n| *n as usize).collect()).unwrap_or_default()
    }

    fn find(&self, catalogue: &Catalogue, story: usize) -> Vec<u32> {
        let Some(own) = catalogue.stories.get(story) else { return Vec::new() };
        SCORES.with_borrow_mut(|scores| {
            scores.resize(scores.len().max(catalogue.stories.len()), (0, 0));
            let mut met: Vec<u32> = Vec::new();
            for (all, worth) in own.terms.iter().filter_map(|term| self.parts[part_of(*term)].get(term)) {
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
            best.into_iter().map(|(_, _, s)| s).collect()
        })
    }
}

fn unknown(stories: usize) -> Vec<OnceLock<Vec<u32>>> {
    (0..stories).map(|_| OnceLock::new()).collect()
}

/// Bits that neither choose a term's place in its part nor mark a publisher.
fn part_of(term: Term) -> usize {
    (term >> 20) as usize % PARTS
}

/// Inverse document frequency of a term that so many of all stories share; a shared publisher counts half.
fn worth_of(term: Term, sharing: usize, stories: usize) -> u32 {
    let kind = if term & PUBLISHER == 0 { 2.0 } else { 1.0 };
    (kind * 50.0 * ((stories as f64 + 1.0) / sharing.max(1) as f64).ln()).round() as u32
}
