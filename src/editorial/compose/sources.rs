//! The list of sources: numbers that stay, and everything that a page shows of an article.

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

/// The cited articles as sources, by number.
pub(super) fn sources(reports: &[Report], numbers: &[u32], cited: &BTreeSet<u32>, story: &Story) -> Vec<Source> {
    let mut out: Vec<Source> = reports
        .iter()
        .zip(numbers)
        .filter(|(_, id)| cited.contains(id))
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
