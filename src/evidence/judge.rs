//! Whether the cited sources support a claim.

use super::{Passage, SourceText};
use std::ops::Range;

/// A source that a claim cites, and the passage of it, where the citation names one.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    pub source: &'a SourceText,
    pub passage: Option<&'a [String]>,
}

/// What is wrong with a claim, as the evidence sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    Number,
    Name,
    Date,
    Negation,
    Attribution,
    Quote,
    /// None of the above, but the words do not carry the claim.
    Unsupported,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The words of the claim at fault, as bytes of it.
    pub range: Range<usize>,
    /// What differs, in words a person understands, as "the article says 1,500".
    pub message: String,
}

/// The judge's opinion on one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// 0 to 1.
    pub support: f64,
    pub supported: bool,
    pub faults: Vec<Fault>,
    /// The best passage over all cited sources and the index of its source among them: what to cite instead.
    pub best: Option<(usize, Passage)>,
}

/// Judges a claim against all that it cites together.
#[must_use]
pub fn judge(claim: &str, cited: &[Cited]) -> Judgement {
    let _ = (claim, cited);
    Judgement { support: 0.0, supported: false, faults: Vec::new(), best: None }
}
