//! Whether a digest rests on anything: `no-sources`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    if !case.file.digest.sources.is_empty() {
        return Vec::new();
    }
    vec![
        Diagnostic::new(&codes::NO_SOURCES, case.file.span("title"), "the digest names no sources")
            .hint("list the articles that it rests on under `sources:`, each with `id:` and `title:`"),
    ]
}
