//! Views of pages that list stories, days, topics and publishers.

use super::{DateView, LinkView, PageView, PagerView, PassageView, SiteView, TeaserView};
use crate::publish::theme::{Part, Ready, View};
use serde::Serialize;

/// home.html
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
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
    /// Where this page stands among those of its list.
    pub pager: PagerView,
    /// The address of the newest edition, or null.
    pub edition: Option<String>,
    /// How many minutes reading the whole newest edition takes.
    pub minutes: usize,
}

/// edition.html
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The day.
    pub date: DateView,
    /// Those of this page, the weightiest first; twenty a page.
    #[serde(skip)]
    pub stories: Vec<Ready<TeaserView>>,
    /// Of the whole edition.
    pub count: usize,
    /// How many sources they cite, of the whole edition.
    pub sources: usize,
    /// Reading time of the whole edition.
    pub minutes: usize,
    /// Where this page stands among those of its list.
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
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// Newest first; twenty a page.
    pub months: Vec<MonthView>,
    /// How many editions there are in all.
    pub editions: usize,
    /// How many stories there are in all.
    pub stories: usize,
    /// Where this page stands among those of its list.
    pub pager: PagerView,
}

#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// "July 2025".
    pub name: String,
    /// Its editions, newest first.
    pub editions: Vec<EditionLine>,
}

/// A day in the archive.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLine {
    /// The day.
    pub date: DateView,
    /// The address of the edition.
    pub url: String,
    /// How many stories it has.
    pub stories: usize,
    /// The headline of the story that led.
    pub lead: String,
}

/// topics.html
#[derive(Clone, Debug, Serialize)]
pub struct TopicsView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// Those of digest.yaml in its order, then others by their slugs.
    pub topics: Vec<ShelfLine>,
}

/// publishers.html
#[derive(Clone, Debug, Serialize)]
pub struct PublishersView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// By name; twenty a page.
    pub publishers: Vec<ShelfLine>,
    /// How many publishers there are in all.
    pub count: usize,
    /// Where this page stands among those of its list.
    pub pager: PagerView,
}

/// A topic or publisher in its list.
#[derive(Clone, Debug, Serialize)]
pub struct ShelfLine {
    /// Its name.
    pub name: String,
    /// The address of its page.
    pub url: String,
    /// How many stories it has.
    pub stories: usize,
    /// The newest headline, or null.
    pub newest: Option<LinkView>,
}

/// topic.html
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The topic's name.
    pub name: String,
    /// The address of its feed.
    pub feed: String,
    /// How many stories it has in all.
    pub count: usize,
    /// Newest first; twenty a page.
    #[serde(skip)]
    pub stories: Vec<Ready<TeaserView>>,
    /// Where this page stands among those of its list.
    pub pager: PagerView,
}

/// publisher.html
#[derive(Clone, Debug, Serialize)]
pub struct PublisherView {
    /// The site, the same on every page.
    #[serde(skip)]
    pub site: Ready<SiteView>,
    /// The page's own head.
    pub page: PageView,
    /// The publisher's name.
    pub name: String,
    /// The address of its feed: the stories that cite it.
    pub feed: String,
    /// How many stories cite it.
    pub count: usize,
    /// The stories that cite it, newest first; twenty a page.
    #[serde(skip)]
    pub stories: Vec<QuotedStory>,
    /// Where this page stands among those of its list.
    pub pager: PagerView,
}

/// A story, and what it cites from one publisher.
#[derive(Clone, Debug)]
pub struct QuotedStory {
    /// The story.
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
