//! A body in little memory. A site holds the bodies of all its digests, and asks for one at a time: claims and passages are words of the file, so that
//! where they stand in it says all of them, in a twentieth of the room that they take when they are laid out.
//!
//! Packed is a row of numbers (LEB128, DWARF 5 § 7.6; those that may be negative in zigzag order), and among them the few words that are not the file's own.

use super::{Block, BlockKind, Body, Citation, Claim, Note};
use std::ops::Range;

/// How far on in the file the rest of a text is looked for: behind the address of a link, or behind citations.
const REACH: usize = 400;
/// Bytes that have to be the same for a place to be taken for the rest of a text.
const ALIKE: usize = 6;

/// A [`Body`] beside the text that it was read from. The same body packs to the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedBody(Box<[u8]>);

impl PackedBody {
    /// `text` is that of the file.
    #[must_use]
    pub fn new(body: &Body, text: &str) -> Self {
        let mut packer = Packer { text, out: Vec::with_capacity(text.len() / 4), at: 0 };
        packer.number(body.claims.len());
        for claim in &body.claims {
            packer.span(&claim.span);
            packer.words(&claim.text, claim.span.start);
            packer.number(claim.citations.len() * 2 + usize::from(claim.synthesis));
            for citation in &claim.citations {
                packer.span(&citation.span);
                packer.words(&citation.label, citation.span.start + 2);
                packer.number(citation.source as usize);
            }
        }
        packer.at = 0;
        packer.number(body.blocks.len());
        for block in &body.blocks {
            packer.number(kind_number(block.kind));
            packer.span(&block.span);
            packer.words(&block.text, block.span.start);
            packer.number(block.claims.start);
            packer.signed(block.claims.end as i64 - block.claims.start as i64);
        }
        packer.at = 0;
        packer.number(body.notes.len());
        for note in &body.notes {
            packer.span(&note.span);
            let label = packer.words(&note.label, note.span.start + 2);
            let publisher = packer.words(&note.publisher, label);
            packer.number(note.passage.len() * 2 + usize::from(note.link.is_some()));
            let mut at = note.link.as_ref().map_or(publisher, |link| packer.words(link, publisher));
            for part in &note.passage {
                at = packer.words(part, at);
            }
        }
        Self(packer.out.into())
    }

    /// The body, laid out again. `text` is the one that it was packed beside.
    #[must_use]
    pub fn body(&self, text: &str) -> Body {
        let mut open = Unpacker { text, packed: &self.0, at: 0 };
        let claim = |open: &mut Unpacker| {
            let span = open.span();
            let (text, _) = open.words(span.start);
            let marks = open.number();
            let citations = (0..marks / 2).map(|_| {
                let span = open.span();
                Citation { label: open.words(span.start + 2).0, source: open.number() as u32, span }
            });
            Claim { text, citations: citations.collect(), span, synthesis: marks % 2 == 1 }
        };
        let claims = (0..open.number()).map(|_| claim(&mut open)).collect();
        open.at = 0;
        let block = |open: &mut Unpacker| {
            let kind = kind_of(open.number());
            let span = open.span();
            let (text, _) = open.words(span.start);
            let start = open.number();
            Block { kind, span, text, claims: start..(start as i64 + open.signed()) as usize }
        };
        let blocks = (0..open.number()).map(|_| block(&mut open)).collect();
        open.at = 0;
        let note = |open: &mut Unpacker| {
            let span = open.span();
            let (label, at) = open.words(span.start + 2);
            let (publisher, mut at) = open.words(at);
            let parts = open.number();
            let mut next = |open: &mut Unpacker| {
                let (words, end) = open.words(at);
                at = end;
                words
            };
            let link = (parts % 2 == 1).then(|| next(open));
            Note { label, span, publisher, link, passage: (0..parts / 2).map(|_| next(open)).collect() }
        };
        let notes = (0..open.number()).map(|_| note(&mut open)).collect();
        Body { blocks, claims, notes }
    }
}

fn kind_number(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Item => 1,
        BlockKind::Quote => 2,
        BlockKind::Cell => 3,
        BlockKind::Code => 4,
        BlockKind::Heading(level) => 5 + usize::from(level),
    }
}

fn kind_of(number: usize) -> BlockKind {
    match number {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Item,
        2 => BlockKind::Quote,
        3 => BlockKind::Cell,
        4 => BlockKind::Code,
        level => BlockKind::Heading((level - 5) as u8),
    }
}

struct Packer<'a> {
    text: &'a str,
    out: Vec<u8>,
    /// Where the last span began: the next one begins near it.
    at: usize,
}

impl Packer<'_> {
    fn number(&mut self, number: usize) {
        let mut left = number;
        while left >= 0x80 {
            self.out.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.out.push(left as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as usize);
    }

    fn span(&mut self, span: &Range<usize>) {
        self.signed(span.start as i64 - self.at as i64);
        self.signed(span.end as i64 - span.start as i64);
        self.at = span.start;
    }

    /// A text as pieces of the file behind `from`, each with the bytes that are passed over before it, and what stands in none of them as it is. Gives where
    /// the last piece ends.
    fn words(&mut self, words: &str, from: usize) -> usize {
        let mut at = from.min(self.text.len());
        // A text that is a piece of the file as it stands, which most are, is said in one number.
        if self.text.get(at..).is_some_and(|rest| rest.starts_with(words)) {
            self.number(words.len() * 2);
            return at + words.len();
        }
        self.number(words.len() * 2 + 1);
        let mut left = words;
        while !left.is_empty() {
            let mut own = 0;
            let found = loop {
                let rest = &left[own..];
                match place_of(rest, self.text, at) {
                    Some(place) => break place,
                    None => match rest.chars().next() {
                        Some(c) => own += c.len_utf8(),
                        None => break at,
                    },
                }
            };
            self.number(own);
            self.out.extend_from_slice(&left.as_bytes()[..own]);
            left = &left[own..];
            let same = alike(left, self.text.get(found..).unwrap_or(""));
            self.number(found - at);
            self.number(same);
            left = &left[same..];
            at = found + same;
        }
        at
    }
}

/// Where in the text, not far behind `at`, the words go on.
fn place_of(words: &str, text: &str, at: usize) -> Option<usize> {
    let behind = text.get(at..)?;
    let alike = words.len().min(ALIKE);
    if alike == 0 {
        return None;
    }
    let begin = &words[..words.ceil_char_boundary(alike)];
    let near = &behind[..behind.floor_char_boundary(REACH)];
    near.find(begin).map(|skipped| at + skipped)
}

/// How many bytes two texts begin with alike, in whole characters.
fn alike(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.floor_char_boundary(same)
}

struct Unpacker<'a> {
    text: &'a str,
    packed: &'a [u8],
    at: usize,
}

impl Unpacker<'_> {
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.packed.split_first() {
            self.packed = rest;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if *byte < 0x80 || shift > 63 {
                break;
            }
        }
        number
    }

    fn signed(&mut self) -> i64 {
        let number = self.number() as i64;
        ((number as u64) >> 1) as i64 ^ -(number & 1)
    }

    fn span(&mut self) -> Range<usize> {
        let start = (self.at as i64 + self.signed()) as usize;
        let end = (start as i64 + self.signed()) as usize;
        self.at = start;
        start..end
    }

    fn words(&mut self, from: usize) -> (String, usize) {
        let mut at = from.min(self.text.len());
        let head = self.number();
        let length = head / 2;
        if head.is_multiple_of(2) {
            return (self.text.get(at..at + length).unwrap_or("").to_owned(), at + length);
        }
        let mut words = String::with_capacity(length);
        while words.len() < length && !self.packed.is_empty() {
            let own = self.number();
            let (taken, rest) = self.packed.split_at(own.min(self.packed.len()));
            words.push_str(std::str::from_utf8(taken).unwrap_or(""));
            self.packed = rest;
            at += self.number();
            let same = self.number();
            words.push_str(self.text.get(at..at + same).unwrap_or(""));
            at += same;
        }
        (words, at)
    }
}

#[cfg(test)]
mod tests {
    use super::PackedBody;
    use crate::types::{Block, BlockKind, Body, Citation, Claim, Note};
    use proptest::prelude::*;

    fn words() -> impl Strategy<Value = String> {
        "[a-c é—\\[\\]]{0,24}"
    }

    fn span() -> impl Strategy<Value = std::ops::Range<usize>> {
        (0..90_usize, 0..90_usize).prop_map(|(a, b)| a..b)
    }

    fn claim() -> impl Strategy<Value = Claim> {
        let citation = ("[0-9a-z]{0,3}", any::<u32>(), span()).prop_map(|(label, source, span)| Citation { label, source, span });
        let citations = proptest::collection::vec(citation, 0..3);
        (words(), span(), citations, any::<bool>()).prop_map(|(text, span, citations, synthesis)| Claim { text, span, citations, synthesis })
    }

    fn block() -> impl Strategy<Value = Block> {
        let kinds = [BlockKind::Paragraph, BlockKind::Item, BlockKind::Quote, BlockKind::Cell, BlockKind::Code, BlockKind::Heading(1), BlockKind::Heading(6)];
        let kind = (0..kinds.len()).prop_map(move |n| kinds[n]);
        (kind, span(), words(), span()).prop_map(|(kind, span, text, claims)| Block { kind, span, text, claims })
    }

    fn note() -> impl Strategy<Value = Note> {
        let passage = proptest::collection::vec(words(), 0..3);
        (words(), span(), words(), proptest::option::of(words()), passage).prop_map(|(label, span, publisher, link, passage)| Note {
            label,
            span,
            publisher,
            link,
            passage,
        })
    }

    proptest! {
        #[test]
        fn a_body_comes_out_as_it_went_in_whatever_it_was_read_from(
            text in words(),
            blocks in proptest::collection::vec(block(), 0..4),
            claims in proptest::collection::vec(claim(), 0..4),
            notes in proptest::collection::vec(note(), 0..4),
        ) {
            let body = Body { blocks, claims, notes };
            let text = text.repeat(4);
            prop_assert_eq!(PackedBody::new(&body, &text).body(&text), body);
        }
    }

    #[test]
    fn what_stands_in_the_file_takes_no_room_of_its_own() {
        let text = "---\ntitle: A\ndate: 2026-01-01\nsources:\n  - id: 1\n    title: One\n---\n\nThe **first** of [two ports](https://a.example/x) grew by a tenth.[^1a] \
                    The other one did not grow at all, its harbour master said.[^1b]\n\n[^1a]: [Paper](https://a.example/x): “The first grew by a tenth”\n\n\
                    [^1b]: [Paper](https://a.example/x): “the other did not grow at all”\n";
        let path = "content/digests/a.md".into();
        let body = crate::types::digest_file::read(&path, text).value.unwrap().open().body;
        assert_eq!((body.claims.len(), body.notes.len()), (2, 2));
        let packed = PackedBody::new(&body, text);
        assert!(packed.0.len() < 200, "{} bytes", packed.0.len());
        assert_eq!(packed.body(text), body);
    }
}
