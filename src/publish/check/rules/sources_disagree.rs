//! Whether the sources of a digest tell the same: `sources-disagree`. A claim that cites two sources of which one has another number or date is a
//! warning; a claim that follows one source where another of the digest's has another value is a note, for the editor may have weighed them.

use super::Case;
use crate::diag::{Diagnostic, Severity, codes};
use crate::evidence::Statement;
use crate::types::{Claim, Source};

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    if case.kept().nth(1).is_none() {
        return Vec::new();
    }
    case.claims().filter_map(|(claim, statement)| of_claim(case, claim, statement)).collect()
}

fn of_claim(case: &Case, claim: &Claim, statement: &Statement) -> Option<Diagnostic> {
    let cites = |source: &Source| claim.citations.iter().any(|c| c.source == source.id);
    let mut note = None;
    for (_, one, article) in case.sources().filter(|(_, s, _)| cites(s)) {
        let Some(article) = article else { continue };
        for (_, other, theirs) in case.sources() {
            let Some(theirs) = theirs.filter(|_| other.id != one.id && (one.origin.is_none() || other.origin != one.origin)) else { continue };
            let Some(found) = statement.disagreement(&article.text, &theirs.text) else { continue };
            // Told elsewhere in the digest, readers know of it.
            if case.file.body.claims.iter().any(|c| c.text.contains(found.said.as_str())) {
                continue;
            }
            let words = &claim.text[found.range.clone()];
            let d = Diagnostic::new(
                &codes::SOURCES_DISAGREE,
                case.within(claim, &found.range),
                format!("the sources disagree: “{words}” is {}'s, {} has “{}”", one.name(), other.name(), found.said),
            )
            .hint(format!("say so: “{words}, according to {}; {} has {}”", one.name(), other.name(), found.said));
            if cites(other) {
                return Some(d);
            }
            note.get_or_insert(d.severity(Severity::Note));
        }
    }
    note
}
