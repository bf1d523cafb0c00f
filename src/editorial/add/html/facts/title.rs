//! The headline, without the site's name.

use super::{Page, publisher};
use crate::text::{markdown::fold_space, normal::folded};
use scraper::ElementRef;
use std::collections::BTreeSet;

/// The headline; empty where the page has none.
pub(super) fn of(page: &Page) -> String {
    let site = site_names(page);
    let window = page.all("title").into_iter().map(text).find(|t| !t.is_empty()).unwrap_or_default();
    let shared = page.meta.first(&["og:title", "twitter:title"]).unwrap_or_default();
    let headings: Vec<String> = page.all("h1").into_iter().map(text).filter(|t| !t.is_empty() && t.chars().count() <= 300).collect();
    let named = [&window, &shared];
    let is_site = |t: &str| site.contains(&folded(t));
    // A heading that the page's own titles repeat.
    let matching = headings.iter().filter(|h| !is_site(h) && named.iter().any(|n| matches(h, n))).max_by_key(|h| h.chars().count());
    if let Some(found) = matching {
        return found.clone();
    }
    let item = page
        .all("[itemprop~=headline]")
        .into_iter()
        .map(|e| e.value().attr("content").map_or_else(|| text(e), fold_space))
        .find(|t| !t.is_empty() && t.chars().count() <= 300 && !is_site(t));
    if let Some(found) = item.filter(|t| named.iter().any(|n| share(t, n) >= 0.5)) {
        return found;
    }
    if let [only] = headings.as_slice()
        && !is_site(only)
        && named.iter().any(|n| share(only, n) >= 0.5)
    {
        return only.clone();
    }
    let candidates = [
        shared,
        page.linked.article("headline").unwrap_or_default(),
        page.meta.first(&["dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title", "headline", "title"]).unwrap_or_default(),
        window,
    ];
    for candidate in &candidates {
        let stripped = strip(candidate, &site);
        if !stripped.is_empty() && !is_site(&stripped) {
            return stripped;
        }
    }
    headings.into_iter().find(|h| !is_site(h)).or_else(|| page.all("h2").into_iter().map(text).find(|t| !t.is_empty())).unwrap_or_default()
}

fn text(element: ElementRef) -> String {
    // Words in elements of their own stay apart, and scripts are no text.
    let parts: Vec<&str> = element
        .descendants()
        .filter(|n| !n.ancestors().filter_map(ElementRef::wrap).any(|a| matches!(a.value().name(), "script" | "style" | "svg" | "button")))
        .filter_map(|n| n.value().as_text().map(|t| &**t))
        .collect();
    fold_space(&parts.concat())
}

/// Names under which the site may stand in a title, folded.
fn site_names(page: &Page) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let given = page.meta.all(&["og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "dc.publisher"]);
    for name in given.into_iter().chain(publisher::of(page)).chain(page.linked.of_type(&["WebSite", "Organization", "NewsMediaOrganization"], "name")) {
        names.insert(folded(name.trim_start_matches('@')));
    }
    let canonical = page.canonical();
    for url in page.address.iter().chain(canonical.iter()) {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
        names.insert(host.to_owned());
        names.extend(host.split('.').find(|p| p.len() > 2).map(str::to_owned));
    }
    names.remove("");
    names
}

/// Whether a heading is the title or a part of it between the marks that part a title from a site's name.
fn matches(heading: &str, title: &str) -> bool {
    let (heading, title) = (folded(heading), folded(title));
    !heading.is_empty()
        && !title.is_empty()
        && (heading == title
            || (title.contains(&heading) && heading.len() * 10 >= title.len() * 3 && heading.contains(' '))
            || (heading.contains(&title) && title.len() * 10 >= heading.len() * 6))
}

/// The share of the shorter text's words that the longer one has.
fn share(a: &str, b: &str) -> f64 {
    let words = |t: &str| -> BTreeSet<String> { folded(t).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect() };
    let (a, b) = (words(a), words(b));
    let least = a.len().min(b.len());
    if least == 0 {
        return 0.0;
    }
    let common = u32::try_from(a.intersection(&b).count()).unwrap_or(u32::MAX);
    f64::from(common) / f64::from(u32::try_from(least).unwrap_or(u32::MAX))
}

const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " » ", " · ", " « ", " :: ", " • ", " ‹ ", " › ", " ~ ", " / "];

/// A title without the parts that are the site's name; where the name is not known, without a short last part behind a bar.
fn strip(title: &str, site: &BTreeSet<String>) -> String {
    let mut title = fold_space(title);
    loop {
        let last = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max();
        let first = SEPARATORS.iter().filter_map(|s| title.find(s).map(|at| (at, s.len()))).min();
        if let Some((at, length)) = last
            && is_site_part(&title[at + length..], site)
        {
            title.truncate(at);
            continue;
        }
        if let Some((at, length)) = first
            && is_site_part(&title[..at], site)
        {
            title.drain(..at + length);
            continue;
        }
        // A colon parts a name only where the name is known.
        if let Some(at) = title.find(": ")
            && site.contains(&folded(&title[..at]))
        {
            title.drain(..at + 2);
            continue;
        }
        break;
    }
    if let Some(at) = title.rfind(" | ") {
        let (head, tail) = (&title[..at], &title[at + 3..]);
        if head.split_whitespace().count() >= 4 && tail.split_whitespace().count() <= 4 {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

fn is_site_part(part: &str, site: &BTreeSet<String>) -> bool {
    let part = folded(part);
    let bare: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
    site.iter().any(|name| {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        *name == part
            || plain == bare
            || (plain.len() > 4 && bare.len() > 4 && (plain.starts_with(&bare) || bare.starts_with(&plain)) && bare.len() < plain.len() * 2)
    })
}

#[cfg(test)]
mod tests {
    use super::strip;
    use std::collections::BTreeSet;

    #[test]
    fn the_sites_name_is_no_part_of_the_headline() {
        let site: BTreeSet<String> = ["example times".to_owned()].into();
        for (title, wanted) in [
            ("A dock - Example Times", "A dock"),
            ("Example Times: A dock", "A dock"),
            ("A dock – and why - Example Times", "A dock – and why"),
            ("A dock that nobody drives | Politics", "A dock that nobody drives"),
            ("A dock - and why", "A dock - and why"),
        ] {
            assert_eq!(strip(title, &site), wanted);
        }
    }
}
