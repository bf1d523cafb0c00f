//! The index that the search page loads: one line of arrays a story, so that it stays small and quick to read.

use super::super::{Site, dates};
use serde_json::{Value, json};

/// `{"stories": [[url, headline, dek, date, [publisher…], [topic…]]…]}`, newest first.
pub(in super::super) fn index(site: &Site) -> String {
    let stories: Vec<Value> = site
        .catalogue
        .stories
        .iter()
        .map(|story| {
            let digest = &story.file.digest;
            let mut publishers: Vec<&str> = story.publishers.iter().flatten().map(|p| site.catalogue.publishers[*p].name.as_str()).collect();
            publishers.sort_unstable();
            publishers.dedup();
            let topics: Vec<&str> = story.topics.iter().map(|t| site.catalogue.topics[*t].name.as_str()).collect();
            json!([
                site.urls.link(&story.path),
                digest.title,
                digest.summary.as_deref().unwrap_or(""),
                dates::words(story.day, site.locale()),
                publishers,
                topics
            ])
        })
        .collect();
    let mut out = serde_json::to_string(&json!({ "stories": stories })).unwrap_or_default();
    out.push('\n');
    out
}
