//! A text as the bare sequence of its words, so that two texts can be compared whatever quotes, dashes, spaces and case they are typed with.

use crate::text::normal::is_invisible;
use crate::text::words::{is_ideograph, plain_end};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// The words of one or more blocks. They stand in `line` with one space before each and one at the end, so that a run of whole words can be
/// looked for as a plain string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    pub line: String,
    pub words: Vec<PlacedWord>,
}

/// A word of a [`Wording`] and where it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedWord {
    /// Where the space before it stands in the line.
    at: u32,
    block: u32,
    start: u32,
    end: u32,
}

impl PlacedWord {
    /// Texts are far shorter than what 32 bits count: an article has 4 MiB at most.
    fn new(at: usize, block: usize, range: Range<usize>) -> Self {
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { at: short(at), block: short(block), start: short(range.start), end: short(range.end) }
    }

    fn at(&self) -> usize {
        self.at as usize
    }

    pub fn block(&self) -> usize {
        self.block as usize
    }

    /// Bytes of the block.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Wording {
    /// The words of one text, as block 0.
    pub fn of(text: &str) -> Self {
        let mut wording = Self::default();
        wording.add(0, text);
        wording.close();
        wording
    }

    /// The words of several blocks, numbered from 0.
    pub fn of_blocks<'a>(blocks: impl IntoIterator<Item = &'a str>) -> Self {
        let mut wording = Self::default();
        for (number, text) in blocks.into_iter().enumerate() {
            wording.add(number, text);
        }
        wording.close();
        wording
    }

    /// Where these words stand whole, as a range of [`Wording::words`], from the word `from` on.
    pub fn find(&self, part: &Wording, from: usize) -> Option<Range<usize>> {
        if part.words.is_empty() {
            return None;
        }
        self.find_line(&part.line, from).map(|first| first..first + part.words.len())
    }

    /// The first word, from `from` on, at which this piece of a line begins.
    pub fn find_line(&self, line: &str, from: usize) -> Option<usize> {
        let start = self.words.get(from)?.at();
        let at = start + find(&self.line.as_bytes()[start..], line.as_bytes())?;
        Some(self.words.partition_point(|w| w.at() < at))
    }

    /// Whether any word of the line begins with these letters.
    pub fn has_word_with(&self, beginning: &str) -> bool {
        let mut wanted = String::with_capacity(beginning.len() + 1);
        wanted.push(' ');
        wanted.push_str(beginning);
        find(self.line.as_bytes(), wanted.as_bytes()).is_some()
    }

    /// The piece of the line that these words are, with the spaces around them.
    pub fn line_of(&self, run: &Range<usize>) -> &str {
        let start = self.words.get(run.start).map_or(self.line.len() - 1, PlacedWord::at);
        let end = self.words.get(run.end).map_or(self.line.len() - 1, PlacedWord::at);
        &self.line[start..=end.max(start)]
    }

    /// Whether a run of another text's words stands here.
    pub fn contains(&self, other: &Wording, run: &Range<usize>) -> bool {
        find(self.line.as_bytes(), other.line_of(run).as_bytes()).is_some()
    }

    /// The word as it stands in the line.
    pub fn word(&self, index: usize) -> &str {
        let end = self.words.get(index + 1).map_or(self.line.len() - 1, PlacedWord::at);
        &self.line[self.words[index].at() + 1..end]
    }

    fn close(&mut self) {
        self.line.push(' ');
    }

    fn add(&mut self, block: usize, text: &str) {
        self.line.reserve(text.len() + 1);
        self.words.reserve(text.len() / 6 + 1);
        let bytes = text.as_bytes();
        let mut open: Option<(usize, usize, usize)> = None;
        let mut before = ' ';
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            // Most of a text is plain words with a space between them: they need no decoding, and stand in the line as they stand in the text.
            if b.is_ascii_alphanumeric() {
                let end = self.plain_words(block, text, at, &mut open);
                before = char::from(bytes[end - 1]);
                at = end;
                continue;
            }
            // As do marks before a space, which end a word whatever they are.
            let ends = matches!(b, b',' | b'.' | b':' | b';' | b'!' | b'?' | b')') && bytes.get(at + 1).is_none_or(|next| *next == b' ');
            if b == b' ' || ends {
                self.end(block, &mut open);
                before = char::from(b);
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            let end = at + c.len_utf8();
            if !is_invisible(c) {
                self.character(block, text, (at, c), before, &mut open);
                before = c;
            }
            at = end;
        }
        self.end(block, &mut open);
    }

    /// Plain words from `at` on, as far as there is one space between each two. The last of them is open: what follows may belong to it. Gives where it ends.
    fn plain_words(&mut self, block: usize, text: &str, at: usize, open: &mut Option<(usize, usize, usize)>) -> usize {
        let bytes = text.as_bytes();
        let (mut word, from) = match *open {
            Some((_, start, _)) => (start, self.line.len()),
            None => {
                self.begin(at, open, at);
                (at, self.line.len())
            }
        };
        let mut end = at;
        loop {
            end = plain_end(bytes, end);
            if bytes.get(end) != Some(&b' ') || !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
            if let Some((begun, _, _)) = open {
                self.words.push(PlacedWord::new(*begun, block, word..end));
                // Its space stands in the line where it stands in the text.
                *begun = from + (end - at);
            }
            end += 1;
            word = end;
        }
        self.line.push_str(&text[at..end]);
        self.line[from..].make_ascii_lowercase();
        if let Some((_, start, last)) = open {
            (*start, *last) = (word, end);
        }
        end
    }

    /// The words of a block that stand whole in a range of it, as numbers of words.
    pub fn within(&self, block: usize, range: &Range<usize>) -> Range<usize> {
        let first = self.words.partition_point(|w| (w.block(), w.range().start) < (block, range.start));
        let last = self.words.partition_point(|w| (w.block(), w.range().end) <= (block, range.end));
        first..last.max(first)
    }

    /// A character that is no plain letter or figure; `before` is the visible one before it.
    fn character(&mut self, block: usize, text: &str, (at, c): (usize, char), before: char, open: &mut Option<(usize, usize, usize)>) {
        let end = at + c.len_utf8();
        let next = text[end..].chars().find(|n| !is_invisible(*n)).unwrap_or(' ');
        let inner = match c {
            // A typed apostrophe or an abbreviation's dot makes no other word: it's = its, U.S. = US.
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => before.is_alphanumeric() && next.is_alphanumeric(),
            // Sentences without a space between them are no abbreviation: `said.Most`.
            '.' if glues(next, text[end..].chars().nth(1)) => false,
            '.' => (before.is_alphabetic() && next.is_alphabetic()) || (before.is_numeric() && next.is_numeric()),
            ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            _ => false,
        };
        if is_ideograph(c) || matches!(c, '$' | '€' | '£' | '¥' | '₹' | '%' | '°') {
            self.end(block, open);
            self.begin(at, open, end);
            self.letters(c);
            self.end(block, open);
        } else if c.is_alphanumeric() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c)) {
            match open {
                Some((_, _, last)) => *last = end,
                None => self.begin(at, open, end),
            }
            self.letters(c);
        } else if inner && open.is_some() {
            if c == '.' && before.is_numeric() {
                self.line.push('.');
            }
        } else {
            self.end(block, open);
        }
    }

    fn begin(&mut self, at: usize, open: &mut Option<(usize, usize, usize)>, end: usize) {
        *open = Some((self.line.len(), at, end));
        self.line.push(' ');
    }

    fn end(&mut self, block: usize, open: &mut Option<(usize, usize, usize)>) {
        if let Some((at, start, end)) = open.take() {
            self.words.push(PlacedWord::new(at, block, start..end));
        }
    }

    fn letters(&mut self, c: char) {
        if c.is_ascii() {
            self.line.push(c.to_ascii_lowercase());
        } else {
            self.line.extend(std::iter::once(c).nfkc().flat_map(char::to_lowercase));
        }
    }
}

/// Bytes of a needle by which places are looked for: longer ones cost more to make ready than they save.
const PROBE: usize = 24;

/// Where these bytes stand first.
fn find(line: &[u8], wanted: &[u8]) -> Option<usize> {
    let probe = &wanted[..wanted.len().min(PROBE)];
    let mut from = 0;
    loop {
        let at = from + memchr::memmem::find(&line[from..], probe)?;
        if line[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether a sentence begins with this letter, right behind the dot of another.
fn glues(first: char, second: Option<char>) -> bool {
    first.is_uppercase() && second.is_some_and(char::is_lowercase)
}

/// A longest common subsequence of two word lists, as pairs of positions.
pub(super) fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i] == b[j] { best[(i + 1) * width + j + 1] + 1 } else { best[(i + 1) * width + j].max(best[i * width + j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{PlacedWord, Wording, glues};
    use crate::text::normal::is_invisible;
    use crate::text::words::is_ideograph;
    use proptest::prelude::*;

    /// The definition character by character, without the short ways for plain letters.
    fn plainly(text: &str) -> Wording {
        let mut wording = Wording::default();
        let mut open: Option<(usize, usize, usize)> = None;
        let mut chars = text.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let next = chars.peek().map_or(' ', |(_, n)| *n);
            let inner = match c {
                '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => before.is_alphanumeric() && next.is_alphanumeric(),
                '.' if glues(next, text[end..].chars().nth(1)) => false,
                '.' => (before.is_alphabetic() && next.is_alphabetic()) || (before.is_numeric() && next.is_numeric()),
                ',' => before.is_ascii_digit() && next.is_ascii_digit(),
                _ => false,
            };
            let alone = is_ideograph(c) || matches!(c, '$' | '€' | '£' | '¥' | '₹' | '%' | '°');
            if alone || c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
                if alone {
                    wording.end(0, &mut open);
                }
                match &mut open {
                    Some((_, _, last)) => *last = end,
                    None => wording.begin(at, &mut open, end),
                }
                wording.letters(c);
                if alone {
                    wording.end(0, &mut open);
                }
            } else if inner && open.is_some() {
                wording.line.push_str(if c == '.' && before.is_numeric() { "." } else { "" });
            } else {
                wording.end(0, &mut open);
            }
            before = c;
        }
        wording.end(0, &mut open);
        wording.close();
        wording
    }

    proptest! {
        #[test]
        fn the_short_ways_give_the_same_words(text in "[ a-dA-D0-9.,'’\\-$%“”人éﬁ\u{ad}\u{301}\n]{0,40}", any in ".{0,30}") {
            for text in [&text, &any] {
                let (short, long) = (Wording::of(text), plainly(text));
                prop_assert_eq!(&short, &long);
                for n in 0..short.words.len() {
                    let run = n..short.words.len().min(n + 3);
                    let part = Wording { line: short.line_of(&run).to_owned(), words: vec![PlacedWord::new(0, 0, 0..0); run.len()] };
                    prop_assert_eq!(short.find(&part, n).map(|r| r.start), Some(n));
                    prop_assert!(short.has_word_with(short.word(n)));
                }
            }
        }
    }

    #[test]
    fn typing_leaves_the_words_alone() {
        let line = " its well known usbased firms earned $ 1500.5 or 5 % 人 工 ".to_owned();
        assert_eq!(Wording::of("It’s “well-known”—US\u{ad}based ﬁrms earned $1,500.5 or 5%: 人工").line, line);
        assert_eq!(Wording::of("So it said.Most U.S.Army Z.ai").line, " so it said most us army zai ");
        let w = Wording::of("A bc, d.");
        let found = w.find(&Wording::of("BC d"), 0).unwrap();
        assert_eq!((found.clone(), w.word(1), w.word(2)), (1..3, "bc", "d"));
        assert_eq!(w.find(&Wording::of("b"), 0), None, "half a word is no word");
        assert_eq!(w.find(&Wording::of("bc"), 2), None);
    }
}
