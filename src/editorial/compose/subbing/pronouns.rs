//! Words that mean the writer, the reader, or somebody whom the sentence does not name.

use crate::editorial::compose::lists::PERSON_NOUNS;
use crate::text::words;

/// First or second person in our own voice.
pub(super) fn speaks_of_self(bare: &str) -> bool {
    words::words(bare).into_iter().any(|r| {
        let word = bare[r].replace('’', "'");
        let head = word.split('\'').next().unwrap_or("");
        if word == "US" || word == "U.S" {
            return false;
        }
        matches!(head, "I" | "My" | "Me" | "Mine")
            || matches!(
                head.to_lowercase().as_str(),
                "we" | "our" | "us" | "ours" | "my" | "me" | "myself" | "you" | "your" | "yours" | "ourselves" | "yourself"
            )
            || matches!(head.to_lowercase().as_str(), "let" if word.eq_ignore_ascii_case("let's"))
    })
}

/// A `he` or `she` before which the sentence names nobody.
pub(super) fn names_nobody(bare: &str) -> bool {
    let ranges = words::words(bare);
    let at = ranges.iter().position(|r| matches!(bare[r.clone()].to_lowercase().split(['\'', '’']).next(), Some("he" | "she" | "his" | "her" | "him")));
    let Some(at) = at else { return false };
    // The first word's capital says nothing, unless another capital follows it.
    let capital = |r: &std::ops::Range<usize>| bare[r.clone()].starts_with(char::is_uppercase);
    let named = ranges[..at].iter().enumerate().any(|(n, r)| n > 0 && capital(r));
    let first_names = ranges.first().is_some_and(|r| capital(r) && !words::is_stop_word(&bare[r.clone()].to_lowercase()));
    let noun = ranges[..at].iter().any(|r| PERSON_NOUNS.has(&bare[r.clone()].to_lowercase()));
    let known = named || noun || (first_names && at > 1);
    !known
}
