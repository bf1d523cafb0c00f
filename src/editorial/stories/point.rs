//! An article as grouping sees it, and how alike two are.

use super::meaning;
use super::sparse::Sparse;
use super::tuning::Tuning;
use super::vectors::Vector;
use std::sync::Arc;

/// From this share of a similarity on, the words of the two articles explain it.
const OWN_SHARE: f64 = 0.6;

/// An article: its own terms, and with those of its neighbours where it is short.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub own: Vector,
    pub widened: Option<Vector>,
    /// What a model makes of it, where one was asked.
    pub meaning: Option<Arc<[i16]>>,
}

impl Point {
    pub(super) fn wide(&self) -> &Sparse {
        &self.widened.as_ref().unwrap_or(&self.own).terms
    }

    /// How alike two articles are, 0 to 1; where a model was asked, it may be a little more or less.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        self.in_words(other) + self.meanings(other).map_or(0.0, |(a, b)| meaning::adds(a, b))
    }

    /// How near the two are to the model, in thousandths, where it speaks for them.
    pub(super) fn told(&self, other: &Self) -> Option<u16> {
        self.meanings(other).and_then(|(a, b)| meaning::told(a, b))
    }

    fn meanings<'a>(&'a self, other: &'a Self) -> Option<(&'a [i16], &'a [i16])> {
        self.meaning.as_deref().zip(other.meaning.as_deref())
    }

    fn in_words(&self, other: &Self) -> f64 {
        let own = self.own.terms.dot(&other.own.terms);
        if self.widened.is_none() && other.widened.is_none() { own } else { blended(own, self.wide().dot(other.wide())) }
    }

    /// Terms that make the two alike though they do not share them: those of the articles around them. Empty where their own say as much.
    pub(super) fn around(&self, other: &Self) -> Vec<u32> {
        let own = self.own.terms.dot(&other.own.terms);
        if own >= OWN_SHARE * self.in_words(other) {
            return Vec::new();
        }
        let is_own = |number: &u32| [&self.own, &other.own].iter().all(|v| v.terms.terms().binary_search_by_key(number, |(n, _)| *n).is_ok());
        self.wide().shared(other.wide()).into_iter().map(|(number, _)| number).filter(|n| !is_own(n)).collect()
    }
}

/// A likeness by own terms and one by widened ones, as one.
pub(super) fn blended(own: f64, wide: f64) -> f64 {
    let share = Tuning::get().wide_share;
    own * (1.0 - share) + wide * share
}

#[cfg(test)]
mod tests {
    use super::{Point, Sparse, Vector};

    #[test]
    fn what_neighbours_add_is_told_only_where_own_words_do_not_explain_it() {
        let vector = |terms: &[(u32, f32)]| Vector { terms: Sparse::of(terms.to_vec()), asks: Box::default() };
        let point = |own: u32, wide: bool| Point {
            own: vector(&[(1, 0.2), (own, 0.98)]),
            widened: wide.then(|| vector(&[(1, 0.2), (own, 0.7), (5, 0.68)])),
            meaning: None,
        };
        assert_eq!(point(2, true).around(&point(3, true)), [5]);
        assert_eq!(point(2, true).around(&point(2, true)), [0; 0], "they share their heaviest word");
        assert_eq!(point(2, false).around(&point(3, false)), [0; 0], "they have no neighbours' words");
    }
}
