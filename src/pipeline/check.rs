//! Every digest checked against the articles that are kept.

use super::Content;
use crate::diag::Checked;
use crate::evidence::SourceText;
use crate::publish::check::{self, Desk, KeptArticle, Verdict};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// The verdicts on the claims of each digest, in the order of [`Content::digests`], and all findings in that order.
#[must_use]
pub fn check(content: &Content, now: DateTime<Utc>) -> Checked<Vec<Vec<Verdict>>> {
    let kept = KeptArticles::of(content);
    let article = |stem: &str| kept.get(stem);
    let desk = Desk { config: &content.config, article: &article, now };
    let checked: Vec<Checked<Vec<Verdict>>> = content.digests.par_iter().map(|digest| check::check(digest, &desk)).collect();
    let mut findings = Vec::new();
    let verdicts = checked.into_iter().map(|c| c.take(&mut findings)).collect();
    Checked::new(verdicts, findings)
}

/// The articles of a site, each made ready for questions when it is first asked for: most builds ask for few of them.
pub struct KeptArticles<'a> {
    content: &'a Content,
    ready: Vec<OnceLock<Arc<KeptArticle>>>,
}

impl<'a> KeptArticles<'a> {
    #[must_use]
    pub fn of(content: &'a Content) -> Self {
        Self { content, ready: content.articles.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The article of this stem.
    #[must_use]
    pub fn get(&self, stem: &str) -> Option<Arc<KeptArticle>> {
        let at = self.content.articles.binary_search_by(|a| a.stem.as_str().cmp(stem)).ok()?;
        let file = &self.content.articles[at];
        Some(Arc::clone(self.ready[at].get_or_init(|| Arc::new(KeptArticle { text: SourceText::new(&file.article), hash: file.hash() }))))
    }
}
