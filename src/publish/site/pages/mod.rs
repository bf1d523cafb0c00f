//! A view for each page, and its template.

mod card;
mod frame;
mod listing;
mod lists;
mod made;
mod shared;
mod sources;
mod story;
mod teaser;
mod text;

pub(super) use card::card;
pub(super) use listing::{archive, edition, edition_minutes, edition_path, home, mail_page, months};
pub(super) use lists::{publisher, publishers, topic, topics};
pub(super) use shared::Shared;
pub(super) use story::story;
pub(super) use teaser::label;
pub(super) use text::{not_found, page, search};

use super::Site;
use crate::diag::Diagnostic;
use crate::publish::theme::View;

/// What every page function gives.
type Rendered = Result<String, Diagnostic>;

/// A template with its view; `path` is the page's own, from the site's root.
pub(super) fn render(site: &Site, template: &str, view: &impl View, path: &str) -> Rendered {
    site.theme.render(template, view, path.trim_start_matches('/'))
}
