//! HTML pages: the article's blocks among those of the page, and what the page says of it.

mod alike;
mod blocks;
mod compose;
mod declared;
mod dense;
mod ends;
mod engines;
mod facts;
mod frames;
mod lean;
mod questions;
mod reduced;
mod refuse;
mod reopened;
mod shallow;
mod speakers;
mod trim;
mod vote;

use super::found::{Found, NotAnArticle};
pub(super) use declared::without as without_declarations;

use super::{genres, phrases};
use crate::types::{Article, Genre};
use scraper::Html;
use url::Url;

/// The article of a page. `address` is where the page was read.
pub(super) fn clean(html: &str, address: Option<&str>) -> Result<Found, NotAnArticle> {
    if shallow::is_too_large(html) {
        return Err(too_large());
    }
    let html = declared::without(html);
    let html = shallow::shallow(&html);
    let source = &html;
    let html = lean::lean(source);
    if reopened::is_too_much(&html) {
        return Err(too_large());
    }
    let page = Html::parse_document(&html);
    if shallow::is_too_deep(&page) {
        return Err(too_large());
    }
    let address = address.or_else(|| saved_from(source)).and_then(|a| Url::parse(a).ok());
    let base = base(&page, address.as_ref());
    let read = blocks::read(page.root_element(), base.as_ref());
    let tokens: Vec<Vec<engines::Token>> = read.blocks.iter().map(|b| engines::tokens(&b.text)).collect();
    let opinions = engines::ask(&reduced::html(page.root_element()), &tokens);
    let page = facts::Page::new(&page, source, &read, address.as_ref(), base);
    let facts = facts::read(&page);
    let mut elected = vote::elect(&read.blocks, &tokens, &opinions);
    if page.is_plain()
        && let Some(dense) = dense::elect(&read, &elected)
    {
        elected = dense;
    }
    let elected = speakers::add(&read.blocks, questions::add(&read.blocks, elected));
    let kept: Vec<&blocks::Block> = elected.iter().map(|i| &read.blocks[*i]).collect();
    let known = trim::Known { title: &facts.title, description: &page.description(), authors: &facts.authors };
    let mut trimmed = trim::trim(kept, &read.holders, known);
    trimmed.blocks = alike::add(&read, &elected, trimmed.blocks);
    let mut body = compose::markdown(&trimmed.blocks);
    let mut words: usize = trimmed.blocks.iter().map(|b| b.words).sum();
    if let Some(stated) = stated_body(&page, words) {
        words = crate::text::words::count(&stated);
        body = stated;
    }
    refuse::refuse(&page, &facts.title, words, &trimmed.blocks)?;
    let mut article = Article { body, ..facts };
    if article.genre == Genre::News {
        let paragraphs: Vec<&str> = trimmed.blocks.iter().map(|b| b.text.as_str()).collect();
        let is_release = || read.blocks.iter().any(|b| !b.aside && b.link_words == 0 && genres::is_of_release(&b.text));
        article.genre = genres::of_text(&article.title, &paragraphs).unwrap_or(if is_release() { Genre::PressRelease } else { Genre::News });
    }
    if let Some(note) = trimmed.note {
        if article.authors.is_empty() {
            article.authors.push(note.name);
        }
        article.agency = article.agency.or(note.agency.map(str::to_owned));
        article.genre = if article.genre == Genre::News { note.genre.unwrap_or_default() } else { article.genre };
    }
    article.agency = article.agency.or(trimmed.agency.map(str::to_owned));
    Ok(Found { article, cut: trimmed.wall.then_some("a paywall hides the rest") })
}

fn too_large() -> NotAnArticle {
    NotAnArticle::new("the page has more elements than any article", "save the article alone, for instance from the browser's reading view")
}

/// Where a browser says that it saved the page from: in a remark at its head, as Internet Explorer began and Chromium, Edge and SingleFile do.
fn saved_from(source: &str) -> Option<&str> {
    let head = source.char_indices().nth(2000).map_or(source, |(at, _)| &source[..at]);
    let from = ["saved from url=(", "Page saved with SingleFile"].iter().find_map(|mark| head.find(mark))?;
    let remark = head[from..].split("-->").next()?;
    let address = &remark[remark.find("http")?..];
    address.split_whitespace().next()
}

/// What relative links of the page are relative to: its `<base>`, else where it was read, else the address that it gives as its own.
fn base(page: &Html, address: Option<&Url>) -> Option<Url> {
    let named = |selector: &str, key: &str| {
        let element = scraper::Selector::parse(selector).ok().and_then(|s| page.select(&s).next())?;
        element.value().attr(key).map(str::trim).map(str::to_owned)
    };
    let own = || [named("link[rel=canonical]", "href"), named("meta[property='og:url']", "content")].into_iter().flatten().find_map(|h| Url::parse(&h).ok());
    let at = address.cloned().or_else(own);
    match named("base[href]", "href") {
        Some(href) => match &at {
            Some(at) => at.join(&href).ok(),
            None => Url::parse(&href).ok(),
        },
        None => at,
    }
}

/// The text that the page's JSON-LD holds, where the page itself shows hardly any: some are put together by script.
fn stated_body(page: &facts::Page, shown: usize) -> Option<String> {
    if shown >= 150 {
        return None;
    }
    let stated = page.stated_body()?;
    if crate::text::words::count(&stated) < (shown * 2).max(60) {
        return None;
    }
    let paragraphs: Vec<String> = stated.split('\n').map(crate::text::markdown::escape).filter(|p| !p.is_empty() && !phrases::is_prompt(p)).collect();
    Some(paragraphs.join("\n\n"))
}

/// A piece of HTML that is known to be the article's text: an entry of a feed.
pub(super) struct Fragment {
    pub body: String,
    pub words: usize,
    pub first_words: String,
    pub agency: Option<&'static str>,
    /// It ends in the middle of a sentence, or in dots.
    pub is_open: bool,
}

/// Reads such a piece: everything in it is kept but prompts, credits and repeats of the title.
pub(super) fn fragment(html: &str, address: Option<&str>, title: &str) -> Fragment {
    let html = declared::without(html);
    let html = if shallow::is_too_large(&html) || reopened::is_too_much(&html) { "".into() } else { shallow::shallow(&html) };
    let page = Some(Html::parse_fragment(&html)).filter(|page| !shallow::is_too_deep(page)).unwrap_or_else(Html::new_fragment);
    let base = address.and_then(|a| Url::parse(a).ok());
    let read = blocks::read(page.root_element(), base.as_ref());
    let trimmed = trim::trim(read.blocks.iter().collect(), &read.holders, trim::Known { title, ..trim::Known::default() });
    let last = trimmed.blocks.last().map_or("", |b| b.text.as_str());
    let ending = last.trim_end_matches([']', ')', ' ']);
    let is_open = trimmed.wall || ending.ends_with('…') || ending.ends_with("...");
    Fragment {
        body: compose::markdown(&trimmed.blocks),
        words: trimmed.blocks.iter().map(|b| b.words).sum(),
        first_words: trimmed.blocks.first().map(|b| b.text.split_whitespace().take(12).collect::<Vec<_>>().join(" ")).unwrap_or_default(),
        agency: trimmed.agency,
        is_open,
    }
}
