//! Views of pages that list stories, days, topics and publishers.

use super::{DateView, LinkView, PageView, PagerView, PassageView, SiteView, TeaserView};
use serde::Serialize;

/// home.html
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    pub site: SiteView,
    pub page: PageView,
    /// The story that leads; null on later pages and while there are no stories.
    pub lead: Option<TeaserView>,
    /// The other stories of the newest day, as far as they stand on the first page; empty on later ones.
    pub today: Vec<TeaserView>,
    /// The stories of the days before.
    pub older: Vec<TeaserView>,
    pub pager: PagerView,
    /// The address of the newest edition, or null.
    pub edition: Option<String>,
    /// How many minutes reading the whole newest edition takes.
    pub minutes: usize,
}

/// edition.html
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    pub site: SiteView,
    pub page: PageView,
    pub date: DateView,
    pub stories: Vec<TeaserView>,
    /// Of the whole edition.
    pub count: usize,
    pub sources: usize,
    pub minutes: usize,
    pub pager: PagerView,
    /// The address of the edition as a mail, in HTML.
    pub email: String,
    /// The same as plain text.
    pub email_text: String,
    /// The edition before, or null.
    pub previous: Option<LinkView>,
    /// The edition after, or null.
    pub next: Option<LinkView>,
}

/// archive.html
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    pub site: SiteView,
    pub page: PageView,
    /// Newest first; twenty a page.
    pub months: Vec<MonthView>,
    /// How many editions there are in all.
    pub editions: usize,
    pub stories: usize,
    pub pager: PagerView,
}

#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// "July 2025".
    pub name: String,
    pub editions: Vec<EditionLine>,
}

/// A day in the archive.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLine {
    pub date: DateView,
    pub url: String,
    pub stories: usize,
    /// The headline of the story that led.
    pub lead: String,
}

/// topics.html
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    pub site: SiteView,
    pub page: PageView,
    pub topics: Vec<ShelfLine>,
}

/// publishers.html
#[derive(Clone, Debug, Serialize)]
pub struct PublishersView {
    pub site: SiteView,
    pub page: PageView,
    /// By name; twenty a page.
    pub publishers: Vec<ShelfLine>,
    /// How many publishers there are in all.
    pub count: usize,
    pub pager: PagerView,
}

/// A topic or publisher in its list.
#[derive(Clone, Debug, Serialize)]
pub struct ShelfLine {
    pub name: String,
    pub url: String,
    pub stories: usize,
    /// The newest headline, or null.
    pub newest: Option<LinkView>,
}

/// topic.html
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    pub site: SiteView,
    pub page: PageView,
    pub name: String,
    /// The address of its feed.
    pub feed: String,
    pub count: usize,
    pub stories: Vec<TeaserView>,
    pub pager: PagerView,
}

/// publisher.html
#[derive(Clone, Debug, Serialize)]
pub struct PublisherView {
    pub site: SiteView,
    pub page: PageView,
    pub name: String,
    /// How many stories cite it.
    pub count: usize,
    pub stories: Vec<QuotedStory>,
    pub pager: PagerView,
}

/// A story, and what it cites from one publisher.
#[derive(Clone, Debug, Serialize)]
pub struct QuotedStory {
    pub story: TeaserView,
    /// The passages, in the order of the story's notes; empty where it cites articles as a whole.
    pub passages: Vec<PassageView>,
}
