//! Whether every source that is listed is cited: `unused-source`. A copy of a text that is cited through another copy need not be: readers want to see who ran
//! it, not a number for each.

use super::Case;
use crate::diag::{Diagnostic, codes};
use std::collections::BTreeSet;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let used: BTreeSet<u32> = case.file.body.claims.iter().flat_map(|c| &c.citations).map(|c| c.source).collect();
    let origins: BTreeSet<&str> =
        case.sources().filter(|(_, source, _)| used.contains(&source.id)).filter_map(|(_, source, _)| source.origin.as_deref()).collect();
    let is_copy = |origin: Option<&str>| origin.is_some_and(|o| origins.contains(o));
    let unused = case.sources().filter(|(_, source, _)| !used.contains(&source.id) && !is_copy(source.origin.as_deref()));
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
