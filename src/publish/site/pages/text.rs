//! Pages without stories: those of content/pages, search, and the page for what is not there.

use super::super::Site;
use super::super::views::{NotFoundView, SearchView, TextView};
use super::Made;
use super::frame::page_view;
use super::teaser::pictures_of;
use crate::publish::render::{Links, Place, Style, Text, render as render_body};

pub(in super::super) fn page(site: &Site, n: usize) -> Made {
    let file = &site.pages[n];
    let path = format!("/{}/", file.stem);
    let links = Links { base: site.urls.base_path.clone(), page: path.clone() };
    let view = TextView {
        site: site.shared.site(site),
        page: page_view(site, Some(&file.title), file.summary.as_deref().unwrap_or(""), &path, &site.urls.link(&path)),
        title: file.title.clone(),
        summary: file.summary.clone(),
        body: render_body(
            Text::Page(file),
            &Style { place: Place::Page, prefix: "", links: &links, locale: site.locale(), pictures: Some(&pictures_of(site, &file.path)) },
        ),
        extra: file.extra.clone(),
    };
    Made::new("page.html", view, &path)
}

pub(in super::super) fn search(site: &Site) -> Made {
    let path = "/search/";
    let view = SearchView {
        site: site.shared.site(site),
        page: page_view(site, Some(site.locale().text("search")), site.locale().text("search_about"), path, "search"),
        index: site.urls.link("/search/index.json"),
        stories: site.catalogue.stories.len(),
    };
    Made::new("search.html", view, path)
}

pub(in super::super) fn not_found(site: &Site) -> Made {
    let mut page = page_view(site, Some(site.locale().text("not_here")), site.locale().text("not_here_about"), "/404.html", "");
    page.noindex = true;
    page.canonical = String::new();
    let view =
        NotFoundView { site: site.shared.site(site), page, stories: site.catalogue.front.iter().take(5).map(|s| site.shared.teaser(site, *s)).collect() };
    Made::new("404.html", view, "/404.html")
}
