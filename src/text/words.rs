//! Words of a text: letters and digits with the marks that belong inside (`Kimi-K2`, `O'Neill`, `U.S.`, `1,500`, `R&D`).

use super::spelling::american;
use rust_stemmers::{Algorithm, Stemmer};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

/// The words of a text as ranges, in order. Signs that change a number's meaning (`$`, `%`) are not part of them.
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 5 + 2);
    let mut start: Option<usize> = None;
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        // Most of a text is plain words with a space between them: they need no decoding.
        if b.is_ascii_alphanumeric() {
            let mut from = start.unwrap_or(at);
            loop {
                at = plain_end(bytes, at);
                if bytes.get(at) != Some(&b' ') || !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
                    break;
                }
                out.push(from..at);
                at += 1;
                from = at;
            }
            start = Some(from);
            before = Some(char::from(bytes[at - 1]));
            continue;
        }
        // A mark inside a word has a letter or figure behind it.
        let ends = || bytes.get(at + 1).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric());
        if b.is_ascii() && (!matches!(b, b'\'' | b'-' | b'&' | b'.' | b',') || ends()) {
            out.extend(start.take().map(|s| s..at));
            before = Some(char::from(b));
            at += 1;
            continue;
        }
        let mut chars = text[at..].chars();
        let Some(c) = chars.next() else { break };
        let next = chars.next();
        let belongs = if c.is_alphanumeric() {
            !is_ideograph(c)
        } else {
            // A mark inside a word: something stands before it in this word and a letter or digit behind it.
            start.is_some() && next.is_some_and(|n| n.is_alphanumeric() && !is_ideograph(n)) && is_inner(c, before, next)
        };
        if belongs {
            start.get_or_insert(at);
        } else {
            out.extend(start.take().map(|s| s..at));
            // Scripts without spaces: each character counts as a word.
            if is_ideograph(c) {
                out.push(at..at + c.len_utf8());
            }
        }
        before = Some(c);
        at += c.len_utf8();
    }
    out.extend(start.map(|s| s..text.len()));
    out
}

/// Where a run of plain letters and figures ends that begins here.
pub(crate) fn plain_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|b| !PLAIN[usize::from(*b)]).map_or(bytes.len(), |length| from + length)
}

/// Letters and figures of ASCII.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut at = 0_u8;
    while at < 128 {
        plain[at as usize] = at.is_ascii_alphanumeric();
        at += 1;
    }
    plain
};

fn is_inner(c: char, before: Option<char>, next: Option<char>) -> bool {
    match c {
        '\'' | '’' | '-' | '‑' | '&' | '·' => true,
        '.' | ',' => {
            let digits = before.is_some_and(|b| b.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
            // U.S, e.g, Z.ai: a dot between letters that is no end of a sentence.
            let letters = c == '.' && before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
            digits || letters
        }
        _ => false,
    }
}

/// Chinese and Japanese characters, which stand without spaces between words.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// How many words a text has, as readers and word budgets count them: runs between white space, and each ideograph.
#[must_use]
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut runs, mut inside, mut at) = (0, false, 0);
    while let Some(&b) = bytes.get(at) {
        let (space, length) = match b {
            b'\t'..=b'\r' | b' ' => (true, 1),
            // White space and ideographs beyond ASCII begin with these bytes alone.
            0xc2 | 0xe1.. => match text[at..].chars().next() {
                Some(c) if is_ideograph(c) => return count_of_scripts(text),
                Some(c) => (c.is_whitespace(), c.len_utf8()),
                None => break,
            },
            _ => (false, 1),
        };
        runs += usize::from(!inside && !space);
        inside = !space;
        at += length;
    }
    runs
}

/// [`count`] where ideographs are among them.
fn count_of_scripts(text: &str) -> usize {
    text.split_whitespace().map(|w| w.chars().filter(|c| is_ideograph(*c)).count().max(1)).sum()
}

thread_local! {
    static ENGLISH: OnceCell<Stemmer> = const { OnceCell::new() };
    /// Words as they were asked for, and their stems: a text has few different ones.
    static STEMS: RefCell<HashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Stems that a thread keeps, at most; then it begins anew. A few megabytes.
const STEMS_KEPT: usize = 1 << 16;

/// The English Snowball stem of a word, lower-cased first, the same for its British and its American spelling.
#[must_use]
pub fn stem(word: &str) -> String {
    STEMS.with_borrow_mut(|stems| {
        if let Some(known) = stems.get(word) {
            return known.to_string();
        }
        let stem = stem_as_written(&american(&word.to_lowercase()));
        if stems.len() == STEMS_KEPT {
            stems.clear();
        }
        stems.insert(word.into(), stem.as_str().into());
        stem
    })
}

/// The English Snowball stem of a word in small letters, in the spelling in which it stands.
#[must_use]
pub fn stem_as_written(lower: &str) -> String {
    ENGLISH.with(|s| s.get_or_init(|| Stemmer::create(Algorithm::English)).stem(lower).into_owned())
}

/// English words that carry no content by themselves.
#[must_use]
pub fn is_stop_word(lower: &str) -> bool {
    STOP_WORDS.binary_search(&lower).is_ok()
}

/// All of [`is_stop_word`], sorted.
#[must_use]
pub fn stop_words() -> &'static [&'static str] {
    STOP_WORDS
}

/// The text with its first letter as a capital.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Sorted, for binary search.
static STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "aren't",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "hadn't",
    "has",
    "hasn't",
    "have",
    "haven't",
    "having",
    "he",
    "he'd",
    "he'll",
    "he's",
    "her",
    "here",
    "here's",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "how's",
    "however",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "it's",
    "its",
    "itself",
    "just",
    "let's",
    "may",
    "me",
    "might",
    "more",
    "most",
    "must",
    "mustn't",
    "my",
    "myself",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "same",
    "shall",
    "shan't",
    "she",
    "she'd",
    "she'll",
    "she's",
    "should",
    "shouldn't",
    "so",
    "some",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they'd",
    "they'll",
    "they're",
    "they've",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "wasn't",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "were",
    "weren't",
    "what",
    "what's",
    "when",
    "when's",
    "where",
    "where's",
    "which",
    "while",
    "who",
    "who's",
    "whom",
    "whose",
    "why",
    "why's",
    "will",
    "with",
    "within",
    "without",
    "won't",
    "would",
    "wouldn't",
    "yet",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

#[cfg(test)]
mod tests {
    use super::{STOP_WORDS, count, is_ideograph, is_inner, stem, words};
    use proptest::prelude::*;
    use std::ops::Range;

    /// The definition character by character, without the short ways for plain letters.
    fn plainly(text: &str) -> Vec<Range<usize>> {
        let (mut out, mut start, mut before) = (Vec::new(), None, None);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, n)| *n);
            let mark = || start.is_some() && next.is_some_and(|n| n.is_alphanumeric() && !is_ideograph(n)) && is_inner(c, before, next);
            let belongs = if c.is_alphanumeric() { !is_ideograph(c) } else { mark() };
            if belongs {
                start.get_or_insert(at);
            } else {
                out.extend(start.take().map(|s| s..at));
                out.extend(is_ideograph(c).then(|| at..at + c.len_utf8()));
            }
            before = Some(c);
        }
        out.extend(start.map(|s| s..text.len()));
        out
    }

    proptest! {
        #[test]
        fn words_are_counted_as_they_are_defined(text in "[a-zé .,’—東京\\u{a0}\\u{85}\\u{2003}\\u{3000}\\t\n𠀀]{0,40}", any in any::<String>()) {
            for text in [text, any] {
                prop_assert_eq!(count(&text), super::count_of_scripts(&text));
            }
        }

        #[test]
        fn the_short_ways_find_the_same_words(text in "[ a-dA-D0-9.,'’\\-‑&·$%()“”人é\u{ad}\n]{0,40}", any in ".{0,30}") {
            prop_assert_eq!(words(&text), plainly(&text));
            prop_assert_eq!(words(&any), plainly(&any));
        }
    }

    fn list(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn words_keep_their_inner_marks() {
        assert_eq!(list("Kimi-K2, O'Neill's R&D: $1,500.50 in the U.S. — Z.ai."), ["Kimi-K2", "O'Neill's", "R&D", "1,500.50", "in", "the", "U.S", "Z.ai"]);
        assert_eq!(list("人工 AI"), ["人", "工", "AI"]);
        assert_eq!(count("one two  人工"), 4);
    }

    #[test]
    fn stop_words_are_sorted_and_stems_are_stems() {
        assert!(STOP_WORDS.is_sorted());
        assert_eq!(stem("Companies"), stem("company"));
    }
}
