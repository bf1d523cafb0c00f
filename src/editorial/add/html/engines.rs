//! The third-party engines: what each takes for the article's text.

use super::blocks;
use crate::text::words;
use scraper::Html;
use std::collections::HashSet;
use trafilatura::{ExtractionFocus, Options};

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
    /// trafilatura, in its precision mode.
    pub precise: Opinion,
    /// dom_smoothie, after Mozilla's Readability.
    pub readable: Opinion,
}

/// Asks all engines.
pub(super) fn ask(html: &str) -> Opinions {
    let trafilatura = |focus| {
        let options = Options::default().with_focus(focus).with_exclude_comments(true).with_links(true).with_fallback(true);
        contained(|| trafilatura::extract(html, &options).ok().map(|r| r.content_html))
    };
    let readable = contained(|| {
        let mut engine =
            dom_smoothie::Readability::new(html, None, Some(dom_smoothie::Config { max_elements_to_parse: 60_000, ..dom_smoothie::Config::default() })).ok()?;
        engine.parse().ok().map(|a| a.content.to_string())
    });
    Opinions { default: trafilatura(ExtractionFocus::Balanced), precise: trafilatura(ExtractionFocus::FavorPrecision), readable }
}

/// Runs an engine. A page that makes it panic is a page on which it has no opinion: the others go on.
fn contained(engine: impl FnOnce() -> Option<String>) -> Opinion {
    crate::editorial::add::contained(engine).map(|html| Opinion::of(&html)).unwrap_or_default()
}

impl Opinion {
    fn of(html: &str) -> Self {
        let page = Html::parse_document(html);
        let mut opinion = Opinion::default();
        for block in blocks::read(page.root_element(), None).blocks {
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
