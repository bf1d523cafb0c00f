//! The stories of a site on their shelves: by time, by day, by topic, by publisher.

use super::rank::{self, Edition};
use super::{CheckedDigest, urls};
use crate::config::Config;
use crate::diag::{Checked, Diagnostic, codes};
use crate::text::{hash, slug::slug};
use crate::types::DigestFile;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Words that a person reads in a minute, for reading times (Brysbaert 2019 gives 238 for English non-fiction; numbers and names slow it down).
pub(super) const WORDS_A_MINUTE: usize = 220;

/// A digest that has its place in the site.
#[derive(Clone, Debug)]
pub(super) struct Story {
    digest: Arc<CheckedDigest>,
    /// Indices of [`Shelves::topics`].
    pub topics: Arc<[usize]>,
    /// For each source in order, the index of its publisher in [`Shelves::publishers`], if it names one.
    pub publishers: Arc<[Option<usize>]>,
}

/// A story is its digest, and where it stands.
impl Deref for Story {
    type Target = CheckedDigest;

    fn deref(&self) -> &CheckedDigest {
        &self.digest
    }
}

/// A list of stories under one name.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub slug: String,
    pub name: String,
    /// Newest first.
    pub stories: Vec<usize>,
}

/// The stories, and the lists that they stand in.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    /// Newest first; stories of one moment in the order of their stems.
    pub stories: Vec<Story>,
    shelves: Arc<Shelves>,
}

/// Lists of stories by their numbers: the same as long as all stories stand alike ([`CheckedDigest::stands_like`]), whatever else they say.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    /// As the front page shows them.
    pub front: Vec<usize>,
    /// Newest first.
    pub editions: Vec<Edition>,
    /// Those of digest.yaml in its order, then others in the order of their slugs.
    pub topics: Vec<Shelf>,
    /// In the order of their slugs.
    pub publishers: Vec<Shelf>,
    /// Indices of [`Shelves::publishers`], by name.
    pub publishers_by_name: Vec<usize>,
    /// For each digest in the order in which they came, the number of its story; those that have no place left out.
    came: Vec<u32>,
    /// The number of the story whose file lies at a path; made when it is first asked for.
    by_path: OnceLock<HashMap<Arc<str>, usize>>,
}

impl Deref for Catalogue {
    type Target = Shelves;

    fn deref(&self) -> &Shelves {
        &self.shelves
    }
}

impl Catalogue {
    pub fn new(digests: &[Arc<CheckedDigest>], config: &Config) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let mut digests: Vec<_> = digests.iter().filter(|d| has_place(&d.file, &mut diagnostics)).cloned().zip(0_u32..).collect();
        digests.sort_by(|(a, _), (b, _)| b.instant.cmp(&a.instant).then_with(|| (&a.file.stem, &a.file.path).cmp(&(&b.file.stem, &b.file.path))));
        let mut came = vec![0; digests.len()];
        digests.iter().zip(0_u32..).for_each(|((_, at), n)| came[*at as usize] = n);
        let digests: Vec<Arc<CheckedDigest>> = digests.into_iter().map(|(digest, _)| digest).collect();
        let editions = rank::editions(&digests);
        let front = rank::front(&digests, &editions);
        let mut topics = topic_shelves(&digests, config);
        let mut publishers = publisher_shelves(&digests);
        let stories: Vec<Story> = {
            let at = |shelves: &[Shelf]| -> HashMap<String, usize> { shelves.iter().enumerate().map(|(n, s)| (s.slug.clone(), n)).collect() };
            let (topic_at, publisher_at) = (at(&topics), at(&publishers));
            digests.into_iter().map(|digest| Story::new(digest, &topic_at, &publisher_at)).collect()
        };
        for (n, story) in stories.iter().enumerate() {
            for topic in story.topics.iter() {
                topics[*topic].stories.push(n);
            }
            for publisher in story.publishers.iter().flatten() {
                let shelf = &mut publishers[*publisher].stories;
                // A story may cite a publisher more than once.
                if shelf.last() != Some(&n) {
                    shelf.push(n);
                }
            }
        }
        let mut publishers_by_name: Vec<usize> = (0..publishers.len()).collect();
        publishers_by_name.sort_by_cached_key(|p| (publishers[*p].name.to_lowercase(), publishers[*p].slug.clone()));
        let shelves = Shelves { front, editions, topics, publishers, publishers_by_name, came, by_path: OnceLock::new() };
        Checked::new(Self { stories, shelves: Arc::new(shelves) }, diagnostics)
    }

    /// The same catalogue with other digests at these numbers, each of which stands like the one before.
    pub fn with(&self, changed: impl IntoIterator<Item = (usize, Arc<CheckedDigest>)>) -> Self {
        let mut catalogue = self.clone();
        for (n, digest) in changed {
            catalogue.stories[n].digest = digest;
        }
        catalogue
    }

    /// The number of the story whose digest came at this place, where all of them have an address.
    pub fn number(&self, came: usize) -> usize {
        self.came[came] as usize
    }

    /// The number of the story whose file lies at this path, relative to the root.
    pub fn of_path(&self, path: &str) -> Option<usize> {
        let numbered = || self.stories.iter().enumerate().map(|(n, s)| (Arc::clone(&s.file.path), n)).collect();
        self.by_path.get_or_init(numbered).get(path).copied()
    }
}

impl Story {
    fn new(digest: Arc<CheckedDigest>, topic_at: &HashMap<String, usize>, publisher_at: &HashMap<String, usize>) -> Self {
        let mut topics = Vec::with_capacity(digest.topic_slugs.len());
        for topic in digest.topic_slugs.iter().filter_map(|t| topic_at.get(t)) {
            if !topics.contains(topic) {
                topics.push(*topic);
            }
        }
        let publishers = digest.publisher_slugs.iter().map(|slug| publisher_at.get(&**slug.as_ref()?).copied()).collect();
        Self { topics: topics.into(), publishers, digest }
    }

    /// The very digest.
    pub fn digest(&self) -> &Arc<CheckedDigest> {
        &self.digest
    }
}

/// Topics and sources of one digest at most. Nobody has a tenth of them, and a site grows with their square: the page and the feeds of each topic and of each
/// publisher tell of all the others.
const MOST_TOPICS: usize = 500;
const MOST_SOURCES: usize = 2000;

/// Whether a digest can be put on shelves at all; why not is a finding.
fn has_place(file: &DigestFile, diagnostics: &mut Vec<Diagnostic>) -> bool {
    for (key, count, most) in [("topics", file.digest.topics.len(), MOST_TOPICS), ("sources", file.digest.sources.len(), MOST_SOURCES)] {
        if count > most {
            let d = Diagnostic::new(&codes::BAD_VALUE, file.span(key), format!("{count} {key} are more than a digest can have"));
            diagnostics.push(d.hint(format!("keep those that matter: {most} at most")));
            return false;
        }
    }
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

/// The part of an address that stands for a topic or a publisher of this name. Topics are slugs already; one that is not is made one, so that its page can be.
pub(super) fn shelf_slug(name: &str) -> String {
    let made = slug(name, 60);
    if made.is_empty() { format!("x-{}", &hash::of(&[name])[..8]) } else { made }
}

fn topic_shelves(digests: &[Arc<CheckedDigest>], config: &Config) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = config.topics.iter().map(|t| Shelf { slug: shelf_slug(&t.slug), name: t.name.clone(), stories: Vec::new() }).collect();
    let known: HashSet<String> = shelves.iter().map(|s| s.slug.clone()).collect();
    let mut others: BTreeMap<&str, &str> = BTreeMap::new();
    for (topic, slug) in digests.iter().flat_map(|d| d.file.digest.topics.iter().zip(&d.topic_slugs)) {
        if !known.contains(slug) {
            let name = others.entry(slug).or_insert(topic);
            // The smallest spelling, so that the order of files does not decide.
            if topic.as_str() < *name {
                *name = topic;
            }
        }
    }
    shelves.extend(others.into_iter().map(|(slug, name)| Shelf { slug: slug.to_owned(), name: name.to_owned(), stories: Vec::new() }));
    shelves
}

fn publisher_shelves(digests: &[Arc<CheckedDigest>]) -> Vec<Shelf> {
    let mut spellings: HashMap<(&str, &str), usize> = HashMap::new();
    for digest in digests {
        for (source, slug) in digest.file.digest.sources.iter().zip(&digest.publisher_slugs) {
            if let (Some(name), Some(slug)) = (&source.publisher, slug) {
                *spellings.entry((slug, name)).or_default() += 1;
            }
        }
    }
    // The spelling that is used most, then the first by the alphabet.
    let mut best: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for ((slug, name), used) in spellings {
        let standing = best.entry(slug).or_insert((used, name));
        if (used, std::cmp::Reverse(name)) > (standing.0, std::cmp::Reverse(standing.1)) {
            *standing = (used, name);
        }
    }
    best.into_iter().map(|(slug, (_, name))| Shelf { slug: slug.to_owned(), name: name.to_owned(), stories: Vec::new() }).collect()
}
