//! What many pages show alike, made when the first of them asks.

use super::super::Site;
use super::super::views::{SiteView, TeaserView};
use super::frame::site_view;
use super::teaser::teaser;
use crate::publish::theme::Ready;
use std::sync::OnceLock;

/// The site's own view, and the teaser of each story.
#[derive(Debug, Default)]
pub(in super::super) struct Shared {
    site: OnceLock<Ready<SiteView>>,
    teasers: Vec<OnceLock<Ready<TeaserView>>>,
}

impl Shared {
    /// For so many stories.
    pub fn new(stories: usize) -> Self {
        Self { site: OnceLock::new(), teasers: (0..stories).map(|_| OnceLock::new()).collect() }
    }

    pub fn site(&self, site: &Site) -> Ready<SiteView> {
        self.site.get_or_init(|| Ready::new(&site_view(site))).clone()
    }

    pub fn teaser(&self, site: &Site, n: usize) -> Ready<TeaserView> {
        let made = || Ready::new(&teaser(site, n));
        self.teasers.get(n).map_or_else(made, |known| known.get_or_init(made).clone())
    }
}
