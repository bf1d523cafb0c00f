//! The third-party engines: what each takes for the article's text.

use super::blocks;
use crate::editorial::add::contained::contained;
use crate::text::words;
use scraper::Html;
use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, FallbackCandidates, HtmlDateMode, Options};

/// A word in lower case, as a number: texts are compared word by word a hundred thousand times a page, and never read.
pub(super) type Token = u64;

/// What an engine kept, in a form in which blocks of the source can be looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Opinion {
    /// A number for the words of each block.
    wholes: HashSet<u64, AsItIs>,
    shingles: HashSet<u64, AsItIs>,
    pub words: usize,
}

/// The engines' opinions, each empty where the engine found nothing or failed.
pub(super) struct Opinions {
    /// trafilatura, default.
    pub default: Opinion,
    /// trafilatura, in its precision mode; the default's opinion on pages on which the other two agree.
    pub precise: Opinion,
    /// dom_smoothie, after Mozilla's Readability.
    pub readable: Opinion,
}

/// Asks the engines what of these blocks, the words of each, they take for the article's.
pub(super) fn ask(html: &str, blocks: &[Vec<Token>]) -> Opinions {
    let readable = contained(|| {
        let config = dom_smoothie::Config { max_elements_to_parse: 60_000, ..dom_smoothie::Config::default() };
        dom_smoothie::Readability::new(html, None, Some(config)).ok()?.parse().ok().map(|a| a.content.to_string())
    });
    // Parsed once for both modes of trafilatura, which looks at Readability's result where its own is thin: it need not run one of its own.
    let page = contained(|| Some(Document::parse(html)));
    let candidates = readable.as_ref().map(|html| {
        let mut candidates = FallbackCandidates::default();
        candidates.readability_html = Some(html.clone());
        candidates
    });
    let trafilatura = |focus| {
        let mut options = Options::default().with_focus(focus).with_exclude_comments(true).with_links(true).with_fallback(true);
        options.fallback_candidates.clone_from(&candidates);
        options.html_date_mode = HtmlDateMode::Disabled;
        let html = contained(|| trafilatura::extract_document(page.as_ref()?.clone_document(), &options).ok().map(|r| r.content_html));
        html.map(|html| Opinion::of(&html)).unwrap_or_default()
    };
    let default = trafilatura(ExtractionFocus::Balanced);
    let readable = readable.map(|html| Opinion::of(&html)).unwrap_or_default();
    // The third opinion costs as much as the first, and changes nothing where these two agree: four pages of five.
    let precise = if agree(&default, &readable, blocks) { default.clone() } else { trafilatura(ExtractionFocus::FavorPrecision) };
    Opinions { default, precise, readable }
}

/// Whether seven tenths of the words that either kept were kept by both.
fn agree(a: &Opinion, b: &Opinion, blocks: &[Vec<Token>]) -> bool {
    let (mut either, mut both) = (0_usize, 0_usize);
    for words in blocks {
        let (by_a, by_b) = (a.has(words), b.has(words));
        either += if by_a || by_b { words.len() } else { 0 };
        both += if by_a && by_b { words.len() } else { 0 };
    }
    both > 0 && both * 10 >= either * 7
}

impl Opinion {
    fn of(html: &str) -> Self {
        let page = Html::parse_document(html);
        let mut opinion = Opinion::default();
        for block in blocks::read_plain(page.root_element()).blocks {
            let words = tokens(&block.text);
            opinion.words += words.len();
            opinion.shingles.extend(shingles(&words));
            opinion.wholes.insert(run(&words));
        }
        opinion
    }

    pub fn is_empty(&self) -> bool {
        self.words == 0
    }

    /// Whether the engine kept this block: the whole of it, or 60% of its runs of four words.
    pub fn has(&self, words: &[Token]) -> bool {
        if self.wholes.contains(&run(words)) {
            return true;
        }
        let mut all = 0_usize;
        let mut hit = 0_usize;
        for shingle in shingles(words) {
            all += 1;
            hit += usize::from(self.shingles.contains(&shingle));
        }
        // A short block that stands inside a longer one of the engine is no proof of anything.
        words.len() >= 4 && hit * 10 >= all * 6
    }
}

/// The words of a text in lower case, without their marks.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    words::words(text).into_iter().map(|r| token(&text[r])).collect()
}

fn token(word: &str) -> Token {
    let lower = |sum: u64, c: char| mixed(sum, u64::from(u32::from(c)));
    if word.is_ascii() {
        return word.bytes().fold(START, |sum, b| lower(sum, char::from(b.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(START, lower)
}

/// A number for each run of four words; for all words where there are fewer.
pub(super) fn shingles(words: &[Token]) -> Vec<u64> {
    if words.len() < 4 {
        return if words.is_empty() { Vec::new() } else { vec![run(words)] };
    }
    words.windows(4).map(run).collect()
}

/// A number for words in this order.
fn run(words: &[Token]) -> u64 {
    words.iter().fold(START, |sum, word| mixed(sum, *word))
}

const START: u64 = 0x9e37_79b9_7f4a_7c15;

/// One more number taken into a sum that depends on the order: both halves of the product of 128 bits, as in wyhash. The same on every run and machine.
fn mixed(sum: u64, next: u64) -> u64 {
    let product = u128::from(sum ^ next) * 0xd6e8_feb8_6659_fd93_u128;
    let (low, high) = (product as u64, (product >> 64) as u64);
    (low ^ high).wrapping_add(START)
}

/// The place of a number in a set by the number itself, which is a hash already.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs;

#[derive(Clone, Copy, Debug, Default)]
struct Place(u64);

impl BuildHasher for AsItIs {
    type Hasher = Place;

    fn build_hasher(&self) -> Place {
        Place::default()
    }
}

impl Hasher for Place {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, b| mixed(sum, u64::from(*b)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
