//! `digest check --external`: whether the originals still answer.

use super::Console;
use super::console::{SystemClock, count};
use crate::diag::{Diagnostic, Severity, Span, codes};
use crate::editorial::add::fetch::{Fetcher, Patience, side_by_side};
use crate::pipeline::Content;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Asks each address that a digest links once. An original that does not answer is a warning at every source that names it; nothing here is an error, for
/// a page that is gone today may be back tomorrow, and it says nothing about the digest.
pub(super) fn ask(content: &Content, console: &Console) -> Vec<Diagnostic> {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for digest in &content.digests {
        for (n, source) in digest.digest.sources.iter().enumerate() {
            for (key, address) in [("url", &source.url), ("via", &source.via)] {
                if let Some(address) = address {
                    places.entry(address.as_str()).or_default().push(digest.span(&format!("sources.{n}.{key}")));
                }
            }
        }
    }
    console.say(&format!("asking {}", count(places.len(), "original")));
    let fetcher = Fetcher::new(false, Patience::default(), Arc::new(SystemClock));
    let addresses: Vec<&str> = places.keys().copied().collect();
    let answers = side_by_side(&addresses, |address| Some(address), |address| fetcher.fetch(address).err());
    places
        .values()
        .zip(answers)
        .filter_map(|(spans, answer)| Some((spans, answer??)))
        .flat_map(|(spans, fault)| {
            spans.iter().map(move |span| {
                let found = Diagnostic::new(&codes::FETCH_FAILED, span.clone(), format!("the original does not answer: {}", fault.reason));
                found.severity(Severity::Warning).hint("look at it in a browser; the citation keeps its passage either way")
            })
        })
        .collect()
}
