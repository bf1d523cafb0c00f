//! Where sentences begin and end.
//!
//! The crate `sentencex` splits by the rules of a language; after it, own rules mend what it takes for an end: abbreviations before a name or
//! a weekday (`5 p.m. Tuesday`), initials, and closing quotation marks that it leaves behind.

use std::ops::Range;

/// Bytes of a paragraph that are looked at in one go: the splitter takes the square of their number where all of them are quotation marks.
/// The longest paragraphs of the press have a quarter of it.
const LONGEST_PARAGRAPH: usize = 16 * 1024;

/// The sentences of one paragraph as ranges without the white space around them.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in parts(text).flat_map(|part| sentencex::segment("en", part)) {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let range = trim(text, start..start + piece.len());
        if range.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if belongs_before(&text[last.clone()], &text[range.clone()]) => last.end = range.end,
            _ => out.push(range),
        }
    }
    out
}

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
    use super::{LONGEST_PARAGRAPH, sentences};

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
