//! Gives everything its address, and finds what two things claim.

use super::aliases;
use super::drawn::Icon;
use super::machines::sitemap;
use super::urls::{file, is_part, nth};
use super::{Place, Site};
use crate::diag::{Checked, Diagnostic, Span, codes};
use std::collections::BTreeMap;

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

/// Addresses being given. Two that differ only in case are one on many disks.
pub(super) struct Register {
    taken: BTreeMap<String, Place>,
    /// By the address in lower case: the address, what claims it, and where that is decided.
    claims: BTreeMap<String, (String, String, Option<Span>)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Register {
    /// `what` says in a sentence what the address is for, `place` where an editor can change it.
    pub(super) fn claim(&mut self, path: &str, page: Place, what: &str, place: Option<Span>) {
        let address = file(path);
        let key = address.to_lowercase();
        if let Some((first_address, first, first_place)) = self.claims.get(&key) {
            let same = *first_address == address;
            let message = if same {
                format!("{what} and {first} would both stand at /{}", shown(&address))
            } else {
                format!("{what} at /{} and {first} at /{} differ only in case, which many disks do not tell apart", shown(&address), shown(first_address))
            };
            let place = place.or_else(|| first_place.clone());
            let mut d = match place {
                Some(place) => Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message),
                None => Diagnostic::homeless(&codes::DUPLICATE_ADDRESS, message),
            };
            if let Some(first_place) = first_place {
                d = d.label(first_place.clone(), format!("{first} is decided here"));
            }
            self.diagnostics.push(d.hint("rename one of the two, or give it another `slug`"));
            return;
        }
        self.claims.insert(key, (address.clone(), what.to_owned(), place));
        self.taken.insert(address, page);
    }
}

fn shown(address: &str) -> &str {
    address.strip_suffix("index.html").unwrap_or(address)
}

/// The address of every page and file of the site.
pub(super) fn assign(site: &Site) -> Checked<BTreeMap<String, Place>> {
    let mut register = Register { taken: BTreeMap::new(), claims: BTreeMap::new(), diagnostics: Vec::new() };
    own_pages(site, &mut register);
    lists(site, &mut register);
    stories(site, &mut register);
    texts(site, &mut register);
    let site_statics = statics(site, &mut register);
    // A site's own file takes the place of the theme's: a favicon is changed by putting one into static/.
    for (n, asset) in site.theme.assets().iter().enumerate() {
        if !site_statics.contains(&asset.address.to_lowercase()) {
            register.claim(&asset.address, Place::Asset(n), &format!("the theme's file `{}`", asset.name), None);
        }
    }
    for (path, kind) in ICONS {
        // A site's or theme's own icon takes the place of the drawn one.
        if !register.taken.contains_key(path) {
            register.claim(path, Place::Icon(kind), "the icon", None);
        }
    }
    let count = sitemap::parts(&register.taken);
    if count > 1 {
        for n in 1..=count {
            register.claim(&format!("/sitemap-{n}.xml"), Place::SitemapPart(n), "the map of the site", None);
        }
    }
    Checked::new(register.taken, register.diagnostics)
}

fn own_pages(site: &Site, register: &mut Register) {
    for n in 1..=pages(site.catalogue.front.len()) {
        register.claim(&nth("/", n), Place::Home(n), "the front page", None);
    }
    let mut fixed = vec![
        ("/topics/", Place::Topics, "the list of topics"),
        ("/publishers/", Place::Publishers, "the list of publishers"),
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
    // What a site puts into static/ for its host takes the place of what is made for it.
    let for_hosts = [Place::Robots, Place::Headers, Place::Redirects, Place::Manifest];
    for (path, place, what) in fixed {
        let own = for_hosts.contains(&place) && site.statics.iter().any(|s| s.address == path.trim_start_matches('/'));
        if !own {
            register.claim(path, place, what, None);
        }
    }
    let months = super::pages::months(site).len();
    for n in 1..=pages(months) {
        register.claim(&nth("/archive/", n), Place::Archive(n), "the archive", None);
    }
}

fn lists(site: &Site, register: &mut Register) {
    for (e, edition) in site.catalogue.editions.iter().enumerate() {
        let path = super::pages::edition_path(edition.day);
        for n in 1..=pages(edition.stories.len()) {
            register.claim(&nth(&path, n), Place::Edition(e, n), "the edition of that day", None);
        }
    }
    for (t, topic) in site.catalogue.topics.iter().enumerate() {
        let path = format!("/topics/{}/", topic.slug);
        for n in 1..=pages(topic.stories.len()) {
            register.claim(&nth(&path, n), Place::Topic(t, n), &format!("the topic `{}`", topic.name), None);
        }
        register.claim(&format!("{path}feed.xml"), Place::TopicFeed(t), "that topic's feed", None);
    }
    for (p, publisher) in site.catalogue.publishers.iter().enumerate() {
        let path = format!("/publishers/{}/", publisher.slug);
        for n in 1..=pages(publisher.stories.len()) {
            register.claim(&nth(&path, n), Place::Publisher(p, n), &format!("the publisher `{}`", publisher.name), None);
        }
    }
}

fn stories(site: &Site, register: &mut Register) {
    // In the order of the files, so that the second of two is the one named first in every run.
    let mut order: Vec<usize> = (0..site.catalogue.stories.len()).collect();
    order.sort_by(|a, b| site.catalogue.stories[*a].file.path.cmp(&site.catalogue.stories[*b].file.path));
    for n in order {
        let story = &site.catalogue.stories[n];
        let file = &story.file;
        let place = if file.digest.slug.is_some() { file.span("slug") } else { file.at(&(0..0)) };
        register.claim(&story.path, Place::Story(n), &format!("the digest {}", file.path), Some(place));
        if register.taken.get(&super::urls::file(&story.path)) == Some(&Place::Story(n)) {
            register.claim(&format!("{}claims.json", story.path), Place::StoryClaims(n), &format!("the claims of {}", file.path), None);
            if site.config.cards {
                register.claim(&format!("{}card.png", story.path), Place::Card(n), &format!("the card of {}", file.path), None);
            }
        }
        for (a, alias) in file.digest.aliases.iter().enumerate() {
            aliases::register(site, register, (&story.path, &file.path), alias, file.span(&format!("aliases.{a}")));
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
            aliases::register(site, register, (&path, &page.path), alias, span.cloned().unwrap_or_else(|| place.clone()));
        }
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
