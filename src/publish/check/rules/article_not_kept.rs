//! Whether the articles are there to check against: `article-not-kept`.

use super::Case;
use crate::diag::{Diagnostic, codes};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let lost = case.sources().filter(|(_, _, article)| article.is_none());
    lost.map(|(n, source, _)| {
        let (key, message) = match &source.article {
            Some(stem) => ("article", format!("content/articles/{stem}.md is not kept, so what cites source {} cannot be checked", source.id)),
            None => ("id", format!("source {} names no article, so what cites it cannot be checked", source.id)),
        };
        Diagnostic::new(&codes::ARTICLE_NOT_KEPT, case.file.span(&format!("sources.{n}.{key}")), message)
            .hint("put the article into content/articles with `digest add`, and its file name without .md into `article:`")
    })
    .collect()
}
