//! What each page is made from, as one hash, without making it: a page that was made once need not be looked at again as long as its hash stays.
//!
//! Only for pages that can fail to be made, and only to save work: no answer and no file depends on these hashes. They may be too fine, never too coarse;
//! `tests/planning.rs` holds pages of one hash against each other.

use super::catalogue::Shelf;
use super::pages::{edition_minutes, months, site_view};
use super::rank::Edition;
use super::{Place, Site, StaticContent};
use crate::publish::render::{Text, internal_links};
use std::fmt::Debug;
use std::ops::Range;

/// Names what one page is made from; the same for the same in every plan of one run.
pub type Fingerprint = [u8; 16];

/// A hash over parts, each with its length or in a form that cannot run into the next.
#[derive(Default)]
struct Parts(blake3::Hasher);

impl Parts {
    fn text(&mut self, text: &str) -> &mut Self {
        self.0.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        self
    }

    fn number(&mut self, number: usize) -> &mut Self {
        self.0.update(&(number as u64).to_le_bytes());
        self
    }

    fn one(&mut self, part: &Fingerprint) -> &mut Self {
        self.0.update(part);
        self
    }

    /// Anything whose debugging form says all of it.
    fn all_of(&mut self, value: &impl Debug) -> &mut Self {
        self.text(&format!("{value:?}"))
    }

    fn done(&self) -> Fingerprint {
        let mut out = [0; 16];
        self.0.finalize_xof().fill(&mut out);
        out
    }
}

/// The hashes that many pages share.
struct Shared<'a> {
    site: &'a Site,
    /// What every page depends on: configuration, theme, menus.
    frame: Fingerprint,
    /// By number: what a story shows of itself, here and in lists.
    stories: Vec<Fingerprint>,
}

impl Site {
    /// The addresses at which something can fail to be made, each with what it is made from.
    #[must_use]
    pub fn fingerprints<'site>(&'site self) -> Vec<(&'site str, Fingerprint)> {
        let stories = (0..self.catalogue.stories.len()).map(|n| story(self, n)).collect();
        let shared = Shared { site: self, frame: frame(self), stories };
        let each = |(address, place): (&'site String, &Place)| Some((address.as_str(), shared.of(address, place)?));
        self.addresses.iter().filter_map(each).collect()
    }
}

fn frame(site: &Site) -> Fingerprint {
    let mut parts = Parts::default();
    parts.one(site.theme.fingerprint()).all_of(&site.config).text(&site.home_url).number(usize::from(site.preview));
    parts.text(&serde_json::to_string(&site_view(site)).unwrap_or_default()).done()
}

/// What pages show of a story: its file, what the check made of it, the articles that it cites, its pictures, and the names of its shelves.
fn story(site: &Site, n: usize) -> Fingerprint {
    let story = &site.catalogue.stories[n];
    let digest = &story.file.digest;
    let mut parts = Parts::default();
    parts.text(&story.file.path).text(&story.file.text.text()).all_of(&story.day);
    story.verdicts.iter().for_each(|v| {
        parts.text(v.kind.word());
    });
    for topic in story.topics.iter() {
        shelf(&mut parts, &site.catalogue.topics[*topic]);
    }
    for (source, publisher) in digest.sources.iter().zip(story.publishers.iter()) {
        publisher.iter().for_each(|p| shelf(&mut parts, &site.catalogue.publishers[*p]));
        let article = source.article.as_deref().and_then(|stem| (site.articles)(stem));
        parts.text(article.as_ref().map_or("", |a| a.hash()));
    }
    let named = digest.image.iter().map(|i| i.src.as_str()).chain(story.links.iter().filter(|l| l.picture).map(|l| l.address.as_str()));
    named.for_each(|src| picture(&mut parts, site, &story.file.path, src));
    parts.done()
}

fn shelf(parts: &mut Parts, shelf: &Shelf) {
    parts.text(&shelf.slug).text(&shelf.name);
}

fn picture(parts: &mut Parts, site: &Site, text: &str, src: &str) {
    parts.all_of(&site.gallery.find(text, src).map(|picture| picture.shape()));
}

impl Shared<'_> {
    fn of(&self, address: &str, place: &Place) -> Option<Fingerprint> {
        let site = self.site;
        let catalogue = &site.catalogue;
        let mut parts = Parts::default();
        parts.text(address).one(&self.frame);
        match place {
            Place::Story(n) => {
                parts.one(&self.stories[*n]);
                self.stories(&mut parts, &site.related().near(catalogue, *n));
                for beside in [n.checked_sub(1), Some(n + 1)] {
                    let beside = beside.and_then(|n| catalogue.stories.get(n));
                    parts.text(beside.map_or("", |s| &s.path)).text(beside.map_or("", |s| &s.file.digest.title));
                }
            }
            Place::Home(n) => {
                self.list(&mut parts, &catalogue.front, *n);
                if let Some(newest) = catalogue.editions.first() {
                    parts.all_of(&newest.day).number(edition_minutes(site, newest));
                }
            }
            Place::Edition(e, n) => {
                self.list(&mut parts, &catalogue.editions[*e].stories, *n);
                self.edition(&mut parts, *e);
            }
            Place::Email(e) => {
                self.stories(&mut parts, &catalogue.editions[*e].stories);
                self.edition(&mut parts, *e);
            }
            Place::Archive(n) => {
                let months = months(site);
                parts.number(*n).number(months.len()).number(catalogue.editions.len()).number(catalogue.stories.len());
                for month in &months[page(months.len(), *n)] {
                    catalogue.editions[month.clone()].iter().for_each(|e| self.line(&mut parts, e));
                }
            }
            Place::Topics => catalogue.topics.iter().for_each(|t| self.shelf_line(&mut parts, t)),
            Place::Publishers(n) => {
                let by_name = &catalogue.publishers_by_name;
                parts.number(*n).number(by_name.len());
                by_name[page(by_name.len(), *n)].iter().for_each(|p| self.shelf_line(&mut parts, &catalogue.publishers[*p]));
            }
            Place::Topic(t, n) => {
                shelf(&mut parts, &catalogue.topics[*t]);
                self.list(&mut parts, &catalogue.topics[*t].stories, *n);
            }
            Place::Publisher(p, n) => {
                shelf(&mut parts, &catalogue.publishers[*p]);
                self.list(&mut parts, &catalogue.publishers[*p].stories, *n);
            }
            Place::Page(n) => {
                let file = &site.pages[*n];
                parts.text(&file.path).text(&file.text);
                internal_links(Text::Page(file)).iter().filter(|l| l.picture).for_each(|l| picture(&mut parts, site, &file.path, &l.address));
            }
            Place::Search => {
                parts.number(catalogue.stories.len());
            }
            Place::NotFound => self.stories(&mut parts, &catalogue.front[..catalogue.front.len().min(5)]),
            Place::Picture(n, width) => {
                parts.number(*width as usize).all_of(&site.gallery.look(*n));
            }
            Place::StoryClaims(_)
            | Place::Card(_)
            | Place::SiteCard
            | Place::EmailText(_)
            | Place::TopicFeed(_)
            | Place::TopicJson(_)
            | Place::PublisherFeed(_)
            | Place::SearchIndex
            | Place::SearchTerms(_)
            | Place::SearchBeginnings(_)
            | Place::SearchResults(_)
            | Place::AtomFeed
            | Place::JsonFeed
            | Place::Sitemap
            | Place::SitemapPart(_)
            | Place::NewsSitemap
            | Place::Robots
            | Place::Claims
            | Place::Headers
            | Place::Redirects
            | Place::Manifest
            | Place::Icon(_)
            | Place::Withdrawn(_)
            | Place::Gone
            | Place::Alias(_)
            | Place::Asset(_)
            | Place::Static(_) => return None,
        }
        Some(parts.done())
    }

    fn stories(&self, parts: &mut Parts, numbers: &[usize]) {
        parts.number(numbers.len());
        for n in numbers {
            parts.one(&self.stories[*n]);
        }
    }

    /// A page of a list: its stories, and how long the list is.
    fn list(&self, parts: &mut Parts, all: &[usize], n: usize) {
        parts.number(n).number(all.len());
        self.stories(parts, &all[page(all.len(), n)]);
    }

    /// What the page of an edition says of the edition as a whole, and of those beside it.
    fn edition(&self, parts: &mut Parts, e: usize) {
        let editions = &self.site.catalogue.editions;
        let sources: usize = editions[e].stories.iter().map(|s| self.site.catalogue.stories[*s].file.digest.sources.len()).sum();
        parts.all_of(&editions[e].day).number(sources).number(edition_minutes(self.site, &editions[e]));
        parts.all_of(&editions.get(e + 1).map(|e| e.day)).all_of(&e.checked_sub(1).and_then(|e| editions.get(e)).map(|e| e.day));
    }

    fn line(&self, parts: &mut Parts, edition: &Edition) {
        parts.all_of(&edition.day).number(edition.stories.len());
        self.title(parts, edition.stories.first());
    }

    fn shelf_line(&self, parts: &mut Parts, all: &Shelf) {
        shelf(parts, all);
        parts.number(all.stories.len());
        self.title(parts, all.stories.first());
    }

    fn title(&self, parts: &mut Parts, story: Option<&usize>) {
        let story = story.map(|n| &self.site.catalogue.stories[*n]);
        parts.text(story.map_or("", |s| &s.path)).text(story.map_or("", |s| &s.file.digest.title));
    }
}

/// The part of a list that page `n` shows.
fn page(count: usize, n: usize) -> Range<usize> {
    super::pages::slice(count, n)
}

impl super::pictures::Gallery {
    /// The file of a picture as it looks on the disk.
    fn look(&self, picture: usize) -> String {
        match &self.file(picture).content {
            StaticContent::OnDisk { path, length, modified } => format!("{} {length} {modified:?}", path.display()),
            StaticContent::Held(bytes) => blake3::hash(bytes).to_string(),
        }
    }
}
