//! Every digest checked against the articles that are kept.

use super::memory::PastCheck;
use super::{Content, Memory};
use crate::config::Config;
use crate::diag::{Checked, Group};
use crate::evidence::SourceText;
use crate::publish::check::{self, Desk, KeptArticle, Verdict};
use crate::publish::site::CheckedDigest;
use crate::types::{ArticleFile, DigestFile, Moment};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The verdicts on the claims of each digest, in the order of [`Content::digests`], and all findings in that order.
#[must_use]
pub fn check(content: &Content, now: DateTime<Utc>) -> Checked<Vec<Vec<Verdict>>> {
    let memory = Memory::default();
    let kept = KeptArticles::of(content, &memory);
    let checked = check_all(&content.digests.iter().collect::<Vec<_>>(), &Arc::new(content.config.clone()), now, &kept, &memory);
    let mut findings = Vec::new();
    let mut verdicts = Vec::with_capacity(checked.len());
    for past in checked {
        findings.extend(past.findings.findings().iter().cloned());
        verdicts.push(past.digest.verdicts.clone());
    }
    Checked::new(verdicts, findings)
}

/// Checks these digests, or remembers how they were checked; in their order.
pub(super) fn check_all(digests: &[&Arc<DigestFile>], config: &Arc<Config>, now: DateTime<Utc>, kept: &KeptArticles, memory: &Memory) -> Vec<Arc<PastCheck>> {
    let mut known = memory.checks.lock().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::take(&mut *known);
    // One configuration is one thing, so that most comparisons are of an address.
    let config = before.values().next().map(|past| &past.config).filter(|past| past == &config).unwrap_or(config);
    let one = |file: &&Arc<DigestFile>| -> Arc<PastCheck> {
        let day = (now.with_timezone(&config.timezone).date_naive(), has_come(file, now));
        match before.get(&file.path) {
            Some(past) if Arc::ptr_eq(&past.file, file) && Arc::ptr_eq(&past.config, config) && past.day == day && past.asked_the_same(kept) => {
                Arc::clone(past)
            }
            _ => Arc::new(fresh(file, config, now, day, kept)),
        }
    };
    let checked: Vec<Arc<PastCheck>> = digests.par_iter().map(one).collect();
    known.extend(checked.iter().map(|past| (Arc::clone(&past.file.path), Arc::clone(past))));
    checked
}

fn has_come(file: &DigestFile, now: DateTime<Utc>) -> bool {
    match file.digest.date {
        // The day itself is compared.
        Moment::Day(_) => true,
        Moment::Time(time) => time <= now,
    }
}

fn fresh(file: &Arc<DigestFile>, config: &Arc<Config>, now: DateTime<Utc>, day: (chrono::NaiveDate, bool), kept: &KeptArticles) -> PastCheck {
    let asked: Mutex<Vec<(String, Option<Arc<ArticleFile>>)>> = Mutex::default();
    let article = |stem: &str| {
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        if !asked.iter().any(|(s, _)| s == stem) {
            asked.push((stem.to_owned(), kept.file(stem).cloned()));
        }
        drop(asked);
        kept.get(stem)
    };
    let desk = Desk { config, article: &article, now };
    let Checked { value: verdicts, diagnostics } = check::check(file, &desk);
    let digest = Arc::new(CheckedDigest::new(Arc::clone(file), verdicts, config.timezone));
    let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
    PastCheck { file: Arc::clone(file), config: Arc::clone(config), asked, day, digest, findings: Arc::new(Group::new(diagnostics)) }
}

impl PastCheck {
    /// Whether the articles that it asked for are what they were.
    fn asked_the_same(&self, kept: &KeptArticles) -> bool {
        self.asked.iter().all(|(stem, was)| match (kept.file(stem), was) {
            (Some(is), Some(was)) => Arc::ptr_eq(is, was),
            (None, None) => true,
            _ => false,
        })
    }
}

/// An article, made ready for questions when it is first asked for: most builds ask for few of them.
type Ready = Arc<OnceLock<Arc<KeptArticle>>>;

/// The articles of a site.
#[derive(Clone, Debug, Default)]
pub struct KeptArticles {
    /// In the order of their stems.
    articles: Vec<(Arc<ArticleFile>, Ready)>,
}

impl KeptArticles {
    /// The articles, with what `memory` knows of them.
    #[must_use]
    pub fn of(content: &Content, memory: &Memory) -> Self {
        let mut last = memory.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let before: HashMap<*const ArticleFile, &Ready> = last.articles.iter().map(|(file, ready)| (Arc::as_ptr(file), ready)).collect();
        // The files of the last build are alive, so that no new one can have the address of another.
        let ready = |file: &Arc<ArticleFile>| before.get(&Arc::as_ptr(file)).map(|r| Arc::clone(r)).unwrap_or_default();
        let articles = content.articles.iter().map(|file| (Arc::clone(file), ready(file))).collect();
        let now = Self { articles };
        drop(before);
        *last = now.clone();
        now
    }

    /// The article of this stem.
    #[must_use]
    pub fn get(&self, stem: &str) -> Option<Arc<KeptArticle>> {
        let (file, ready) = self.find(stem)?;
        Some(Arc::clone(ready.get_or_init(|| Arc::new(KeptArticle { text: SourceText::new(&file.article), hash: file.hash() }))))
    }

    fn file(&self, stem: &str) -> Option<&Arc<ArticleFile>> {
        self.find(stem).map(|(file, _)| file)
    }

    fn find(&self, stem: &str) -> Option<&(Arc<ArticleFile>, Ready)> {
        let at = self.articles.binary_search_by(|(a, _)| a.stem.as_str().cmp(stem)).ok()?;
        self.articles.get(at)
    }
}
