//! Checked digests → the site as a plan: every address with the pure function that renders it.
//!
//! In: digests with their verdicts, pages, the theme, the configuration, the clock. Out: a [`Site`], and findings about addresses and links. Never: the
//! disk; a page rendered before it is asked for.

mod addresses;
mod aliases;
mod catalogue;
mod covers;
mod dates;
mod drawn;
mod feeds;
mod filed;
mod fingerprints;
mod links;
mod machines;
mod mail;
mod memory;
mod notes;
mod pages;
mod pictures;
mod rank;
mod register;
mod related;
mod search;
mod urls;
pub mod views;

pub use filed::CheckedDigest;
pub use fingerprints::Fingerprint;
pub use memory::SiteMemory;

use crate::config::Config;
use crate::diag::{Checked, Diagnostic};
use crate::files::{Cache, Content, Plan};
use crate::publish::check::KeptArticle;
use crate::publish::theme::Theme;
use crate::types::{PageFile, Takedowns};
use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use memory::{Good, Lost, Past, Standing};
use pictures::Gallery;
use register::Addresses;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::SystemTime;
use urls::Urls;

/// A file of the site's own static folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaticFile {
    /// In the site, without a slash at its beginning.
    pub address: String,
    /// Relative to the root, for findings.
    pub path: Arc<str>,
    pub content: StaticContent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaticContent {
    /// Left where it is; `modified` tells a changed file from the one seen before.
    OnDisk {
        path: PathBuf,
        length: u64,
        modified: Option<SystemTime>,
    },
    Held(Arc<[u8]>),
}

/// The article of a stem, if it is kept.
pub type Articles = Arc<dyn Fn(&str) -> Option<Arc<KeptArticle>> + Send + Sync>;

/// Everything that a site is made of.
pub struct Input {
    /// With the base address that this build is for.
    pub config: Config,
    /// The base address that digest.yaml names: feeds' ids are made from it, so that a preview has those of the site.
    pub home_url: String,
    /// Those that are to be seen, drafts and future ones only where they were asked for.
    pub digests: Vec<Arc<CheckedDigest>>,
    pub pages: Vec<Arc<PageFile>>,
    pub statics: Vec<StaticFile>,
    /// What lies beside the texts: pictures.
    pub beside: Vec<StaticFile>,
    pub theme: Arc<Theme>,
    pub articles: Articles,
    pub takedowns: Takedowns,
    /// What was drawn before; an empty one changes no byte.
    pub cache: Arc<Cache>,
    /// Earlier plans; an empty one changes no byte.
    pub memory: Arc<SiteMemory>,
    pub now: DateTime<Utc>,
    /// Drafts are in it: search engines are asked to stay away.
    pub preview: bool,
}

/// A site as a plan. What stands at an address is made when it is asked for, from what is in here and from nothing else; so it can be asked for
/// from many threads, in any order, and as often as is wanted.
pub struct Site {
    config: Config,
    home_url: String,
    urls: Urls,
    catalogue: Catalogue,
    pages: Vec<Arc<PageFile>>,
    statics: Vec<StaticFile>,
    gallery: Arc<Gallery>,
    theme: Arc<Theme>,
    articles: Articles,
    takedowns: Takedowns,
    cache: Arc<Cache>,
    now: DateTime<Utc>,
    preview: bool,
    addresses: Arc<Addresses>,
    memory: Arc<SiteMemory>,
    related: OnceLock<Arc<related::Index>>,
    shared: pages::Shared,
    search: OnceLock<search::Index>,
}

/// What stands at an address. Numbers are those of the catalogue; pages of lists count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Home(usize),
    Story(usize),
    StoryClaims(usize),
    /// The preview picture of a story.
    Card(usize),
    /// The preview picture of every other page.
    SiteCard,
    Edition(usize, usize),
    /// The edition of a day as a mail, in HTML and as plain text.
    Email(usize),
    EmailText(usize),
    Archive(usize),
    Topics,
    Topic(usize, usize),
    TopicFeed(usize),
    TopicJson(usize),
    Publishers(usize),
    Publisher(usize, usize),
    PublisherFeed(usize),
    Page(usize),
    Search,
    /// The table of contents of the search index, and its parts.
    SearchIndex,
    SearchTerms(usize),
    SearchBeginnings(usize),
    SearchResults(usize),
    NotFound,
    AtomFeed,
    JsonFeed,
    /// The whole map, or its index where there is more than one part.
    Sitemap,
    SitemapPart(usize),
    NewsSitemap,
    Robots,
    Claims,
    Headers,
    Redirects,
    Manifest,
    Icon(drawn::Icon),
    /// The page of what was taken down, by its number in the record.
    Withdrawn(usize),
    /// The page that stands for all of them, for hosts that can say that a page has gone.
    Gone,
    /// A page that leads to another address, from the site's root.
    Alias(String),
    Asset(usize),
    Static(usize),
    /// The file of a picture, so many pixels wide.
    Picture(usize, u32),
}

/// Plans a site: gives every page its address. Two pages with one address, and addresses that cannot be used, are findings; so are links inside
/// the site that lead nowhere.
#[must_use]
pub fn plan(input: Input) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let memory = Arc::clone(&input.memory);
    let mut last = memory.last.lock().unwrap_or_else(PoisonError::into_inner);
    let files: Vec<StaticFile> = input.statics.iter().chain(&input.beside).cloned().collect();
    let mut standing = Standing::of(last.take(), &input, &files);
    let gather = || pictures::gather(&input.digests, &input.pages, &files, &memory.pictures, &input.cache).map(Arc::new);
    let gallery = standing.gallery.take().map_or_else(gather, Checked::clean);
    let catalogue = standing.catalogue.take().map_or_else(|| Catalogue::new(&input.digests, &input.config), Checked::clean);
    let mut good = Good { catalogue: catalogue.diagnostics.is_empty(), gallery: gallery.diagnostics.is_empty(), addresses: true };
    let mut site = Site {
        urls: Urls::new(&input.config.base_url),
        config: input.config,
        home_url: input.home_url,
        catalogue: catalogue.take(&mut diagnostics),
        pages: input.pages,
        statics: input.statics,
        gallery: gallery.take(&mut diagnostics),
        theme: input.theme,
        articles: input.articles,
        takedowns: input.takedowns,
        cache: input.cache,
        now: input.now,
        preview: input.preview,
        addresses: Arc::default(),
        memory: Arc::clone(&memory),
        related: OnceLock::new(),
        shared: pages::Shared::default(),
        search: OnceLock::new(),
    };
    site.shared = pages::Shared::new(site.catalogue.stories.len());
    let lost = if let Some((addresses, mut lost, changed)) = standing.addresses(&site.gallery) {
        site.addresses = addresses;
        links::broken_in(&site, changed.into_iter(), &mut lost);
        lost
    } else {
        let assigned = addresses::assign(&site);
        good.addresses = assigned.diagnostics.is_empty();
        site.addresses = Arc::new(assigned.take(&mut diagnostics));
        let mut lost = Lost::new();
        links::broken_in(&site, 0..site.catalogue.stories.len(), &mut lost);
        lost
    };
    diagnostics.extend(lost.values().flatten().cloned());
    diagnostics.extend(links::broken(&site));
    *last = Some(Past::of(&site, standing, input.digests, files, lost, good));
    Checked::new(site, diagnostics)
}

impl Plan for Site {
    fn addresses(&self) -> Vec<&str> {
        self.addresses.keys().map(String::as_str).collect()
    }

    fn has(&self, address: &str) -> bool {
        self.addresses.contains_key(address)
    }

    fn content(&self, address: &str) -> Result<Content, Diagnostic> {
        let Some(place) = self.addresses.get(address) else { return Ok(Content::Bytes(Vec::new())) };
        Ok(match self.at(place)? {
            At::Page(page) => Content::Bytes(page.render(self)?),
            At::Text(text) => Content::Bytes(text.into_bytes()),
            At::Content(content) => content,
        })
    }
}

/// What stands at a place.
enum At {
    /// A template and the view that it gets.
    Page(pages::Made),
    Text(String),
    Content(Content),
}

impl Site {
    /// What stands at a place: the one list of what makes what, without a wildcard, so that a new kind of place can't be forgotten.
    fn at(&self, place: &Place) -> Result<At, Diagnostic> {
        Ok(match place {
            Place::Home(n) => At::Page(pages::home(self, *n)),
            Place::Story(n) => At::Page(pages::story(self, *n)),
            Place::Edition(day, n) => At::Page(pages::edition(self, *day, *n)),
            Place::Archive(n) => At::Page(pages::archive(self, *n)),
            Place::Topics => At::Page(pages::topics(self)),
            Place::Topic(topic, n) => At::Page(pages::topic(self, *topic, *n)),
            Place::Publishers(n) => At::Page(pages::publishers(self, *n)),
            Place::Publisher(publisher, n) => At::Page(pages::publisher(self, *publisher, *n)),
            Place::Page(n) => At::Page(pages::page(self, *n)),
            Place::Search => At::Page(pages::search(self)),
            Place::NotFound => At::Page(pages::not_found(self)),
            Place::StoryClaims(n) => At::Text(machines::claims::of_story(self, *n)),
            Place::Email(day) => At::Text(mail::html(self, *day)?),
            Place::EmailText(day) => At::Text(mail::text(self, *day)),
            Place::TopicJson(topic) => At::Text(feeds::topic_json(self, *topic)),
            Place::PublisherFeed(publisher) => At::Text(feeds::publisher_atom(self, *publisher)),
            Place::TopicFeed(topic) => At::Text(feeds::topic_atom(self, *topic)),
            Place::SearchIndex => At::Text(search::contents(self)),
            Place::SearchTerms(n) => At::Text(search::terms_part(self, *n)),
            Place::SearchBeginnings(n) => At::Text(search::beginnings_part(self, *n)),
            Place::SearchResults(n) => At::Text(search::results_part(self, *n)),
            Place::AtomFeed => At::Text(feeds::atom(self)),
            Place::JsonFeed => At::Text(feeds::json(self)),
            Place::Sitemap => At::Text(machines::sitemap::whole(self)),
            Place::SitemapPart(n) => At::Text(machines::sitemap::part(self, *n)),
            Place::NewsSitemap => At::Text(machines::sitemap::news(self)),
            Place::Robots => At::Text(machines::hosts::robots(self)),
            Place::Claims => At::Text(machines::claims::of_site(self)),
            Place::Headers => At::Text(machines::hosts::headers(self)),
            Place::Redirects => At::Text(machines::hosts::redirects(self)),
            Place::Manifest => At::Text(machines::hosts::manifest(self)),
            Place::Withdrawn(n) => At::Text(machines::withdrawn::page(self, self.takedowns.digests.get(*n))),
            Place::Gone => At::Text(machines::withdrawn::page(self, None)),
            Place::Alias(to) => At::Text(machines::hosts::alias(self, to)),
            Place::Picture(n, width) => At::Content(self.gallery.content(*n, *width, &self.cache)?),
            Place::Card(n) => At::Content(Content::Bytes(pages::card(self, *n))),
            Place::SiteCard => At::Content(Content::Bytes(pages::site_card(self))),
            Place::Icon(kind) => At::Content(Content::Bytes(drawn::icon(&self.config.title, *kind))),
            Place::Asset(n) => At::Content(Content::Bytes(self.theme.assets()[*n].bytes.to_vec())),
            Place::Static(n) => At::Content(match &self.statics[*n].content {
                StaticContent::OnDisk { path, .. } => Content::CopyOf(path.clone()),
                StaticContent::Held(bytes) => Content::Bytes(bytes.to_vec()),
            }),
        })
    }

    /// The template of the page at an address, and the view that the template gets.
    #[must_use]
    pub fn view(&self, address: &str) -> Option<(&'static str, serde_json::Value)> {
        let At::Page(page) = self.at(self.addresses.get(address)?).ok()? else { return None };
        Some((page.template, page.json()))
    }

    /// The interface texts.
    fn locale(&self) -> &crate::types::Locale {
        self.theme.locale()
    }

    fn related(&self) -> &related::Index {
        self.related.get_or_init(|| self.memory.neighbourhood.index(&self.catalogue))
    }

    fn search(&self) -> &search::Index {
        self.search.get_or_init(|| search::Index::new(self))
    }

    /// The page whose file is `path`, as an address from the site's root: what a browser that follows the editor should show.
    #[must_use]
    pub fn page_of(&self, path: &str) -> Option<String> {
        let story = self.catalogue.of_path(path).map(|n| self.catalogue.stories[n].path.clone());
        story.or_else(|| self.pages.iter().find(|p| &*p.path == path).map(|p| format!("/{}/", p.stem)))
    }
}
