//! HTML pages: the article's blocks among those of the page, and what the page says of it.

mod blocks;
mod compose;
mod engines;
mod facts;
mod shallow;
mod trim;
mod vote;

use super::{Found, NotAnArticle};
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
    let body = compose::markdown(&trimmed.blocks);
    if body.is_empty() {
        return Err(NotAnArticle::new("no article text was found on the page", "an article needs a few whole sentences"));
    }
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
