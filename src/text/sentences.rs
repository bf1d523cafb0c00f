//! Where sentences begin and end.
//!
//! The crate `sentencex` splits by the rules of a language; after it, own rules mend what it takes for an end: abbreviations before a name or
//! a weekday (`5 p.m. Tuesday`), initials, and closing quotation marks that it leaves behind.

use sentencex::languages::{English, Language as _};
use std::ops::Range;

/// Bytes of a paragraph that are looked at in one go: the splitter takes the square of their number where all of them are quotation marks.
/// The longest paragraphs of the press have a quarter of it.
const LONGEST_PARAGRAPH: usize = 16 * 1024;

/// The sentences of one paragraph as ranges without the white space around them.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut add = |piece: &str| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let range = trim(text, start..start + piece.len());
        if range.is_empty() {
            return;
        }
        match out.last_mut() {
            Some(last) if belongs_before(&text[last.clone()], &text[range.clone()]) => last.end = range.end,
            _ => out.push(range),
        }
    };
    for part in parts(text) {
        match plain_pieces(part) {
            Some(pieces) => pieces.into_iter().for_each(&mut add),
            None => sentencex::segment("en", part).into_iter().for_each(&mut add),
        }
    }
    out
}

/// What the splitter gives for a paragraph in which each dot is judged by what stands around it alone, as in most: no lists, brackets, addresses or straight
/// marks, and no end of a sentence between quotation marks. `None` for any other.
fn plain_pieces(text: &str) -> Option<Vec<&str>> {
    let bytes = text.as_bytes();
    // Longer ones are cut by the splitter first.
    if bytes.len() > 10 * 1024 {
        return None;
    }
    let mut pieces = Vec::with_capacity(bytes.len() / 60 + 1);
    let (mut start, mut quoted, mut at) = (0, false, 0);
    // Whether a plain letter or figure stands before a byte.
    let is_word = |at: usize| at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    while let Some(length) = bytes[at..].iter().position(|b| !GOES_ON[usize::from(*b)]) {
        at += length;
        match bytes[at] {
            b'.' | b'!' | b'?' => {
                // Several in a row, also with spaces between them, count as one.
                let after = bytes[at + 1..].iter().find(|b| **b != b' ');
                if quoted || matches!(after, Some(b'.' | b'!' | b'?')) {
                    return None;
                }
                if let Some(end) = (English {}).find_boundary(text, at, at + 1).filter(|end| *end > start) {
                    pieces.push(&text[start..end]);
                    start = end;
                }
            }
            // “ and ”, one after the other.
            0xe2 if bytes[at..].starts_with("“".as_bytes()) && !quoted => (quoted, at) = (true, at + 2),
            0xe2 if bytes[at..].starts_with("”".as_bytes()) && quoted => (quoted, at) = (false, at + 2),
            // An apostrophe inside a word, or a dash.
            0xe2 if ["’", "–", "—"].iter().any(|mark| bytes[at..].starts_with(mark.as_bytes())) => {
                if bytes[at + 2] == 0x99 && !(is_word(at) && bytes.get(at + 3).is_some_and(u8::is_ascii_alphanumeric)) {
                    return None;
                }
                at += 2;
            }
            b'\'' if is_word(at) && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            // Letters with accents, of Latin alphabets.
            0xc3..=0xc5 if bytes[at + 1] != 0x97 && bytes[at + 1] != 0xb7 || bytes[at] != 0xc3 => at += 1,
            _ => return None,
        }
        at += 1;
    }
    if quoted {
        return None;
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    Some(pieces)
}

/// What neither ends a sentence nor could keep one from ending.
static GOES_ON: [bool; 256] = {
    let mut goes_on = [false; 256];
    let (mut at, marks) = (0, b" ,;:-$%&");
    while at < 128 {
        goes_on[at] = (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    at = 0;
    while at < marks.len() {
        goes_on[marks[at] as usize] = true;
        at += 1;
    }
    goes_on
};

/// A paragraph in parts of bearable length, divided at white space where there is any.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match rest.len() {
            0 => return None,
            short if short <= LONGEST_PARAGRAPH => short,
            _ => {
                let cut = rest.floor_char_boundary(LONGEST_PARAGRAPH);
                rest[..cut].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(cut)
            }
        };
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.end - (piece.len() - piece.trim_end().len());
    start..end.max(start)
}

/// Whether `next` goes on with the sentence that `last` seemed to end.
fn belongs_before(last: &str, next: &str) -> bool {
    let Some(first) = next.chars().next() else { return true };
    if next.chars().all(|c| !c.is_alphanumeric()) || first.is_lowercase() {
        return true;
    }
    // `98. 7` in tokenised texts; a sentence that begins with a figure is rare, and not behind a figure that is no year.
    let figure = last.strip_suffix('.').map_or("", |l| &l[l.trim_end_matches(|c: char| c.is_ascii_digit()).len()..]);
    if first.is_ascii_digit() && (1..=3).contains(&figure.len()) && last.len() > figure.len() + 1 {
        return true;
    }
    let word = last.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘')).next().unwrap_or("");
    let Some(stem) = word.strip_suffix('.') else { return false };
    let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase) && stem != "I";
    let next_word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let time = matches!(stem, "a.m" | "p.m" | "A.M" | "P.M") && (DAYS.contains(&next_word) || ZONES.contains(&next_word));
    // Of a rank in two parts (`Det.-Sgt. Gomes`) the last one counts.
    let rank = stem.rsplit('-').next().unwrap_or(stem);
    initial || time || (BEFORE_NAMES.contains(&rank) && first.is_uppercase()) || (BEFORE_NUMBERS.contains(&stem) && first.is_ascii_digit())
}

const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ZONES: &[&str] = &["EST", "EDT", "ET", "CET", "CEST", "GMT", "UTC", "PT", "PST", "PDT", "BST", "IST", "JST"];
const BEFORE_NAMES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Gov", "Sen", "Rep", "Lt", "Col", "Sgt", "Capt", "Maj", "Rev", "Hon", "Pres", "St", "Mt", "vs", "Det", "Insp",
    "Supt", "Cmdr", "Adm", "Cpl", "Pvt", "Msgr",
];
const BEFORE_NUMBERS: &[&str] = &["No", "Nos", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "p", "pp", "Fig", "vol"];

#[cfg(test)]
mod tests {
    use super::{LONGEST_PARAGRAPH, plain_pieces, sentences};
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "The", "vote", "is", "open", "Dr", "St", "no", "No", "p.m", "a.m", "U.S", "Inc", "J", "I", "ft", "5", "12", "2025", "1.5", "e.g", "mix", "said", "Jan",
        "But", "He", "“", "”", "’", "’s", "–", "—", "-", ".", "!", "?", ",", ";", ":", "$", "%", "a", "ii", "Yahoo", "Ph.D", "B.C", "km", "etc", "'", "'s",
        "don't", "é", "Zürich", "Ł",
    ];

    proptest! {
        #[test]
        fn plain_paragraphs_are_split_as_by_the_splitter(all in proptest::collection::vec((proptest::sample::select(PIECES), "[ ]{0,2}"), 0..30), any in "[ A-Ca-e0-1.!?,“”’'éÉ–-]{0,60}") {
            for text in [all.iter().flat_map(|(a, b)| [*a, b.as_str()]).collect::<String>(), any] {
                if let Some(pieces) = plain_pieces(&text) {
                    prop_assert_eq!(pieces, sentencex::segment("en", &text));
                }
            }
        }
    }

    #[test]
    fn a_paragraph_without_end_is_split_in_parts_and_loses_no_word() {
        for text in ["The vote is open. ".repeat(5_000), "“a".repeat(100_000), "é".repeat(LONGEST_PARAGRAPH)] {
            let found = sentences(&text);
            let kept: usize = found.iter().map(|r| text[r.clone()].chars().filter(|c| !c.is_whitespace()).count()).sum();
            assert_eq!(kept, text.chars().filter(|c| !c.is_whitespace()).count());
            assert!(found.iter().all(|r| r.len() <= 2 * LONGEST_PARAGRAPH) || !text.contains(' '));
        }
        assert_eq!(sentences(&"The vote is open. ".repeat(5_000)).len(), 5_000);
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        for (text, count) in [
            ("The vote is at 5 p.m. Tuesday in Bonn. It is open.", 2),
            ("U.S. President Donald Trump spoke. Dr. Wei Zhang did not.", 2),
            ("J. K. Rowling wrote it. “It is over.” He left.", 3),
            ("Z.ai and MiniMax listed. Alibaba’s Qwen 2.5 did not.", 2),
            ("It was six weeks, Det.-Sgt. Susan Gomes said. The house was shut.", 2),
            ("It cost $1.5 billion.", 1),
        ] {
            let found: Vec<_> = sentences(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found.len(), count, "{found:?}");
        }
    }
}
