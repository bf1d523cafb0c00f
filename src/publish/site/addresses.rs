//! Gives everything its address, and finds what two things claim.

use super::aliases;
use super::catalogue::Story;
use super::drawn::Icon;
use super::machines::sitemap;
use super::urls::{file, is_part, nth};
use super::{Place, Site, search};
use crate::diag::{Checked, Diagnostic, Span, codes};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Stories, days and months on one page of a list.
pub(super) const A_PAGE: usize = 20;

/// How many pages a list of so many has; an empty list has one.
pub(super) fn pages(count: usize) -> usize {
    count.div_ceil(A_PAGE).max(1)
}

/// The icons that are drawn where neither the site nor its theme has files of these names.
pub(super) const ICONS: [(&str, Icon); 6] = [
    ("icon.svg", Icon::Svg),
    ("favicon.ico", Icon::Ico),
    ("icon-192.png", Icon::Plain(192)),
    ("icon-512.png", Icon::Plain(512)),
    ("icon-maskable.png", Icon::Maskable(512)),
    ("apple-touch-icon.png", Icon::Full(180)),
];

/// What stands at which address, in the order of the addresses.
#[derive(Debug, Default)]
pub(super) struct Addresses(Vec<(String, Place)>);

impl Addresses {
    pub fn get(&self, address: &str) -> Option<&Place> {
        self.0.binary_search_by(|(a, _)| a.as_str().cmp(address)).ok().map(|at| &self.0[at].1)
    }

    pub fn contains_key(&self, address: &str) -> bool {
        self.get(address).is_some()
    }

    pub fn iter(&self) -> <&Addresses as IntoIterator>::IntoIter {
        self.into_iter()
    }

    /// All addresses.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(address, _)| address)
    }
}

impl<'a> IntoIterator for &'a Addresses {
    type Item = (&'a String, &'a Place);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (String, Place)>, fn(&'a (String, Place)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(address, place)| (address, place))
    }
}

/// What claims an address: said in words only where two do.
#[derive(Clone, Debug)]
pub(super) enum Claimant {
    Said(String),
    Fixed(&'static str),
    Topic(usize),
    Publisher(usize),
    Digest(usize),
    ClaimsOf(usize),
    CardOf(usize),
}

impl From<&str> for Claimant {
    fn from(what: &str) -> Self {
        Claimant::Said(what.to_owned())
    }
}

impl From<&String> for Claimant {
    fn from(what: &String) -> Self {
        Claimant::Said(what.clone())
    }
}

/// Addresses being given. Two that differ only in case are one on many disks.
pub(super) struct Register<'a> {
    site: &'a Site,
    taken: Vec<(String, Place)>,
    /// By the address in lower case: its place in `taken`, what claims it, and where that is decided if the claimant does not know.
    claims: HashMap<String, (usize, Claimant, Option<Span>)>,
    /// By their paths, the numbers of stories that had other addresses before.
    moved: HashMap<&'a str, Vec<usize>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Register<'a> {
    fn new(site: &'a Site) -> Self {
        let expected = site.catalogue.stories.len() * 3 + 64;
        let mut moved: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, story) in site.catalogue.stories.iter().enumerate().filter(|(_, s)| !s.file.digest.aliases.is_empty()) {
            moved.entry(&story.path).or_default().push(n);
        }
        Self { site, taken: Vec::with_capacity(expected), claims: HashMap::with_capacity(expected), moved, diagnostics: Vec::new() }
    }

    /// `what` says in a sentence what the address is for, `place` where an editor can change it. Gives whether the address was free.
    pub(super) fn claim(&mut self, path: &str, page: Place, what: impl Into<Claimant>, place: Option<Span>) -> bool {
        let (address, what) = (file(path), what.into());
        let entry = match self.claims.entry(lower(&address)) {
            Entry::Vacant(free) => {
                free.insert((self.taken.len(), what, place));
                self.taken.push((address, page));
                return true;
            }
            Entry::Occupied(taken) => taken.get().clone(),
        };
        let (first_at, first, first_place) = entry;
        let first_address = &self.taken[first_at].0;
        let (place, first_place) = (place.or_else(|| self.decided(&what)), first_place.or_else(|| self.decided(&first)));
        let (what, first) = (self.said(&what), self.said(&first));
        let message = if *first_address == address {
            format!("{what} and {first} would both stand at /{}", shown(&address))
        } else {
            format!("{what} at /{} and {first} at /{} differ only in case, which many disks do not tell apart", shown(&address), shown(first_address))
        };
        let mut d = match place.or_else(|| first_place.clone()) {
            Some(place) => Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message),
            None => Diagnostic::homeless(&codes::DUPLICATE_ADDRESS, message),
        };
        if let Some(first_place) = first_place {
            d = d.label(first_place, format!("{first} is decided here"));
        }
        self.diagnostics.push(d.hint("rename one of the two, or give it another `slug`"));
        false
    }

    /// Stories at this path that had other addresses before.
    pub(super) fn moved(&self, path: &str) -> impl Iterator<Item = &'a Story> + use<'a> {
        let (stories, numbers) = (&self.site.catalogue.stories, self.moved.get(path).cloned().unwrap_or_default());
        numbers.into_iter().map(|n| &stories[n])
    }

    /// Whether something stands at this path already.
    fn is_taken(&self, path: &str) -> bool {
        self.claims.contains_key(&lower(&file(path)))
    }

    fn said(&self, claimant: &Claimant) -> String {
        let catalogue = &self.site.catalogue;
        match claimant {
            Claimant::Said(what) => what.clone(),
            Claimant::Fixed(what) => (*what).to_owned(),
            Claimant::Topic(t) => format!("the topic `{}`", catalogue.topics[*t].name),
            Claimant::Publisher(p) => format!("the publisher `{}`", catalogue.publishers[*p].name),
            Claimant::Digest(n) => format!("the digest {}", catalogue.stories[*n].file.path),
            Claimant::ClaimsOf(n) => format!("the claims of {}", catalogue.stories[*n].file.path),
            Claimant::CardOf(n) => format!("the card of {}", catalogue.stories[*n].file.path),
        }
    }

    fn decided(&self, claimant: &Claimant) -> Option<Span> {
        let Claimant::Digest(n) = claimant else { return None };
        let file = &self.site.catalogue.stories[*n].file;
        Some(if file.digest.slug.is_some() { file.span("slug") } else { file.at(&(0..0)) })
    }

    fn finish(mut self) -> Checked<Addresses> {
        self.taken.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Checked::new(Addresses(self.taken), self.diagnostics)
    }
}

/// Almost all addresses are in lower case already.
fn lower(address: &str) -> String {
    if address.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { address.to_owned() } else { address.to_lowercase() }
}

fn shown(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address)
}

/// The address of every page and file of the site.
pub(super) fn assign(site: &Site) -> Checked<Addresses> {
    let mut register = Register::new(site);
    own_pages(site, &mut register);
    lists(site, &mut register);
    stories(site, &mut register);
    texts(site, &mut register);
    withdrawn(site, &mut register);
    let site_statics = statics(site, &mut register);
    // A site's own file takes the place of the theme's: a favicon is changed by putting one into static/.
    for (n, asset) in site.theme.assets().iter().enumerate() {
        if !site_statics.contains(&asset.address.to_lowercase()) {
            register.claim(&asset.address, Place::Asset(n), &format!("the theme's file `{}`", asset.name), None);
        }
    }
    for (path, n, width) in site.gallery.files() {
        register.claim(&path, Place::Picture(n, width), Claimant::Fixed("a picture"), None);
    }
    for (path, kind) in ICONS {
        // A site's or theme's own icon takes the place of the drawn one.
        if !register.is_taken(path) {
            register.claim(path, Place::Icon(kind), Claimant::Fixed("the icon"), None);
        }
    }
    let count = sitemap::parts(register.taken.iter().map(|(_, place)| place));
    if count > 1 {
        for n in 1..=count {
            register.claim(&format!("/sitemap-{n}.xml"), Place::SitemapPart(n), Claimant::Fixed("the map of the site"), None);
        }
    }
    register.finish()
}

fn own_pages(site: &Site, register: &mut Register) {
    for n in 1..=pages(site.catalogue.front.len()) {
        register.claim(&nth("/", n), Place::Home(n), Claimant::Fixed("the front page"), None);
    }
    let mut fixed = vec![
        ("/topics/", Place::Topics, "the list of topics"),
        ("/404.html", Place::NotFound, "the page for what is not there"),
        ("/feed.xml", Place::AtomFeed, "the Atom feed"),
        ("/feed.json", Place::JsonFeed, "the JSON feed"),
        ("/sitemap.xml", Place::Sitemap, "the map of the site"),
        ("/news-sitemap.xml", Place::NewsSitemap, "the map of the news"),
        ("/robots.txt", Place::Robots, "the file for robots"),
        ("/claims.json", Place::Claims, "the count of claims"),
        ("/_headers", Place::Headers, "the file of headers"),
        ("/_redirects", Place::Redirects, "the file of redirects"),
        ("/site.webmanifest", Place::Manifest, "the manifest"),
    ];
    if site.config.search {
        fixed.push(("/search/", Place::Search, "the search page"));
        fixed.push(("/search/index.json", Place::SearchIndex, "the search index"));
    }
    let (terms, beginnings, results) = if site.config.search { search::parts(site.catalogue.stories.len()) } else { (0, 0, 0) };
    let parts = [("t", terms, Place::SearchTerms as fn(usize) -> Place), ("p", beginnings, Place::SearchBeginnings), ("s", results, Place::SearchResults)];
    for (folder, count, place) in parts {
        for n in 0..count {
            register.claim(&format!("/search/{folder}/{n}.json"), place(n), Claimant::Fixed("the search index"), None);
        }
    }
    if site.config.cards && !site.statics.iter().any(|s| s.address == "card.png") {
        register.claim("/card.png", Place::SiteCard, Claimant::Fixed("the card of the site"), None);
    }
    // What a site puts into static/ for its host takes the place of what is made for it.
    let for_hosts = [Place::Robots, Place::Headers, Place::Redirects, Place::Manifest];
    for (path, place, what) in fixed {
        let own = for_hosts.contains(&place) && site.statics.iter().any(|s| s.address == path.trim_start_matches('/'));
        if !own {
            register.claim(path, place, Claimant::Fixed(what), None);
        }
    }
    for n in 1..=pages(site.catalogue.publishers.len()) {
        register.claim(&nth("/publishers/", n), Place::Publishers(n), "the list of publishers", None);
    }
    let months = super::pages::months(site).len();
    for n in 1..=pages(months) {
        register.claim(&nth("/archive/", n), Place::Archive(n), Claimant::Fixed("the archive"), None);
    }
}

fn lists(site: &Site, register: &mut Register) {
    for (e, edition) in site.catalogue.editions.iter().enumerate() {
        let path = super::pages::edition_path(edition.day);
        for n in 1..=pages(edition.stories.len()) {
            register.claim(&nth(&path, n), Place::Edition(e, n), Claimant::Fixed("the edition of that day"), None);
        }
        register.claim(&format!("{path}email.html"), Place::Email(e), "that day's mail", None);
        register.claim(&format!("{path}email.txt"), Place::EmailText(e), "that day's mail as plain text", None);
    }
    for (t, topic) in site.catalogue.topics.iter().enumerate() {
        let path = format!("/topics/{}/", topic.slug);
        for n in 1..=pages(topic.stories.len()) {
            register.claim(&nth(&path, n), Place::Topic(t, n), Claimant::Topic(t), None);
        }
        register.claim(&format!("{path}feed.xml"), Place::TopicFeed(t), Claimant::Fixed("that topic's feed"), None);
        register.claim(&format!("{path}feed.json"), Place::TopicJson(t), Claimant::Fixed("that topic's feed"), None);
    }
    for (p, publisher) in site.catalogue.publishers.iter().enumerate() {
        let path = format!("/publishers/{}/", publisher.slug);
        for n in 1..=pages(publisher.stories.len()) {
            register.claim(&nth(&path, n), Place::Publisher(p, n), Claimant::Publisher(p), None);
        }
        register.claim(&format!("{path}feed.xml"), Place::PublisherFeed(p), Claimant::Fixed("that publisher's feed"), None);
    }
}

fn stories(site: &Site, register: &mut Register) {
    // In the order of the files, so that the second of two is the one named first in every run.
    let mut order: Vec<usize> = (0..site.catalogue.stories.len()).collect();
    order.sort_by(|a, b| site.catalogue.stories[*a].file.path.cmp(&site.catalogue.stories[*b].file.path));
    for n in order {
        let story = &site.catalogue.stories[n];
        let file = &story.file;
        if register.claim(&story.path, Place::Story(n), Claimant::Digest(n), None) {
            register.claim(&format!("{}claims.json", story.path), Place::StoryClaims(n), Claimant::ClaimsOf(n), None);
            if site.config.cards {
                register.claim(&format!("{}card.png", story.path), Place::Card(n), Claimant::CardOf(n), None);
            }
        }
        for (a, alias) in file.digest.aliases.iter().enumerate() {
            aliases::register(register, (&story.path, &file.path), alias, file.span(&format!("aliases.{a}")));
        }
    }
}

fn texts(site: &Site, register: &mut Register) {
    for (n, page) in site.pages.iter().enumerate() {
        let place = Span::new(&page.path, 0..0);
        if !is_part(&page.stem) {
            let d = Diagnostic::new(&codes::BAD_FILE_NAME, place, format!("the file's name `{}` cannot become an address", page.stem));
            register.diagnostics.push(d.hint("rename it with small letters, digits and hyphens"));
            continue;
        }
        let path = format!("/{}/", page.stem);
        register.claim(&path, Place::Page(n), &format!("the page {}", page.path), Some(place.clone()));
        for (alias, span) in page.aliases.iter().zip(page.alias_spans.iter().map(Some).chain(std::iter::repeat(None))) {
            aliases::register(register, (&path, &page.path), alias, span.cloned().unwrap_or_else(|| place.clone()));
        }
    }
}

/// What was taken down keeps its address, unless something else has it by now.
fn withdrawn(site: &Site, register: &mut Register) {
    for (n, down) in site.takedowns.digests.iter().enumerate() {
        for address in &down.addresses {
            if let Some(path) = aliases::path(address).filter(|p| !register.is_taken(p)) {
                register.claim(&path, Place::Withdrawn(n), "what was taken down", Some(Span::whole(crate::types::takedowns::FILE)));
            }
        }
    }
    if !site.takedowns.digests.is_empty() && !register.is_taken("/410.html") {
        register.claim("/410.html", Place::Gone, "the page of what was taken down", None);
    }
}

/// The site's own static files; gives their addresses in lower case.
fn statics(site: &Site, register: &mut Register) -> std::collections::BTreeSet<String> {
    let mut addresses = std::collections::BTreeSet::new();
    for (n, file) in site.statics.iter().enumerate() {
        let place = Span::new(&file.path, 0..0);
        addresses.insert(file.address.to_lowercase());
        register.claim(&format!("/{}", file.address), Place::Static(n), &format!("the file {}", file.path), Some(place));
    }
    addresses
}
