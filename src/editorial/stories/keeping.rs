//! An earlier grouping as bytes, to be kept between runs.
//!
//! What is read back was written by this very program and is sealed; still nothing here trusts a number: what does not fit together is as good as not there.

use super::copies::Copies;
use super::earlier::{Earlier, NONE};
use super::joins::Bond;
use super::junk;
use super::neighbours::{Near, Neighbours};
use super::point::Point;
use super::reading::Written;
use super::sparse::Sparse;
use super::vectors::{Table, Vector};
use rayon::prelude::*;
use std::sync::Arc;

/// A value of a fixed number of bytes.
trait Fixed: Copy + Send {
    const BYTES: usize;
    fn put(self, out: &mut Vec<u8>);
    fn get(bytes: &[u8]) -> Self;
}

impl Fixed for u8 {
    const BYTES: usize = 1;
    fn put(self, out: &mut Vec<u8>) {
        out.push(self);
    }
    fn get(bytes: &[u8]) -> Self {
        bytes.first().copied().unwrap_or_default()
    }
}

impl Fixed for u32 {
    const BYTES: usize = 4;
    fn put(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
    fn get(bytes: &[u8]) -> Self {
        bytes.first_chunk().map_or(0, |b| u32::from_le_bytes(*b))
    }
}

impl Fixed for (u32, f32) {
    const BYTES: usize = 8;
    fn put(self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.to_bits().put(out);
    }
    fn get(bytes: &[u8]) -> Self {
        (u32::get(bytes), f32::from_bits(u32::get(bytes.get(4..).unwrap_or_default())))
    }
}

struct Out(Vec<u8>);

impl Out {
    fn list<T: Fixed>(&mut self, items: &[T]) {
        self.0.extend_from_slice(&(items.len() as u64).to_le_bytes());
        self.0.reserve(items.len() * T::BYTES);
        items.iter().for_each(|item| item.put(&mut self.0));
    }

    /// A list for each article: where each ends, then all of them.
    fn lists<'a, T: Fixed + 'a>(&mut self, lists: impl Iterator<Item = &'a [T]> + Clone) {
        let mut end = 0u32;
        let ends = lists.clone().map(|l| {
            end = end.saturating_add(u32::try_from(l.len()).unwrap_or(u32::MAX));
            end
        });
        let ends: Vec<u32> = ends.collect();
        self.list(&ends);
        lists.flatten().for_each(|item| item.put(&mut self.0));
    }

    fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str> + Clone) {
        self.lists(texts.map(str::as_bytes));
    }
}

struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    fn list<T: Fixed>(&mut self) -> Option<Vec<T>> {
        let count = usize::try_from(u64::from_le_bytes(*self.bytes(8)?.first_chunk()?)).ok()?;
        Some(self.bytes(count.checked_mul(T::BYTES)?)?.chunks_exact(T::BYTES).map(T::get).collect())
    }

    fn lists<T: Fixed, L: FromIterator<T> + Send>(&mut self) -> Option<Vec<L>> {
        let ends: Vec<u32> = self.list()?;
        if !ends.is_sorted() {
            return None;
        }
        let all = self.bytes((ends.last().copied().unwrap_or_default() as usize).checked_mul(T::BYTES)?)?;
        let one = |at: usize| {
            let start = at.checked_sub(1).map_or(0, |before| ends[before] as usize);
            all[start * T::BYTES..ends[at] as usize * T::BYTES].chunks_exact(T::BYTES).map(T::get).collect()
        };
        Some((0..ends.len()).into_par_iter().map(one).collect())
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.lists::<u8, Vec<u8>>()?.into_iter().map(|bytes| String::from_utf8(bytes).ok()).collect()
    }
}

impl Earlier {
    /// The grouping as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.put(Vec::new())
    }

    /// The grouping as bytes behind others: there are two hundred megabytes of a hundred thousand articles, which need not be held twice.
    #[must_use]
    pub fn put(&self, before: Vec<u8>) -> Vec<u8> {
        let mut out = Out(before);
        let vectors: usize = self.points.iter().map(|p| p.own.terms.terms().len() + p.widened.as_ref().map_or(0, |w| w.terms.terms().len())).sum();
        let lists: usize = self.neighbours.own.iter().chain(&self.neighbours.wide).map(Vec::len).sum();
        let prints: usize = self.prints.iter().map(Vec::len).sum();
        out.0.reserve(vectors * 8 + lists * 8 + prints * 4 + self.words.keys.len() * 13 + self.words.forms.len() + self.paths.len() * 400);
        out.list(&[self.days, self.batch]);
        out.texts(self.paths.iter().map(|p| &**p));
        out.list(&self.junk.iter().map(|why| why.map_or(0, junk::number)).collect::<Vec<u8>>());
        out.list(&self.lengths);
        out.lists(self.prints.iter().map(|p| &p[..]));
        out.vectors(self.points.iter().map(|p| Some(&p.own)));
        out.vectors(self.points.iter().map(|p| p.widened.as_ref()));
        for lists in [&self.neighbours.own, &self.neighbours.wide] {
            out.lists(lists.iter().map(|l| &l[..]));
        }
        let words = &self.words;
        out.list(&words.keys);
        out.list(&words.articles);
        out.list(&words.written.iter().map(|w| *w as u8).collect::<Vec<u8>>());
        out.list(&words.ends);
        out.list(words.forms.as_bytes());
        let copies = &self.copies;
        out.list(&copies.fuller.keys().copied().collect::<Vec<u32>>());
        out.lists(copies.fuller.values().map(|f| &f[..]));
        out.list(&copies.verdicts.iter().flat_map(|((a, b), is)| [*a, *b, u32::from(*is)]).collect::<Vec<u32>>());
        out.list(&copies.originals);
        out.list(&self.groups.iter().map(|(group, _)| *group).collect::<Vec<u32>>());
        out.list(&self.groups.iter().map(|(_, held)| u8::from(*held)).collect::<Vec<u8>>());
        out.list(&self.clusters);
        out.texts(self.names.iter().map(String::as_str));
        let empty = Bond::default();
        let bonds: Vec<&Bond> = self.bonds.iter().map(|b| b.as_ref().unwrap_or(&empty)).collect();
        out.list(&self.bonds.iter().map(|b| b.as_ref().map_or(NONE, |b| b.with)).collect::<Vec<u32>>());
        out.list(&bonds.iter().map(|b| u32::from(b.similarity)).collect::<Vec<u32>>());
        out.lists(bonds.iter().map(|b| &b.shared[..]));
        out.lists(bonds.iter().map(|b| &b.around[..]));
        out.0
    }

    /// The grouping that [`Earlier::to_bytes`] wrote; `None` where it is none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut given = In(bytes);
        let [days, batch] = *given.list::<u32>()?.first_chunk()?;
        let paths: Vec<Arc<str>> = given.texts()?.into_iter().map(Arc::from).collect();
        let junk = given.list::<u8>()?.into_iter().map(junk::numbered).collect();
        let (lengths, prints) = (given.list()?, given.lists::<u32, Vec<u32>>()?);
        let (own, widened) = (given.vectors()?, given.vectors()?);
        let points: Vec<Point> = own.into_iter().zip(widened).map(|(own, widened)| Point { own: own.unwrap_or_default(), widened, meaning: None }).collect();
        let neighbours = Neighbours { own: given.lists::<Near, Vec<Near>>()?, wide: given.lists::<Near, Vec<Near>>()? };
        let (keys, articles) = (given.list()?, given.list()?);
        let written = given.list::<u8>()?.into_iter().map(Written::numbered).collect::<Option<_>>()?;
        let words = Table { keys, articles, written, ends: given.list()?, forms: String::from_utf8(given.list()?).ok()? };
        let (copied, fuller) = (given.list::<u32>()?, given.lists::<u32, Vec<u32>>()?);
        let verdicts: Vec<u32> = given.list()?;
        let verdicts = verdicts.chunks_exact(3).map(|v| ((v[0], v[1]), v[2] > 0)).collect();
        let copies = Copies { fuller: copied.into_iter().zip(fuller).collect(), verdicts, originals: given.list()? };
        let (groups, held) = (given.list::<u32>()?, given.list::<u8>()?);
        let groups = groups.into_iter().zip(held).map(|(group, held)| (group, held > 0)).collect();
        let (clusters, names) = (given.list()?, given.texts()?);
        let (with, similarity) = (given.list::<u32>()?, given.list::<u32>()?);
        let (shared, around) = (given.lists::<u32, Box<[u32]>>()?, given.lists::<u32, Box<[u32]>>()?);
        let (mut shared, mut around) = (shared.into_iter(), around.into_iter());
        let bonds: Option<Vec<Option<Bond>>> = with
            .into_iter()
            .zip(similarity)
            .map(|(with, similarity)| {
                let bond = Bond { with, similarity: u16::try_from(similarity).ok()?, shared: shared.next()?, around: around.next()?, meaning: None };
                Some((with != NONE).then_some(bond))
            })
            .collect();
        let bonds = bonds?;
        let earlier = Self { days, paths, batch, junk, lengths, prints, points, neighbours, words, copies, groups, clusters, names, bonds };
        (given.0.is_empty() && earlier.fits()).then_some(earlier)
    }

    /// Whether every list is as long as it must be, and every number names something.
    fn fits(&self) -> bool {
        let all = self.paths.len();
        let (lists, words) = (&self.neighbours, &self.words);
        let lengths =
            [self.junk.len(), self.lengths.len(), self.prints.len(), self.points.len(), lists.own.len(), self.copies.originals.len(), self.groups.len()];
        let is_article = |at: &u32| (*at as usize) < all;
        let vector = |v: &Vector| v.asks.iter().all(|at| usize::from(*at) < v.terms.terms().len()) && v.terms.terms().is_sorted_by_key(|(key, _)| *key);
        lengths.iter().chain([&self.clusters.len(), &self.bonds.len()]).all(|l| *l == all)
            && (lists.wide.is_empty() || lists.wide.len() == all)
            && [words.articles.len(), words.written.len(), words.ends.len()].iter().all(|l| *l == words.keys.len())
            && lists.own.par_iter().chain(&lists.wide).flatten().all(|(other, _)| is_article(other))
            && self.copies.originals.iter().all(is_article)
            && self.copies.fuller.iter().all(|(at, fuller)| is_article(at) && fuller.iter().all(is_article))
            && self.copies.verdicts.keys().all(|(a, b)| is_article(a) && is_article(b))
            && self.groups.iter().all(|(group, _)| is_article(group))
            && self.clusters.iter().all(|c| (*c as usize) < self.names.len())
            && self.bonds.iter().flatten().all(|b| is_article(&b.with))
            && self.points.par_iter().all(|p| vector(&p.own) && p.widened.as_ref().is_none_or(vector))
    }
}

impl Out {
    /// Vectors, some of which may be missing.
    fn vectors<'a>(&mut self, vectors: impl Iterator<Item = Option<&'a Vector>> + Clone) {
        self.list(&vectors.clone().map(|v| u8::from(v.is_some())).collect::<Vec<u8>>());
        self.lists(vectors.clone().map(|v| v.map_or(&[][..], |v| v.terms.terms())));
        self.lists(vectors.map(|v| v.map_or(&[][..], |v| &v.asks[..])));
    }
}

impl In<'_> {
    fn vectors(&mut self) -> Option<Vec<Option<Vector>>> {
        let there: Vec<u8> = self.list()?;
        let (terms, asks) = (self.lists::<(u32, f32), Sparse>()?, self.lists::<u8, Box<[u8]>>()?);
        Some(there.into_iter().zip(terms).zip(asks).map(|((there, terms), asks)| (there > 0).then_some(Vector { terms, asks })).collect())
    }
}
