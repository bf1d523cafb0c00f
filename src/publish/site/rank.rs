//! What leads: pinned stories, then the newest day's by weight, then the days before.

use super::CheckedDigest;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The stories of one day.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    pub day: NaiveDate,
    /// The weightiest first.
    pub stories: Vec<usize>,
}

/// The days, newest first, each with its stories by weight.
pub(super) fn editions(stories: &[Arc<CheckedDigest>]) -> Vec<Edition> {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, story) in stories.iter().enumerate() {
        days.entry(Reverse(story.day)).or_default().push(n);
    }
    days.into_iter()
        .map(|(Reverse(day), mut stories_of_day)| {
            stories_of_day.sort_by_key(|n| weight(*n, &stories[*n]));
            Edition { day, stories: stories_of_day }
        })
        .collect()
}

/// The order of the front page.
pub(super) fn front(stories: &[Arc<CheckedDigest>], editions: &[Edition]) -> Vec<usize> {
    let in_order = || editions.iter().flat_map(|e| e.stories.iter().copied());
    let pinned = in_order().filter(|n| stories[*n].file.digest.pin);
    pinned.chain(in_order().filter(|n| !stories[*n].file.digest.pin)).collect()
}

/// The smallest leads: what more independent origins report weighs more, then what more sources carry, then what is newer. Stories come in by
/// time and stem, so their number settles the rest.
fn weight(n: usize, story: &CheckedDigest) -> impl Ord + use<> {
    (Reverse(story.file.digest.pin), Reverse(story.origins), Reverse(story.file.digest.sources.len()), Reverse(story.instant), n)
}
