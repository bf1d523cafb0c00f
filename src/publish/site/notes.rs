//! Which passages a story cites from a source, and which claims rest on a note.

use crate::types::{Note, OpenDigest};

/// The notes with passages of one source: `2a`, `2b`, not `22a`. In the order of the file.
pub(super) fn notes_of<'a>(file: &'a OpenDigest, source: u32) -> Vec<&'a Note> {
    let of = |label: &str| label.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse() == Ok(source);
    file.body.notes.iter().filter(|n| of(&n.label) && !n.passage.is_empty()).collect()
}

/// Numbers of the claims that cite a label, in reading order.
pub(super) fn claims_citing(file: &OpenDigest, label: &str) -> Vec<usize> {
    let citing = file.body.claims.iter().enumerate().filter(|(_, c)| c.citations.iter().any(|c| c.label == label));
    citing.map(|(n, _)| n + 1).collect()
}
