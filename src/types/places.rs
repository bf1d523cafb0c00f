//! Where the values of a digest's front matter stand. A site holds one of these for each digest, so it is a few numbers and no map of names.

use std::ops::Range;

/// The keys whose places are kept.
const KEYS: [&str; 10] = ["title", "date", "updated", "summary", "slug", "image", "genre", "sources", "topics", "composed"];
/// The lists of texts whose places are kept, item by item.
const LISTS: [&str; 2] = ["topics", "aliases"];
/// The keys of a source whose places are kept.
const OF_SOURCE: [&str; 9] = ["id", "title", "publisher", "published", "url", "via", "article", "hash", "origin"];

/// Bytes of a file; files are far smaller than 4 GiB.
type Place = (u32, u32);

/// Places in a file by the name of what stands there: `title`, `topics.0`, `sources.1.url`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    keys: [Place; KEYS.len()],
    lists: [Box<[Place]>; LISTS.len()],
    sources: Vec<[Place; OF_SOURCE.len()]>,
}

impl Places {
    /// Takes the places of the front matter's own keys from `place`, and those of its lists' items from `items`.
    pub(super) fn keep(&mut self, place: impl Fn(&str) -> Range<usize>, items: impl Fn(&str) -> Vec<Range<usize>>) {
        self.keys = KEYS.map(|key| packed(&place(key)));
        self.lists = LISTS.map(|list| items(list).iter().map(packed).collect());
    }

    /// Takes the places of the next source.
    pub(super) fn keep_source(&mut self, place: impl Fn(&str) -> Range<usize>) {
        self.sources.push(OF_SOURCE.map(|key| packed(&place(key))));
    }

    /// The place of this name; `None` where none is kept.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Range<usize>> {
        let at = |names: &[&str], wanted: &str| names.iter().position(|name| *name == wanted);
        let mut parts = name.split('.');
        let first = parts.next()?;
        let place = match (parts.next().map(str::parse::<usize>), parts.next()) {
            (None, _) => self.keys[at(&KEYS, first)?],
            (Some(Ok(n)), None) => *self.lists[at(&LISTS, first)?].get(n)?,
            (Some(Ok(n)), Some(key)) if first == "sources" => self.sources.get(n)?[at(&OF_SOURCE, key)?],
            _ => return None,
        };
        Some(place.0 as usize..place.1 as usize)
    }
}

fn packed(range: &Range<usize>) -> Place {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (number(range.start), number(range.end))
}
