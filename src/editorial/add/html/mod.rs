//! HTML pages: the article's blocks among those of the page, and what the page says of it.

mod blocks;
mod compose;
mod engines;
mod facts;
mod refuse;
mod shallow;
mod trim;
mod vote;

use super::{Found, NotAnArticle, phrases};
use crate::types::{Article, Genre};
use scraper::Html;
use url::Url;

/// The article of a page. `address` is where the page was read.
pub(super) fn clean(html: &str, address: Option<&str>) -> Result<Found, NotAnArticle> {
    let html = shallow::shallow(html);
    let page = Html::parse_document(&html);
    let base = address.and_then(|a| Url::parse(a).ok());
    let blocks = blocks::read(page.root_element(), base.as_ref());
    let opinions = engines::ask(&html);
    let page = facts::Page::new(&page, &blocks, base.as_ref());
    let facts = facts::read(&page);
    let kept: Vec<&blocks::Block> = vote::elect(&blocks, &opinions).into_iter().map(|i| &blocks[i]).collect();
    let trimmed = trim::trim(kept, &facts.title, &page.description());
    let mut body = compose::markdown(&trimmed.blocks);
    let mut words: usize = trimmed.blocks.iter().map(|b| b.words).sum();
    if let Some(stated) = stated_body(&page, words) {
        words = crate::text::words::count(&stated);
        body = stated;
    }
    refuse::refuse(&page, &facts.title, words, &trimmed.blocks)?;
    let mut article = Article { body, ..facts };
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
    let html = shallow::shallow(html);
    let page = Html::parse_fragment(&html);
    let base = address.and_then(|a| Url::parse(a).ok());
    let blocks = blocks::read(page.root_element(), base.as_ref());
    let trimmed = trim::trim(blocks.iter().collect(), title, "");
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
