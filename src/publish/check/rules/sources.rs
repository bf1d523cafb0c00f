//! Whether sources and citations belong together: `no-sources`, `unknown-source`, `unused-source`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use std::collections::BTreeSet;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let sources = &case.file.digest.sources;
    if sources.is_empty() {
        found.push(
            Diagnostic::new(&codes::NO_SOURCES, case.file.span("title"), "the digest names no sources")
                .hint("list the articles that it rests on under `sources:`, each with `id:` and `title:`"),
        );
    }
    let mut used = BTreeSet::new();
    for citation in case.file.body.claims.iter().flat_map(|c| &c.citations) {
        used.insert(citation.source);
        if case.file.source(citation.source).is_some() {
            continue;
        }
        let known: Vec<String> = sources.iter().map(|s| s.id.to_string()).collect();
        let hint = match known.as_slice() {
            [] => format!("add source {} under `sources:`", citation.source),
            [one] => format!("the only source has the number {one}"),
            many => format!("sources have the numbers {}", many.join(", ")),
        };
        found.push(Diagnostic::new(&codes::UNKNOWN_SOURCE, case.file.at(&citation.span), format!("there is no source {}", citation.source)).hint(hint));
    }
    for (n, source, _) in case.sources() {
        if !used.contains(&source.id) {
            found.push(
                Diagnostic::new(
                    &codes::UNUSED_SOURCE,
                    case.file.span(&format!("sources.{n}.id")),
                    format!("no claim cites source {}, {}", source.id, source.name()),
                )
                .hint(format!("put `[^{}]` behind what rests on it, or delete the source", source.id)),
            );
        }
    }
    found
}
