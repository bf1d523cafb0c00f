//! Whether a page may link to the addresses of the sources: `unsafe-link`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::types::digest_file::unsafe_scheme;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, source, _) in case.sources() {
        for (key, address) in [("url", &source.url), ("via", &source.via)] {
            let Some(address) = address.as_ref().filter(|a| unsafe_scheme(a) || !is_whole(a)) else { continue };
            found.push(
                Diagnostic::new(
                    &codes::UNSAFE_LINK,
                    case.file.span(&format!("sources.{n}.{key}")),
                    format!("`{address}` is not an address that a page may link to"),
                )
                .hint("write the whole address, beginning with https:// or http://"),
            );
        }
    }
    found
}

fn is_whole(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
}
