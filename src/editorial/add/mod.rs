//! Raw page → articles.
//!
//! In: the bytes of a page, dump, Markdown file or feed, and what the editor says of it. Out: articles, or why there is none. Never: the disk;
//! the network only in `fetch`.

use crate::types::Article;

/// What came in: bytes as they were saved or served.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// How the editor named it: a path, an address, `-`.
    pub input: String,
    pub bytes: Vec<u8>,
    /// Where it was fetched from or saved from, if known.
    pub address: Option<String>,
    /// The Content-Type it was served with.
    pub content_type: Option<String>,
}

/// What the editor knows better: each overrides what the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    pub url: Option<String>,
    pub via: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published: Option<crate::types::Moment>,
    pub title: Option<String>,
    pub genre: Option<crate::types::Genre>,
}

/// Why an input holds no article, in words for the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnArticle {
    pub reason: String,
    pub hint: String,
}

/// Cleans a raw page. A feed gives several articles, everything else one.
#[must_use]
pub fn clean(raw: &RawPage, overrides: &Overrides) -> Vec<Result<Article, NotAnArticle>> {
    let _ = (raw, overrides);
    Vec::new()
}
