//! The lead picture, with its alternative text and its credit.

use super::Page;
use crate::text::markdown::fold_space;
use crate::types::Image;
use regex::Regex;
use scraper::ElementRef;
use std::sync::LazyLock;
use url::Url;

/// The picture that the page shows for itself elsewhere; none where it names none.
pub(super) fn of(page: &Page) -> Option<Image> {
    let named =
        page.meta.first(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"]).or_else(|| page.linked.article("image"))?;
    let src = absolute(page, &named)?;
    let shown = page.all("img").into_iter().find(|i| sources(*i).iter().any(|s| absolute(page, s).is_some_and(|u| file(&u) == file(&src))));
    let alt =
        page.meta.first(&["og:image:alt", "twitter:image:alt"]).or_else(|| shown.and_then(|i| i.value().attr("alt")).map(fold_space)).filter(|a| !a.is_empty());
    let caption = shown
        .and_then(|i| i.ancestors().filter_map(ElementRef::wrap).find(|a| a.value().name() == "figure"))
        .map(|f| fold_space(&f.text().collect::<Vec<_>>().join(" ")));
    Some(Image { src, alt, credit: caption.as_deref().and_then(credit) })
}

fn absolute(page: &Page, href: &str) -> Option<String> {
    let url = match &page.base {
        Some(base) => base.join(href.trim()).ok()?,
        None => Url::parse(href.trim()).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn sources(image: ElementRef) -> Vec<String> {
    ["src", "data-src", "data-lazy-src", "data-original"].iter().filter_map(|k| image.value().attr(k).map(str::to_owned)).collect()
}

/// The last segment of an address without its query: the same picture comes in many sizes.
fn file(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address).rsplit('/').next().unwrap_or(address)
}

/// Whose picture it is, by its caption.
fn credit(caption: &str) -> Option<String> {
    static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:photo(?:graph)?(?: by)?|image|picture|credit|photo credit|foto|bild|crédit|illustration(?: by)?|©|getty images|source)\s*[:©]?\s*((?:\p{Lu}|AP|AFP)[^.|;]{2,70})\s*\.?$").ok()
    });
    let found = CREDIT.as_ref()?.captures(caption)?.get(1)?.as_str().trim().to_owned();
    (found.split_whitespace().count() <= 9).then_some(found)
}
