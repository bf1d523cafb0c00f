//! Views of pages without stories.

use super::{PageView, SiteView, TeaserView};
use crate::publish::theme::{Part, Ready, View};
use serde::Serialize;

/// page.html
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The page's title.
    pub title: String,
    /// The page's summary, or null.
    pub summary: Option<String>,
    /// HTML.
    pub body: String,
    /// `extra` of the front matter, for themes; null where there is none.
    pub extra: Option<serde_json::Value>,
}

/// search.html
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The address of the index that the script loads when it is needed.
    pub index: String,
    /// How many stories can be found.
    pub stories: usize,
}

/// 404.html
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The first stories of the front page.
    #[serde(skip)]
    pub stories: Vec<Ready<TeaserView>>,
}

impl View for TextView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}

impl View for SearchView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}

impl View for NotFoundView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("stories", (&self.stories).into())]
    }
}
