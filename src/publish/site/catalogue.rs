//! The stories of a site on their shelves: by time, by day, by topic, by publisher.

use super::{CheckedDigest, rank, urls};
use crate::config::Config;
use crate::diag::{Checked, Diagnostic, codes};
use crate::publish::check::Verdict;
use crate::text::{hash, slug::slug, words};
use crate::types::digest::origins;
use crate::types::{BlockKind, DigestFile};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words that a person reads in a minute, for reading times (Brysbaert 2019 gives 238 for English non-fiction; numbers and names slow it down).
const WORDS_A_MINUTE: usize = 220;

/// A digest that has its place in the site.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub file: Arc<DigestFile>,
    pub verdicts: Vec<Verdict>,
    /// From the site's root: `/story/x/`.
    pub path: String,
    pub day: NaiveDate,
    pub instant: DateTime<Utc>,
    pub origins: usize,
    /// Reading time in minutes, at least one.
    pub minutes: usize,
    /// Indices of [`Catalogue::topics`].
    pub topics: Vec<usize>,
    /// For each source in order, the index of its publisher in [`Catalogue::publishers`], if it names one.
    pub publishers: Vec<Option<usize>>,
}

/// A list of stories under one name.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub slug: String,
    pub name: String,
    /// Newest first.
    pub stories: Vec<usize>,
}

/// The stories of one day.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    pub day: NaiveDate,
    /// The weightiest first.
    pub stories: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    /// Newest first; stories of one moment in the order of their stems.
    pub stories: Vec<Story>,
    /// As the front page shows them.
    pub front: Vec<usize>,
    /// Newest first.
    pub editions: Vec<Edition>,
    /// Those of digest.yaml in its order, then others in the order of their slugs.
    pub topics: Vec<Shelf>,
    /// In the order of their slugs.
    pub publishers: Vec<Shelf>,
}

impl Catalogue {
    pub fn new(digests: Vec<CheckedDigest>, config: &Config) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let mut digests: Vec<CheckedDigest> = digests.into_iter().filter(|d| has_address(&d.file, &mut diagnostics)).collect();
        digests.sort_by(|a, b| {
            b.file.digest.date.instant().cmp(&a.file.digest.date.instant()).then_with(|| (&a.file.stem, &a.file.path).cmp(&(&b.file.stem, &b.file.path)))
        });
        let mut topics = topic_shelves(&digests, config);
        let mut publishers = publisher_shelves(&digests);
        let topic_at: BTreeMap<String, usize> = topics.iter().enumerate().map(|(n, t)| (t.slug.clone(), n)).collect();
        let publisher_at: BTreeMap<String, usize> = publishers.iter().enumerate().map(|(n, p)| (p.slug.clone(), n)).collect();
        let mut stories = Vec::with_capacity(digests.len());
        for (n, digest) in digests.into_iter().enumerate() {
            let story = Story::new(digest, config, &topic_at, &publisher_at);
            for topic in &story.topics {
                topics[*topic].stories.push(n);
            }
            for publisher in story.publishers.iter().flatten().copied().collect::<BTreeSet<_>>() {
                publishers[publisher].stories.push(n);
            }
            stories.push(story);
        }
        let editions = rank::editions(&stories);
        let front = rank::front(&stories, &editions);
        Checked::new(Self { stories, front, editions, topics, publishers }, diagnostics)
    }
}

impl Story {
    fn new(digest: CheckedDigest, config: &Config, topic_at: &BTreeMap<String, usize>, publisher_at: &BTreeMap<String, usize>) -> Self {
        let CheckedDigest { file, verdicts } = digest;
        let words: usize = file.body.blocks.iter().filter(|b| b.kind != BlockKind::Code).map(|b| words::count(&b.text)).sum();
        let mut topics = Vec::new();
        for topic in file.digest.topics.iter().filter_map(|t| topic_at.get(&topic_slug(t))) {
            if !topics.contains(topic) {
                topics.push(*topic);
            }
        }
        Self {
            path: format!("/story/{}/", file.slug()),
            day: file.digest.date.day_in(config.timezone),
            instant: file.digest.date.instant(),
            origins: origins(&file.digest.sources),
            minutes: words.div_ceil(WORDS_A_MINUTE).max(1),
            topics,
            publishers: file.digest.sources.iter().map(|s| publisher_at.get(&publisher_slug(s.publisher.as_deref()?)).copied()).collect(),
            file,
            verdicts,
        }
    }

    pub fn citations(&self) -> usize {
        self.file.body.claims.iter().map(|c| c.citations.len()).sum()
    }
}

fn has_address(file: &DigestFile, diagnostics: &mut Vec<Diagnostic>) -> bool {
    if urls::is_part(file.slug()) {
        return true;
    }
    diagnostics.push(match &file.digest.slug {
        Some(given) => Diagnostic::new(&codes::BAD_VALUE, file.span("slug"), format!("`{given}` cannot stand in an address"))
            .hint(format!("write `slug: {}`", hint(&file.digest.title))),
        None => Diagnostic::new(&codes::BAD_FILE_NAME, file.at(&(0..0)), format!("the file's name `{}` cannot become an address", file.stem))
            .hint(format!("rename it, or give the digest an address with `slug: {}`", hint(&file.digest.title))),
    });
    false
}

fn hint(title: &str) -> String {
    let made = slug(title, 60);
    if made.is_empty() { "a-short-name".to_owned() } else { made }
}

/// Topics are slugs already; one that is not is made one, so that its page can be.
fn topic_slug(topic: &str) -> String {
    shelf_slug(topic)
}

pub(super) fn publisher_slug(publisher: &str) -> String {
    shelf_slug(publisher)
}

fn shelf_slug(name: &str) -> String {
    let made = slug(name, 60);
    if made.is_empty() { format!("x-{}", &hash::of(&[name])[..8]) } else { made }
}

fn topic_shelves(digests: &[CheckedDigest], config: &Config) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = config.topics.iter().map(|t| Shelf { slug: topic_slug(&t.slug), name: t.name.clone(), stories: Vec::new() }).collect();
    let known: BTreeSet<String> = shelves.iter().map(|s| s.slug.clone()).collect();
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    for topic in digests.iter().flat_map(|d| &d.file.digest.topics) {
        let slug = topic_slug(topic);
        if !known.contains(&slug) {
            let name = others.entry(slug).or_insert_with(|| topic.clone());
            // The smallest spelling, so that the order of files does not decide.
            if topic < name {
                name.clone_from(topic);
            }
        }
    }
    shelves.extend(others.into_iter().map(|(slug, name)| Shelf { slug, name, stories: Vec::new() }));
    shelves
}

fn publisher_shelves(digests: &[CheckedDigest]) -> Vec<Shelf> {
    let mut names: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for name in digests.iter().flat_map(|d| &d.file.digest.sources).filter_map(|s| s.publisher.as_deref()) {
        *names.entry(publisher_slug(name)).or_default().entry(name).or_default() += 1;
    }
    // The spelling that is used most, then the first by the alphabet.
    let shelf = |(slug, spellings): (String, BTreeMap<&str, usize>)| {
        let name = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(n, _)| (*n).to_owned()).unwrap_or_default();
        Shelf { slug, name, stories: Vec::new() }
    };
    names.into_iter().map(shelf).collect()
}
