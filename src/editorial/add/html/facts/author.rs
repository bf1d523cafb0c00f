//! Who wrote the page's article.

use super::{Page, agency_among, publisher};
use crate::editorial::add::bylines;
use crate::text::{markdown::fold_space, normal::folded};
use regex::Regex;
use scraper::ElementRef;
use std::sync::LazyLock;

/// A place where pages name their authors.
type Rung = fn(&Page) -> Vec<String>;

/// The authors' names, and the agency where that is who is named.
pub(super) fn of(page: &Page, title: &str) -> (Vec<String>, Option<&'static str>) {
    let site: Vec<String> = publisher::of(page).into_iter().chain(page.meta.all(&["og:site_name"])).map(|s| folded(&s)).collect();
    let mut agency = None;
    // What a page says of itself in so many words is taken at its word; what only looks like a byline has to look like a name too.
    let rungs: [(Rung, bool); 6] = [(linked, true), (meta, true), (labelled, true), (marked_up, true), (linked_pages, false), (classed, false)];
    for (rung, is_stated) in rungs {
        let given = rung(page);
        agency = agency.or_else(|| agency_among(&given));
        let read = if is_stated { bylines::stated } else { bylines::names };
        let names: Vec<String> = given.iter().flat_map(|g| read(g)).filter(|n| is_not_site(n, &site, is_stated)).collect();
        if !names.is_empty() {
            return (unique(names), agency);
        }
    }
    let near = &page.blocks[near_title(page, title)];
    let after_label = near.windows(2).find(|w| is_label(&w[0].text) && w[1].words <= 6).map(|w| bylines::names(&w[1].text)).unwrap_or_default();
    let in_line = || near.iter().filter(|b| b.words <= 20).map(|b| bylines::of_line(&b.text)).find(|n| !n.is_empty());
    let written = || page.blocks.iter().filter(|b| b.words <= 60).find_map(|b| written_by(&b.text)).map(|n| vec![n]);
    let names = Some(after_label).filter(|n| !n.is_empty()).or_else(in_line).or_else(written).unwrap_or_default();
    (unique(names.into_iter().filter(|n| is_not_site(n, &site, false)).collect()), agency)
}

fn is_label(text: &str) -> bool {
    matches!(
        folded(text).trim_end_matches(':').trim(),
        "by" | "written by"
            | "author"
            | "authors"
            | "words by"
            | "posted by"
            | "published by"
            | "von"
            | "autor"
            | "par"
            | "auteur"
            | "por"
            | "di"
            | "autore"
            | "door"
    )
}

/// "This post was written by Ann Lee, who …".
fn written_by(text: &str) -> Option<String> {
    static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[Tt]his (?:post|article|story|blog post|piece|guide) (?:was|is) |[Aa]rticle |[Pp]ost )(?:[Ww]ritten|[Aa]uthored) by:? (\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3})").ok()
    });
    bylines::names(WRITTEN.as_ref()?.captures(text)?.get(1)?.as_str()).into_iter().next()
}

/// A page that names its own house as the author names nobody. A person's own site bears the person's name, though.
fn is_not_site(name: &str, site: &[String], is_stated: bool) -> bool {
    let lower = folded(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let like_person = is_stated
        && (2..=3).contains(&words.len())
        && !bylines::names(name).is_empty()
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    site.iter().all(|s| if *s == lower { like_person } else { is_stated || s.len() <= 4 || !lower.contains(s.as_str()) })
}

fn unique(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        if !out.iter().any(|o| folded(o) == folded(&name)) && out.len() < 8 {
            out.push(name);
        }
    }
    out
}

/// The blocks around the headline.
fn near_title(page: &Page, title: &str) -> std::ops::Range<usize> {
    let wanted = folded(title);
    match page.blocks.iter().position(|b| folded(&b.text) == wanted) {
        Some(at) => at.saturating_sub(3)..(at + 9).min(page.blocks.len()),
        None => 0..0,
    }
}

fn linked(page: &Page) -> Vec<String> {
    let (persons, houses) = page.linked.names("author");
    if persons.is_empty() {
        if houses.is_empty() {
            page.linked.names("creator").0
        } else {
            houses.into_iter().filter(|h| crate::editorial::add::agency::named(h).is_some()).collect()
        }
    } else {
        persons
    }
}

fn meta(page: &Page) -> Vec<String> {
    const NAMES: &[&str] = &[
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dc.creator.author",
        "dcterms.creator",
        "citation_author",
        "article:author_name",
        "byl",
        "bylines",
        "article.author",
        "cxenseparse:author",
        "rbauthors",
    ];
    for name in NAMES {
        let found = page.meta.all(&[name]);
        if found.iter().any(|f| !bylines::stated(f).is_empty()) {
            return found;
        }
    }
    Vec::new()
}

/// Twitter's labels: "Written by" beside a name.
fn labelled(page: &Page) -> Vec<String> {
    for number in ["1", "2"] {
        let label = page.meta.first(&[&format!("twitter:label{number}")]).unwrap_or_default().to_lowercase();
        if ["written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door", "napisane przez", "author", "by"]
            .contains(&label.as_str())
        {
            return page.meta.first(&[&format!("twitter:data{number}")]).into_iter().collect();
        }
    }
    Vec::new()
}

fn marked_up(page: &Page) -> Vec<String> {
    for selector in ["[itemprop~=author] [itemprop~=name]", "[itemprop~=author]", "a[rel~=author]", "[rel~=author]"] {
        let found = texts(page, selector);
        if found.iter().any(|f| !bylines::stated(f).is_empty()) {
            return found;
        }
    }
    Vec::new()
}

fn linked_pages(page: &Page) -> Vec<String> {
    let links: Vec<ElementRef> = page
        .all("a[href*='/author/'], a[href*='/authors/'], a[href*='/autor/'], a[href*='/auteur/'], a[href*='/people/'], a[href*='/profile/'], a[href*='/by/'], a[href*='/staff/'], a[href*='/contributor'], a[href*='/writers/']")
        .into_iter()
        .filter(|e| !page.is_aside(*e))
        .filter(|e| bylines::names(&text(*e)).iter().any(|n| n.contains(' ')))
        .collect();
    // Those that stand together with the first are its co-authors; others belong to other stories.
    let Some(first) = links.first() else { return Vec::new() };
    let place = |e: &ElementRef| e.ancestors().filter_map(ElementRef::wrap).take(2).map(|a| a.id()).collect::<Vec<_>>();
    let home = place(first);
    unique(links.iter().filter(|l| place(l).iter().any(|p| home.contains(p))).map(|l| text(*l)).collect())
}

fn classed(page: &Page) -> Vec<String> {
    for selector in [
        "[class~=byline-name], [class~=author-name], [class~=author__name], [class~=authorName], [class~=entry-author-name], [class~=byline__name], [class~=p-author], [class~=fn]",
        "[class~=byline], [class~=author], [class~=article-author], [class~=article__author], [class~=post-author], [class~=entry-author], [class~=authors], [id=author], [id=byline]",
        "[class*=byline i], [class*=author i], [class*=creator i], [class*=writer i]",
    ] {
        let found: Vec<String> =
            page.all(selector).into_iter().filter(|e| !page.is_aside(*e)).map(text).filter(|t| t.split_whitespace().count() <= 14).collect();
        let good: Vec<String> = found.into_iter().filter(|f| bylines::names(f).iter().any(|n| n.contains(' '))).collect();
        // The first on the page is the article's; others are those of comments and of other stories.
        if let Some(first) = good.into_iter().next() {
            return vec![first];
        }
    }
    Vec::new()
}

fn texts(page: &Page, selector: &str) -> Vec<String> {
    page.all(selector)
        .into_iter()
        .filter(|e| !page.is_aside(*e))
        .map(|e| e.value().attr("content").map_or_else(|| text(e), fold_space))
        .filter(|t| !t.is_empty() && t.split_whitespace().count() <= 20)
        .take(6)
        .collect()
}

fn text(element: ElementRef) -> String {
    fold_space(&element.text().collect::<Vec<_>>().join(" "))
}
