//! The nearest articles of each article, through an inverted index.

use super::clusters::Point;
use super::sparse::Sparse;
use super::tuning::Tuning;
use rayon::prelude::*;
use std::ops::Range;

/// A neighbour and the cosine of the angle between the two.
pub(super) type Near = (u32, f64);

/// Which articles may be neighbours of one another: those within some days, and those whose day is not known.
#[derive(Debug)]
pub(super) struct Calendar {
    /// A number of the day, for each article in their order: those without a day first, then by day.
    days: Vec<Option<i64>>,
    /// How many have no day.
    undated: usize,
    /// How far apart two may lie.
    apart: i64,
}

impl Calendar {
    pub(super) fn new(days: Vec<Option<i64>>, apart: u32) -> Self {
        let undated = days.iter().take_while(|d| d.is_none()).count();
        Self { days, undated, apart: i64::from(apart) }
    }

    pub(super) fn day(&self, article: u32) -> Option<i64> {
        self.days.get(article as usize).copied().flatten()
    }

    /// Whether the days of the two allow them to tell of one event. An unknown day neither joins nor parts.
    pub(super) fn may_meet(&self, a: u32, b: u32) -> bool {
        self.day(a).zip(self.day(b)).is_none_or(|(a, b)| (a - b).abs() <= self.apart)
    }

    /// The dated articles that may stand with this one.
    fn window(&self, article: u32) -> Range<u32> {
        let all = u32::try_from(self.days.len()).unwrap_or(u32::MAX);
        let dated = &self.days[self.undated..];
        let place = |at: usize| u32::try_from(self.undated + at).unwrap_or(u32::MAX);
        match self.day(article) {
            None => place(0)..all,
            Some(day) => {
                place(dated.partition_point(|d| d.is_some_and(|d| d < day - self.apart)))
                    ..place(dated.partition_point(|d| d.is_some_and(|d| d <= day + self.apart)))
            }
        }
    }

    fn undated(&self) -> u32 {
        u32::try_from(self.undated).unwrap_or(u32::MAX)
    }
}

/// For each term, the articles that have it and its weight there.
struct Index {
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
}

impl Index {
    fn of(vectors: &[&Sparse], vocabulary: usize) -> Self {
        let mut starts = vec![0u32; vocabulary + 1];
        for (number, _) in vectors.iter().flat_map(|v| v.terms()) {
            starts[*number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0.0); starts.last().copied().unwrap_or_default() as usize];
        for (article, vector) in (0u32..).zip(vectors) {
            for (number, weight) in vector.terms() {
                let place = &mut next[*number as usize];
                postings[*place as usize] = (article, *weight);
                *place += 1;
            }
        }
        Self { starts, postings }
    }

    /// The postings of a term, in the order of the articles.
    fn term(&self, number: u32) -> &[(u32, f32)] {
        &self.postings[self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize]
    }
}

/// Sums for every article that a query touches. Kept from query to query: only what was touched is cleared.
struct Sums {
    sum: Vec<f32>,
    touched: Vec<u32>,
}

/// Widens the vectors of short articles by what their neighbours say, and names the neighbours of each article.
pub(super) fn points(own: Vec<Sparse>, vocabulary: usize, calendar: &Calendar) -> (Vec<Point>, Vec<Vec<u32>>) {
    let tuning = Tuning::get();
    let vectors: Vec<&Sparse> = own.iter().collect();
    let near = nearest(&vectors, vocabulary, calendar, tuning.neighbours.max(tuning.expand));
    let names = |near: &[Near], most: usize| near.iter().take(most).map(|(other, _)| *other).collect::<Vec<_>>();
    let mut named: Vec<Vec<u32>> = near.iter().map(|n| names(n, tuning.neighbours)).collect();
    let widened: Vec<Option<Sparse>> = own.par_iter().zip(&near).map(|(v, n)| widen(v, n, &own)).collect();
    if widened.iter().any(Option::is_some) {
        let wide: Vec<&Sparse> = widened.iter().zip(&own).map(|(w, o)| w.as_ref().unwrap_or(o)).collect();
        let near = nearest(&wide, vocabulary, calendar, tuning.neighbours);
        for (named, more) in named.iter_mut().zip(&near) {
            named.extend(names(more, tuning.neighbours));
            named.sort_unstable();
            named.dedup();
        }
    }
    (own.into_iter().zip(widened).map(|(own, widened)| Point { own, widened }).collect(), named)
}

/// A short vector with the weighted mean of its neighbours: pseudo-relevance feedback after Rocchio (1971). `None` for a long one.
fn widen(own: &Sparse, near: &[Near], all: &[Sparse]) -> Option<Sparse> {
    let tuning = Tuning::get();
    if own.is_empty() || own.terms().len() >= tuning.short {
        return None;
    }
    let used: Vec<&Near> = near.iter().take(tuning.expand).filter(|(_, cosine)| *cosine >= tuning.expand_from).collect();
    let sum: f64 = used.iter().map(|(_, cosine)| cosine).sum();
    let mean = used.iter().fold(Sparse::default(), |mean, (other, cosine)| mean.plus(&all[*other as usize], (cosine / sum) as f32));
    Some(own.plus(&mean, tuning.expand_share).cut(tuning.terms).unit())
}

/// The nearest articles of each, the nearest first; of equals the one that stands first.
pub(super) fn nearest(vectors: &[&Sparse], vocabulary: usize, calendar: &Calendar, most: usize) -> Vec<Vec<Near>> {
    let index = Index::of(vectors, vocabulary);
    let fresh = || Sums { sum: vec![0.0; vectors.len()], touched: Vec::new() };
    let all = u32::try_from(vectors.len()).unwrap_or(u32::MAX);
    (0..all).into_par_iter().map_init(fresh, |sums, article| query(article, vectors, &index, calendar, most, sums)).collect()
}

fn query(article: u32, vectors: &[&Sparse], index: &Index, calendar: &Calendar, most: usize, sums: &mut Sums) -> Vec<Near> {
    let tuning = Tuning::get();
    let own = vectors[article as usize];
    let window = calendar.window(article);
    for (number, weight) in own.heaviest(tuning.query_terms) {
        let postings = index.term(number);
        let undated = &postings[..postings.partition_point(|(a, _)| *a < calendar.undated())];
        let from = postings.partition_point(|(a, _)| *a < window.start);
        let to = postings.partition_point(|(a, _)| *a < window.end);
        let dated = postings.get(from..to).unwrap_or_default();
        for part in [undated, dated] {
            for (other, their) in around(part, article, tuning.postings) {
                let sum = &mut sums.sum[*other as usize];
                if *sum == 0.0 {
                    sums.touched.push(*other);
                }
                *sum += weight * their;
            }
        }
    }
    let mut found: Vec<(u32, f32)> = Vec::with_capacity(sums.touched.len());
    for other in sums.touched.drain(..) {
        let sum = std::mem::take(&mut sums.sum[other as usize]);
        if other != article {
            found.push((other, sum));
        }
    }
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    // The sums are over the heaviest terms alone: half as many again as wanted are compared in full.
    let wide = most + most / 2;
    if found.len() > wide {
        found.select_nth_unstable_by(wide, order);
        found.truncate(wide);
    }
    let mut near: Vec<Near> = found.into_iter().map(|(other, _)| (other, own.dot(vectors[other as usize]))).collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    near.truncate(most);
    near.shrink_to_fit();
    near
}

/// At most so many postings, those nearest in the order of days.
fn around(postings: &[(u32, f32)], article: u32, most: usize) -> &[(u32, f32)] {
    if postings.len() <= most {
        return postings;
    }
    let at = postings.partition_point(|(a, _)| *a < article);
    let start = at.saturating_sub(most / 2).min(postings.len() - most);
    &postings[start..start + most]
}
