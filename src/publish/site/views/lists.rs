//! Views of pages that list stories, days, topics and publishers.

use super::{DateView, LinkView, PageView, PagerView, PassageView, SiteView, TeaserView};
use crate::publish::theme::{Part, Ready, View};
use serde::Serialize;

/// home.html
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    /// The story that leads; null on later pages and while there are no stories.
    #[serde(skip)]
    pub lead: Option<Ready<TeaserView>>,
    /// The other stories of the newest day, as far as they stand on the first page; empty on later ones.
    #[serde(skip)]
    pub today: Vec<Ready<TeaserView>>,
    /// The stories of the days before.
    #[serde(skip)]
    pub older: Vec<Ready<TeaserView>>,
    pub pager: PagerView,
    /// The address of the newest edition, or null.
    pub edition: Option<String>,
    /// How many minutes reading the whole newest edition takes.
    pub minutes: usize,
}

/// edition.html
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    pub date: DateView,
    #[serde(skip)]
    pub stories: Vec<Ready<TeaserView>>,
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
    #[serde(skip)]
    pub site: Ready<SiteView>,
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
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    pub topics: Vec<ShelfLine>,
}

/// publishers.html
#[derive(Clone, Debug, Serialize)]
pub struct PublishersView {
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    /// By name.
    pub publishers: Vec<ShelfLine>,
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
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    pub name: String,
    /// The address of its feed.
    pub feed: String,
    pub count: usize,
    #[serde(skip)]
    pub stories: Vec<Ready<TeaserView>>,
    pub pager: PagerView,
}

/// publisher.html
#[derive(Clone, Debug, Serialize)]
pub struct PublisherView {
    #[serde(skip)]
    pub site: Ready<SiteView>,
    pub page: PageView,
    pub name: String,
    /// How many stories cite it.
    pub count: usize,
    #[serde(skip)]
    pub stories: Vec<QuotedStory>,
    pub pager: PagerView,
}

/// A story, and what it cites from one publisher.
#[derive(Clone, Debug)]
pub struct QuotedStory {
    pub story: Ready<TeaserView>,
    /// The passages, in the order of the story's notes; empty where it cites articles as a whole.
    pub passages: Vec<PassageView>,
}

impl View for HomeView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("lead", (&self.lead).into()), ("today", (&self.today).into()), ("older", (&self.older).into())]
    }
}

impl View for EditionView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("stories", (&self.stories).into())]
    }
}

impl View for ArchiveView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}

impl View for TopicsView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}

impl View for PublishersView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into())]
    }
}

impl View for TopicView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("stories", (&self.stories).into())]
    }
}

impl View for PublisherView {
    fn ready(&self) -> Vec<(&'static str, Part)> {
        vec![("site", (&self.site).into()), ("stories", Part::list(self.stories.iter().map(QuotedStory::part)))]
    }
}

impl QuotedStory {
    fn part(&self) -> Part {
        Part::fields([("story", (&self.story).into()), ("passages", Part::of(&self.passages))])
    }
}
