//! Whether two words say the same: one word, or words near to each other in meaning.

use crate::evidence::lexicon::{Sym, near};

/// Whether two words are one, or near in meaning.
pub(super) fn is_like(a: Sym, b: Sym) -> bool {
    a == b || near(a).iter().any(|(word, _)| *word == b)
}

/// The same of two places where a word may stand; where one stands empty, nothing is alike.
pub(super) fn are_like(a: Option<Sym>, b: Option<Sym>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if is_like(a, b))
}
