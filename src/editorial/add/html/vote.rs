//! Which blocks of the page are the article: the engines vote block by block.
//!
//! One engine alone loses whole paragraphs on some pages and keeps whole menus on others, and seldom on the same ones. Over the blocks of the source their
//! agreement is the best sign that needs no training (the idea of combining extractors is that of Bevendorff et al., "An Empirical Comparison of Web
//! Content Extraction Algorithms", SIGIR 2023). The two modes of trafilatura err together, so that their two votes alone are not a majority everywhere.
//!
//! Tried and left out, on 160 pages of WCXB and 91 of Scrapinghub's article extraction benchmark (F1 .963 and .978 with what stands here): a fourth engine
//! (rs-trafilatura 0.2.2) adds .000 and .001 at best, however it is asked; gradient-boosted trees over 49 features of a block (votes, words, links, place,
//! neighbours, names of elements) add .001 and .000 in cross-validation by page, logistic regression less; a page's praise of its own house is taken for text
//! by those who made the pages' truth in 122 blocks of 153. A perfect choice among these blocks would reach .978 and .992.

use super::blocks::{Block, Kind};
use super::engines::{Opinion, Opinions, Token};
use crate::editorial::add::phrases;

/// The blocks that are part of the article, by their numbers; empty where no engine found anything that stands in the source.
/// `tokens` are the words of each block.
pub(super) fn elect(blocks: &[Block], tokens: &[Vec<Token>], opinions: &Opinions) -> Vec<usize> {
    let of = |o: &Opinion| -> Vec<bool> { tokens.iter().map(|t| !t.is_empty() && o.has(t)).collect() };
    let ballot = Ballot { default: of(&opinions.default), precise: of(&opinions.precise), readable: of(&opinions.readable) };
    if opinions.readable.words * 2 < opinions.default.words && opinions.precise.words * 2 >= opinions.default.words {
        // Readability is made for one long text in one element. Where it finds far less than the other, it has taken a part for the whole.
        return (0..blocks.len()).filter(|i| ballot.default[*i] && blocks[*i].kind != Kind::Caption).collect();
    }
    let agreed = |a: &[bool], b: &[bool]| (0..blocks.len()).filter(|i| a[*i] && b[*i] && tokens[*i].len() >= 10).collect::<Vec<_>>();
    let mut core = agreed(&ballot.default, &ballot.readable);
    if core.is_empty() {
        core = agreed(&ballot.default, &ballot.precise);
    }
    let (Some(first), Some(last)) = (core.first().copied(), core.last().copied()) else {
        return (0..blocks.len()).filter(|i| ballot.default[*i] || (opinions.default.is_empty() && ballot.readable[*i])).collect();
    };
    (0..blocks.len())
        .filter(|i| match *i {
            i if i < first => ballot.before(i, &blocks[i]),
            i if i <= last => ballot.inside(i, &blocks[i]),
            i => ballot.after(i, &blocks[i]),
        })
        .collect()
}

struct Ballot {
    default: Vec<bool>,
    precise: Vec<bool>,
    readable: Vec<bool>,
}

impl Ballot {
    fn all(&self, i: usize) -> bool {
        self.default[i] && self.precise[i] && self.readable[i]
    }

    /// Both kinds of engine agree.
    fn both(&self, i: usize) -> bool {
        (self.default[i] || self.precise[i]) && self.readable[i]
    }

    /// Both modes of the one engine agree, whatever the other says.
    fn modes(&self, i: usize) -> bool {
        self.default[i] && self.precise[i]
    }

    /// Above the first block on which the engines agree stand deks and first paragraphs, but captions, bylines and menus as well.
    fn before(&self, i: usize, block: &Block) -> bool {
        match block.kind {
            Kind::Caption => false,
            Kind::Heading(_) => self.all(i),
            Kind::Item => self.both(i) || (self.modes(i) && block.is_little_linked() && !block.aside),
            _ => {
                let opens = self.readable[i] && !block.aside && block.words >= 20 && phrases::ends_sentence(&block.text) && block.is_little_linked();
                self.both(i) || (self.modes(i) && block.words >= 12 && !block.aside) || opens
            }
        }
    }

    /// Between the first and the last of them, one engine's word for whole sentences is enough.
    fn inside(&self, i: usize, block: &Block) -> bool {
        match block.kind {
            Kind::Caption => false,
            Kind::Cell => self.default[i] || self.both(i),
            // Headings and items of the text are links on many pages; Readability has looked at what stands around them.
            Kind::Heading(_) | Kind::Item => self.both(i) || ((self.modes(i) || self.readable[i]) && !block.aside),
            Kind::Code => self.both(i) || ((self.modes(i) || (self.readable[i] && block.is_little_linked())) && !block.aside),
            Kind::Paragraph => {
                // Short lines that one engine alone keeps are captions and credits, unless a whole section is kept by it alone.
                let whole = block.words >= 12 || phrases::ends_sentence(&block.text) || self.in_lone_section(i);
                self.both(i) || ((self.modes(i) || (self.readable[i] && whole && block.is_little_linked())) && !block.aside)
            }
        }
    }

    /// Whether this block and two neighbours at least are kept by Readability and by it alone.
    fn in_lone_section(&self, i: usize) -> bool {
        let lone = |at: usize| self.readable.get(at) == Some(&true) && !self.default[at] && !self.precise[at];
        let before = (0..i).rev().take_while(|at| lone(*at)).take(3).count();
        let after = (i + 1..self.readable.len()).take_while(|at| lone(*at)).take(3).count();
        lone(i) && before + after >= 2
    }

    /// Below the last stand tails of lists, and teasers.
    fn after(&self, i: usize, block: &Block) -> bool {
        match block.kind {
            Kind::Caption => false,
            Kind::Heading(_) => self.all(i),
            Kind::Item => self.both(i) || (self.modes(i) && block.is_little_linked() && phrases::ends_sentence(&block.text)),
            _ => {
                let whole = block.words >= 12 && phrases::ends_sentence(&block.text) && !block.aside;
                self.both(i) || (self.modes(i) && whole && block.is_little_linked())
            }
        }
    }
}
