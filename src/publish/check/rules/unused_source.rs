//! Whether every source that is listed is cited: `unused-source`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use std::collections::BTreeSet;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let used: BTreeSet<u32> = case.file.body.claims.iter().flat_map(|c| &c.citations).map(|c| c.source).collect();
    let unused = case.sources().filter(|(_, source, _)| !used.contains(&source.id));
    unused
        .map(|(n, source, _)| {
            Diagnostic::new(
                &codes::UNUSED_SOURCE,
                case.file.span(&format!("sources.{n}.id")),
                format!("no claim cites source {}, {}", source.id, source.name()),
            )
            .hint(format!("put `[^{}]` behind what rests on it, or delete the source", source.id))
        })
        .collect()
}
