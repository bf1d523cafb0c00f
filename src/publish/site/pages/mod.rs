//! A view for each page, and its template.

mod card;
mod frame;
mod furniture;
mod listing;
mod lists;
mod made;
mod shared;
mod sources;
mod story;
mod teaser;
mod text;
mod timeline;

pub(super) use card::{card, site_card};
pub(super) use frame::{site_view, slice};
pub(super) use listing::{archive, edition, edition_minutes, edition_path, home, mail_page, months};
pub(super) use lists::{publisher, publishers, topic, topics};
pub(super) use shared::Shared;
pub(super) use story::story;
pub(super) use teaser::label;
pub(super) use text::{not_found, page, search};

use super::Site;
use crate::diag::Diagnostic;
use crate::publish::theme::{self, Theme, View};

/// A page that is ready to be rendered: its template, its view, and its path from the site's root.
pub(super) struct Made {
    pub template: &'static str,
    path: String,
    view: Box<dyn AnyView>,
}

/// Any view: what a template gets, and what `digest theme view` prints, are one value.
trait AnyView {
    fn render(&self, theme: &Theme, template: &str, address: &str) -> Result<Vec<u8>, Diagnostic>;
    fn json(&self) -> serde_json::Value;
}

impl<T: View> AnyView for T {
    fn render(&self, theme: &Theme, template: &str, address: &str) -> Result<Vec<u8>, Diagnostic> {
        theme.render(template, self, address)
    }

    fn json(&self) -> serde_json::Value {
        theme::json(self)
    }
}

/// A template with its view; `path` is the page's own, from the site's root.
pub(super) fn render(site: &Site, template: &str, view: &impl View, path: &str) -> Result<String, Diagnostic> {
    let page = site.theme.render(template, view, path.trim_start_matches('/'))?;
    // Templates and views are text.
    Ok(String::from_utf8(page).unwrap_or_default())
}

impl Made {
    fn new(template: &'static str, view: impl View + 'static, path: &str) -> Self {
        Self { template, path: path.to_owned(), view: Box::new(view) }
    }

    pub fn render(&self, site: &Site) -> Result<Vec<u8>, Diagnostic> {
        self.view.render(&site.theme, self.template, self.path.trim_start_matches('/'))
    }

    pub fn json(&self) -> serde_json::Value {
        self.view.json()
    }
}
