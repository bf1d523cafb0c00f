//! Quotations in a claim's own text, and whether they stand in what it cites.

use super::{Cited, Fault, FaultKind};
use crate::evidence::wording::Wording;
use crate::evidence::{Located, locate};
use crate::text::words::{is_stop_word, words};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Gaps in a quotation, and words that an editor put in: `[…]`, `…`, `[the firm]`.
static GAP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[[^\]]*\]|…|\.\s?\.\s?\.").expect("a constant pattern"));

/// Quotations of a text: the bytes between the marks, and the pieces that their gaps leave.
pub(in crate::evidence) fn quotations(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let mut out = Vec::new();
    // Most claims quote nothing.
    if !text.bytes().any(|b| b == b'"' || !b.is_ascii()) {
        return out;
    }
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        let behind = text[at + c.len_utf8()..].chars().next();
        let before = text[..at].chars().next_back();
        let starts = !before.is_some_and(char::is_alphanumeric) && behind.is_some_and(|b| !b.is_whitespace());
        match (open, c) {
            (None, '“' | '„' | '«') => open = Some((at + c.len_utf8(), closing(c))),
            (None, '"') if starts => open = Some((at + 1, '"')),
            (None, '‘') if starts => open = Some((at + c.len_utf8(), '’')),
            (Some((start, close)), c) if c == close || (close == '”' && c == '“' && start < at) => {
                // An apostrophe inside a quotation in single marks does not end it.
                if close == '’' && behind.is_some_and(char::is_alphanumeric) {
                    continue;
                }
                let inner = &text[start..at];
                let pieces: Vec<String> = GAP.split(inner).map(str::trim).filter(|p| p.chars().any(char::is_alphanumeric)).map(str::to_owned).collect();
                if !pieces.is_empty() {
                    out.push((start..at, pieces));
                }
                open = None;
            }
            _ => {}
        }
    }
    out
}

fn closing(open: char) -> char {
    match open {
        '„' => '“',
        '«' => '»',
        _ => '”',
    }
}

/// Whether a quotation is the name of a work, with a capital on every word that is no small one: “The Hunger Games: Mockingjay – Part 2”.
fn is_title(inner: &str) -> bool {
    let all: Vec<&str> = words(inner).into_iter().map(|w| &inner[w]).collect();
    let large = all.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())).count();
    large >= 2 && all.iter().all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_stop_word(w))
}

/// Quotations that stand in none of the cited sources. One word in quotation marks is no quotation but a distance taken.
pub(super) fn faults(claim: &str, cited: &[Cited]) -> Vec<Fault> {
    let mut out = Vec::new();
    for (range, pieces) in quotations(claim) {
        let words: usize = pieces.iter().map(|p| Wording::of(p).words.len()).sum();
        if words < 2 || is_title(&claim[range.clone()]) {
            continue;
        }
        let mut nearest = None;
        let stands = cited.iter().any(|c| match locate(&pieces, c.source) {
            Located::Stands(_) => true,
            Located::Differs { nearest: near, .. } => {
                nearest = nearest.take().or(near);
                let title = Wording::of(&c.source.title);
                pieces.iter().all(|p| title.find(&Wording::of(p), 0).is_some())
            }
        });
        if !stands {
            let message = match nearest {
                Some(nearest) => {
                    let nearest = nearest.trim_matches(['“', '”', '"', '‘', '’', ',']);
                    format!("the quotation does not stand in the cited source; it has: “{nearest}”")
                }
                None => "the quotation does not stand in the cited source, and nothing in it comes near".to_owned(),
            };
            out.push(Fault { kind: FaultKind::Quote, range, message });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn quotations_come_in_pieces() {
        let found = |text: &str| quotations(text).into_iter().map(|(_, p)| p.join("|")).collect::<Vec<_>>();
        assert_eq!(found("He said “it [the firm] is… fine,” and \"no\" to ‘Moon’s edge’."), ["it|is|fine,", "no", "Moon’s edge"]);
        assert_eq!(found("5\" wide and 'so' on; the firms’ robots"), Vec::<String>::new());
    }
}
