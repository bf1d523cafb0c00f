//! One cleaned news article: text and metadata, a file in content/articles.

use super::{Genre, Moment};
use chrono::NaiveDate;
use std::sync::Arc;

/// A cleaned article. What the page did not say is absent, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    pub title: String,
    /// Who published it, not the host that re-ran it.
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    /// The news agency whose text it is, where credited.
    pub agency: Option<String>,
    pub published: Option<Moment>,
    /// The original's address.
    pub url: Option<String>,
    /// Where it was read, if that is a re-host or an aggregator.
    pub via: Option<String>,
    /// When it was put in. It orders, but says nothing on when the event was.
    pub added: Option<NaiveDate>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    pub genre: Genre,
    /// Cut off by a paywall or a scraper.
    pub truncated: bool,
    pub tags: Vec<String>,
    pub image: Option<Image>,
    pub story: Option<Placement>,
    /// Markdown: paragraphs, subheadings, lists, quotations, code and tables of the article, nothing else.
    pub body: String,
}

/// The story that an editor put an article in, whatever the program thinks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    Story(String),
    /// `story: none`.
    Nowhere,
}

/// A picture with what a reader needs to be told about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    pub src: String,
    pub alt: Option<String>,
    pub credit: Option<String>,
}

/// An article and the file that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// The file's name without `.md`: how digests and stories name the article.
    pub stem: String,
    /// Relative to the root.
    pub path: Arc<str>,
    /// Where the body begins in the file's text, in bytes.
    pub body_start: usize,
    pub article: Article,
}

impl Article {
    /// Fingerprint of the text that can be cited: title and body, whatever the line ends. A digest's `hash` is this.
    #[must_use]
    pub fn hash(&self) -> String {
        crate::text::hash::of(&[&self.title, self.body.trim()])
    }
}

impl ArticleFile {
    /// [`Article::hash`].
    #[must_use]
    pub fn hash(&self) -> String {
        self.article.hash()
    }
}
