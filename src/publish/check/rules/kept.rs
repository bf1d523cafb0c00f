//! Whether the articles are there and are still what was cited: `article-not-kept`, `source-changed`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, source, article) in case.sources() {
        match (article, &source.hash) {
            (None, _) => {
                let (key, message) = match &source.article {
                    Some(stem) => ("article", format!("content/articles/{stem}.md is not kept, so what cites source {} cannot be checked", source.id)),
                    None => ("id", format!("source {} names no article, so what cites it cannot be checked", source.id)),
                };
                found.push(
                    Diagnostic::new(&codes::ARTICLE_NOT_KEPT, case.file.span(&format!("sources.{n}.{key}")), message)
                        .hint("put the article into content/articles with `digest add`, and its file name without .md into `article:`"),
                );
            }
            (Some(article), Some(hash)) if article.hash != *hash => found.push(
                Diagnostic::new(
                    &codes::SOURCE_CHANGED,
                    case.file.span(&format!("sources.{n}.hash")),
                    format!("the article of source {} is no longer the text that was cited", source.id),
                )
                .hint(format!("read what changed, mend the claims, then write `hash: {}`", article.hash)),
            ),
            _ => {}
        }
    }
    found
}
