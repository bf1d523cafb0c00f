//! Who wrote the page's article.

use super::{Page, agency_among, publisher};
use crate::editorial::add::bylines;
use crate::editorial::add::html::blocks::Block;
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
    let rungs: [(Rung, bool); 8] =
        [(linked, true), (meta, true), (labelled, true), (marked_up, true), (linked_pages, true), (named, true), (classed, false), (all_the_same, false)];
    let mut found: Vec<String> = Vec::new();
    for (rung, is_stated) in rungs {
        let given = rung(page);
        agency = agency.or_else(|| agency_among(&given));
        let read = if is_stated { bylines::stated } else { bylines::names };
        let names: Vec<String> = given.iter().flat_map(|g| read(g)).filter(|n| is_not_site(n, &site, is_stated)).collect();
        let is_full = names.iter().any(|n| n.contains(' '));
        if is_full || (found.is_empty() && !names.is_empty()) {
            found = unique(names);
        }
        // One word is the name of an account more often than that of a person: another rung may know the person.
        if is_full {
            break;
        }
    }
    let near: Vec<&Block> = near_title(page, title);
    let of_line = |line: &str| Some(bylines::of_line(line)).filter(|n| !n.is_empty()).unwrap_or_else(|| bylines::han(line).into_iter().collect());
    let in_line: Vec<String> = near.iter().filter(|b| b.words <= 20).map(|b| of_line(&b.text)).find(|n| !n.is_empty()).unwrap_or_default();
    let in_line: Vec<String> = in_line.into_iter().filter(|n| is_not_site(n, &site, false)).collect();
    if !found.is_empty() {
        // The byline that readers see outweighs the account that put the page in.
        let shares = |n: &String| found.iter().any(|f| folded(f).split(' ').any(|w| folded(n).split(' ').any(|v| v == w)));
        let outweighs = in_line.iter().any(|n| n.contains(' ')) && !in_line.iter().any(shares);
        return (if outweighs { unique(in_line) } else { found }, agency);
    }
    let after_label = near.windows(2).find(|w| is_label(&w[0].text) && w[1].words <= 6).map(|w| bylines::names(&w[1].text)).unwrap_or_default();
    let written = || page.blocks.iter().filter(|b| b.words <= 60).find_map(|b| written_by(&b.text)).map(|n| vec![n]);
    let names = Some(after_label).filter(|n| !n.is_empty()).or(Some(in_line).filter(|n| !n.is_empty())).or_else(written).unwrap_or_default();
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

/// The blocks around the headline, wherever the page has it.
fn near_title<'a>(page: &Page<'a>, title: &str) -> Vec<&'a Block> {
    let wanted = folded(title);
    let places = page.blocks.iter().enumerate().filter(|(_, b)| !wanted.is_empty() && folded(&b.text) == wanted).map(|(at, _)| at);
    places.take(3).flat_map(|at| &page.blocks[at.saturating_sub(3)..(at + 9).min(page.blocks.len())]).collect()
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
        "citation_author",
        "citation_authors",
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dc.creator.author",
        "dcterms.creator",
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
        .filter(|e| is_named(&text(*e)))
        .collect();
    // Those that stand together with the first are its co-authors; others belong to other stories.
    let Some(first) = links.first() else { return Vec::new() };
    let place = |e: &ElementRef| e.ancestors().filter_map(ElementRef::wrap).take(2).map(|a| a.id()).collect::<Vec<_>>();
    let home = place(first);
    unique(links.iter().filter(|l| place(l).iter().any(|p| home.contains(p))).map(|l| text(*l)).collect())
}

/// A full name, or a team that signs together.
fn is_named(text: &str) -> bool {
    bylines::names(text).iter().any(|n| n.contains(' ')) || bylines::is_team(text)
}

/// Elements that are called the author's name.
fn named(page: &Page) -> Vec<String> {
    let selector = "[class~=byline-name], [class~=author-name], [class~=author__name], [class~=authorName], [class~=entry-author-name], [class~=byline__name], [class~=creator-name], [class~=wp-block-post-author__name], [class~=p-author], [class~=fn]";
    let found = page.all(selector).into_iter().filter(|e| !page.is_aside(*e)).map(text).find(|t| t.split_whitespace().count() <= 8 && is_named(t));
    found.into_iter().collect()
}

fn classed(page: &Page) -> Vec<String> {
    for selector in [
        "[class~=byline], [class~=author], [class~=article-author], [class~=article__author], [class~=post-author], [class~=entry-author], [class~=authors], [id=author], [id=byline]",
        "[class*=byline i], [class*=author i], [class*=creator i], [class*=writer i]",
    ] {
        let found = page.all(selector).into_iter().filter(|e| !page.is_aside(*e)).map(text).filter(|t| t.split_whitespace().count() <= 14);
        // The first on the page is the article's; others are those of comments and of other stories.
        let good = found.map(|t| written_by(&t).unwrap_or(t)).find(|f| bylines::names(f).iter().any(|n| n.contains(' ')));
        if let Some(first) = good {
            return vec![first];
        }
    }
    Vec::new()
}

/// Marked as the author in a box beside the text: where all such marks of the page name one person, it is this article's.
fn all_the_same(page: &Page) -> Vec<String> {
    let marks = page.all("a[rel~=author], [itemprop~=author] [itemprop~=name], a[href*='/author/']");
    let names = unique(marks.into_iter().flat_map(|e| bylines::names(&text(e))).collect());
    if names.len() == 1 { names } else { Vec::new() }
}

fn texts(page: &Page, selector: &'static str) -> Vec<String> {
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
