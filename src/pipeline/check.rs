//! Every digest checked against the articles that are kept.

use super::Content;
use crate::diag::Checked;
use crate::evidence::SourceText;
use crate::publish::check::{self, Desk, KeptArticle, Verdict};
use crate::types::ArticleFile;
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
pub struct KeptArticles {
    /// In the order of their stems.
    articles: Vec<(ArticleFile, OnceLock<Arc<KeptArticle>>)>,
}

impl KeptArticles {
    #[must_use]
    pub fn of(content: &Content) -> Self {
        Self { articles: content.articles.iter().map(|a| (a.clone(), OnceLock::new())).collect() }
    }

    /// The article of this stem.
    #[must_use]
    pub fn get(&self, stem: &str) -> Option<Arc<KeptArticle>> {
        let at = self.articles.binary_search_by(|(a, _)| a.stem.as_str().cmp(stem)).ok()?;
        let (file, ready) = &self.articles[at];
        Some(Arc::clone(ready.get_or_init(|| Arc::new(KeptArticle { text: SourceText::new(&file.article), hash: file.hash() }))))
    }
}
