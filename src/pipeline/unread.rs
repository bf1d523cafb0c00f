//! Which articles digests are still to be held against.

use crate::types::DigestFile;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many digests have still to be held against each article. An article that none has is let go of at once: with all of them in memory a site of ten
/// thousand digests would take gigabytes.
pub(super) struct Unread<'a>(HashMap<&'a str, AtomicUsize>);

impl<'a> Unread<'a> {
    pub fn of(digests: impl Iterator<Item = &'a DigestFile>) -> Self {
        let mut unread: HashMap<&str, AtomicUsize> = HashMap::new();
        for stem in digests.flat_map(articles_of) {
            *unread.entry(stem).or_default().get_mut() += 1;
        }
        Self(unread)
    }

    /// Tells `last` of each article that this digest was the last to be held against.
    pub fn done(&self, digest: &DigestFile, last: impl Fn(&str)) {
        for stem in articles_of(digest) {
            if self.0.get(stem).is_some_and(|left| left.fetch_sub(1, Ordering::AcqRel) == 1) {
                last(stem);
            }
        }
    }
}

fn articles_of(digest: &DigestFile) -> BTreeSet<&str> {
    digest.digest.sources.iter().filter_map(|s| s.article.as_deref()).collect()
}
