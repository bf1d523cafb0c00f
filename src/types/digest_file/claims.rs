//! Running text cut into claims, each with the citations that directly follow it.

use crate::text::sentences::sentences;
use crate::types::{BlockKind, Citation, Claim};
use std::ops::Range;

/// The text of one block, collected event by event.
#[derive(Debug, Default)]
pub(super) struct Inline {
    text: String,
    /// Pieces of the text and the bytes of the file that they stand in.
    pieces: Vec<Piece>,
    references: Vec<(usize, Reference)>,
    /// Where a mark such as `**` opened that no text has followed yet.
    opened: Option<usize>,
}

#[derive(Debug)]
struct Piece {
    plain: Range<usize>,
    /// With the marks around it.
    file: Range<usize>,
    /// Where its words begin in the file, if they stand there byte for byte.
    verbatim: Option<usize>,
}

/// A reference in running text: a citation, or `[^synthesis]`.
#[derive(Debug)]
pub(super) struct Reference {
    pub citation: Option<Citation>,
    pub span: Range<usize>,
}

impl Inline {
    pub fn text(&mut self, text: &str, file: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let verbatim = (file.len() == text.len()).then_some(file.start);
        let from = self.opened.take().unwrap_or(file.start);
        self.pieces.push(Piece { plain: start..self.text.len(), file: from..file.end, verbatim });
    }

    pub fn touch(&mut self, start: usize) {
        self.opened.get_or_insert(start);
    }

    pub fn touch_end(&mut self, end: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.file.end = piece.file.end.max(end);
        }
    }

    pub fn reference(&mut self, reference: Reference) {
        self.references.push((self.text.len(), reference));
    }

    /// The bytes of the file that the block covers.
    pub fn span(&self) -> Range<usize> {
        let starts = self.pieces.iter().map(|p| p.file.start).chain(self.references.iter().map(|(_, r)| r.span.start));
        let ends = self.pieces.iter().map(|p| p.file.end).chain(self.references.iter().map(|(_, r)| r.span.end));
        starts.min().unwrap_or(0)..ends.max().unwrap_or(0)
    }

    /// The plain text, and its claims if it is a block that can hold any.
    pub fn claims(self, kind: BlockKind) -> (String, Vec<Claim>) {
        let mut claims = Vec::new();
        if matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Cell) {
            let ranges = self.ranges();
            for (n, range) in ranges.iter().enumerate() {
                let next = ranges.get(n + 1).map_or(usize::MAX, |r| r.start);
                claims.extend(self.claim(kind, range, next));
            }
        }
        (self.text.trim().to_owned(), claims)
    }

    fn claim(&self, kind: BlockKind, range: &Range<usize>, next: usize) -> Option<Claim> {
        // A reference behind the sentence's end belongs to it until the next sentence has begun.
        // References stand in the order of the text, so that a hundred thousand are not looked through for each claim.
        let first = self.references.partition_point(|(at, _)| *at <= range.start);
        let own = || {
            let up_to = self.references[first..].iter().take_while(|(at, _)| *at <= next.max(range.end));
            up_to.filter(|(at, _)| *at <= range.end || *at < next || next == usize::MAX).map(|(_, r)| r)
        };
        let citations: Vec<_> = own().filter_map(|r| r.citation.clone()).collect();
        let synthesis = own().any(|r| r.citation.is_none());
        let text = self.text[range.clone()].trim().to_owned();
        let marked = !citations.is_empty() || synthesis;
        let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
        let none = bare.ends_with(['?', '？']) || (text.ends_with([':', '：']) && next == usize::MAX) || !text.chars().any(char::is_alphanumeric);
        // A cell of a table states something only where somebody cites it.
        if !marked && (none || kind == BlockKind::Cell) {
            return None;
        }
        Some(Claim { text, span: self.file_range(range), citations, synthesis })
    }

    /// Sentences, cut as well behind an end mark that a reference follows directly.
    fn ranges(&self) -> Vec<Range<usize>> {
        let mut cuts = vec![0];
        for (at, _) in &self.references {
            let before = self.text[..*at].trim_end_matches(['"', '”', '’', '\'', ')', '»', '*', '_']);
            if before.ends_with(['.', '!', '?', '…', '。', '！', '？']) && !self.text[*at..].trim().is_empty() {
                cuts.push(*at);
            }
        }
        cuts.push(self.text.len());
        cuts.dedup();
        cuts.windows(2).flat_map(|w| sentences(&self.text[w[0]..w[1]]).into_iter().map(move |r| r.start + w[0]..r.end + w[0])).collect()
    }

    fn file_range(&self, plain: &Range<usize>) -> Range<usize> {
        // Pieces stand in the order of the text as well.
        let touching = |p: &&Piece| p.plain.start < plain.end && p.plain.end > plain.start;
        let first = self.pieces.get(self.pieces.partition_point(|p| p.plain.end <= plain.start)).filter(touching);
        let last = self.pieces[..self.pieces.partition_point(|p| p.plain.start < plain.end)].last().filter(touching);
        let (Some(first), Some(last)) = (first, last) else { return self.span() };
        // A mark around several sentences opens with the first of them and closes with the last.
        let start = match first.verbatim {
            Some(words) if plain.start > first.plain.start => words + (plain.start - first.plain.start),
            _ => first.file.start,
        };
        let end = match last.verbatim {
            Some(words) if plain.end < last.plain.end => words + (plain.end - last.plain.start),
            _ => last.file.end,
        };
        start..end.max(start)
    }
}
