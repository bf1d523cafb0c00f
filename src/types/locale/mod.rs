//! The words of the interface in one language: what a page says beside its stories.

mod plural;

pub use plural::{Plural, form};

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// One interface text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    Plain(String),
    /// A text for each form that the language has for counted things: "one story", "two stories".
    Counted(BTreeMap<Plural, String>),
    /// Names in their order, as the months from January.
    List(Vec<String>),
}

/// The interface texts of a language, by key. Placeholders stand in braces: `{n}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// A BCP 47 tag; its first part decides the plural forms.
    language: String,
    /// Asked for a hundred times a page.
    phrases: HashMap<String, Phrase>,
    /// In their order.
    keys: Vec<String>,
}

impl Locale {
    #[must_use]
    pub fn new(language: &str, phrases: BTreeMap<String, Phrase>) -> Self {
        Self { language: language.to_owned(), keys: phrases.keys().cloned().collect(), phrases: phrases.into_iter().collect() }
    }

    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Phrase> {
        self.phrases.get(key)
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The text under a key as it stands, its placeholders not filled; nothing where there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        match self.phrases.get(key) {
            Some(Phrase::Plain(text)) => text,
            Some(Phrase::Counted(forms)) => forms.get(&Plural::Other).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The name at a place of a list, from 0: a month, a weekday.
    #[must_use]
    pub fn item(&self, key: &str, at: usize) -> &str {
        match self.phrases.get(key) {
            Some(Phrase::List(names)) => names.get(at).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The text under a key with its placeholders filled. A placeholder that nobody gave a value for stays as it is.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// The text for a number of things, with the number in the place of `{n}`.
    #[must_use]
    pub fn count(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        let text = match self.phrases.get(key) {
            Some(Phrase::Counted(forms)) => forms.get(&form(&self.language, n)).or_else(|| forms.get(&Plural::Other)).map_or("", String::as_str),
            _ => self.text(key),
        };
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        fill(text, &all)
    }

    /// A number with its thousands apart, as the language writes them.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let between = self.text("thousands");
        if digits.len() <= 3 || between.is_empty() {
            return digits;
        }
        let mut out = String::with_capacity(digits.len() + 4);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(between);
            }
            let _ = write!(out, "{digit}");
        }
        out
    }

    /// A quotation in the marks of the language; marks inside it become those for a quotation in a quotation.
    #[must_use]
    pub fn quote(&self, text: &str) -> String {
        let mark = |at: usize| self.item("quotes", at);
        let mut out = String::with_capacity(text.len() + 8);
        out.push_str(mark(0));
        let mut rest = text;
        while let Some((at, found)) = rest.char_indices().find(|(_, c)| !c.is_ascii() && matches!(c, '“' | '„' | '«' | '”' | '»')) {
            out.push_str(&rest[..at]);
            out.push_str(mark(if matches!(found, '”' | '»') { 3 } else { 2 }));
            rest = &rest[at + found.len_utf8()..];
        }
        out.push_str(rest);
        out.push_str(mark(1));
        out
    }
}

/// The names between braces.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        names.push(name);
        rest = after;
    }
    names
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else {
            out.push_str(&rest[open..]);
            return out;
        };
        match values.iter().find(|(name, _)| *name == &after[..close]) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..open + close + 2]),
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Locale, Phrase, Plural};
    use std::collections::BTreeMap;

    #[test]
    fn texts_are_filled_counted_and_quoted() {
        let counted = |pairs: &[(Plural, &str)]| Phrase::Counted(pairs.iter().map(|(p, t)| (*p, (*t).to_owned())).collect());
        let phrases = BTreeMap::from([
            ("stories".to_owned(), counted(&[(Plural::One, "{n} story"), (Plural::Other, "{n} stories")])),
            ("by".to_owned(), Phrase::Plain("By {name}, {unknown}".to_owned())),
            ("thousands".to_owned(), Phrase::Plain(",".to_owned())),
            ("quotes".to_owned(), Phrase::List(["“", "”", "‘", "’"].map(str::to_owned).to_vec())),
        ]);
        let locale = Locale::new("en", phrases);
        assert_eq!([locale.count("stories", 1, &[]), locale.count("stories", 12_345, &[])], ["1 story", "12,345 stories"]);
        assert_eq!(locale.say("by", &[("name", "A {x}")]), "By A {x}, {unknown}");
        assert_eq!(locale.quote("“No,” she said"), "“‘No,’ she said”");
        assert_eq!(locale.text("nothing"), "");
    }
}
