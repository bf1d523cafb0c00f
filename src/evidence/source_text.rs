//! An article made ready for questions: its blocks and sentences as plain text.

use super::lexicon::{Sym, SymSet};
use super::reading::{Reading, refers_back};
use super::tokens::Class;
use super::wording::Wording;
use crate::text::markdown::{TextBlock, blocks};
use crate::text::sentences::sentences;
use crate::types::Article;
use chrono::NaiveDate;
use std::ops::Range;
use std::sync::OnceLock;

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
    /// Read when first asked for: a claim that copies its passage needs none of it.
    readings: OnceLock<Readings>,
}

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSentence {
    /// Index of its block.
    pub block: usize,
    /// Where it stands in the block's text.
    pub range: Range<usize>,
}

/// Every sentence read, and where each word stands.
#[derive(Clone, Debug)]
pub(super) struct Readings {
    /// As [`SourceText::sentences`].
    pub sentences: Vec<Reading>,
    /// What stands around the text: title, authors, publisher.
    pub frame: Reading,
    pub frame_text: String,
    /// Every word that carries meaning, in order.
    pub content: Vec<Sym>,
    /// Where each sentence's words end among them.
    pub content_ends: Vec<usize>,
    /// Every word as typed, in order.
    pub typed: Vec<Sym>,
    /// The same, for asking whether one is there.
    pub known: SymSet,
    /// The sentences that have a negation.
    pub denying: Vec<usize>,
}

impl Readings {
    /// Whether a word stands in any sentence.
    pub fn has(&self, word: Sym) -> bool {
        self.content.contains(&word)
    }
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
            readings: OnceLock::new(),
        }
    }

    /// The words of a sentence.
    #[must_use]
    pub fn text(&self, sentence: &SourceSentence) -> &str {
        &self.blocks[sentence.block].text[sentence.range.clone()]
    }

    /// Lets go of what only judging asks for, which is most of what an article takes in memory; it is read again when it is asked for.
    pub fn forget_readings(&mut self) {
        self.readings = OnceLock::new();
    }

    pub(super) fn readings(&self) -> &Readings {
        self.readings.get_or_init(|| self.read())
    }

    fn read(&self) -> Readings {
        let (mut block, mut quoted) = (usize::MAX, false);
        let mut readings = Vec::with_capacity(self.sentences.len());
        for (number, sentence) in self.sentences.iter().enumerate() {
            let follows = sentence.block == block;
            if !follows {
                (block, quoted) = (sentence.block, false);
            }
            let mut reading = Reading { number: Some(number), ..Reading::new(self.text(sentence), sentence.range.start, &mut quoted) };
            reading.refers_back = follows && refers_back(&reading.tokens);
            readings.push(reading);
        }
        let all = readings.iter().map(|r| r.tokens.len()).sum();
        let (mut typed, mut content) = (Vec::with_capacity(all), Vec::with_capacity(all));
        let mut content_ends = Vec::with_capacity(readings.len());
        for reading in &readings {
            typed.extend(reading.tokens.iter().map(|t| t.typed));
            content.extend(reading.tokens.iter().filter(|t| t.is_content()).map(|t| t.sym));
            content_ends.push(content.len());
        }
        let frame = [Some(self.title.as_str()), self.publisher.as_deref()].into_iter().flatten().chain(self.authors.iter().map(String::as_str));
        let frame_text = frame.collect::<Vec<_>>().join(" | ");
        let frame = Reading::new(&frame_text, 0, &mut false);
        let denies = |r: &Reading| r.tokens.iter().any(|t| t.class == Class::Negation);
        let denying = (0..readings.len()).filter(|n| denies(&readings[*n])).collect();
        Readings { sentences: readings, frame, frame_text, content, content_ends, known: SymSet::of(&typed), typed, denying }
    }

    /// Whether these words stand in the title.
    pub(super) fn is_titled(&self, words: &Wording) -> bool {
        Wording::of(&self.title).find(words, 0).is_some()
    }

    /// The numbers of the sentences of a block.
    #[must_use]
    pub fn sentences_of(&self, block: usize) -> Range<usize> {
        self.sentences.partition_point(|s| s.block < block)..self.sentences.partition_point(|s| s.block <= block)
    }

    /// The number of the sentence in which a byte of a block stands.
    pub(super) fn sentence_at(&self, block: usize, byte: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|s| (s.block, s.range.start) <= (block, byte));
        next.checked_sub(1).filter(|n| self.sentences[*n].block == block)
    }
}
