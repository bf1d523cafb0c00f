//! What a reader of one form of page gives.

use crate::types::Article;

/// Why an input holds no article, in words for the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnArticle {
    pub reason: String,
    pub hint: String,
}

impl NotAnArticle {
    pub(super) fn new(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { reason: reason.into(), hint: hint.into() }
    }
}

/// What a reader of one form of page found, before the editor's overrides.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub article: Article,
    /// In words, why the text is taken to be cut off.
    pub cut: Option<&'static str>,
}
