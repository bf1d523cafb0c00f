//! Whether the passage of every definition stands in its article: `quote-not-in-article`, `quote-from-other-source`.

use super::super::difference::difference;
use super::super::truth::other_source;
use super::Case;
use crate::diag::{Diagnostic, Span, codes};
use crate::evidence::{Located, locate};
use crate::types::digest_file::quoted;
use crate::types::{Citation, Note};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for note in &case.file.body.notes {
        if note.passage.is_empty() {
            continue;
        }
        let Some((_, source, Some(article))) = Citation::parse(&note.label, 0..0).and_then(|c| case.source(c.source)) else { continue };
        let Located::Differs { part, nearest } = locate(&note.passage, &article.text) else { continue };
        let place = passage_place(case, note);
        if let Some(other) = other_source(case, &[source.id], &note.passage) {
            found.push(
                Diagnostic::new(
                    &codes::QUOTE_FROM_OTHER_SOURCE,
                    place,
                    format!("the passage of `[^{}]` stands in source {other}, not in source {}", note.label, source.id),
                )
                .hint(format!("cite source {other}: rename the footnote to a letter of {other}, with the address of that source")),
            );
            continue;
        }
        let d =
            Diagnostic::new(&codes::QUOTE_NOT_IN_ARTICLE, place, format!("the passage of `[^{}]` does not stand in {}'s article", note.label, source.name()));
        found.push(match nearest {
            Some(nearest) => match difference(&note.passage[part], &nearest) {
                Some(difference) => d.hint(difference).hint(format!("the article has: “{nearest}”")),
                // The words are there, in another order of the parts.
                None => d.hint(format!("the parts of the passage must stand in the article's order; it has: “{nearest}”")),
            },
            None => d.hint("nothing in the article comes near; copy the words from it, or cite another source"),
        });
    }
    found
}

/// The words of a definition's passage, without the marks around them.
fn passage_place(case: &Case, note: &Note) -> Span {
    let text = &case.file.text[note.span.clone()];
    let after = text.find("](").map_or(0, |at| at + text[at..].find(')').unwrap_or(0));
    match quoted(text, after) {
        Some(words) => case.file.at(&(note.span.start + words.start..note.span.start + words.end)),
        None => case.file.at(&note.span),
    }
}
