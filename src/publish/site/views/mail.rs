//! The view of the mail edition.

use super::{DateView, LinkView, PageView, SiteView};
use crate::publish::theme::{Part, Ready, View};
use serde::Serialize;

/// email.html
#[derive(Clone, Debug, Serialize)]
pub struct EmailView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The day.
    pub date: DateView,
    /// The whole address of the edition on the site.
    pub url: String,
    /// How many stories the edition has in all.
    pub count: usize,
    /// Of the whole edition.
    pub minutes: usize,
    /// As many as a mail client shows in one piece; addresses are whole.
    pub stories: Vec<EmailStory>,
    /// The others.
    pub more: Vec<LinkView>,
}

/// A story in a mail.
#[derive(Clone, Debug, Serialize)]
pub struct EmailStory {
    /// The headline.
    pub title: String,
    /// The whole address of the story.
    pub url: String,
    /// The dek, or null.
    pub summary: Option<String>,
    /// "Opinion", "Analysis", "Press release", "Paper"; null for news.
    pub label: Option<String>,
    /// Names of its first topics.
    pub topics: Vec<String>,
    /// How many sources it cites.
    pub sources: usize,
    /// How many different texts those are.
    pub origins: usize,
    /// Reading time.
    pub minutes: usize,
    /// HTML of tags without classes and ids: p, h3 to h6, ul, ol, li, blockquote, pre, table, sup, a, em, strong. Null where there is no room for it.
    pub body: Option<String>,
}

impl View for EmailView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}
