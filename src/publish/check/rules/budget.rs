//! Whether a digest takes over more of a source's words than digest.yaml allows: `quote-budget`. The European press publishers' right leaves very
//! short extracts free and does not say how short, so the line is the editor's.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::evidence::copied;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let budget = &case.desk.config.compose.quote;
    let mut found = Vec::new();
    for (n, source, article) in case.sources() {
        let Some(article) = article else { continue };
        let (claims, texts): (Vec<_>, Vec<_>) = case.claims().filter(|(claim, _)| claim.citations.iter().any(|c| c.source == source.id)).unzip();
        let taken = copied(&texts, &article.text, budget.longest as usize + 1);
        for (claim, run) in claims.iter().zip(&taken.longest) {
            if *run > budget.longest as usize {
                found.push(
                    Diagnostic::new(
                        &codes::QUOTE_BUDGET,
                        case.file.at(&claim.span),
                        format!("{run} words in a row are {}'s; the budget is {}", source.name(), budget.longest),
                    )
                    .hint("shorten it, or say it in your own words; `compose: {quote: {longest: …}}` in digest.yaml sets the budget"),
                );
            }
        }
        if taken.share > budget.share {
            found.push(
                Diagnostic::new(
                    &codes::QUOTE_BUDGET,
                    case.file.span(&format!("sources.{n}.id")),
                    format!(
                        "{:.0}% of the words of {}'s article are taken over; the budget is {:.0}%",
                        taken.share * 100.0,
                        source.name(),
                        budget.share * 100.0
                    ),
                )
                .hint("cut claims that copy it, or say them in your own words; `compose: {quote: {share: …}}` in digest.yaml sets the budget"),
            );
        }
    }
    found
}
