//! Whose words a quotation is: the line below it, in an element that engines take for the page's.

use super::blocks::{Block, Kind};

/// A longer line is no name.
const LONGEST: usize = 20;

/// `elected` with the last line of each quotation that was elected without it.
pub(super) fn add(blocks: &[Block], elected: Vec<usize>) -> Vec<usize> {
    let is_speaker = |at: usize| {
        let (block, next) = (&blocks[at], blocks.get(at + 1));
        let closes = next.is_none_or(|n| !n.quoted);
        block.quoted && closes && !block.aside && block.kind == Kind::Paragraph && block.words <= LONGEST && block.text.starts_with(['—', '–', '-', '―'])
    };
    let mut out = Vec::with_capacity(elected.len());
    for (n, at) in elected.iter().copied().enumerate() {
        out.push(at);
        let below = at + 1;
        if blocks[at].quoted && elected.get(n + 1) != Some(&below) && below < blocks.len() && is_speaker(below) {
            out.push(below);
        }
    }
    out
}
