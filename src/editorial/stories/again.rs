//! A grouping that goes on from an earlier one: what a few new articles leave as it was is not worked out again.
//!
//! Everything here gives what grouping all articles at once gives, bit for bit. Where it could not, it gives nothing.

use super::copies;
use super::earlier::{Earlier, NONE};
use super::hashing::Keys;
use super::neighbours::{self, Near};
use super::reading::{self, Reading};
use super::tuning::Tuning;
use super::vectors::{self, Scale, Vector, Word, step};
use super::{Batch, PublishedStory, Whole, calendar, held, texts};
use crate::types::ArticleFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl<'a> Batch<'a> {
    /// The batch of these articles, of which `earlier` knows all but a few.
    pub(super) fn again(articles: &'a [&'a ArticleFile], published: &[PublishedStory], days: u32, earlier: Earlier, whole: Whole) -> Option<Self> {
        if earlier.days != days || earlier.batch < Tuning::get().stepped_from {
            return None;
        }
        let (mut known, new) = earlier.beside(articles)?;
        let readings: Vec<(u32, Reading)> = new.par_iter().map(|at| Some((*at, reading::read(&*whole(articles[*at as usize])?)))).collect::<Option<_>>()?;
        let stepped = known.take_in(&readings)?;
        let scale = Scale::of(known.batch);
        let calendar = calendar(articles, days);

        let mut own: Vec<Vector> = Vec::with_capacity(articles.len());
        let mut widened: Vec<Option<Vector>> = Vec::with_capacity(articles.len());
        for point in std::mem::take(&mut known.points) {
            own.push(point.own);
            widened.push(point.widened);
        }
        let mut dirty = vec![false; articles.len()];
        new.iter().for_each(|at| dirty[*at as usize] = true);
        let weighed = weighed(articles, &own, &readings, &stepped, scale, &known, whole)?;
        let mut changed: Vec<u32> = Vec::with_capacity(weighed.len());
        for (at, vector) in weighed {
            if own[at as usize] != vector {
                own[at as usize] = vector;
                changed.push(at);
            }
        }

        let named = |neighbours: &neighbours::Neighbours, at: u32| neighbours.names(at as usize);
        let vectors: Vec<&Vector> = own.iter().collect();
        let renewed = neighbours::renewed(&vectors, &known.neighbours.own, &changed, &calendar, neighbours::followed);
        let mut before: BTreeMap<u32, Vec<u32>> = renewed.iter().map(|(at, _)| (*at, named(&known.neighbours, *at))).collect();
        let mut rewiden: BTreeSet<u32> = renewed.iter().map(|(at, _)| *at).chain(changed.iter().copied()).collect();
        for (at, list) in renewed {
            known.neighbours.own[at as usize] = list;
        }
        let mut is_changed = vec![false; articles.len()];
        changed.iter().for_each(|at| is_changed[*at as usize] = true);
        let follows = |(at, list): (u32, &Vec<Near>)| list.iter().any(|(other, _)| is_changed[*other as usize]).then_some(at);
        rewiden.extend((0u32..).zip(&known.neighbours.own).filter_map(follows));
        let reach = |key: u32| scale.reach(known.words.articles(key));
        let rewidened: Vec<(u32, Option<Vector>)> = rewiden
            .into_par_iter()
            .map(|at| (at, neighbours::widen(&own[at as usize], &known.neighbours.own[at as usize], &own, &reach)))
            .filter(|(at, wide)| widened[*at as usize] != *wide)
            .collect();
        let mut wider: BTreeSet<u32> = changed.iter().copied().collect();
        for (at, wide) in rewidened {
            widened[at as usize] = wide;
            wider.insert(at);
        }
        let any_short = widened.iter().any(Option::is_some);
        if any_short == known.neighbours.wide.is_empty() {
            // The first short article brings a second look at all others.
            return None;
        }
        let wider: Vec<u32> = wider.into_iter().collect();
        if any_short {
            let wide: Vec<&Vector> = widened.iter().zip(&own).map(|(w, o)| w.as_ref().unwrap_or(o)).collect();
            let renewed = neighbours::renewed(&wide, &known.neighbours.wide, &wider, &calendar, |_| Tuning::get().neighbours);
            // The lists of own terms are new by now, but where they are, the names before are known.
            for (at, list) in renewed {
                let names = before.remove(&at).unwrap_or_else(|| named(&known.neighbours, at));
                known.neighbours.wide[at as usize] = list;
                before.insert(at, names);
            }
        }
        for (at, names) in before {
            dirty[at as usize] |= names != named(&known.neighbours, at);
        }
        wider.iter().for_each(|at| dirty[*at as usize] = true);
        known.points = own.into_iter().zip(widened).map(|(own, widened)| super::Point { own, widened, meaning: None }).collect();

        let all = texts(articles, &known.lengths, &known.prints);
        let found = std::mem::take(&mut known.copies);
        let old = found.originals.clone();
        let found = found.beside(&all, &new, &|at| Some(copies::words_of(&*whole(articles[at as usize])?)))?;
        drop(all);
        for (at, (was, is)) in old.iter().zip(&found.originals).enumerate() {
            dirty[at] |= was != is;
        }
        known.copies = found;
        let near = known.neighbours.all_names();
        let (held, home) = held(articles, published);
        Some(Self { articles, held, home, calendar, days, known, near, dirty: Some(dirty) })
    }
}

/// The vectors of the new articles and of those that have a term whose count of articles came to another step.
fn weighed(
    articles: &[&ArticleFile],
    own: &[Vector],
    readings: &[(u32, Reading)],
    stepped: &Keys,
    scale: Scale,
    known: &Earlier,
    whole: Whole,
) -> Option<Vec<(u32, Vector)>> {
    let count = |key: u32| known.words.articles(key);
    let has_stepped = |(at, vector): (usize, &Vector)| vector.terms.terms().iter().any(|(key, _)| stepped.has(*key)).then_some(at);
    let others: Vec<usize> = own.par_iter().enumerate().filter_map(has_stepped).collect();
    let other = |at: usize| {
        let reading = reading::read(&*whole(articles[at])?);
        Some((u32::try_from(at).ok()?, vectors::vector(&reading, scale, count)))
    };
    let mut weighed: Vec<(u32, Vector)> = others.into_par_iter().map(other).collect::<Option<_>>()?;
    weighed.extend(readings.iter().filter(|(_, r)| r.junk.is_none()).map(|(at, reading)| (*at, vectors::vector(reading, scale, count))));
    Some(weighed)
}

impl Earlier {
    /// The same by the places that the articles have among these, and the places of those that are new. `None` where an article is gone.
    fn beside(mut self, articles: &[&ArticleFile]) -> Option<(Self, Vec<u32>)> {
        let mut places: Vec<u32> = Vec::with_capacity(self.paths.len());
        let mut new: Vec<u32> = Vec::new();
        for (at, file) in (0u32..).zip(articles) {
            match self.paths.get(places.len()) {
                Some(path) if *path == file.path => places.push(at),
                _ => new.push(at),
            }
        }
        if places.len() < self.paths.len() {
            return None;
        }
        if new.is_empty() {
            return Some((self, new));
        }
        let all = articles.len();
        let to = |at: &mut u32| *at = places[*at as usize];
        self.junk = spread(self.junk, &places, all);
        self.lengths = spread(self.lengths, &places, all);
        self.prints = spread(self.prints, &places, all);
        self.points = spread(self.points, &places, all);
        for lists in [&mut self.neighbours.own, &mut self.neighbours.wide] {
            if !lists.is_empty() {
                lists.par_iter_mut().flatten().for_each(|(other, _)| to(other));
                *lists = spread(std::mem::take(lists), &places, all);
            }
        }
        let place = |at: u32| places[at as usize];
        self.copies.fuller =
            std::mem::take(&mut self.copies.fuller).into_iter().map(|(at, fuller)| (place(at), fuller.into_iter().map(place).collect())).collect();
        self.copies.verdicts = std::mem::take(&mut self.copies.verdicts).into_iter().map(|((a, b), is)| ((place(a), place(b)), is)).collect();
        self.copies.originals.iter_mut().for_each(to);
        self.copies.originals = spread(std::mem::take(&mut self.copies.originals), &places, all);
        // A new article is its own original until it is found out.
        new.iter().for_each(|at| self.copies.originals[*at as usize] = *at);
        let groups: Vec<Option<(u32, bool)>> = spread(self.groups.into_iter().map(Some).collect(), &places, all);
        self.groups = groups.into_iter().map(|g| g.unwrap_or((NONE, false))).collect();
        let clusters: Vec<Option<u32>> = spread(self.clusters.into_iter().map(Some).collect(), &places, all);
        self.clusters = clusters.into_iter().map(|c| c.unwrap_or(NONE)).collect();
        self.bonds.iter_mut().flatten().for_each(|b| to(&mut b.with));
        self.bonds = spread(self.bonds, &places, all);
        self.paths = articles.iter().map(|a| Arc::clone(&a.path)).collect();
        Some((self, new))
    }

    /// Counts the terms of new articles. Gives those whose count came to another step; `None` where the number of articles did, and all weights are others.
    fn take_in(&mut self, readings: &[(u32, Reading)]) -> Option<Keys> {
        let mut words: BTreeMap<u32, Word> = BTreeMap::new();
        let was = step(self.batch);
        for (at, reading) in readings {
            let at = *at as usize;
            (self.junk[at], self.lengths[at]) = (reading.junk, reading.length);
            if reading.junk.is_some() {
                continue;
            }
            self.prints[at].clone_from(&reading.prints);
            self.batch += 1;
            for (key, written, form) in vectors::written(reading) {
                let fresh = || self.words.word(key).unwrap_or_else(|| Word { articles: 0, written, form: form.into() });
                let word = words.entry(key).or_insert_with(fresh);
                word.articles += 1;
                word.offer(written, form);
            }
        }
        if step(self.batch) != was {
            return None;
        }
        let has_stepped = |(key, word): (&u32, &Word)| {
            let before = self.words.articles(*key);
            (before > 0 && step(before) != step(word.articles)).then_some(*key)
        };
        let stepped = Keys::of(words.iter().filter_map(has_stepped));
        self.words = self.words.with(&words);
        Some(stepped)
    }
}

/// A list with room for the articles that are new.
fn spread<T: Default + Clone>(list: Vec<T>, places: &[u32], all: usize) -> Vec<T> {
    let mut wide = vec![T::default(); all];
    for (at, one) in places.iter().zip(list) {
        wide[*at as usize] = one;
    }
    wide
}
