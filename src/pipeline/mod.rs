//! Wires the rooms: a snapshot goes in, a grouping, edits, verdicts or the plan of a site come out.
//!
//! Everything here is a pure function of the snapshot, the options and the clock that they carry. Never: the disk, the environment, the network;
//! work that belongs to a room.

mod check;
mod compose;
mod content;
mod decide;
mod doubts;
mod fingerprint;
mod kept_stories;
mod memory;
mod proof;
mod site;
mod takedown;
mod unread;

pub use check::{KeptArticles, check};
pub use compose::{ComposeOptions, ComposePlan, compose};
pub use content::{ARTICLES, Content, DIGESTS, read_config};
pub use decide::{Decided, Decision, decide};
pub use fingerprint::{fingerprint, steady};
pub use kept_stories::KeptStories;
pub use memory::Memory;
pub use proof::{Proof, prove};
pub use site::{CheckedContent, Options, build, check_site, plan};
pub use takedown::{TakedownPlan, takedown, takedowns};

use crate::editorial::stories::{self, PublishedStory};
use crate::types::{DigestFile, Grouping};

/// How the articles of a site group, next to the digests that it has.
#[must_use]
pub fn stories(content: &Content) -> Grouping {
    let articles: Vec<_> = content.articles.iter().map(|a| &**a).collect();
    stories::group(&articles, &published(content), &content.config.stories, &content.vectors)
}

/// The stories that have digests.
fn published(content: &Content) -> Vec<PublishedStory> {
    // What a digest was written beside stays in its story like what it cites.
    let beside = |d: &DigestFile| d.digest.also_read.iter().filter_map(|a| Some(a.split_once(' ')?.0.to_owned())).collect::<Vec<_>>();
    let cited = |d: &DigestFile| d.digest.sources.iter().filter_map(|s| s.article.clone()).collect::<Vec<_>>();
    content.digests.iter().map(|d| PublishedStory { name: d.stem.clone(), articles: [cited(d), beside(d)].concat() }).collect()
}
