//! The third-party engines: what each takes for the article's text.

use super::blocks;
use crate::editorial::add::contained::contained;
use crate::text::words;
use scraper::Html;
use std::collections::HashSet;
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, FallbackCandidates, HtmlDateMode, Options};

/// What an engine kept, in a form in which blocks of the source can be looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Opinion {
    keys: HashSet<String>,
    shingles: HashSet<u64>,
    pub words: usize,
    /// Each kept block's words, to see what of them the source's blocks do not cover.
    pub blocks: Vec<String>,
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
pub(super) fn ask(html: &str, blocks: &[Vec<String>]) -> Opinions {
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
fn agree(a: &Opinion, b: &Opinion, blocks: &[Vec<String>]) -> bool {
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
            let key = words.join(" ");
            opinion.blocks.push(key.clone());
            opinion.keys.insert(key);
        }
        opinion
    }

    pub fn is_empty(&self) -> bool {
        self.words == 0
    }

    /// Whether the engine kept this block: the whole of it, or 60% of its runs of four words.
    pub fn has(&self, words: &[String]) -> bool {
        if self.keys.contains(&words.join(" ")) {
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
pub(super) fn tokens(text: &str) -> Vec<String> {
    words::words(text).into_iter().map(|r| text[r].to_lowercase()).collect()
}

/// Hashes of each run of four words; of all words where there are fewer.
pub(super) fn shingles(words: &[String]) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let hash = |run: &[String]| {
        // SipHash with fixed keys: the same on every run, and its order is never used.
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    if words.len() < 4 {
        return if words.is_empty() { Vec::new() } else { vec![hash(words)] };
    }
    words.windows(4).map(hash).collect()
}
