//! Whether readers can be sent to every source: `no-address`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let lost = case.sources().filter(|(_, source, _)| source.address().is_none());
    lost.map(|(n, source, _)| {
        Diagnostic::new(
            &codes::NO_ADDRESS,
            case.file.span(&format!("sources.{n}.id")),
            format!("no address of source {} is known, so its citations lead nowhere", source.id),
        )
        .hint("add `url:` with the article's own address when you find it")
    })
    .collect()
}
