//! Word lists of the sub-editor's desk: files in lists/, one word or phrase a line. They are language, not law: a new connective or notice is a line.

use aho_corasick::AhoCorasick;
use std::sync::{LazyLock, OnceLock};

/// A list of words or phrases in small letters or as typed, sorted.
#[derive(Debug)]
pub(super) struct List {
    entries: Vec<&'static str>,
    /// All entries looked for at once; without it, each by itself.
    searcher: OnceLock<Option<AhoCorasick>>,
}

impl List {
    fn of(text: &'static str) -> Self {
        let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        lines.sort_unstable();
        lines.dedup();
        Self { entries: lines, searcher: OnceLock::new() }
    }

    /// Whether this is an entry, letter by letter.
    pub fn has(&self, word: &str) -> bool {
        self.entries.binary_search(&word).is_ok()
    }

    /// The longest entry with which a text begins, not inside a word.
    pub fn opening(&self, text: &str) -> Option<&'static str> {
        self.entries.iter().copied().filter(|entry| text.strip_prefix(entry).is_some_and(|rest| ends(entry, rest))).max_by_key(|entry| entry.len())
    }

    /// Whether an entry stands in a text, not inside a word.
    pub fn is_in(&self, text: &str) -> bool {
        let stands = |entry: &str, at: usize| {
            let begins = !entry.starts_with(char::is_alphanumeric) || !text[..at].ends_with(char::is_alphanumeric);
            begins && ends(entry, &text[at + entry.len()..])
        };
        match self.searcher.get_or_init(|| AhoCorasick::new(&self.entries).ok()) {
            Some(searcher) => searcher.find_overlapping_iter(text).any(|m| stands(self.entries[m.pattern().as_usize()], m.start())),
            None => self.entries.iter().any(|entry| text.match_indices(entry).any(|(at, _)| stands(entry, at))),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().copied()
    }
}

/// Whether an entry ends where a word does.
fn ends(entry: &str, rest: &str) -> bool {
    !entry.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: LazyLock<List> = LazyLock::new(|| List::of(include_str!(concat!("lists/", $file))));)*
    };
}

lists! {
    /// Titles that stand before a name.
    TITLES = "titles.txt";
    /// Callings in small letters: before a name, and with a capital where a sentence begins with one.
    CALLINGS = "callings.txt";
    /// Words of offices and callings that stand before a name with a capital.
    ROLES = "roles.txt";
    /// Words of organisations, places, days and months, and of headlines: a name with one of them is not a person's.
    NOT_PEOPLE = "not_people.txt";
    /// Common nouns that a pronoun can stand for.
    PERSON_NOUNS = "person_nouns.txt";
    /// Verbs that give words to somebody, as they stand in news.
    SPEECH_VERBS = "speech_verbs.txt";
    /// Of these, such as stand before whom they speak to (`told reporters`): behind them no speaker is looked for.
    ADDRESSING_VERBS = "addressing_verbs.txt";
    /// Words that introduce quoted words without saying them: a quotation beside one of these has its owner in the sentence.
    INTRODUCING = "introducing.txt";
    /// Dropped from the front: what follows says the same without them.
    CONNECTIVES = "connectives.txt";
    /// Openings that stand for something said before.
    HANGING_WORDS = "hanging_words.txt";
    /// Openings of two or three words that do.
    HANGING_PHRASES = "hanging_phrases.txt";
    /// Hanging openings that name what they mean behind them (`some of China's labs`).
    NAMED_BEHIND = "named_behind.txt";
    /// Nouns of which there is but one, so that a bare article before them points to nothing said before.
    ONLY_ONES = "only_ones.txt";
    /// Phrases that make a line furniture wherever they stand in it.
    FURNITURE = "furniture.txt";
    /// Phrases that make a short line furniture which addresses its reader, or is hardly a sentence.
    FURNITURE_SHORT = "furniture_short.txt";
    /// Beginnings of short lines that are furniture.
    FURNITURE_OPENINGS = "furniture_openings.txt";
    /// Forms of verbs that make a clause, as they are; others are known by their ends.
    CLAUSE_VERBS = "verbs.txt";
    /// Participles that no ending tells.
    PARTICIPLES = "participles.txt";
    /// Words that keep a clause from standing by itself.
    PRONOUNS = "pronouns.txt";
    /// Words that no phrase of a heading begins or ends with.
    PHRASE_EDGES = "phrase_edges.txt";
}

#[cfg(test)]
mod tests {
    use super::{FURNITURE, FURNITURE_OPENINGS, List, TITLES};

    #[test]
    fn entries_end_where_words_do() {
        let list = List::of("# notes\nshare\nby the way,\n— \n");
        assert!(list.has("share") && !list.has("# notes"));
        assert_eq!((list.opening("share this"), list.opening("shares rose"), list.opening("by the way, it")), (Some("share"), None, Some("by the way,")));
        assert!(list.is_in("to share it") && !list.is_in("market shares"));
    }

    #[test]
    fn the_files_are_read() {
        assert!(TITLES.has("Mr") && FURNITURE.is_in("for more, sign up for our letter") && FURNITURE_OPENINGS.opening("photos: the fair").is_some());
    }
}
