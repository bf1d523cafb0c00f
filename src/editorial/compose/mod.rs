//! Story → digest.
//!
//! In: a story, its articles, the configuration. Out: a digest and its body, or findings why none can be written. Never: a claim without a
//! passage that stands in its article; the disk; the network, except in `model`.

use crate::config::Config;
use crate::diag::Checked;
use crate::types::{ArticleFile, Digest, Story};

/// A digest as its writer made it: front matter without `composed`, and the body in Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    pub digest: Digest,
    pub body: String,
}

/// Writes the digest of a story. `earlier` is the digest that stands there now: its sources keep their numbers, and what an editor's tools set
/// (slug, aliases, corrections, pin, image, reviewed_by, extra) is kept.
#[must_use]
pub fn compose(story: &Story, articles: &[&ArticleFile], earlier: Option<&Digest>, config: &Config) -> Checked<Option<Composed>> {
    let _ = (story, articles, earlier, config);
    Checked::clean(None)
}
