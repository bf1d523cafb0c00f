//! A sentence read for comparing: its tokens, and the numbers, dates and names that they spell.

use super::dates::{DateMention, dates};
use super::lexicon::Words;
use super::marks::Marks;
use super::phrasal;
use super::quantities::{Quantity, quantities};
use super::spans::{Span, spans};
use super::tokens::{Class, Token, tokens};
use std::ops::Range;
use std::sync::LazyLock;

/// More names, or values, than a sentence of news has. A longer list says of nobody what he does, and who does what in it is not looked for.
pub(super) const MANY: usize = 40;

#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Its number among the sentences of an article; `None` for any other text.
    pub number: Option<usize>,
    pub tokens: Vec<Token>,
    pub quantities: Vec<Quantity>,
    pub dates: Vec<DateMention>,
    /// Runs of tokens that are names.
    pub names: Vec<Range<usize>>,
    /// Begins with a pronoun that stands for something in the sentence before.
    pub refers_back: bool,
    /// What its tokens can be paired with.
    pub marks: Marks,
}

impl Reading {
    /// Reads a text that begins at `offset` of its block; `quoted` is whether a quotation is open there and behind it.
    pub fn new(text: &str, offset: usize, quoted: &mut bool) -> Self {
        let mut tokens = tokens(text, offset, quoted);
        phrasal::join(text, offset, &mut tokens);
        let mut quantities = quantities(text, offset, &mut tokens);
        let dates = dates(text, offset, &tokens, &mut quantities);
        let names = names(text, offset, &tokens, &dates);
        let marks = Marks::of_all(&tokens);
        Self { number: None, tokens, quantities, dates, names, refers_back: false, marks }
    }

    /// A part of it by itself.
    pub fn part(&self, tokens: Range<usize>) -> Self {
        let shift = |r: &Range<usize>| r.start - tokens.start..r.end - tokens.start;
        let inside = |r: &Range<usize>| tokens.start <= r.start && r.end <= tokens.end;
        let own = self.tokens[tokens.clone()].to_vec();
        Self {
            number: None,
            quantities: self.quantities.iter().filter(|q| inside(&q.tokens)).map(|q| Quantity { tokens: shift(&q.tokens), ..q.clone() }).collect(),
            dates: self.dates.iter().filter(|d| inside(&d.tokens)).map(|d| DateMention { tokens: shift(&d.tokens), ..d.clone() }).collect(),
            names: self.names.iter().filter(|n| inside(n)).map(shift).collect(),
            refers_back: false,
            marks: Marks::of_all(&own),
            tokens: own,
        }
    }

    /// The bytes from the first of these tokens to the last.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    /// `last month`, `this year`: few texts are asked for them, so they are looked for then.
    pub fn spans(&self) -> Vec<Span> {
        spans(&self.tokens)
    }
}

/// Words at the beginning of a sentence that stand for something in the sentence before.
static PRONOUNS: LazyLock<Words> = LazyLock::new(|| Words::typed(["it", "they", "he", "she", "its", "their", "his", "her", "this", "these", "both", "such"]));

/// Whether a sentence behind another one of its paragraph begins by referring to it.
pub(super) fn refers_back(tokens: &[Token]) -> bool {
    tokens.iter().take(2).any(|t| PRONOUNS.has(t.typed))
}

/// Runs of capitalised words. At the beginning of a sentence, and in a headline with a capital on every word, a common word is no name.
fn names(text: &str, offset: usize, tokens: &[Token], dates: &[DateMention]) -> Vec<Range<usize>> {
    let words = tokens.iter().filter(|t| t.class == Class::Content && !t.range.is_empty());
    let (capitals, all) = words.fold((0, 0), |(c, n), t| (c + usize::from(t.capital), n + 1));
    let headline = all >= 4 && capitals * 10 >= all * 7;
    let is_name = |n: usize| {
        let t = &tokens[n];
        t.capital && t.class == Class::Content && !((t.first || headline) && t.common) && !is_dated(dates, n)
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for n in 0..tokens.len() {
        if !is_name(n) {
            // The `jin` of Hye-jin Marsh.
            let gap = |m: usize| if m + 1 < tokens.len() { &text[tokens[m].range.end - offset..tokens[m + 1].range.start - offset] } else { "" };
            if let Some(last) = out.last_mut().filter(|last| last.end == n && gap(n - 1) == "-" && gap(n) == " " && is_name(n + 1)) {
                last.end = n + 1;
            }
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == n && runs_on(&text[tokens[n - 1].range.end - offset..tokens[n].range.start - offset]) => last.end = n + 1,
            _ => out.push(n..n + 1),
        }
    }
    out
}

/// Whether a token belongs to one of these dates, which come in the order of the text.
fn is_dated(dates: &[DateMention], token: usize) -> bool {
    dates.get(dates.partition_point(|d| d.tokens.end <= token)).is_some_and(|d| d.tokens.start <= token)
}

/// Whether two capitalised words with this between them are one name: no comma, and no possessive.
fn runs_on(between: &str) -> bool {
    matches!(between, " " | "-" | "\u{a0}" | "‑" | "." | ". " | "·" | "&" | " & ")
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "one",
        "in",
        "four",
        "out of",
        "half",
        "a",
        "third",
        "quarters",
        "of",
        "the",
        "23rd",
        "August",
        "isn't",
        "can't",
        "put",
        "off",
        "turned",
        "it",
        "over",
        "$1.5bn",
        "7%",
        "1 500",
        "miles",
        "per cent",
        "and a half",
        "more than",
        "from",
        "to",
        "2026",
        "’",
        "“",
        "”",
        ",",
        ".",
        "-",
        "é",
        "北京",
        "\u{200b}",
        "İ",
        "½",
        "million",
        "dozen",
        "U.S.",
    ];

    proptest! {
        /// Articles come from strangers: any text can be read, and all that is found in it lies in it, in order.
        #[test]
        fn any_text_can_be_read(pieces in proptest::collection::vec(prop_oneof![4 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,6}"], 0..20), gap in prop_oneof![Just(" "), Just("")]) {
            let text = pieces.join(gap);
            let reading = Reading::new(&text, 0, &mut false);
            prop_assert!(reading.tokens.iter().all(|t| text.get(t.range.clone()).is_some()));
            let count = reading.tokens.len();
            prop_assert!(reading.quantities.iter().all(|q| q.tokens.start < q.tokens.end && q.tokens.end <= count));
            prop_assert!(reading.dates.iter().all(|d| d.tokens.start < d.tokens.end && d.tokens.end <= count));
            prop_assert!(reading.quantities.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start));
            // Further into an article it is the same reading.
            let shifted = Reading::new(&text, 1_000, &mut false);
            prop_assert!(shifted.tokens.iter().zip(&reading.tokens).all(|(a, b)| (a.sym, a.range.start) == (b.sym, b.range.start + 1_000)));
        }
    }
}
