//! Whether a footnote leads to its source: `link-mismatch`.

use super::Case;
use crate::diag::{Diagnostic, Severity, codes};
use crate::types::Citation;
use percent_encoding::percent_decode_str;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for note in &case.file.body.notes {
        let Some((_, source, _)) = Citation::parse(&note.label, 0..0).and_then(|c| case.source(c.source)) else { continue };
        let place = case.file.at(&note.span);
        let known = [source.url.as_deref(), source.via.as_deref()];
        match &note.link {
            Some(link) if known.iter().flatten().any(|address| is_same_page(link, address)) => {}
            Some(link) => {
                let d = Diagnostic::new(&codes::LINK_MISMATCH, place, format!("the link of `[^{}]` is not the address of source {}", note.label, source.id));
                found.push(match source.address() {
                    Some(address) => d.hint(format!("source {} has the address {address}", source.id)),
                    None => d.hint(format!("if it is right, give source {} the line `url: {}`", source.id, bare(link))),
                });
            }
            None => {
                if let Some(address) = source.address() {
                    found.push(
                        Diagnostic::new(
                            &codes::LINK_MISMATCH,
                            place,
                            format!("`[^{}]` has no link, though the address of source {} is known", note.label, source.id),
                        )
                        .severity(Severity::Warning)
                        .hint(format!("write `[^{}]: [{}]({address}): “passage”`", note.label, source.name())),
                    );
                }
            }
        }
    }
    found
}

/// The same page: fragments apart, and however its signs are encoded.
pub(super) fn is_same_page(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    if a == b {
        return true;
    }
    let plain = |address: &str| percent_decode_str(address.trim_end_matches('/')).decode_utf8_lossy().into_owned();
    plain(a) == plain(b)
}

fn bare(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}
