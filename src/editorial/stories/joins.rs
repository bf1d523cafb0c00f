//! Why the articles of a story stand together: for each but the first, the one that it is nearest to.

use super::clusters::Point;
use super::neighbours::Calendar;
use super::vectors::Vocabulary;
use crate::types::Join;

/// Up to so many articles, each is compared with each; in larger stories only neighbours are.
const ALL_PAIRS: usize = 300;
/// Words and names told of a pair.
const TOLD: usize = 6;

/// What the joins are read from.
pub(super) struct Evidence<'a> {
    pub points: &'a [Point],
    pub vocabulary: &'a Vocabulary,
    pub calendar: &'a Calendar,
    pub near: &'a [Vec<u32>],
    pub originals: &'a [u32],
    pub stems: &'a [&'a str],
}

/// The joins of a story's articles, in their order: links of the maximum spanning tree that begins at the first, so that each article
/// is told beside the one that brought it in.
pub(super) fn joins(articles: &[u32], evidence: &Evidence) -> Vec<Join> {
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
    links.iter().map(|l| evidence.join(l)).collect()
}

/// How an article would stand in a story that it is not in: beside the nearest of its articles, the first of equals.
pub(super) fn beside(article: u32, story: &[u32], evidence: &Evidence) -> Option<Join> {
    let link = |with: &u32| Link { article, with: *with, similarity: evidence.similarity(article, *with), done: true };
    let nearest = story.iter().map(link).reduce(|best, l| if l.similarity > best.similarity { l } else { best })?;
    Some(evidence.join(&nearest))
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

    fn join(&self, link: &Link) -> Join {
        let (a, b) = (link.article, link.with);
        let (one, other) = (&self.points[a as usize], &self.points[b as usize]);
        let days = self.calendar.day(a).zip(self.calendar.day(b)).map(|(a, b)| (a - b).abs());
        // Rounded thousandths of a number between 0 and 1.
        let similarity = (one.similarity(other).clamp(0.0, 1.0) * 1000.0).round() as u16;
        let shared = one.own.shared(&other.own).into_iter().take(TOLD).map(|(number, _)| self.vocabulary.form(number).to_owned()).collect();
        let around = one.around(other).into_iter().take(TOLD / 2).map(|number| self.vocabulary.form(number).to_owned()).collect();
        let stem = |at: u32| self.stems[at as usize].to_owned();
        Join { article: stem(a), with: stem(b), similarity, shared, around, days, copy: self.is_copy(a, b) }
    }
}
