//! What many pages show alike, made when the first of them asks.

use super::super::Site;
use super::super::views::{SiteView, TeaserView};
use super::frame::site_view;
use super::teaser::teaser;
use crate::publish::theme::Ready;
use std::sync::{Arc, OnceLock};

/// The site's own view, the teaser of each story, and its text for feeds: a new story stands in those of the site, its topics and its publishers.
#[derive(Debug, Default)]
pub(in super::super) struct Shared {
    site: OnceLock<Ready<SiteView>>,
    teasers: Vec<OnceLock<Ready<TeaserView>>>,
    texts: Vec<OnceLock<Arc<str>>>,
    /// What an Atom feed says of each story.
    entries: Vec<OnceLock<Arc<str>>>,
}

impl Shared {
    /// For so many stories.
    pub fn new(stories: usize) -> Self {
        Self { site: OnceLock::new(), teasers: vec![OnceLock::new(); stories], texts: vec![OnceLock::new(); stories], entries: vec![OnceLock::new(); stories] }
    }

    pub fn site(&self, site: &Site) -> Ready<SiteView> {
        self.site.get_or_init(|| Ready::new(&site_view(site))).clone()
    }

    pub fn teaser(&self, site: &Site, n: usize) -> Ready<TeaserView> {
        let made = || Ready::new(&teaser(site, n));
        self.teasers.get(n).map_or_else(made, |known| known.get_or_init(made).clone())
    }

    /// The text of a story as feeds carry it, made by `make` when the first of them asks.
    pub fn text(&self, n: usize, make: impl FnOnce() -> String) -> Arc<str> {
        made(&self.texts, n, make)
    }

    /// The entry of a story in every Atom feed that has it.
    pub fn entry(&self, n: usize, make: impl FnOnce() -> String) -> Arc<str> {
        made(&self.entries, n, make)
    }
}

fn made(known: &[OnceLock<Arc<str>>], n: usize, make: impl FnOnce() -> String) -> Arc<str> {
    match known.get(n) {
        Some(known) => Arc::clone(known.get_or_init(|| make().into())),
        None => make().into(),
    }
}
