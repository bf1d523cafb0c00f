//! A dump's lines: unwrapped, joined where a scraper broke a sentence, and told apart.

use super::super::{agency, phrases};
use crate::text::{markdown::fold_space, words};

/// A line of a dump, or several that were one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its place among the lines.
    pub number: usize,
    /// White space folded, marks of a list taken off, the space before a comma that a link left behind closed.
    pub text: String,
    /// The same before that repair.
    pub raw: String,
    pub words: usize,
    /// An empty line stands before it.
    pub apart: bool,
    /// An empty line stands behind it.
    pub before_gap: bool,
    pub is_item: bool,
    /// The number of a numbered item.
    pub marker: Option<String>,
}

impl Line {
    /// Running text: a dozen words or more with the end of a sentence in or behind them.
    pub fn is_prose(&self) -> bool {
        self.words >= 12 && (self.ends_sentence() || has_inner_end(&self.text))
    }

    pub fn ends_sentence(&self) -> bool {
        ends_sentence(&self.text)
    }

    /// A short line without an end mark, set apart: what stands over a part of a text.
    pub fn is_heading(&self) -> bool {
        let first = self.text.chars().next();
        let end = self.text.chars().last();
        !self.is_item
            && self.words <= 14
            && (self.apart || self.before_gap)
            && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'') || words::is_ideograph(c))
            && !self.text.contains(". ")
            && !self.is_answer()
            && end.is_some_and(|c| c.is_alphanumeric() || matches!(c, '?' | '!' | ')' | '”' | '"' | '’' | '\'' | '%'))
    }

    /// `Q: …` and `A: …` of a list of questions.
    fn is_answer(&self) -> bool {
        self.text.starts_with("Q: ") || self.text.starts_with("A: ")
    }
}

/// The lines that have something on them.
pub(super) fn read(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Whether a sentence ends inside of the last line. Kept beside it, for thousands of rows may be joined to one line.
    let mut inside = false;
    let mut apart = false;
    for raw in whole_sentences(unwrap(text)) {
        if raw.is_empty() {
            apart = true;
            if let Some(last) = lines.last_mut() {
                last.before_gap = true;
            }
            continue;
        }
        let line = line(&raw, apart);
        apart = false;
        match lines.last_mut() {
            Some(last) if goes_on(last, inside, &line) => {
                let seam = last.raw.len() - end_of(&last.raw, 3).len();
                last.raw.push(' ');
                last.raw.push_str(&line.raw);
                last.words += line.words;
                last.before_gap = false;
                inside = inside || has_inner_end(&last.raw[seam..]);
            }
            _ => {
                inside = has_inner_end(&line.raw);
                lines.push(line);
            }
        }
    }
    if let Some(last) = lines.last_mut() {
        last.before_gap = true;
    }
    for (number, line) in lines.iter_mut().enumerate() {
        line.number = number;
        line.text = close_gaps(&line.raw);
    }
    lines
}

/// A line as it stands; its number and its repaired text follow when all are there.
fn line(row: &str, apart: bool) -> Line {
    let (marker, is_item, rest) = item(row);
    Line { number: 0, words: words::count(rest), text: String::new(), raw: rest.to_owned(), apart, before_gap: false, is_item, marker }
}

/// What stands behind the mark of a list item.
fn item(line: &str) -> (Option<String>, bool, &str) {
    for mark in ["• ", "- ", "* ", "– ", "· ", "‣ ", "▪ ", "● ", "◦ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (None, true, rest.trim());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && let Some(rest) = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "))
    {
        return (Some(line[..digits].to_owned()), true, rest.trim());
    }
    (None, false, line)
}

/// Where a link ended, scrapers leave a space before the comma or full stop that follows.
fn close_gaps(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let stray = c == ' '
            && at > 0
            && chars[at - 1].is_alphanumeric()
            && matches!(chars.get(at + 1), Some(',' | '.'))
            && chars.get(at + 2).is_none_or(|n| n.is_whitespace());
        if !stray {
            out.push(c);
        }
    }
    out
}

/// The end of a text, so many characters of it.
fn end_of(text: &str, characters: usize) -> &str {
    text.char_indices().rev().take(characters).last().map_or("", |(at, _)| &text[at..])
}

/// Characters of a line's end in which a credit stands, with the end of the sentence before it.
const LONGEST_CREDIT: usize = 200;

/// Whether `next` is the rest of the sentence that `last` begins; a sentence may have ended `inside` of that one before.
fn goes_on(last: &Line, inside: bool, next: &Line) -> bool {
    let credited = agency::closing_credit(end_of(&last.raw, LONGEST_CREDIT)).is_some();
    if credited || ends_sentence(&last.raw) || last.raw.ends_with(':') || next.is_item || last.is_item && next.apart {
        return false;
    }
    let Some(first) = next.raw.chars().next() else { return false };
    let inside = inside || last.words >= 20;
    let starts_small = first.is_lowercase() || matches!(first, ',' | '.' | ';' | ')' | '%');
    if starts_small {
        // A name in lower case can begin a line of its own; four words before it make a sentence that waits for its end.
        return last.words >= 4 && (inside || !next.apart);
    }
    inside && !next.apart && last.words >= 8
}

/// Texts that were set to a width have one line end in each row of letters: rows become paragraphs again.
fn unwrap(text: &str) -> Vec<String> {
    let rows: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut inner: Vec<usize> = Vec::new();
    for pair in rows.windows(2) {
        if !pair[0].trim().is_empty() && !pair[1].trim().is_empty() {
            inner.push(pair[0].chars().count());
        }
    }
    let longest = rows.iter().map(|r| r.chars().count()).max().unwrap_or(0);
    let near = inner.iter().filter(|l| **l * 10 >= longest * 7).count();
    let wrapped = (40..=120).contains(&longest) && inner.len() >= 6 && near * 10 >= inner.len() * 7;
    if !wrapped {
        return rows.into_iter().map(str::to_owned).collect();
    }
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for row in rows {
        let blank = row.trim().is_empty();
        let (_, is_item, _) = item(row.trim());
        match out.last_mut() {
            Some(last) if open && !blank && !is_item => {
                last.push(' ');
                last.push_str(row.trim());
            }
            _ => out.push(row.to_owned()),
        }
        // A row that stops well before the width ends its paragraph.
        open = !blank && row.chars().count() * 10 >= longest * 6;
    }
    out
}

/// The rows with white space folded, those that are pieces of one sentence joined: where scrapers cut a text at each link and its mark-up, the linked words stand
/// in a row of their own, and the row behind them begins small or with a comma.
fn whole_sentences(rows: Vec<String>) -> Vec<String> {
    let rows: Vec<String> = rows.into_iter().filter_map(|row| without_notes(&row)).collect();
    let mut out = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        let end = sentence_behind(&rows[at..]).map_or(at + 1, |pieces| at + pieces);
        out.push(rows[at..end].join(" "));
        at = end;
    }
    out
}

/// A row folded; `None` where it was nothing but a note on a link.
fn without_notes(row: &str) -> Option<String> {
    let folded = fold_space(row);
    let without = phrases::without_link_notes(&folded);
    if without.len() == folded.len() {
        return Some(folded);
    }
    let without = without.trim().to_owned();
    (!without.is_empty()).then_some(without)
}

/// The most pieces that a sentence is cut into.
const MOST_PIECES: usize = 16;

/// How many rows, from the first of these on, are the pieces of one sentence; `None` where the first is no such piece.
fn sentence_behind(rows: &[String]) -> Option<usize> {
    let starts_small = |row: &str| row.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '.' | ';' | ')' | '’' | '?' | '!'));
    let is_open = |row: &str| !row.is_empty() && !ends_sentence(row) && !row.ends_with(':') && !item(row).1;
    let first = rows.first().filter(|r| is_open(r) && words::count(r) >= 4)?;
    if !first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '\'' | '„' | '«')) {
        return None;
    }
    for (at, row) in rows.iter().enumerate().take(MOST_PIECES).skip(1) {
        let goes_on = starts_small(row);
        // Linked words: few, and what stands behind them goes on.
        let is_link = words::count(row) <= 6 && is_open(row) && rows.get(at + 1).is_some_and(|next| starts_small(next));
        if row.is_empty() || item(row).1 || !(goes_on || is_link) {
            return None;
        }
        if ends_sentence(row) {
            // Two rows are told by more than this: [`goes_on`].
            return (at > 1).then_some(at + 1);
        }
    }
    None
}

/// Whether a text ends as a sentence does, closing quotation marks and brackets aside. A colon ends none: what it announces may be the next row.
pub(super) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '\'', '”', '“', '’', '‘', '»', '«', ')', ']', '*', ' ']);
    core.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟']) || (core.len() < text.len() && core.ends_with([',', ':']))
}

/// Whether a sentence ends in a text and another begins.
fn has_inner_end(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let wide = chars.iter().filter(|c| matches!(c, '。' | '！' | '？')).count();
    wide > 0
        || chars
            .windows(4)
            .any(|w| w[0].is_lowercase() && matches!(w[1], '.' | '!' | '?') && w[2] == ' ' && (w[3].is_uppercase() || matches!(w[3], '"' | '“' | '\'' | '‘')))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn rows_of_one_sentence_are_one_line() {
        let lines = read("- 3. of the cranes stood\nstill. That was\nThe end of it\n\nA heading\n");
        let shown: Vec<(&str, usize, bool)> = lines.iter().map(|l| (l.text.as_str(), l.words, l.is_item)).collect();
        assert_eq!(shown, [("3. of the cranes stood still. That was The end of it", 12, true), ("A heading", 2, false)]);
        // Each row was once counted with all before it.
        assert_eq!(read(&"words without any end\n".repeat(100_000)).len(), 1);
    }
}
