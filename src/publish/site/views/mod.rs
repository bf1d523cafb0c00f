//! What templates see: plain twins of the site's types, made for one page and for nothing else.
//!
//! Every address in a view is ready to be linked: the base path is in it, and what cannot stand in an address is encoded. Texts are plain and are
//! escaped by the template; the few fields that hold HTML say so and are meant for `| safe`. Every field is always there; what is not known is null or empty.

mod lists;
mod mail;
mod story;
mod text;

pub use lists::{ArchiveView, EditionLine, EditionView, HomeView, MonthView, PublisherView, PublishersView, QuotedStory, ShelfLine, TopicView, TopicsView};
pub use mail::{EmailStory, EmailView};
pub use story::{ClaimLink, CorrectionView, CountsView, MadeView, Neighbour, PassageView, SourceView, StageSource, StageView, StoryDetail, StoryView};
pub use text::{NotFoundView, SearchView, TextView};

use serde::Serialize;
use std::collections::BTreeMap;

/// The site, the same on every page. In templates: `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// `title` of digest.yaml: "The Daily Model".
    pub title: String,
    /// `tagline` of digest.yaml, or null.
    pub tagline: Option<String>,
    /// A BCP 47 tag for `<html lang>`: "en".
    pub language: String,
    /// For `<html dir>`: "ltr", or "rtl" for Arabic, Hebrew, Persian and the like.
    pub direction: String,
    /// What stands before every path on the site's host: "" or "/ai". An own link is `{{ site.base }}/about/`.
    pub base: String,
    /// The site's whole address without a slash at its end: `https://example.org/ai`.
    pub url: String,
    /// Whether there is a search page.
    pub search: bool,
    /// Topics that have stories, in the order of digest.yaml.
    pub topics: Vec<LinkView>,
    /// The pages of content/pages, by title.
    pub pages: Vec<LinkView>,
    /// The day of the newest edition, or null while there is none.
    pub newest: Option<DateView>,
    /// The menus of digest.yaml.
    pub menus: MenusView,
    /// A picture in the place of the site's name, or null.
    pub logo: Option<LogoView>,
    /// Who makes the paper.
    pub masthead: Vec<PostView>,
    /// Where readers can write to, or null.
    pub contact: Option<LinkView>,
    /// The address where readers can subscribe, or null.
    pub newsletter: Option<String>,
    /// The theme's settings by name, with the values that digest.yaml gives under `theme_settings`.
    pub settings: BTreeMap<String, serde_json::Value>,
}

/// The menus of digest.yaml; an empty one leaves it to the theme what it shows.
#[derive(Clone, Debug, Serialize)]
pub struct MenusView {
    /// For the head of a page.
    pub main: Vec<LinkView>,
    /// For its foot.
    pub foot: Vec<LinkView>,
}

/// A picture in the place of the site's name.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    /// The picture's address.
    pub url: String,
    /// In pixels, or null.
    pub width: Option<u32>,
    /// In pixels, or null.
    pub height: Option<u32>,
}

/// Who does what at the paper.
#[derive(Clone, Debug, Serialize)]
pub struct PostView {
    /// What the person or firm does: "Editor".
    pub role: String,
    /// Who it is.
    pub name: String,
    /// A page about them, or null.
    pub url: Option<String>,
}

/// The page being rendered. In templates: `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// For `<title>`: "Headline – The Daily Model".
    pub title: String,
    /// For `<meta name="description">` and previews; never empty.
    pub description: String,
    /// The page's whole address, for `<link rel="canonical">`. Empty on the page for what is not there.
    pub canonical: String,
    /// Open Graph's type: "website" or "article".
    pub kind: String,
    /// Which entry of the menu is this page: "home", "archive", "topics", "publishers", "search", a topic's address, or "".
    pub section: String,
    /// Search engines are asked to leave it out.
    pub noindex: bool,
    /// A feed of this page alone (a topic's), or null.
    pub feed: Option<LinkView>,
    /// schema.org JSON-LD as it stands between script tags (HTML-safe), or null.
    pub json_ld: Option<String>,
    /// The picture that stands for the page where a link to it is shared, or null.
    pub preview: Option<PreviewView>,
}

/// A name and where it leads.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// What to call it.
    pub name: String,
    /// Where it leads.
    pub url: String,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For `<time datetime>`: "2025-07-30", with the time where one is known.
    pub iso: String,
    /// "30 July 2025".
    pub words: String,
    /// "Wednesday, 30 July 2025".
    pub long: String,
    /// "Wednesday".
    pub weekday: String,
}

/// A preview picture, for Open Graph and its kin.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewView {
    /// Whole address.
    pub url: String,
    /// "image/png".
    pub kind: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it shows; never empty.
    pub alt: String,
}

/// A photograph.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// A middle size, for browsers that choose none.
    pub url: String,
    /// For the attribute `srcset`: every size with its width. Empty where there is one size.
    pub srcset: String,
    /// Of the middle size in pixels; null for drawings that have no size.
    pub width: Option<u32>,
    /// In pixels, or null.
    pub height: Option<u32>,
    /// Whole address.
    pub absolute: String,
    /// Empty where nobody described it.
    pub alt: String,
    /// Who made it, or null.
    pub credit: Option<String>,
}

/// A story as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct TeaserView {
    /// The headline.
    pub title: String,
    /// The address of the story.
    pub url: String,
    /// The dek, or null.
    pub summary: Option<String>,
    /// When it was published.
    pub date: DateView,
    /// The address of its day's edition.
    pub edition: String,
    /// The last change of substance, or null.
    pub updated: Option<DateView>,
    /// "Opinion", "Analysis", "Press release", "Paper"; null for news.
    pub label: Option<String>,
    /// Its topics, the first one first.
    pub topics: Vec<LinkView>,
    /// How many sources it cites.
    pub sources: usize,
    /// How many different texts those are.
    pub origins: usize,
    /// How many claims it makes.
    pub claims: usize,
    /// Reading time.
    pub minutes: usize,
    /// Whether it is a draft; only in previews.
    pub draft: bool,
    /// Whether an editor gave it the front page.
    pub pin: bool,
    /// The photograph, or null.
    pub image: Option<ImageView>,
    /// A cover drawn from the story's claims and sources, for where there is no photograph: HTML (an inline SVG without text), purely ornamental.
    pub cover: String,
}

/// Where a page of a list stands among its pages.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// From 1.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The page before this one, or null.
    pub newer: Option<String>,
    /// The page after this one, or null.
    pub older: Option<String>,
}
