//! The nearest articles of each article, through an inverted index.

use super::calendar::Calendar;
use super::hashing::{Keyed, Keys};
use super::point::Point;
use super::sparse::Sparse;
use super::tuning::Tuning;
use super::vectors::{Vector, Weighed};
use rayon::prelude::*;

/// A neighbour, and how alike the two are in the terms that ask.
pub(super) type Near = (u32, f32);

/// An article that has a term, and what the term weighs there.
#[derive(Clone, Copy, Debug)]
struct Posting {
    key: u32,
    article: u32,
    weight: f32,
}

/// For each term, the articles that have it and its weight there.
struct Index {
    /// Keys are hashes: those with the same first bits stand together.
    shift: u32,
    starts: Vec<u32>,
    /// By key, then in the order of the articles.
    postings: Vec<Posting>,
}

impl Index {
    /// Of all terms.
    fn whole(vectors: &[&Vector]) -> Self {
        let postings = || (0u32..).zip(vectors).flat_map(|(article, v)| v.terms.terms().iter().map(move |&(key, weight)| Posting { key, article, weight }));
        Self::of(vectors.iter().map(|v| v.terms.terms().len()).sum(), postings)
    }

    /// Of the terms that these articles ask with.
    fn asked(vectors: &[&Vector], by: &[u32]) -> Self {
        let wanted = Keys::of(by.iter().flat_map(|a| vectors[*a as usize].asking()).map(|(key, _)| key));
        let of = |(article, vector): (usize, &&Vector)| -> Vec<Posting> {
            let article = u32::try_from(article).unwrap_or(u32::MAX);
            vector.terms.terms().iter().filter(|(key, _)| wanted.has(*key)).map(|&(key, weight)| Posting { key, article, weight }).collect()
        };
        let found: Vec<Posting> = vectors.par_iter().enumerate().flat_map_iter(of).collect();
        Self::of(found.len(), || found.iter().copied())
    }

    /// Of postings in the order of the articles.
    fn of<I: Iterator<Item = Posting>>(count: usize, postings: impl Fn() -> I) -> Self {
        let bits = (count / 4).max(2).ilog2().clamp(1, 22);
        let shift = 32 - bits;
        let mut starts = vec![0u32; (1 << bits) + 1];
        for posting in postings() {
            starts[(posting.key >> shift) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut placed = vec![Posting { key: 0, article: 0, weight: 0.0 }; count];
        for posting in postings() {
            let place = &mut next[(posting.key >> shift) as usize];
            placed[*place as usize] = posting;
            *place += 1;
        }
        for shelf in starts.windows(2) {
            placed[shelf[0] as usize..shelf[1] as usize].sort_by_key(|p| p.key);
        }
        Self { shift, starts, postings: placed }
    }

    /// The postings of a term, in the order of the articles.
    fn term(&self, key: u32) -> &[Posting] {
        let shelf = (key >> self.shift) as usize;
        let all = &self.postings[self.starts[shelf] as usize..self.starts[shelf + 1] as usize];
        let all = &all[all.partition_point(|p| p.key < key)..];
        &all[..all.partition_point(|p| p.key == key)]
    }
}

/// Sums for every article that a query touches. Kept from query to query: only what was touched is cleared.
struct Sums {
    sum: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(articles: usize) -> Self {
        Self { sum: vec![0.0; articles], touched: Vec::new() }
    }

    fn add(&mut self, article: u32, product: f32) {
        let sum = &mut self.sum[article as usize];
        if *sum == 0.0 {
            self.touched.push(article);
        }
        *sum += product;
    }

    /// Empties the sums into a list, but for the article's own.
    fn drain_into(&mut self, article: u32, found: &mut Vec<Near>) {
        for other in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sum[other as usize]);
            if other != article && sum > 0.0 {
                found.push((other, sum));
            }
        }
    }
}

/// The neighbours of each article, the nearest first: by own terms, and, where any article is short, by widened ones as well.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Neighbours {
    pub own: Vec<Vec<Near>>,
    /// Empty where no article is short.
    pub wide: Vec<Vec<Near>>,
}

impl Neighbours {
    /// The neighbours of an article, in the order of the articles.
    pub(super) fn names(&self, article: usize) -> Vec<u32> {
        let most = Tuning::get().neighbours;
        let mut names: Vec<u32> = self.own[article].iter().take(most).chain(self.wide.get(article).into_iter().flatten()).map(|(other, _)| *other).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The neighbours of all articles.
    pub(super) fn all_names(&self) -> Vec<Vec<u32>> {
        (0..self.own.len()).into_par_iter().map(|a| self.names(a)).collect()
    }
}

/// Widens the vectors of short articles by what their neighbours say, and names the neighbours of each article. `reach` is about how many articles a
/// term leads to.
pub(super) fn points(own: Vec<Vector>, calendar: &Calendar, reach: impl Fn(u32) -> u32 + Sync) -> (Vec<Point>, Neighbours) {
    let vectors: Vec<&Vector> = own.iter().collect();
    let mut neighbours = Neighbours { own: nearest(&vectors, calendar, followed), wide: Vec::new() };
    let widened: Vec<Option<Vector>> = own.par_iter().zip(&neighbours.own).map(|(v, n)| widen(v, n, &own, &reach)).collect();
    if widened.iter().any(Option::is_some) {
        let wide: Vec<&Vector> = widened.iter().zip(&own).map(|(w, o)| w.as_ref().unwrap_or(o)).collect();
        neighbours.wide = nearest(&wide, calendar, |_| Tuning::get().neighbours);
    }
    (own.into_iter().zip(widened).map(|(own, widened)| Point { own, widened, meaning: None }).collect(), neighbours)
}

/// Whether an article takes on words of its neighbours.
pub(super) fn is_short(vector: &Vector) -> bool {
    !vector.terms.is_empty() && vector.terms.terms().len() < Tuning::get().short
}

/// How many neighbours of an article are looked at.
pub(super) fn followed(own: &Vector) -> usize {
    let tuning = Tuning::get();
    if is_short(own) { tuning.neighbours.max(tuning.expand) } else { tuning.neighbours }
}

/// A short vector with the weighted mean of its neighbours: pseudo-relevance feedback after Rocchio (1971). `None` for a long one.
pub(super) fn widen(own: &Vector, near: &[Near], all: &[Vector], reach: &impl Fn(u32) -> u32) -> Option<Vector> {
    let tuning = Tuning::get();
    if !is_short(own) {
        return None;
    }
    let used: Vec<&Near> = near.iter().take(tuning.expand).filter(|(_, cosine)| f64::from(*cosine) >= tuning.expand_from).collect();
    let sum: f32 = used.iter().map(|(_, cosine)| cosine).sum();
    let mean = used.iter().fold(Sparse::default(), |mean, (other, cosine)| mean.plus(&all[*other as usize].terms, cosine / sum));
    let wide = own.terms.plus(&mean, tuning.expand_share);
    Some(Vector::of(wide.terms().iter().map(|&(key, weight)| Weighed { key, weight, reach: reach(key) }).collect()))
}

/// The nearest articles of each, the nearest first; of equals the one that stands first.
fn nearest(vectors: &[&Vector], calendar: &Calendar, most: impl Fn(&Vector) -> usize + Sync) -> Vec<Vec<Near>> {
    let index = Index::whole(vectors);
    let all = u32::try_from(vectors.len()).unwrap_or(u32::MAX);
    let one = |sums: &mut Sums, article: u32| query(article, vectors[article as usize], &index, calendar, most(vectors[article as usize]), sums);
    (0..all).into_par_iter().map_init(|| Sums::new(vectors.len()), one).collect()
}

/// The lists of neighbours that are others than before, now that these articles have `changed` or come.
pub(super) fn renewed(
    vectors: &[&Vector],
    lists: &[Vec<Near>],
    changed: &[u32],
    calendar: &Calendar,
    most: impl Fn(&Vector) -> usize + Sync,
) -> Vec<(u32, Vec<Near>)> {
    let mut is_changed = vec![false; vectors.len()];
    let mut having: Keyed<u32, Vec<(u32, f32)>> = Keyed::default();
    for article in changed {
        is_changed[*article as usize] = true;
        for (key, weight) in vectors[*article as usize].terms.terms() {
            having.entry(*key).or_default().push((*article, *weight));
        }
    }
    let keys = Keys::of(having.keys().copied());
    // The new list, `None` where it has to be looked for among all; nothing where it is as it was.
    let one = |sums: &mut Sums, article: usize| -> Option<(u32, Option<Vec<Near>>)> {
        let (own, list, most, at) = (vectors[article], &lists[article], most(vectors[article]), u32::try_from(article).unwrap_or(u32::MAX));
        if is_changed[article] {
            return Some((at, None));
        }
        for (key, weight) in own.asking().filter(|(key, _)| keys.has(*key)) {
            for &(other, their) in having.get(&key).into_iter().flatten().filter(|(other, _)| calendar.may_meet(at, *other)) {
                sums.add(other, weight * their);
            }
        }
        if sums.touched.is_empty() && !list.iter().any(|(other, _)| is_changed[*other as usize]) {
            return None;
        }
        let mut found: Vec<Near> = list.iter().copied().filter(|(other, _)| !is_changed[*other as usize]).collect();
        sums.drain_into(at, &mut found);
        found.sort_unstable_by(order);
        // A full list says nothing of what lies behind its last.
        let known = list.last().filter(|_| list.len() >= most).map_or(found.len(), |last| found.partition_point(|n| order(n, last).is_le()));
        if list.len() >= most && known < most {
            return Some((at, None));
        }
        found.truncate(most);
        (found != *list).then_some((at, Some(found)))
    };
    let renewed: Vec<(u32, Option<Vec<Near>>)> = (0..vectors.len()).into_par_iter().map_init(|| Sums::new(vectors.len()), one).filter_map(|r| r).collect();
    let asking: Vec<u32> = renewed.iter().filter(|(_, list)| list.is_none()).map(|(article, _)| *article).collect();
    let index = Index::asked(vectors, &asking);
    let ask = |sums: &mut Sums, (article, list): (u32, Option<Vec<Near>>)| {
        let own = vectors[article as usize];
        (article, list.unwrap_or_else(|| query(article, own, &index, calendar, most(own), sums)))
    };
    renewed.into_par_iter().map_init(|| Sums::new(vectors.len()), ask).filter(|(article, list)| lists[*article as usize] != *list).collect()
}

fn query(article: u32, own: &Vector, index: &Index, calendar: &Calendar, most: usize, sums: &mut Sums) -> Vec<Near> {
    let window = calendar.window(article);
    for (key, weight) in own.asking() {
        let postings = index.term(key);
        let undated = &postings[..postings.partition_point(|p| p.article < calendar.undated())];
        let from = postings.partition_point(|p| p.article < window.start);
        let to = postings.partition_point(|p| p.article < window.end);
        for posting in undated.iter().chain(postings.get(from..to).unwrap_or_default()) {
            sums.add(posting.article, weight * posting.weight);
        }
    }
    let mut found: Vec<Near> = Vec::with_capacity(sums.touched.len());
    sums.drain_into(article, &mut found);
    foremost(&mut found, most);
    found.shrink_to_fit();
    found
}

/// Leaves the nearest, the nearest first; of equals the one that stands first.
fn foremost(found: &mut Vec<Near>, most: usize) {
    if found.len() > most && most > 0 {
        found.select_nth_unstable_by(most - 1, order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
}

fn order(a: &Near, b: &Near) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}
