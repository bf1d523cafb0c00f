//! What a site needs to know of a digest to put it on its shelves: worked out once for each digest, kept as long as the digest stays the same.

use super::catalogue::{WORDS_A_MINUTE, shelf_slug};
use super::related;
use super::search::StoryTerms;
use crate::publish::check::Verdict;
use crate::publish::render::{Link, Text, internal_links};
use crate::text::words;
use crate::types::digest::origins;
use crate::types::{BlockKind, DigestFile, OpenDigest};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A digest with what the check made of its claims, and with all that follows from the digest alone.
#[derive(Clone, Debug)]
pub struct CheckedDigest {
    pub file: Arc<DigestFile>,
    /// One for each claim, in order.
    pub verdicts: Vec<Verdict>,
    /// From the site's root: `/story/x/`.
    pub(super) path: String,
    pub(super) day: NaiveDate,
    pub(super) instant: DateTime<Utc>,
    /// How many different texts its sources are.
    pub(super) origins: usize,
    /// Reading time in minutes, at least one.
    pub(super) minutes: usize,
    /// How many bytes its text has without marks and citations.
    pub(super) letters: usize,
    /// How many claims it makes.
    pub(super) claims: usize,
    /// How many references its claims carry.
    pub(super) citations: usize,
    /// The slugs of its topics, in its own order.
    pub(super) topic_slugs: Vec<String>,
    /// For each source in order, the slug of its publisher, if it names one.
    pub(super) publisher_slugs: Vec<Option<Arc<str>>>,
    /// What it may share with other stories.
    pub(super) terms: Box<[related::Term]>,
    /// What a search finds it by: gathered when a search index is made.
    pub(super) search: OnceLock<StoryTerms>,
    /// Links of its body that lead into the site.
    pub(super) links: Vec<Link>,
}

impl CheckedDigest {
    /// `open` is the same digest, laid out; `zone` is the site's: it decides the day.
    #[must_use]
    pub fn new(file: Arc<DigestFile>, open: &OpenDigest, verdicts: Vec<Verdict>, zone: Tz) -> Self {
        let words: usize = open.body.blocks.iter().filter(|b| b.kind != BlockKind::Code).map(|b| words::count(&b.text)).sum();
        let topic_slugs: Vec<String> = file.digest.topics.iter().map(|t| shelf_slug(t)).collect();
        let mut named: HashMap<&str, Arc<str>> = HashMap::new();
        let publisher_slugs: Vec<Option<Arc<str>>> =
            file.digest.sources.iter().map(|s| s.publisher.as_deref().map(|p| Arc::clone(named.entry(p).or_insert_with(|| shelf_slug(p).into())))).collect();
        Self {
            path: format!("/story/{}/", file.slug()),
            day: file.digest.date.day_in(zone),
            instant: file.digest.date.instant(),
            origins: origins(&file.digest.sources),
            minutes: words.div_ceil(WORDS_A_MINUTE).max(1),
            letters: open.body.blocks.iter().map(|b| b.text.len()).sum(),
            claims: open.body.claims.len(),
            citations: open.body.claims.iter().map(|c| c.citations.len()).sum(),
            terms: related::terms(&file.digest, &topic_slugs, &publisher_slugs),
            links: internal_links(Text::Digest(open)),
            search: OnceLock::new(),
            topic_slugs,
            publisher_slugs,
            file,
            verdicts,
        }
    }

    /// Whether a site with this digest in the place of `other` has the same lists, in the same order and under the same names, and the same addresses: all that
    /// [`super::catalogue`] and [`super::addresses`] look at.
    pub(super) fn stands_like(&self, other: &Self) -> bool {
        let (a, b) = (&self.file, &other.file);
        let publishers = |f: &DigestFile| f.digest.sources.iter().map(|s| s.publisher.clone()).collect::<Vec<_>>();
        let place = |d: &Self| (d.day, d.instant, d.origins, d.file.digest.pin);
        (&a.path, &a.stem, &self.path) == (&b.path, &b.stem, &other.path)
            && place(self) == place(other)
            && (&self.topic_slugs, &a.digest.topics) == (&other.topic_slugs, &b.digest.topics)
            && (&self.publisher_slugs, publishers(a)) == (&other.publisher_slugs, publishers(b))
            && a.digest.aliases == b.digest.aliases
    }

    /// Whether it names the same pictures in the same order.
    pub(super) fn shows_like(&self, other: &Self) -> bool {
        let image = |d: &Self| d.file.digest.image.as_ref().map(|i| i.src.clone());
        let linked = |d: &Self| d.links.iter().filter(|l| l.picture).map(|l| l.address.clone()).collect::<Vec<_>>();
        self.file.path == other.file.path && image(self) == image(other) && linked(self) == linked(other)
    }
}
