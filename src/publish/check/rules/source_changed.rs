//! Whether the articles are still the texts that were cited: `source-changed`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, source, article) in case.sources() {
        let (Some(article), Some(hash)) = (article, &source.hash) else { continue };
        if article.hash() == hash {
            continue;
        }
        found.push(
            Diagnostic::new(
                &codes::SOURCE_CHANGED,
                case.file.span(&format!("sources.{n}.hash")),
                format!("the article of source {} is no longer the text that was cited", source.id),
            )
            .hint(format!("read what changed, mend the claims, then write `hash: {}`", article.hash())),
        );
    }
    found
}
