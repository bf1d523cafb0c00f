//! What pages call the elements that hold no running text: captions, galleries, tables of contents, boxes for readers to fill in.
//!
//! The engines know such names too, but each has its own, and where all miss one the words in it look like any others. A name counts only below the
//! element that holds nearly all of the article, as a page whose body is called `has-sidebar` is no sidebar; and only where little is called so.

use super::blocks::{self, Block, Holder};
use std::collections::BTreeSet;

/// An element and all around it, inner before outer.
pub(super) fn around(holders: &[Holder], inner: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(inner), |at| holders.get(*at).map(|h| h.parent).filter(|parent| parent != at))
}

/// The blocks that lie in no such element.
pub(super) fn drop_framed<'a>(kept: Vec<&'a Block>, holders: &[Holder]) -> Vec<&'a Block> {
    let above: BTreeSet<usize> = home(&kept, holders).map(|home| around(holders, home).collect()).unwrap_or_default();
    let total: usize = kept.iter().map(|b| b.words).sum();
    let frames: Vec<u64> =
        kept.iter().map(|b| around(holders, b.holder).take_while(|at| !above.contains(at)).fold(0, |all, at| all | holders[at].frames)).collect();
    let mut struck = 0_u64;
    for bit in (0..blocks::FRAMES.len()).map(|at| 1_u64 << at) {
        let words: usize = kept.iter().zip(&frames).filter(|(_, f)| **f & bit != 0 && **f & struck == 0).map(|(b, _)| b.words).sum();
        // Where a fifth of the text is called so, the name means something else on this page.
        if words > 0 && words * 5 <= total {
            struck |= bit;
        }
    }
    kept.into_iter().zip(frames).filter(|(_, f)| f & struck == 0).map(|(b, _)| b).collect()
}

/// The innermost element that holds 85% of the words.
fn home(kept: &[&Block], holders: &[Holder]) -> Option<usize> {
    let mut words = vec![0_usize; holders.len()];
    let mut total = 0;
    for block in kept {
        total += block.words;
        around(holders, block.holder).for_each(|at| words[at] += block.words);
    }
    // An element comes after those around it.
    words.iter().rposition(|n| total > 0 && n * 100 >= total * 85)
}

#[cfg(test)]
mod tests {
    use super::drop_framed;
    use crate::editorial::add::html::blocks;
    use scraper::Html;

    #[test]
    fn captions_go_and_a_page_that_is_called_a_gallery_stays() {
        let prose = "<p>Seven words of running text stand here.</p>".repeat(4);
        let html = format!("<body class=sidebar><div class=gallery>{prose}<div class='photo-caption'>A dock at night.</div></div></body>");
        let page = Html::parse_document(&html);
        let read = blocks::read(page.root_element(), None);
        let kept = drop_framed(read.blocks.iter().collect(), &read.holders);
        assert_eq!(kept.len(), 4);
    }
}
