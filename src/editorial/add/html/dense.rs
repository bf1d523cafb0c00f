//! The page's own prose, for pages on which the engines see no article: service pages, pages put together from many boxes.

use super::blocks::{Block, Blocks, Kind};
use super::frames;
use crate::editorial::add::phrases;

/// All between the first and the last of the page's whole sentences, if `kept` has lost most of them.
pub(super) fn elect(page: &Blocks, kept: &[usize]) -> Option<Vec<usize>> {
    let is_prose = |b: &&Block| is_whole(b) && !b.aside && b.is_little_linked() && !phrases::is_prompt(&b.text);
    let prose = frames::drop_framed(page.blocks.iter().filter(is_prose).collect(), &page.holders);
    let place = |wanted: &&Block| page.blocks.iter().position(|b| std::ptr::eq(b, *wanted));
    let (first, last) = (prose.first().and_then(place)?, prose.last().and_then(place)?);
    let there: usize = prose.iter().map(|b| b.words).sum();
    let had: usize = kept.iter().map(|i| &page.blocks[*i]).filter(|b| is_whole(b)).map(|b| b.words).sum();
    let fits = |b: &Block| !b.aside && b.kind != Kind::Caption && b.is_little_linked();
    (had * 100 < there * 62).then(|| (first..=last).filter(|i| fits(&page.blocks[*i])).collect())
}

fn is_whole(block: &Block) -> bool {
    block.words >= 8 && phrases::ends_sentence(&block.text)
}
