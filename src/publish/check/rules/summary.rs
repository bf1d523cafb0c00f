//! Whether there is a dek: `missing-summary`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    if case.file.digest.summary.as_ref().is_some_and(|s| !s.trim().is_empty()) {
        return Vec::new();
    }
    vec![
        Diagnostic::new(&codes::MISSING_SUMMARY, case.file.span("summary"), "the digest has no summary: lists and feeds show none")
            .hint("add a line `summary:` with one sentence"),
    ]
}
