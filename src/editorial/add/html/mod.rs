//! HTML pages: the article's blocks among those of the page, and what the page says of it.

mod blocks;
mod compose;
mod engines;
mod facts;
mod shallow;
mod vote;

use super::{Found, NotAnArticle};
use crate::types::Article;
use scraper::Html;
use url::Url;

/// The article of a page. `address` is where the page was read.
pub(super) fn clean(html: &str, address: Option<&str>) -> Result<Found, NotAnArticle> {
    let html = shallow::shallow(html);
    let page = Html::parse_document(&html);
    let base = address.and_then(|a| Url::parse(a).ok());
    let blocks = blocks::read(page.root_element(), base.as_ref());
    let opinions = engines::ask(&html);
    let kept = vote::elect(&blocks, &opinions);
    let kept: Vec<&blocks::Block> = blocks.iter().zip(&kept).filter(|(_, k)| **k).map(|(b, _)| b).collect();
    let body = compose::markdown(&kept);
    if body.is_empty() {
        return Err(NotAnArticle::new("no article text was found on the page", "an article needs a few whole sentences"));
    }
    let facts = facts::read(&facts::Page::new(&page, &blocks, base.as_ref()));
    Ok(Found { article: Article { body, ..facts }, cut: None })
}
