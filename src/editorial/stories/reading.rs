//! An article as grouping reads it: its terms with how much they are used, its words for telling copies, its day.

use super::background::Language;
use super::copies::{Words, prints};
use super::hashing::{self, Keyed};
use super::junk;
use super::tuning::Tuning;
use crate::text::markdown::{fold_space, plain};
use crate::text::words::{is_ideograph, is_stop_word, stem, words};
use crate::types::ArticleFile;
use rust_stemmers::Stemmer;
use std::cell::RefCell;
use std::ops::Range;

/// What stands before the first word of a sentence.
const STARTS: [char; 11] = ['.', '!', '?', ':', '…', '\n', '"', '“', '„', '«', '‘'];

/// From this share of capitalised words on, capitals say nothing about names: a headline in Title Case.
const TITLE_CASE: f32 = 0.6;

/// A term of an article.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Hash of the stem.
    pub key: u64,
    /// 1 + ln of its weighted count.
    pub frequency: f32,
    /// Where it stands in [`Reading::text`] as people should see it.
    pub form: Range<u32>,
    pub written: Written,
}

/// How a word is written, from what tells least about its capitals to what tells most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Written {
    /// With a capital that says nothing: at the start of a sentence, or in Title Case.
    AtStart,
    Small,
    /// With a capital in running text.
    Name,
}

impl Written {
    /// The one of that number.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        [Self::AtStart, Self::Small, Self::Name].into_iter().find(|w| *w as u8 == number)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Title and as much of the body as terms come from.
    pub text: String,
    /// In the order of their first places.
    pub terms: Vec<Term>,
    /// Why it is no article, for people.
    pub junk: Option<&'static str>,
    /// Words of the body.
    pub length: u32,
    /// Winnowed hashes of the body's word runs, for finding copies.
    pub prints: Vec<u32>,
}

/// By the hash of a word as it is written: the key of its stem, `None` for a word that says nothing.
type Memo = Keyed<u64, Option<u64>>;

thread_local! {
    /// English words met before: nearly all of a text. It only saves work.
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// So many words are remembered; then all are forgotten, so that numbers and names of years do not pile up.
const REMEMBERED: usize = 1 << 18;

/// Reads an article.
pub(super) fn read(file: &ArticleFile) -> Reading {
    MEMO.with_borrow_mut(|memo| {
        if memo.len() > REMEMBERED {
            memo.clear();
        }
        read_with(file, memo)
    })
}

fn read_with(file: &ArticleFile, memo: &mut Memo) -> Reading {
    let (article, tuning) = (&file.article, Tuning::get());
    let title = fold_space(&article.title);
    let body = plain(&article.body);
    let body_words = words(&body);
    let junk = junk::reason(&title, &body, body_words.len());
    let copied = Words::of(&body, &body_words);
    let reach = body_words.get(tuning.body_words).map_or(body.len(), |w| w.start);
    let offset = title.len() + 1;
    let text = format!("{title}\n{}", &body[..reach]);
    let mut counter =
        Counter { text: &text, terms: Vec::new(), places: Keyed::with_capacity_and_hasher(512, Default::default()), language: None, stemmer: None, memo };
    let title_words = words(&title);
    let shifted: Vec<_> = body_words[..body_words.len().min(tuning.body_words)].iter().map(|w| w.start + offset..w.end + offset).collect();
    counter.language = match &article.language {
        Some(tag) => Language::of_tag(tag),
        None => counter.guess(title_words.iter().chain(&shifted)),
    };
    counter.stemmer = counter.language.and_then(Language::algorithm).map(Stemmer::create);
    counter.field(&title_words, tuning.title, 0);
    counter.field(&shifted, 1.0, tuning.lead_words);
    let terms = counter.terms.into_iter().map(|t| Term { frequency: 1.0 + t.frequency.ln(), ..t }).collect();
    let length = u32::try_from(body_words.len()).unwrap_or(u32::MAX);
    Reading { terms, junk, length, prints: prints(&copied), text }
}

struct Counter<'a> {
    text: &'a str,
    terms: Vec<Term>,
    places: Keyed<u64, usize>,
    /// `None` is English, and every language that is not known.
    language: Option<&'static Language>,
    stemmer: Option<Stemmer>,
    memo: &'a mut Memo,
}

impl Counter<'_> {
    /// The language of a text that does not say it: English, unless its commonest words are hardly there.
    fn guess<'w>(&self, all: impl Iterator<Item = &'w Range<usize>>) -> Option<&'static Language> {
        let some: Vec<String> = all.take(120).map(|w| self.text[w.clone()].to_lowercase()).collect();
        let english = some.iter().filter(|w| is_stop_word(w)).count();
        if english * 6 >= some.len() { None } else { Language::guessed(&some, english).filter(|_| some.len() >= 6) }
    }

    /// Counts the words of the title or of the body, each for `worth`.
    fn field(&mut self, all: &[Range<usize>], worth: f32, lead: usize) {
        let capitals = all.iter().filter(|w| is_capitalised(&self.text[(*w).clone()])).count();
        // The counts are below the number of words of a text, far below what f32 holds.
        let title_case = capitals as f32 >= TITLE_CASE * all.len() as f32;
        let mut before: Option<Range<usize>> = None;
        let mut end = None;
        for (at, word) in all.iter().enumerate() {
            let worth = if at < lead { Tuning::get().lead } else { worth };
            let given = &self.text[word.clone()];
            let first = given.chars().next().unwrap_or(' ');
            let starts = end.replace(word.end).is_none_or(|end| self.text[end..word.start].contains(STARTS));
            if is_ideograph(first) {
                // Words of scripts without spaces are found by their pairs of characters.
                if let Some(left) = before.take().filter(|b| b.end == word.start) {
                    self.count(&self.text[left.start..word.end], left.start..word.end, worth, Written::Small);
                }
                before = Some(word.clone());
                continue;
            }
            before = None;
            if is_hangul(first) {
                self.pairs(word, worth);
                continue;
            }
            let mut start = word.start;
            for part in given.split(['-', '‑']) {
                let range = start..start + part.len();
                start = range.end + self.text[range.end..].chars().next().map_or(0, char::len_utf8);
                if !part.is_empty() {
                    let written = match is_capitalised(part) {
                        false => Written::Small,
                        true if title_case || (starts && range.start == word.start) => Written::AtStart,
                        true => Written::Name,
                    };
                    self.word(part, range, worth, title_case, written);
                }
            }
        }
    }

    /// Korean words carry their particles with them: pairs of syllables find them whatever the ending.
    fn pairs(&mut self, word: &Range<usize>, worth: f32) {
        let given = &self.text[word.clone()];
        let starts: Vec<usize> = given.char_indices().map(|(at, _)| at).chain([given.len()]).collect();
        for pair in starts.windows(3) {
            self.count(&given[pair[0]..pair[2]], word.start + pair[0]..word.start + pair[2], worth, Written::Small);
        }
    }

    /// The first word of a sentence weighs like a name where it has a capital: names begin sentences more often than other words that say something.
    fn word(&mut self, part: &str, range: Range<usize>, worth: f32, title_case: bool, written: Written) {
        let bare = part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")).unwrap_or(part);
        let range = range.start..range.start + bare.len();
        let worth = if !title_case && is_capitalised(bare) { worth * Tuning::get().name } else { worth };
        // The country and the pronoun differ in their capitals alone.
        if matches!(bare, "US" | "U.S" | "USA" | "U.S.A") {
            return self.add(hashing::of("u.s"), range, worth, Written::Name);
        }
        self.count(bare, range, worth, written);
    }

    fn count(&mut self, given: &str, range: Range<usize>, worth: f32, written: Written) {
        if let Some(key) = self.key(given) {
            self.add(key, range, worth, written);
        }
    }

    /// The key of a word's stem.
    fn key(&mut self, given: &str) -> Option<u64> {
        if let Some(language) = self.language {
            let lower = given.to_lowercase();
            let empty = language.function_words.contains(lower.as_str()) || lower.chars().nth(1).is_none();
            return (!empty).then(|| self.stemmer.as_ref().map_or_else(|| hashing::of(&lower), |s| hashing::of(&s.stem(&lower))));
        }
        *self.memo.entry(hashing::of(given)).or_insert_with(|| english_key(&given.to_lowercase()))
    }

    fn add(&mut self, key: u64, range: Range<usize>, worth: f32, written: Written) {
        let at = *self.places.entry(key).or_insert(self.terms.len());
        match self.terms.get_mut(at) {
            Some(term) => {
                term.frequency += worth;
                if written > term.written {
                    (term.form, term.written) = (short(&range), written);
                }
            }
            None => self.terms.push(Term { key, frequency: worth, form: short(&range), written }),
        }
    }
}

/// The key of an English word's stem.
fn english_key(lower: &str) -> Option<u64> {
    let single = lower.chars().nth(1).is_none() && !lower.starts_with(|c: char| c.is_ascii_digit());
    let straight = lower.replace('’', "'").replace('.', if lower.starts_with(|c: char| c.is_ascii_digit()) { "." } else { "" });
    (!single && !is_stop_word(&straight) && !is_filler(&straight)).then(|| hashing::of(&stem(&straight)))
}

fn short(range: &Range<usize>) -> Range<u32> {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    short(range.start)..short(range.end)
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Words of the trade: they stand in news of everything.
fn is_filler(lower: &str) -> bool {
    FILLER.binary_search(&lower).is_ok()
}

/// Sorted, for binary search.
static FILLER: &[&str] = &[
    "according",
    "breaking",
    "cnn",
    "com",
    "day",
    "exclusive",
    "get",
    "gets",
    "getty",
    "got",
    "just",
    "like",
    "live",
    "make",
    "makes",
    "making",
    "may",
    "might",
    "monday",
    "new",
    "news",
    "now",
    "one",
    "people",
    "photo",
    "photos",
    "read",
    "report",
    "reported",
    "reportedly",
    "reporter",
    "reports",
    "reuters",
    "said",
    "saturday",
    "say",
    "saying",
    "says",
    "see",
    "still",
    "story",
    "sunday",
    "take",
    "thursday",
    "time",
    "told",
    "tuesday",
    "two",
    "update",
    "updated",
    "video",
    "videos",
    "watch",
    "wednesday",
    "week",
    "will",
    "www",
    "year",
    "years",
];
