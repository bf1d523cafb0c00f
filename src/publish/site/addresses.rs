//! Gives everything its address.

use super::aliases;
use super::drawn::Icon;
use super::machines::sitemap;
use super::register::{Addresses, Claimant, Register};
use super::urls::{is_part, nth};
use super::{Place, Site, search};
use crate::diag::{Checked, Diagnostic, Span, codes};

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
    let count = sitemap::parts(register.places());
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
