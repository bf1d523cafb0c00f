//! Every digest checked against the articles that are kept.

use super::memory::{PastCheck, PastChecks, beside};
use super::unread::Unread;
use super::{Content, Memory};
use crate::config::{Compose, Config};
use crate::diag::{Checked, Group};
use crate::publish::check::{self, Desk, KeptArticle, Verdict};
use crate::publish::site::CheckedDigest;
use crate::types::{ArticleFile, DigestFile, Moment};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The verdicts on the claims of each digest, in the order of [`Content::digests`], and all findings in that order.
#[must_use]
pub fn check(content: &Content, now: DateTime<Utc>) -> Checked<Vec<Vec<Verdict>>> {
    let memory = Memory::default();
    let kept = KeptArticles::of(content, &memory);
    let checked = check_all(&content.digests.iter().collect::<Vec<_>>(), &content.config, now, &kept, Then::Nothing, &memory);
    let mut findings = Vec::new();
    let mut verdicts = Vec::with_capacity(checked.len());
    for past in checked {
        findings.extend(past.findings.findings());
        verdicts.push(past.digest.verdicts.clone());
    }
    Checked::new(verdicts, findings)
}

/// What is asked of an article once every digest was held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Nothing,
    /// Where passages stand: pages are made.
    Passages,
}

/// Checks these digests, or remembers how they were checked; in their order, which is that of their stems.
pub(super) fn check_all(
    digests: &[&Arc<DigestFile>],
    config: &Config,
    now: DateTime<Utc>,
    kept: &KeptArticles,
    then: Then,
    memory: &Memory,
) -> Vec<Arc<PastCheck>> {
    let config = Arc::new(concerning(config));
    let mut known = memory.checks.lock().unwrap_or_else(PoisonError::into_inner);
    let last = std::mem::take(&mut *known);
    let is_at_its_place = |digest: &&Arc<DigestFile>, past: &Arc<PastCheck>| match Arc::ptr_eq(digest, &past.file) {
        true => Ordering::Equal,
        false => (&digest.stem, &digest.path).cmp(&(&past.file.stem, &past.file.path)),
    };
    let before = beside(digests, &last.checks, is_at_its_place);
    let others = kept.others(&last.kept);
    let renamed = (last.config.title != config.title).then_some([last.config.title.as_str(), config.title.as_str()]);
    let settings_hold = *last.config == Config { title: last.config.title.clone(), ..Config::clone(&config) };
    let day_of = |file: &DigestFile| (now.with_timezone(&config.timezone).date_naive(), has_come(file, now));
    let held = |(file, past): (&&Arc<DigestFile>, Option<&'_ Arc<PastCheck>>)| -> Option<Arc<PastCheck>> {
        let day = day_of(file);
        let holds = |past: &&Arc<PastCheck>| {
            settings_hold
                && Arc::ptr_eq(&past.file, file)
                && past.day == day
                && !past.asked.iter().any(|stem| others.contains(stem.as_str()))
                && !renamed.is_some_and(|titles| titles.iter().any(|title| check::names_site(file, title, &|stem| kept.get(stem))))
        };
        past.filter(holds).map(Arc::clone)
    };
    let held: Vec<Option<Arc<PastCheck>>> = digests.par_iter().zip(before).map(held).collect();
    let unread = Unread::of(digests.iter().zip(&held).filter(|(_, held)| held.is_none()).map(|(file, _)| &***file));
    let one = |(file, held): (&&Arc<DigestFile>, Option<Arc<PastCheck>>)| {
        held.unwrap_or_else(|| {
            let past = Arc::new(fresh(file, &config, now, day_of(file), kept));
            unread.done(file, |stem| kept.rest(stem, then));
            past
        })
    };
    let checked: Vec<Arc<PastCheck>> = digests.par_iter().zip(held).map(one).collect();
    *known = PastChecks { config, kept: kept.clone(), checks: checked.clone() };
    checked
}

/// What a check, and what is worked out beside it, looks at of a configuration; all else is as in an empty one, so that nothing can look at it.
fn concerning(config: &Config) -> Config {
    let empty = Config::default();
    Config {
        title: config.title.clone(),
        base_url: config.base_url.clone(),
        language: config.language.clone(),
        timezone: config.timezone,
        topics: config.topics.clone(),
        topics_unread: config.topics_unread,
        aggregators: config.aggregators.clone(),
        compose: Compose { quote: config.compose.quote, ..empty.compose },
        ..empty
    }
}

fn has_come(file: &DigestFile, now: DateTime<Utc>) -> bool {
    match file.digest.date {
        // The day itself is compared.
        Moment::Day(_) => true,
        Moment::Time(time) => time <= now,
    }
}

fn fresh(file: &Arc<DigestFile>, config: &Config, now: DateTime<Utc>, day: (chrono::NaiveDate, bool), kept: &KeptArticles) -> PastCheck {
    let asked: Mutex<Vec<String>> = Mutex::default();
    let article = |stem: &str| {
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        if !asked.iter().any(|s| s == stem) {
            asked.push(stem.to_owned());
        }
        drop(asked);
        kept.get(stem)
    };
    let desk = Desk { config, article: &article, now };
    let open = file.open();
    let Checked { value: verdicts, diagnostics } = check::check(&open, &desk);
    let digest = Arc::new(CheckedDigest::new(Arc::clone(file), &open, verdicts, config.timezone));
    let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
    PastCheck { file: Arc::clone(file), asked, day, digest, findings: Arc::new(Group::new(diagnostics)) }
}

/// An article, made ready for questions when it is first asked for: most builds ask for few of them.
type Ready = Arc<Mutex<Option<Arc<KeptArticle>>>>;

/// The articles of a site.
#[derive(Clone, Debug, Default)]
pub struct KeptArticles {
    /// In the order of their stems.
    articles: Arc<Vec<(Arc<ArticleFile>, Ready)>>,
}

impl KeptArticles {
    /// The articles, with what `memory` knows of them.
    #[must_use]
    pub fn of(content: &Content, memory: &Memory) -> Self {
        let mut last = memory.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if last.articles.len() == content.articles.len() && last.articles.iter().zip(&content.articles).all(|((a, _), b)| Arc::ptr_eq(a, b)) {
            return last.clone();
        }
        let before = beside(&content.articles, &last.articles, |a, (b, _)| in_order(a, b));
        let ready = |file: &Arc<ArticleFile>, before: Option<&(Arc<ArticleFile>, Ready)>| match before {
            Some((old, ready)) if Arc::ptr_eq(old, file) => Arc::clone(ready),
            _ => Ready::default(),
        };
        let articles = content.articles.iter().zip(before).map(|(file, before)| (Arc::clone(file), ready(file, before))).collect();
        let now = Self { articles: Arc::new(articles) };
        *last = now.clone();
        now
    }

    /// The article of this stem.
    #[must_use]
    pub fn get(&self, stem: &str) -> Option<Arc<KeptArticle>> {
        let (file, ready) = self.find(stem)?;
        let mut kept = ready.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(kept.get_or_insert_with(|| Arc::new(KeptArticle::new(Arc::clone(file))))))
    }

    /// Lets go of what nobody asks of an article any more, where nobody looks at it now.
    fn rest(&self, stem: &str, then: Then) {
        let Some((_, ready)) = self.find(stem) else { return };
        let mut kept = ready.lock().unwrap_or_else(PoisonError::into_inner);
        if then == Then::Nothing {
            *kept = None;
            return;
        }
        *kept = kept.take().map(|article| match Arc::try_unwrap(article) {
            Ok(mut article) => {
                article.text.forget_readings();
                Arc::new(article)
            }
            Err(shared) => shared,
        });
    }

    fn find(&self, stem: &str) -> Option<&(Arc<ArticleFile>, Ready)> {
        let at = self.articles.partition_point(|(a, _)| a.stem.as_str() < stem);
        self.articles.get(at).filter(|(a, _)| a.stem == stem)
    }

    /// The stems under which the two have different articles.
    fn others<'a>(&'a self, before: &'a Self) -> HashSet<&'a str> {
        if Arc::ptr_eq(&self.articles, &before.articles) {
            return HashSet::new();
        }
        let one_way = |a: &'a Self, b: &'a Self| {
            let pairs = a.articles.iter().zip(beside(&a.articles, &b.articles, |(a, _), (b, _)| in_order(a, b)));
            pairs.filter(|((a, _), b)| b.is_none_or(|(b, _)| !Arc::ptr_eq(a, b))).map(|((a, _), _)| a.stem.as_str())
        };
        one_way(self, before).chain(one_way(before, self)).collect()
    }
}

fn in_order(a: &Arc<ArticleFile>, b: &Arc<ArticleFile>) -> Ordering {
    if Arc::ptr_eq(a, b) { Ordering::Equal } else { (&a.stem, &a.path).cmp(&(&b.stem, &b.path)) }
}
