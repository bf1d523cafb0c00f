//! Full-text search from static files: small parts of an index, of which a browser loads the few that a query needs.
//!
//! In: the stories. Out: `search/index.json`, which says where what stands; `search/t/N.json`, terms with the stories that have them; `search/p/N.json`,
//! beginnings of words that very many terms share, with the best stories for each; `search/s/N.json`, what a result shows of a story. Never: a file that
//! grows with the number of stories, apart from the table of contents.
//!
//! Stories are numbered from the oldest, so that a new one takes the next number and most parts stay as they are. A story has a term in its headline
//! (class 0), in the name of a publisher or topic (1), in its dek (2) or in a claim (3); the best counts. The script `search.js` of the theme is the reader of
//! all this, and cuts texts into terms by the same rules.

mod index;
mod terms;

pub(super) use index::Index;
pub(super) use terms::StoryTerms;

use super::catalogue::Story;
use super::{Site, dates};
use serde_json::{Value, json};

/// Stories whose results stand in one file.
const TOGETHER: usize = 16;

/// So many stories make one more part of the terms: about twelve kilobytes each, five of them on the wire.
const STORIES_A_PART: usize = 36;

/// So many parts of the terms make one more part of the beginnings.
const PARTS_A_BEGINNING: usize = 12;

/// How many files the parts of the index are: terms, beginnings, results.
pub(super) fn parts(stories: usize) -> (usize, usize, usize) {
    let terms = stories.div_ceil(STORIES_A_PART).max(1);
    (terms, terms.div_ceil(PARTS_A_BEGINNING), stories.div_ceil(TOGETHER))
}

/// search/index.json.
pub(super) fn contents(site: &Site) -> String {
    let index = site.search();
    line(&json!({
        "version": index.version,
        "stories": site.catalogue.stories.len(),
        "together": TOGETHER,
        "terms": index.term_parts.iter().map(|p| p.first.as_str()).collect::<Vec<_>>(),
        "beginnings": index.beginning_parts.iter().map(|p| p.first.as_str()).collect::<Vec<_>>(),
        "english": terms::is_english(&site.config.language),
        "skip": terms::skipped(&site.config.language),
    }))
}

/// search/t/N.json.
pub(super) fn terms_part(site: &Site, n: usize) -> String {
    site.search().term_parts.get(n).map_or_else(|| "{}\n".to_owned(), |p| p.text.clone())
}

/// search/p/N.json.
pub(super) fn beginnings_part(site: &Site, n: usize) -> String {
    site.search().beginning_parts.get(n).map_or_else(|| "{}\n".to_owned(), |p| p.text.clone())
}

/// search/s/N.json: `[address, headline, dek, date, [publisher…]]` of each story.
pub(super) fn results_part(site: &Site, n: usize) -> String {
    let stories = &site.catalogue.stories;
    let numbers = n * TOGETHER..((n + 1) * TOGETHER).min(stories.len());
    let results: Vec<Value> = numbers.map(|number| result(site, &stories[stories.len() - 1 - number])).collect();
    line(&Value::from(results))
}

fn result(site: &Site, story: &Story) -> Value {
    let digest = &story.file.digest;
    let mut publishers: Vec<&str> = story.publishers.iter().flatten().map(|p| site.catalogue.publishers[*p].name.as_str()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    json!([site.urls.link(&story.path), digest.title, digest.summary.as_deref().unwrap_or(""), dates::words(story.day, site.locale()), publishers])
}

impl Story {
    /// What a search finds it by.
    fn search_terms(&self, site: &Site) -> &StoryTerms {
        self.search.get_or_init(|| {
            let open = self.file.open();
            let digest = &open.digest;
            let publishers = digest.sources.iter().filter_map(|s| s.publisher.as_deref());
            let topics = digest.topics.iter().map(|t| site.config.topic(t).map_or(t.as_str(), |topic| topic.name.as_str()));
            let shelves = publishers.chain(topics).map(|name| (1, name));
            let claims = open.body.blocks.iter().map(|b| (3, b.text.as_str()));
            let fields = [(0, digest.title.as_str())].into_iter().chain(shelves).chain(digest.summary.as_deref().map(|s| (2, s))).chain(claims);
            StoryTerms::of(fields, &site.config.language)
        })
    }
}

fn line(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}
