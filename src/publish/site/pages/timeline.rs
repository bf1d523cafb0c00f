//! How a story grew: the days on which its sources came out, and the day on which it was changed.

use super::super::catalogue::Story;
use super::super::views::{StageSource, StageView};
use super::super::{Site, dates};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The stages of a story, oldest first; none where there is but one. A copy of a text that was out before adds nothing.
pub(super) fn timeline(site: &Site, story: &Story) -> Vec<StageView> {
    let digest = &story.file.digest;
    let zone = site.config.timezone;
    let mut dated: Vec<_> = digest.sources.iter().filter_map(|s| Some((s.published?, s))).collect();
    dated.sort_by_key(|(published, source)| (published.instant(), source.id));
    let mut days: BTreeMap<NaiveDate, (Vec<StageSource>, bool)> = BTreeMap::new();
    let mut origins = BTreeSet::new();
    for (published, source) in dated {
        if source.origin.as_ref().is_none_or(|origin| origins.insert(origin)) {
            let stage = StageSource { id: source.id, title: source.title.clone(), publisher: source.publisher.clone() };
            days.entry(published.day_in(zone)).or_default().0.push(stage);
        }
    }
    if let Some(updated) = digest.updated {
        days.entry(updated.day_in(zone)).or_default().1 = true;
    }
    if days.len() < 2 {
        return Vec::new();
    }
    days.into_iter().map(|(day, (sources, changed))| StageView { date: dates::of_day(day, site.locale()), sources, changed }).collect()
}
