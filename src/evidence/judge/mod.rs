//! Whether the cited sources support a claim.

mod absent;
mod attribution;
mod quotes;
mod score;

pub use absent::absent;
pub use attribution::is_attributed;

use super::coverage::Coverage;
use super::reading::Reading;
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
    let reading = Reading::new(claim, 0, &mut false);
    let mut top: Option<(f64, usize)> = None;
    for (index, one) in cited.iter().enumerate() {
        let article = one.source.readings();
        let coverage = Coverage::of(&reading, article);
        let m = score::measure(&reading, &coverage, article, &|_| true);
        let score = m.best + m.together + m.order - 1.2 * ((m.density - 0.1) / 0.2).clamp(0.0, 1.0);
        if top.is_none_or(|(best, _)| score > best) {
            top = Some((score, index));
        }
    }
    let (score, index) = top.unwrap_or((0.0, 0));
    let support = 1.0 / (1.0 + (-4.0 * (score - 0.99)).exp());
    let best = cited.get(index).and_then(|c| super::find(claim, c.source)).map(|p| (index, p));
    let quotes = quotes::faults(claim, cited);
    let supported = score >= 0.99 && quotes.is_empty();
    let faults = if !quotes.is_empty() {
        quotes
    } else if supported {
        Vec::new()
    } else {
        vec![Fault { kind: FaultKind::Unsupported, range: 0..claim.len(), message: "the words differ".to_owned() }]
    };
    Judgement { support, supported, faults, best }
}

/// For measuring only.
pub fn measured(claim: &str, source: &SourceText) -> [f64; 5] {
    let reading = Reading::new(claim, 0, &mut false);
    let article = source.readings();
    let coverage = Coverage::of(&reading, article);
    let m = score::measure(&reading, &coverage, article, &|_| true);
    [m.best, m.pair, m.together, m.order, m.density]
}
