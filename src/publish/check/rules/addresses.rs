//! Whether each source has an address that readers can be sent to: `unsafe-link`, `no-address`, `rehost-link`.

use super::Case;
use crate::diag::{Diagnostic, codes};
use crate::types::digest_file::unsafe_scheme;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, source, _) in case.sources() {
        let place = |key: &str| case.file.span(&format!("sources.{n}.{key}"));
        for (key, address) in [("url", &source.url), ("via", &source.via)] {
            if let Some(address) = address
                && (unsafe_scheme(address) || !is_whole(address))
            {
                found.push(
                    Diagnostic::new(&codes::UNSAFE_LINK, place(key), format!("`{address}` is not an address that a page may link to"))
                        .hint("write the whole address, beginning with https:// or http://"),
                );
            }
        }
        match (&source.url, &source.via) {
            (None, None) => found.push(
                Diagnostic::new(&codes::NO_ADDRESS, place("id"), format!("no address of source {} is known, so its citations lead nowhere", source.id))
                    .hint("add `url:` with the article's own address when you find it"),
            ),
            (None, Some(_)) => found.push(
                Diagnostic::new(
                    &codes::REHOST_LINK,
                    place("via"),
                    format!("source {} is linked where it was read, not at {}'s own site", source.id, source.name()),
                )
                .hint("add `url:` with the article's own address when you find it"),
            ),
            _ => {}
        }
    }
    found
}

fn is_whole(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
}
