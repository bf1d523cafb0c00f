//! Which blocks of the page are the article: the engines vote block by block.
//!
//! One engine alone loses whole paragraphs on some pages and keeps whole menus on others, and seldom on the same ones. Over the blocks of the source their
//! agreement is the best sign that needs no training (the idea of combining extractors is that of ROVER for speech and of Bevendorff et al.,
//! "An Empirical Comparison of Web Content Extraction Algorithms", SIGIR 2023).

use super::blocks::{Block, Kind};
use super::engines::{self, Opinion, Opinions};

/// For each block, whether it is part of the article.
pub(super) fn elect(blocks: &[Block], opinions: &Opinions) -> Vec<bool> {
    let tokens: Vec<Vec<String>> = blocks.iter().map(|b| engines::tokens(&b.text)).collect();
    let of = |o: &Opinion| -> Vec<bool> { tokens.iter().map(|t| !t.is_empty() && o.has(t)).collect() };
    let (default, precise, readable) = (of(&opinions.default), of(&opinions.precise), of(&opinions.readable));
    let core: Vec<usize> = (0..blocks.len()).filter(|i| default[*i] && readable[*i] && blocks[*i].words >= 10).collect();
    let (first, last) = (core.first().copied().unwrap_or(0), core.last().copied().unwrap_or(blocks.len()));
    let _ = (first, last);
    (0..blocks.len())
        .map(|i| {
            let votes = u8::from(default[i]) + u8::from(precise[i]) + u8::from(readable[i]);
            match blocks[i].kind {
                Kind::Caption => votes == 3,
                _ => votes >= 2,
            }
        })
        .collect()
}
