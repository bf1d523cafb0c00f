//! What a person's name looks like.

use crate::editorial::compose::lists::{CALLINGS, NOT_PEOPLE, ROLES, TITLES};
use crate::text::words;
use regex::Regex;
use std::sync::LazyLock;

/// Two to four capitalised words, as names are written; particles and initials inside.
pub(super) const NAME: &str =
    r"[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:[A-Z]\.|(?:van|von|de|der|den|del|della|bin|al|el|la|le|di|da|dos|al-)(?: |$)?|[A-Z][\w’'-]*))* [A-Z][\w’-]*[a-z]";

/// The same, as it stands in running text, where nothing else tells that it is a name.
static FULL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[A-Z][a-z’'-]+(?: (?:[A-Z]\.|van|von|de|der|del|bin|al|el|la|le|di|da))*(?: [A-Z][a-zA-Z’-]*[a-z]){1,2}\b").ok());

/// A name as of a person, without its title; `None` where one of its words is none of a person's.
pub(super) fn person(name: &str) -> Option<String> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let mut parts: Vec<&str> = name.split(' ').collect();
    while parts.len() > 1 && (TITLES.has(parts[0]) || ROLES.has(parts[0])) {
        parts.remove(0);
    }
    // `Linguist Pavel Oduya`: a capital for the sentence's sake.
    if parts.len() > 2 && is_calling(parts[0]) {
        parts.remove(0);
    }
    let fits = (2..=4).contains(&parts.len())
        && parts.iter().all(|p| !NOT_PEOPLE.has(p) && !words::is_stop_word(&p.to_lowercase()))
        && parts.iter().all(|p| !ROLES.has(p));
    fits.then(|| parts.join(" "))
}

/// Whether a word says what somebody's work is.
pub(super) fn is_calling(word: &str) -> bool {
    CALLINGS.has(&word.to_lowercase())
}

/// The names of people in a text, each as often as it stands there.
pub(super) fn full(text: &str) -> Vec<String> {
    FULL.as_ref().map_or_else(Vec::new, |regex| regex.find_iter(text).filter_map(|m| person(m.as_str())).collect())
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use regex::Regex;

    #[test]
    fn names_are_names() {
        let whole = Regex::new(&format!("^{NAME}$")).unwrap();
        for text in ["Ada Lorne", "Ludwig van Beethoven", "J’Nai Bridges", "John F. Kennedy"] {
            assert!(whole.is_match(text), "{text}");
        }
    }
}
