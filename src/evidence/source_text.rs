//! An article made ready for questions: its blocks and sentences as plain text.

use super::wording::Wording;
use crate::text::markdown::{TextBlock, blocks};
use crate::text::sentences::sentences;
use crate::types::Article;
use chrono::NaiveDate;
use std::ops::Range;

/// A prepared article.
#[derive(Clone, Debug)]
pub struct SourceText {
    pub title: String,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    /// Against which "Tuesday" is resolved.
    pub published: Option<NaiveDate>,
    pub blocks: Vec<TextBlock>,
    /// In reading order; headings count as sentences of their own.
    pub sentences: Vec<SourceSentence>,
    pub(super) wording: Wording,
}

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSentence {
    /// Index of its block.
    pub block: usize,
    /// Where it stands in the block's text.
    pub range: Range<usize>,
}

impl SourceText {
    #[must_use]
    pub fn new(article: &Article) -> Self {
        let blocks = blocks(&article.body);
        let sentences =
            blocks.iter().enumerate().flat_map(|(block, b)| sentences(&b.text).into_iter().map(move |range| SourceSentence { block, range })).collect();
        let wording = Wording::of_blocks(blocks.iter().map(|b| b.text.as_str()));
        Self {
            title: article.title.clone(),
            authors: article.authors.clone(),
            publisher: article.publisher.clone(),
            published: article.published.map(crate::types::Moment::day),
            blocks,
            sentences,
            wording,
        }
    }

    /// The words of a sentence.
    #[must_use]
    pub fn text(&self, sentence: &SourceSentence) -> &str {
        &self.blocks[sentence.block].text[sentence.range.clone()]
    }
}
