//! What stands between quotation marks. A line from inside a quotation that is shown bare reads as fact in our own voice, so the state of the
//! marks is followed through the whole paragraph.

use crate::text::words::count;
use std::ops::Range;

/// A quotation mark in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub at: usize,
    /// Bytes of the mark.
    pub length: usize,
    pub opens: bool,
    /// Typed as `'`.
    pub single: bool,
}

/// How a sentence stands to the quotations of its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quotation {
    /// It begins inside a quotation.
    pub open_before: bool,
    /// It ends inside one.
    pub open_after: bool,
    /// Share of its words that are quoted, 0 to 1.
    pub share: f64,
}

/// The double quotation marks of a paragraph in order. Scraped text mixes kinds: `"…'` is closed by a single mark behind punctuation.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut open: Option<char> = None;
    for (n, (at, c)) in chars.iter().enumerate() {
        let before = n.checked_sub(1).map(|p| chars[p].1);
        let next = chars.get(n + 1).map(|(_, c)| *c);
        let (opens, single) = match c {
            // German text closes with the mark that English text opens with.
            '“' if open == Some('„') => (false, false),
            '“' | '„' | '«' => (true, false),
            '”' | '»' => (false, false),
            '"' => {
                let leads = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '/'));
                let trails = next.is_none_or(|n| n.is_whitespace() || (!n.is_alphanumeric() && n != '$'));
                (if leads == trails { open.is_none() } else { leads }, false)
            }
            // Typed as a pair of single marks.
            '\'' | '’' if open == Some('"') => {
                let closes = before.is_some_and(|b| matches!(b, '.' | ',' | '!' | '?' | '…')) && next.is_none_or(char::is_whitespace);
                if !closes || text[at + c.len_utf8()..].split(['\'', '’']).next().is_some_and(|rest| rest.contains('"') && !quote_opens_first(rest)) {
                    continue;
                }
                (false, false)
            }
            '\'' | '‘' if open.is_none() => {
                let leads = before.is_none_or(|b| b.is_whitespace() || b == '(') && next.is_some_and(char::is_alphabetic);
                if !leads || single_close(&chars, n).is_none() {
                    continue;
                }
                (true, true)
            }
            '\'' | '’' if open == Some('\'') => {
                if next.is_some_and(char::is_alphanumeric) {
                    continue;
                }
                (false, true)
            }
            _ => continue,
        };
        open = match (opens, single, c) {
            (false, ..) => None,
            (true, true, _) => Some('\''),
            (true, false, '„') => Some('„'),
            (true, false, _) => Some('"'),
        };
        out.push(Mark { at: *at, length: c.len_utf8(), opens, single });
    }
    out
}

/// Whether the next `"` of a text opens rather than closes.
fn quote_opens_first(rest: &str) -> bool {
    rest.find('"').is_some_and(|at| rest[..at].ends_with(char::is_whitespace))
}

/// The mark that closes a single-quoted passage which opens at `from`: behind a word or punctuation, before no letter, within 400 characters.
fn single_close(chars: &[(usize, char)], from: usize) -> Option<usize> {
    (from + 2..chars.len().min(from + 400)).find(|n| {
        matches!(chars[*n].1, '\'' | '’')
            && !chars[n - 1].1.is_whitespace()
            && chars.get(n + 1).is_none_or(|(_, c)| !c.is_alphanumeric())
            // The plural's apostrophe (`companies'`) is no closing mark where another follows soon.
            && !(chars[n - 1].1 == 's' && chars[n + 1..chars.len().min(n + 60)].iter().enumerate().any(|(k, (_, c))| {
                matches!(c, '\'' | '’') && chars.get(n + 2 + k).is_none_or(|(_, c)| !c.is_alphanumeric())
            }))
    })
}

/// How many of a paragraph's marks, which are in order, stand before a byte of it.
fn before(marks: &[Mark], at: usize) -> usize {
    marks.partition_point(|m| m.at < at)
}

/// Whether a byte of a paragraph stands inside a quotation.
pub(super) fn is_open(marks: &[Mark], at: usize) -> bool {
    marks[..before(marks, at)].last().is_some_and(|m| m.opens)
}

/// Whether a mark at this byte closes a quotation.
pub(super) fn closes(marks: &[Mark], at: usize) -> bool {
    marks.get(before(marks, at)).is_some_and(|m| m.at == at && !m.opens)
}

/// How the sentence at `range` stands to the marks of its paragraph.
pub(super) fn of(text: &str, range: &Range<usize>, marks: &[Mark]) -> Quotation {
    let (first, end) = (before(marks, range.start), before(marks, range.end));
    let open_before = is_open(marks, range.start);
    let open_after = is_open(marks, range.end);
    let mut quoted = 0;
    let mut from = open_before.then_some(range.start);
    for mark in &marks[first..end] {
        match (mark.opens, from) {
            (true, _) => from = Some(mark.at + mark.length),
            (false, Some(start)) => {
                quoted += count(&text[start..mark.at]);
                from = None;
            }
            (false, None) => {}
        }
    }
    if let Some(start) = from {
        quoted += count(&text[start.min(range.end)..range.end]);
    }
    let all = count(&text[range.clone()]).max(1);
    Quotation { open_before, open_after, share: (quoted as f64 / all as f64).min(1.0) }
}

/// A text with everything between quotation marks left out, each as one `“”`.
pub(super) fn outside(text: &str) -> String {
    let marks = marks(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut open = false;
    for mark in &marks {
        match (mark.opens, open) {
            (true, false) => {
                out.push_str(&text[at..mark.at]);
                out.push_str("“”");
                open = true;
            }
            (false, true) => {
                at = mark.at + mark.length;
                open = false;
            }
            _ => {}
        }
    }
    if !open {
        out.push_str(&text[at..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{marks, of, outside};

    #[test]
    fn what_is_quoted_is_seen_in_every_way_of_typing_it() {
        for (text, left) in [
            ("“It is over,” he said.", "“” he said."),
            ("He will \"do whatever it takes.' Then he left.", "He will “” Then he left."),
            ("The US will 'do whatever it takes'. China's not.", "The US will “”. China's not."),
            ("No quotation in the companies' books.", "No quotation in the companies' books."),
            ("A \"chip\" and a \"model\".", "A “” and a “”."),
            ("„Es ist vorbei“, sagte er. Sie ging.", "“”, sagte er. Sie ging."),
        ] {
            assert_eq!(outside(text), left);
        }
    }

    #[test]
    fn the_state_runs_through_the_paragraph() {
        let text = "“One is here. Two is there. Three,” she said.";
        let marks = marks(text);
        let second = of(text, &(14..27), &marks);
        assert!(second.open_before && second.open_after && second.share > 0.99);
    }
}
