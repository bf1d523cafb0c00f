//! Whether readers are sent to a source's own site: `rehost-link`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let rehosted = case.sources().filter(|(_, source, _)| source.url.is_none() && source.via.is_some());
    rehosted
        .map(|(n, source, _)| {
            Diagnostic::new(
                &codes::REHOST_LINK,
                case.file.span(&format!("sources.{n}.via")),
                format!("source {} is linked where it was read, not at {}'s own site", source.id, source.name()),
            )
            .hint("add `url:` with the article's own address when you find it")
        })
        .collect()
}
