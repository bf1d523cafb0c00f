//! Maps of the site for search engines (<https://www.sitemaps.org/protocol.html>), and of the last two days' news.

use super::super::feeds::atom::text;
use super::super::{Place, Site};
use chrono::{Duration, SecondsFormat};
use std::fmt::Write as _;

/// The protocol's limit of addresses in one file.
const LONGEST: usize = 50_000;

/// How far back the news sitemap goes.
const NEWS_DAYS: i64 = 2;

/// How many files the map of these addresses takes; one file needs no index.
pub(in super::super) fn parts<'a>(places: impl Iterator<Item = &'a Place>) -> usize {
    places.filter(|p| is_listed(p)).count().div_ceil(LONGEST).max(1)
}

fn is_listed(place: &Place) -> bool {
    matches!(
        place,
        Place::Home(_)
            | Place::Story(_)
            | Place::Edition(..)
            | Place::Archive(_)
            | Place::Topics
            | Place::Topic(..)
            | Place::Publishers(_)
            | Place::Publisher(..)
            | Place::Page(_)
    )
}

pub(in super::super) fn whole(site: &Site) -> String {
    let count = parts(site.addresses.iter().map(|(_, place)| place));
    if count == 1 {
        return part(site, 1);
    }
    let mut out = head("sitemapindex", "");
    for n in 1..=count {
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", text(&site.urls.absolute(&format!("/sitemap-{n}.xml"))));
    }
    out.push_str("</sitemapindex>\n");
    out
}

pub(in super::super) fn part(site: &Site, n: usize) -> String {
    let mut out = head("urlset", "");
    let listed = site.addresses.iter().filter(|(_, place)| is_listed(place));
    for (address, place) in listed.skip((n - 1) * LONGEST).take(LONGEST) {
        let path = address.strip_suffix("index.html").unwrap_or(address);
        let _ = write!(out, "<url><loc>{}</loc>", text(&site.urls.absolute(&format!("/{path}"))));
        if let Place::Story(n) = place {
            let digest = &site.catalogue.stories[*n].file.digest;
            let changed = digest.changed().unwrap_or(digest.date).max(digest.date);
            let _ = write!(out, "<lastmod>{changed}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

pub(in super::super) fn news(site: &Site) -> String {
    let mut out = head("urlset", " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"");
    let since = site.now - Duration::days(NEWS_DAYS);
    for story in site.catalogue.stories.iter().filter(|s| s.instant >= since && s.instant <= site.now).take(1000) {
        let _ = writeln!(
            out,
            "<url><loc>{}</loc><news:news><news:publication><news:name>{}</news:name><news:language>{}</news:language></news:publication><news:publication_date>{}</news:publication_date><news:title>{}</news:title></news:news></url>",
            text(&site.urls.absolute(&story.path)),
            text(&site.config.title),
            text(&site.config.language),
            story.instant.to_rfc3339_opts(SecondsFormat::Secs, true),
            text(&story.file.digest.title),
        );
    }
    out.push_str("</urlset>\n");
    out
}

fn head(element: &str, more: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{more}>\n")
}
