//! Blocks that lie as the article's own do: a page shows what is of one kind in one way, and no engine looks at more than a block and its neighbours.

use super::blocks::{Block, Blocks, Holder, Kind};
use crate::editorial::add::phrases;
use std::collections::BTreeMap;

/// Fewer blocks of a kind say nothing of the next.
const FEWEST: usize = 4;

/// `trimmed` with those blocks in its midst that lie in elements named as those of nearly all of the article are (85% of the words of their kind) and that no
/// engine's vote kept, so that nothing has looked at them and thrown them away: `elected` are the numbers of those that one did.
pub(super) fn add<'a>(page: &'a Blocks, elected: &[usize], trimmed: Vec<&'a Block>) -> Vec<&'a Block> {
    let mut rest = trimmed.iter().peekable();
    let is_kept: Vec<bool> = page.blocks.iter().map(|b| rest.next_if(|k| std::ptr::eq(**k, b)).is_some()).collect();
    let (Some(first), Some(last)) = (is_kept.iter().position(|k| *k), is_kept.iter().rposition(|k| *k)) else { return trimmed };
    let mut kinds: BTreeMap<(u64, u64), Shown> = BTreeMap::new();
    for (block, is_kept) in page.blocks.iter().zip(&is_kept).take(last + 1).skip(first) {
        let shown = kinds.entry(kind(block, &page.holders)).or_default();
        shown.blocks += 1;
        shown.words += block.words + 1;
        shown.kept += if *is_kept { block.words + 1 } else { 0 };
    }
    let is_alike = |at: usize| {
        let block = &page.blocks[at];
        let Some(shown) = kinds.get(&kind(block, &page.holders)) else { return false };
        let others = shown.words - (block.words + 1);
        shown.blocks >= FEWEST && shown.kept > 0 && shown.kept * 100 >= others * 85
    };
    let fits = |at: usize| {
        let block = &page.blocks[at];
        elected.binary_search(&at).is_err() && !block.aside && block.kind != Kind::Caption && (block.words == 0 || !phrases::is_prompt(&block.text))
    };
    (first..=last).filter(|at| is_kept[*at] || (is_alike(*at) && fits(*at))).map(|at| &page.blocks[at]).collect()
}

/// How much of what is shown in one way is the article's.
#[derive(Default)]
struct Shown {
    blocks: usize,
    words: usize,
    kept: usize,
}

/// What the two elements around a block are called.
fn kind(block: &Block, holders: &[Holder]) -> (u64, u64) {
    let named = |at: usize| holders.get(at).map_or(0, |h| h.called);
    (named(block.holder), named(holders.get(block.holder).map_or(0, |h| h.parent)))
}

#[cfg(test)]
mod tests {
    use super::add;
    use crate::editorial::add::html::blocks;
    use scraper::Html;

    #[test]
    fn what_lies_as_the_text_does_is_kept_and_what_was_thrown_away_is_not() {
        let row = |n: usize| format!("<div class=row><p class=name>Shelf number {n} holds books on robots.</p></div>");
        let advert = "<div class=advert><p class=name>A shelf for you, too.</p></div>";
        let html = format!("{}{advert}{}", row(0), (2..12).map(row).collect::<String>());
        let page = Html::parse_document(&html);
        let read = blocks::read(page.root_element(), None);
        // Nobody voted for the advertisement, the ninth and the last; the third was elected and trimmed away.
        let elected: Vec<usize> = [0].into_iter().chain(2..9).chain([10]).collect();
        let kept = elected.iter().filter(|at| **at != 3).map(|at| &read.blocks[*at]).collect();
        let all: Vec<&str> = add(&read, &elected, kept).iter().map(|b| b.text.split(' ').nth(2).unwrap()).collect();
        assert_eq!(all, ["0", "2", "4", "5", "6", "7", "8", "9", "10"]);
    }
}
