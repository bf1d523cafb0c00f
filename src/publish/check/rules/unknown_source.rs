//! Whether every citation names a source that is listed: `unknown-source`. Whoever renumbers the sources is told of each reference that dangles, with
//! the number that its footnote's link belongs to now.

use super::Case;
use super::links::is_same_page;
use crate::diag::{Diagnostic, codes};
use crate::types::Citation;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let cited = case.file.body.claims.iter().flat_map(|c| &c.citations);
    cited.filter(|c| case.file.source(c.source).is_none()).map(|c| dangling(case, c)).collect()
}

fn dangling(case: &Case, citation: &Citation) -> Diagnostic {
    let d = Diagnostic::new(&codes::UNKNOWN_SOURCE, case.file.at(&citation.span), format!("there is no source {}", citation.source));
    let sources = &case.file.digest.sources;
    // The footnote still knows where it leads, so it knows what its source is called now.
    let link = case.file.note(&citation.label).and_then(|n| n.link.as_deref());
    let moved = link.and_then(|link| sources.iter().find(|s| [&s.url, &s.via].into_iter().flatten().any(|address| is_same_page(link, address))));
    if let Some(source) = moved {
        let letters = citation.label.trim_start_matches(|c: char| c.is_ascii_digit());
        return d.hint(format!("its footnote leads to source {0}, {1}: write `[^{0}{letters}]`, here and at the definition", source.id, source.name()));
    }
    let known: Vec<String> = sources.iter().map(|s| format!("{} ({})", s.id, s.name())).collect();
    d.hint(match known.as_slice() {
        [] => format!("add source {} under `sources:`", citation.source),
        [one] => format!("the only source has the number {one}"),
        many => format!("sources have the numbers {}", many.join(", ")),
    })
}
