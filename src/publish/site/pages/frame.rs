//! What stands around every page: the site's name and menu, and the page's own head.

use super::super::addresses::{A_PAGE, pages};
use super::super::drawn::{HEIGHT, WIDTH};
use super::super::urls::nth;
use super::super::views::{LinkView, PageView, PagerView, PreviewView, SiteView};
use super::super::{Site, dates};
use super::furniture;
use std::ops::Range;

pub(in super::super) fn site_view(site: &Site) -> SiteView {
    let link = |name: &str, path: String| LinkView { name: name.to_owned(), url: site.urls.link(&path) };
    let topics = site.catalogue.topics.iter().filter(|t| !t.stories.is_empty()).take(12);
    let mut pages: Vec<LinkView> = site.pages.iter().map(|p| link(&p.title, format!("/{}/", p.stem))).collect();
    pages.sort_by(|a, b| (&a.name, &a.url).cmp(&(&b.name, &b.url)));
    SiteView {
        title: site.config.title.clone(),
        tagline: site.config.tagline.clone(),
        language: site.config.language.clone(),
        direction: direction(&site.config.language).to_owned(),
        base: site.urls.base_path.clone(),
        url: site.urls.whole.clone(),
        search: site.config.search,
        topics: topics.map(|t| link(&t.name, format!("/topics/{}/", t.slug))).collect(),
        pages,
        newest: site.catalogue.editions.first().map(|e| dates::of_day(e.day, site.locale())),
        menus: furniture::menus(site),
        logo: furniture::logo(site),
        masthead: furniture::masthead(site),
        contact: furniture::contact(site),
        newsletter: site.config.furniture.newsletter.clone(),
        settings: site.theme.settings().clone(),
    }
}

/// The writing direction of a language by its BCP 47 tag.
fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or("").to_lowercase();
    let rtl = ["ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary.as_str());
    if rtl { "rtl" } else { "ltr" }
}

/// A page's head. `path` is its own, from the site's root; `section` names its entry in the menu.
pub(super) fn page_view(site: &Site, title: Option<&str>, description: &str, path: &str, section: &str) -> PageView {
    let name = &site.config.title;
    let tagline = || site.config.tagline.clone().unwrap_or_else(|| name.clone());
    PageView {
        title: match (title, &site.config.tagline) {
            (Some(title), _) => format!("{title} – {name}"),
            (None, Some(tagline)) => format!("{name} – {tagline}"),
            (None, None) => name.clone(),
        },
        description: if description.trim().is_empty() { tagline() } else { description.to_owned() },
        canonical: site.urls.absolute(path),
        kind: "website".to_owned(),
        section: section.to_owned(),
        noindex: site.preview,
        feed: None,
        json_ld: None,
        preview: site_preview(site),
    }
}

/// The preview picture of pages that are no story.
fn site_preview(site: &Site) -> Option<PreviewView> {
    site.config.cards.then(|| PreviewView {
        url: site.urls.absolute("/card.png"),
        kind: "image/png".to_owned(),
        width: WIDTH,
        height: HEIGHT,
        alt: site.config.title.clone(),
    })
}

/// The title of a page of a list: "Chips", "Chips, page 2".
pub(super) fn nth_title(site: &Site, title: &str, n: usize) -> String {
    if n > 1 { site.locale().say("title_page", &[("title", title), ("page", &site.locale().number(n))]) } else { title.to_owned() }
}

/// The part of a list that page `n` shows.
pub(in super::super) fn slice(count: usize, n: usize) -> Range<usize> {
    let start = (n.saturating_sub(1) * A_PAGE).min(count);
    start..(start + A_PAGE).min(count)
}

pub(super) fn pager(site: &Site, path: &str, count: usize, n: usize) -> PagerView {
    let pages = pages(count);
    let link = |n: usize| site.urls.link(&nth(path, n));
    PagerView { number: n, pages, newer: (n > 1).then(|| link(n - 1)), older: (n < pages).then(|| link(n + 1)) }
}
