//! What a language model makes of an article: a vector, near to those of articles that tell of the same. An option; without vectors nothing here counts.
//!
//! Vectors come from outside, are known by a fingerprint of the text that was asked about, and are kept as whole numbers: sums and products are then exact, and the
//! same vectors give the same stories in whatever order they are added.

use super::calendar::Calendar;
use super::tuning::Tuning;
use crate::text::hash;
use crate::text::markdown::plain;
use crate::text::words::words;
use crate::types::ArticleFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A vector of length 1 in parts of this. A product of two fits 32 bits.
const UNIT: f64 = 4096.0;
/// Words of an article that a model is asked about: small models read no more than some hundred.
const ASKED: usize = 200;
/// Goes into every fingerprint: another way to choose the text asks anew.
const VERSION: &str = "1";
/// The longest vector that is kept, in numbers: twice what the largest models give.
const LONGEST: usize = 8192;

/// The vectors of articles, by the fingerprint of what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vectors {
    by_key: BTreeMap<String, Arc<[i16]>>,
}

/// What a model is asked about an article: its headline and the beginning of its text.
#[must_use]
pub fn asked(article: &ArticleFile) -> String {
    let body = plain(&article.article.body);
    let end = words(&body).get(ASKED - 1).map_or(body.len(), |w| w.end);
    let begin = body[..end].trim();
    if begin.is_empty() { article.article.title.clone() } else { format!("{}\n\n{begin}", article.article.title) }
}

/// The fingerprint of a text as a model of this name is asked about it.
#[must_use]
pub fn fingerprint(model: &str, text: &str) -> String {
    hash::of(&[VERSION, model, text])
}

impl Vectors {
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Takes a vector in, whatever its length; `false` where it has no direction, or is too long to be one.
    pub fn insert(&mut self, key: String, vector: &[f32]) -> bool {
        let numbers: Vec<f64> = vector.iter().map(|x| f64::from(*x)).collect();
        let vector = of_length_one(&numbers).filter(|v| v.len() <= LONGEST);
        let usable = vector.is_some();
        self.by_key.extend(vector.map(|v| (key, v)));
        usable
    }

    /// Leaves out what nobody asks for any more.
    pub fn keep_only(&mut self, keys: &BTreeSet<String>) {
        self.by_key.retain(|key, _| keys.contains(key));
    }

    /// For keeping: each key with its length, how many numbers, the numbers.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (key, vector) in &self.by_key {
            for length in [key.len(), vector.len()] {
                out.extend_from_slice(&u32::try_from(length).unwrap_or(0).to_le_bytes());
            }
            out.extend_from_slice(key.as_bytes());
            vector.iter().for_each(|x| out.extend_from_slice(&x.to_le_bytes()));
        }
        out
    }

    /// What [`to_bytes`](Self::to_bytes) gave; `None` where it is anything else.
    #[must_use]
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut by_key = BTreeMap::new();
        let take = |bytes: &mut &[u8], length: usize| -> Option<Vec<u8>> {
            let (taken, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Some(taken.to_vec())
        };
        let number = |bytes: &mut &[u8]| Some(u32::from_le_bytes(take(bytes, 4)?.try_into().ok()?) as usize);
        while !bytes.is_empty() {
            let (key, numbers) = (number(&mut bytes)?, number(&mut bytes)?);
            let key = String::from_utf8(take(&mut bytes, key)?).ok()?;
            let numbers = take(&mut bytes, numbers.checked_mul(2)?)?;
            by_key.insert(key, numbers.as_chunks().0.iter().map(|x| i16::from_le_bytes(*x)).collect());
        }
        Some(Self { by_key })
    }

    /// The vectors of articles as a model of this name gave them. Those of another length than the first are of another model, and left out.
    pub(super) fn of(&self, articles: &[&ArticleFile], model: &str) -> Vec<Option<Arc<[i16]>>> {
        let mut found: Vec<Option<Arc<[i16]>>> = articles.par_iter().map(|a| self.by_key.get(&fingerprint(model, &asked(a))).cloned()).collect();
        let length = found.iter().flatten().next().map_or(0, |v| v.len());
        for vector in &mut found {
            vector.take_if(|v| v.len() != length);
        }
        centred(&mut found, length);
        found
    }
}

/// Articles that the mean of a batch is drawn towards nothing by: a few articles do not know what is common to all.
const UNKNOWING: f64 = 50.0;

/// Takes from each vector what it has in common with all: models give vectors that lie in a narrow cone, some wide, some narrower, and only what is left tells one article
/// from another (Mu and Viswanath, "All-but-the-Top", 2018).
fn centred(vectors: &mut [Option<Arc<[i16]>>], length: usize) {
    let given = || vectors.iter().flatten();
    let share = 1.0 / (given().count() as f64 + UNKNOWING);
    let mut sums = vec![0i64; length];
    for vector in given() {
        sums.iter_mut().zip(vector.iter()).for_each(|(sum, x)| *sum += i64::from(*x));
    }
    let mean: Vec<f64> = sums.into_iter().map(|sum| sum as f64 * share).collect();
    vectors.par_iter_mut().for_each(|vector| {
        let Some(given) = vector else { return };
        let own: Vec<f64> = given.iter().zip(&mean).map(|(x, m)| f64::from(*x) - m).collect();
        *vector = of_length_one(&own);
    });
}

/// The vector of length 1 in whole numbers; `None` where it has no direction.
fn of_length_one(vector: &[f64]) -> Option<Arc<[i16]>> {
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    // Within ±4096, since no part is longer than the whole.
    length.is_normal().then(|| vector.iter().map(|x| (x / length * UNIT).round() as i16).collect())
}

/// The vectors of a group's articles added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    parts: Box<[i32]>,
    /// How many articles have a vector.
    articles: u32,
}

impl Sum {
    /// `None` where there is no vector.
    pub(super) fn of<'a>(vectors: impl Iterator<Item = &'a [i16]>) -> Option<Self> {
        let mut sum = Sum::default();
        for vector in vectors {
            if sum.articles == 0 {
                sum.parts = vec![0; vector.len()].into();
            }
            sum.parts.iter_mut().zip(vector).for_each(|(s, x)| *s = s.saturating_add(i32::from(*x)));
            sum.articles += 1;
        }
        (sum.articles > 0).then_some(sum)
    }

    pub(super) fn plus(one: Option<&Self>, other: Option<&Self>) -> Option<Self> {
        match (one, other) {
            (Some(a), Some(b)) => {
                let parts = a.parts.iter().zip(&b.parts).map(|(x, y)| x.saturating_add(*y)).collect();
                Some(Sum { parts, articles: a.articles + b.articles })
            }
            (one, other) => one.or(other).cloned(),
        }
    }

    /// What the model adds to the likeness of two groups, summed over their pairs of articles: more than nothing where it finds them nearer than articles of two
    /// stories as a rule are. Pairs of which one has no vector add nothing.
    pub(super) fn adds(&self, other: &Self) -> f64 {
        let product: i64 = self.parts.iter().zip(&other.parts).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
        let pairs = f64::from(self.articles) * f64::from(other.articles);
        weighed(product as f64 / (UNIT * UNIT), pairs)
    }
}

/// What cosines that add up to `sum` over so many pairs add to their likeness.
fn weighed(sum: f64, pairs: f64) -> f64 {
    let tuning = Tuning::get();
    tuning.meaning * (sum - tuning.meaning_from * pairs)
}

/// How near two articles are to the model, -1 to 1.
pub(super) fn cosine(a: &[i16], b: &[i16]) -> f64 {
    f64::from(product(a, b)) / (UNIT * UNIT)
}

/// What the model adds to the likeness of two articles.
pub(super) fn adds(a: &[i16], b: &[i16]) -> f64 {
    weighed(cosine(a, b), 1.0)
}

/// The cosine of two articles in thousandths, where it speaks for them.
pub(super) fn told(a: &[i16], b: &[i16]) -> Option<u16> {
    let cosine = cosine(a, b);
    (cosine > Tuning::get().meaning_from).then(|| (cosine.min(1.0) * 1000.0).round() as u16)
}

fn product(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).fold(0i32, |sum, (x, y)| sum.wrapping_add(i32::from(*x) * i32::from(*y)))
}

/// The articles nearest to each in meaning, among those that may stand with it by their days: each is compared with each. Of those without a vector, none.
pub(super) fn neighbours(vectors: &[Option<&[i16]>], calendar: &Calendar) -> Vec<Vec<u32>> {
    let tuning = Tuning::get();
    let least = (tuning.meaning_near * UNIT * UNIT) as i32;
    let of_one = |(article, own): (usize, &Option<&[i16]>)| -> Vec<u32> {
        let Some(own) = own else { return Vec::new() };
        let article = u32::try_from(article).unwrap_or(u32::MAX);
        let near = |at: u32| Some((product(own, vectors[at as usize]?), at)).filter(|(alike, _)| *alike >= least);
        let mut found: Vec<(i32, u32)> = calendar.around(article).filter(|at| *at != article).filter_map(near).collect();
        // The nearest first, of equals the one that stands first.
        found.sort_unstable_by_key(|(alike, at)| (std::cmp::Reverse(*alike), *at));
        found.truncate(tuning.meaning_neighbours);
        found.into_iter().map(|(_, at)| at).collect()
    };
    vectors.par_iter().enumerate().map(of_one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Vectors, cosine};

    #[test]
    fn vectors_are_kept_as_they_are_used() {
        let mut vectors = Vectors::default();
        assert!(vectors.insert("a".into(), &[3.0, 4.0]) && vectors.insert("b".into(), &[-0.6, -0.8]));
        for bad in [&[0.0, 0.0][..], &[f32::NAN, 1.0], &[f32::INFINITY], &[]] {
            assert!(!vectors.insert("c".into(), bad));
        }
        assert!((cosine(&vectors.by_key["a"], &vectors.by_key["b"]) + 1.0).abs() < 1e-3);
        let bytes = vectors.to_bytes();
        assert_eq!(Vectors::from_bytes(&bytes).as_ref(), Some(&vectors));
        for end in 1..bytes.len() {
            assert_ne!(Vectors::from_bytes(&bytes[..end]).as_ref(), Some(&vectors), "cut at {end}");
        }
    }
}
