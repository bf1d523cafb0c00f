//! A digest with all that its rules need at hand.

use super::{Desk, KeptArticle};
use crate::diag::Span;
use crate::evidence::Statement;
use crate::types::draft::letters;
use crate::types::{Claim, OpenDigest, Source};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

pub(super) struct Case<'a> {
    pub file: &'a OpenDigest<'a>,
    pub desk: &'a Desk<'a>,
    /// For each source of the digest, its article, where it is kept.
    articles: Vec<Option<Arc<KeptArticle>>>,
    /// The texts of the claims, in their order.
    statements: Vec<Statement<'a>>,
    /// The first label of a source that is free, by the source.
    free: RefCell<HashMap<u32, String>>,
}

impl<'a> Case<'a> {
    pub fn open(file: &'a OpenDigest<'a>, desk: &'a Desk<'a>) -> Self {
        let articles = file.digest.sources.iter().map(|s| s.article.as_deref().and_then(|stem| (desk.article)(stem))).collect();
        let statements = file.body.claims.iter().map(|c| Statement::new(&c.text)).collect();
        Self { file, desk, articles, statements, free: RefCell::default() }
    }

    /// The claims, each with its text ready to be held against sources.
    pub fn claims(&self) -> impl Iterator<Item = (&'a Claim, &Statement<'a>)> {
        self.file.body.claims.iter().zip(&self.statements)
    }

    /// The sources with their place in the list and their article.
    pub fn sources(&self) -> impl Iterator<Item = (usize, &Source, Option<&KeptArticle>)> {
        self.file.digest.sources.iter().zip(&self.articles).enumerate().map(|(n, (source, article))| (n, source, article.as_deref()))
    }

    /// The source of this number.
    pub fn source(&self, id: u32) -> Option<(usize, &Source, Option<&KeptArticle>)> {
        self.sources().find(|(_, source, _)| source.id == id)
    }

    /// The articles that are kept.
    pub fn kept(&self) -> impl Iterator<Item = &KeptArticle> {
        self.articles.iter().flatten().map(|a| &**a)
    }

    /// Whether every source's article is kept, and there is one: what stands in none of them is known to stand nowhere.
    pub fn is_complete(&self) -> bool {
        !self.articles.is_empty() && self.articles.iter().all(Option::is_some)
    }

    /// The first label of a source that no footnote has yet, and that no claim refers to: a definition that is pasted belongs to its own claim alone.
    pub fn free_label(&self, source: u32) -> String {
        let find = || {
            let referred: HashSet<&str> = self.file.body.claims.iter().flat_map(|c| &c.citations).map(|c| c.label.as_str()).collect();
            let is_free = |label: &String| self.file.note(label).is_none() && !referred.contains(label.as_str());
            (0..).map(|n| format!("{source}{}", letters(n))).find(is_free).unwrap_or_default()
        };
        self.free.borrow_mut().entry(source).or_insert_with(find).clone()
    }

    /// Where a piece of a claim's plain text stands in the file; the whole claim where marks of Markdown run through the piece.
    pub fn within(&self, claim: &Claim, piece: &Range<usize>) -> Span {
        self.within_text(&claim.text, &claim.span, piece)
    }

    /// The same for any plain text and the bytes of the file that it was read from.
    pub fn within_text(&self, plain: &str, span: &Range<usize>, piece: &Range<usize>) -> Span {
        let whole = self.file.at(span);
        let (Some(words), Some(typed)) = (plain.get(piece.clone()), self.file.text.get(span.clone())) else { return whole };
        // The same words may stand in it twice: the nth in the plain text is the nth in the file.
        let nth = plain[..piece.start].matches(words).count();
        match typed.match_indices(words).nth(nth).filter(|_| !words.is_empty()) {
            Some((at, _)) => self.file.at(&(span.start + at..span.start + at + words.len())),
            None => whole,
        }
    }
}
