//! How the articles group, from what was kept of the last time where that holds.

use super::standing;
use crate::config::{self, Config};
use crate::diag::Checked;
use crate::files::{self, Snapshot, shelf};
use crate::pipeline::{self, Content, KeptStories, Memory};
use crate::types::Grouping;
use std::path::Path;

/// Where the grouping of a large site is kept, below .digest/.
const KEPT: &str = "stories";

/// The folder read and its articles grouped, from what was kept of the last time where that holds; not grouped where a model has to be asked first.
pub(super) fn read(root: &Path) -> (Checked<Snapshot>, Checked<Content>, Option<Grouping>) {
    if files::contents(&root.join(config::FILE)).is_ok_and(|bytes| asks_a_model(&bytes)) {
        let snapshot = files::read(root);
        let content = Content::read(&snapshot.value, &Memory::default());
        return (snapshot, content, None);
    }
    let key = key();
    if let Some(kept) = shelf::get(root, KEPT, &key).and_then(|bytes| KeptStories::from_bytes(&bytes)) {
        let (snapshot, looks) = files::read_but(root, pipeline::ARTICLES, &|path, look| kept.knows(path, look));
        if let Some((content, grouping, keep)) = kept.group_again(&snapshot.value, &looks, &|path| files::contents(path).ok()) {
            keep.into_iter().for_each(|keep| shelf::put(root, KEPT, &key, &keep.to_bytes()));
            return (snapshot, content, Some(grouping));
        }
    }
    let (mut snapshot, looks) = files::read_but(root, pipeline::ARTICLES, &|_, _| false);
    let (content, grouping, keep) = KeptStories::group(&mut snapshot.value, &looks);
    keep.into_iter().for_each(|keep| shelf::put(root, KEPT, &key, &keep.to_bytes()));
    (snapshot, content, Some(grouping))
}

/// Keeps apart what another program kept.
fn key() -> [u8; 32] {
    *blake3::hash(standing::program(false, false).as_bytes()).as_bytes()
}

/// How the articles group, for commands that have read them whole: from what `digest stories` kept where that holds. What a model is asked about is grouped with its
/// vectors, from nothing.
pub(super) fn of(root: &Path, content: &Content, snapshot: &Snapshot) -> Grouping {
    let is_worth = KeptStories::is_for(content.articles.len()) && content.config.stories.model.is_none();
    let kept = is_worth.then(|| shelf::get(root, KEPT, &key()).and_then(|bytes| KeptStories::from_bytes(&bytes))).flatten();
    kept.map_or_else(|| pipeline::stories(content), |kept| kept.grouping(content, snapshot))
}

/// Whether digest.yaml names a model for grouping.
fn asks_a_model(config: &[u8]) -> bool {
    std::str::from_utf8(config).is_ok_and(|text| Config::read(&config::FILE.into(), text).value.stories.model.is_some())
}
