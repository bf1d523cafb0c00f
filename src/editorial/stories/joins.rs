//! Why the articles of a story stand together: for each but the first, the one that it is nearest to.

use super::calendar::Calendar;
use super::point::Point;
use super::vectors::Table;
use crate::types::Join;

/// Up to so many articles, each is compared with each; in larger stories only neighbours are.
const ALL_PAIRS: usize = 300;
/// Words and names told of a pair.
const TOLD: usize = 6;

/// What the joins are read from.
pub(super) struct Evidence<'a> {
    pub points: &'a [Point],
    pub calendar: &'a Calendar,
    pub near: &'a [Vec<u32>],
    pub originals: &'a [u32],
    pub stems: &'a [&'a str],
}

/// The joins of a story's articles, in their order: links of the maximum spanning tree that begins at the first, so that each article
/// is told beside the one that brought it in.
pub(super) fn joins(articles: &[u32], evidence: &Evidence) -> Vec<(u32, Bond)> {
    let Some((first, rest)) = articles.split_first() else { return Vec::new() };
    let mut links: Vec<Link> = rest.iter().map(|a| Link { article: *a, with: *first, similarity: f64::MIN, done: false }).collect();
    let mut last = *first;
    for _ in 0..rest.len() {
        let few = articles.len() <= ALL_PAIRS;
        for link in links.iter_mut().filter(|l| !l.done) {
            let near = || evidence.near[last as usize].contains(&link.article) || evidence.near[link.article as usize].contains(&last);
            if few || last == *first || near() {
                let similarity = evidence.similarity(link.article, last);
                if similarity > link.similarity {
                    (link.with, link.similarity) = (last, similarity);
                }
            }
        }
        // The nearest to what is in already; of equals the one that stands first.
        let next = links.iter_mut().filter(|l| !l.done).reduce(|best, l| if l.similarity > best.similarity { l } else { best });
        if let Some(link) = next {
            link.done = true;
            last = link.article;
        }
    }
    links.iter().map(|l| (l.article, evidence.bond(l))).collect()
}

/// How an article would stand in a story that it is not in: beside the nearest of its articles, the first of equals.
pub(super) fn beside(article: u32, story: &[u32], evidence: &Evidence) -> Option<Bond> {
    let link = |with: &u32| Link { article, with: *with, similarity: evidence.similarity(article, *with), done: true };
    let nearest = story.iter().map(link).reduce(|best, l| if l.similarity > best.similarity { l } else { best })?;
    Some(evidence.bond(&nearest))
}

struct Link {
    article: u32,
    with: u32,
    similarity: f64,
    done: bool,
}

impl Evidence<'_> {
    /// Copies count as nearest of all, whatever their headlines are.
    fn similarity(&self, a: u32, b: u32) -> f64 {
        self.points[a as usize].similarity(&self.points[b as usize]) + if self.is_copy(a, b) { 1.0 } else { 0.0 }
    }

    fn is_copy(&self, a: u32, b: u32) -> bool {
        self.originals[a as usize] == self.originals[b as usize]
    }

    fn bond(&self, link: &Link) -> Bond {
        let (one, other) = (&self.points[link.article as usize], &self.points[link.with as usize]);
        // Rounded thousandths of a number between 0 and 1.
        let similarity = (one.similarity(other).clamp(0.0, 1.0) * 1000.0).round() as u16;
        let shared = one.own.terms.shared(&other.own.terms).into_iter().take(TOLD).map(|(key, _)| key).collect();
        let around = one.around(other).into_iter().take(TOLD / 2).collect();
        Bond { with: link.with, similarity, shared, around, meaning: one.told(other) }
    }

    /// What a bond says, for people.
    pub(super) fn told(&self, article: u32, bond: &Bond, words: &Table) -> Join {
        let days = self.calendar.day(article).zip(self.calendar.day(bond.with)).map(|(a, b)| (a - b).abs());
        let stem = |at: u32| self.stems[at as usize].to_owned();
        let forms = |keys: &[u32]| keys.iter().map(|key| words.form(*key).to_owned()).collect();
        let (shared, around) = (forms(&bond.shared), forms(&bond.around));
        Join {
            article: stem(article),
            with: stem(bond.with),
            similarity: bond.similarity,
            shared,
            around,
            meaning: bond.meaning,
            days,
            copy: self.is_copy(article, bond.with),
        }
    }
}

/// What an article is nearest to, and what both have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bond {
    pub with: u32,
    /// In thousandths.
    pub similarity: u16,
    /// Keys of terms, those that weigh most first.
    pub shared: Box<[u32]>,
    pub around: Box<[u32]>,
    /// In thousandths, where a model finds the two alike.
    pub meaning: Option<u16>,
}
