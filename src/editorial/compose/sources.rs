//! The list of sources: numbers that stay, and everything that a page shows of an article.

use super::cite::is_much_copied;
use super::material::Report;
use crate::types::{Digest, Source, Story};
use std::collections::BTreeSet;

/// The number of each report's source: the one that it has in the earlier digest, else the next free one.
pub(super) fn numbers(reports: &[Report], earlier: Option<&Digest>) -> Vec<u32> {
    let known = |stem: &str| earlier.and_then(|d| d.sources.iter().find(|s| s.article.as_deref() == Some(stem))).map(|s| s.id);
    let mut next = earlier.map_or(0, |d| d.sources.iter().map(|s| s.id).max().unwrap_or(0));
    reports
        .iter()
        .map(|r| {
            known(&r.file.stem).unwrap_or_else(|| {
                next += 1;
                next
            })
        })
        .collect()
}

/// The publisher's name as it stands in a sentence; `None` where it is not known.
pub(super) fn name(report: &Report) -> Option<String> {
    report.file.article.publisher.as_deref().map(super::attribution::with_article)
}

/// Numbers of the sources that a digest lists: those that it cites, and every copy of a cited text of which a few speak for all.
pub(super) fn listed(reports: &[Report], numbers: &[u32], cited: &BTreeSet<u32>) -> BTreeSet<u32> {
    let origins: BTreeSet<usize> = reports.iter().zip(numbers).filter(|(_, id)| cited.contains(id)).map(|(r, _)| r.origin).collect();
    let is_copy = |at: usize| !reports[at].junk && origins.contains(&reports[at].origin) && is_much_copied(at, reports);
    (0..reports.len()).filter(|at| cited.contains(&numbers[*at]) || is_copy(*at)).map(|at| numbers[at]).collect()
}

/// The listed articles as sources, by number.
pub(super) fn sources(reports: &[Report], numbers: &[u32], listed: &BTreeSet<u32>, story: &Story) -> Vec<Source> {
    let mut out: Vec<Source> = reports
        .iter()
        .zip(numbers)
        .filter(|(_, id)| listed.contains(id))
        .map(|(r, id)| {
            let a = &r.file.article;
            let origin = story.origins.iter().find(|o| o.articles.len() > 1 && o.articles.contains(&r.file.stem)).map(|o| o.name.clone());
            Source {
                id: *id,
                title: a.title.clone(),
                publisher: a.publisher.clone(),
                authors: a.authors.clone(),
                published: a.published,
                url: a.url.clone(),
                via: a.via.clone(),
                genre: a.genre,
                language: a.language.clone(),
                article: Some(r.file.stem.clone()),
                hash: Some(r.file.hash()),
                origin,
            }
        })
        .collect();
    out.sort_by_key(|s| s.id);
    out
}
