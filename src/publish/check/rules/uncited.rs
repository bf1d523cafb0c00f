//! Whether every claim says where it is from: `uncited-claim`.

use super::super::truth::footnote;
use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::evidence::{Cited, SourceText, Statement, find};
use crate::text::words::words;

/// The support from which on a source is worth naming for a claim, though it may not carry all of it.
const SPEAKS: f64 = 0.3;

/// The words from which on a text says something that a passage could carry.
const LEAST: usize = 3;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let speaks = |claim: &Statement, article: &SourceText| claim.judge(&[Cited { source: article, passage: None }]).support >= SPEAKS;
    for (claim, statement) in case.claims() {
        if !claim.citations.is_empty() || claim.synthesis {
            continue;
        }
        let d = Diagnostic::new(&codes::UNCITED_CLAIM, case.file.at(&claim.span), "the claim cites no source");
        // The first source that speaks of it; the editor decides. Of a word or two alone every article speaks.
        let offer =
            (words(&claim.text).len() >= LEAST).then(|| case.sources()).into_iter().flatten().find_map(|(_, source, article)| {
                article.filter(|a| speaks(statement, &a.text)).and_then(|a| Some((source, &a.text, find(&claim.text, &a.text)?)))
            });
        found.push(match offer {
            Some((source, article, passage)) => {
                d.hint(format!("{} speaks of it; ready to paste: `{}`", source.name(), footnote(case, source, article, &passage)))
            }
            None => d.hint("put a citation behind it, or `[^synthesis]` if it is your own conclusion from several sources"),
        });
    }
    found
}
