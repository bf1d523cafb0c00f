//! `digest check --external`: whether the originals still answer.

use super::Console;
use super::console::count;
use crate::diag::{Diagnostic, Severity, Span, codes};
use crate::editorial::add::fetch::{Fetcher, Patience};
use crate::pipeline::Content;
use rayon::prelude::*;
use std::collections::BTreeMap;

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
    let fetcher = Fetcher::new(false, Patience::default());
    let asked: Vec<(&str, &Vec<Span>)> = places.iter().map(|(address, spans)| (*address, spans)).collect();
    asked
        .par_iter()
        .flat_map_iter(|(address, spans)| {
            let fault = fetcher.fetch(address).err();
            spans.iter().filter_map(move |span| {
                let fault = fault.as_ref()?;
                let found = Diagnostic::new(&codes::FETCH_FAILED, span.clone(), format!("the original does not answer: {}", fault.reason));
                Some(found.severity(Severity::Warning).hint("look at it in a browser; the citation keeps its passage either way"))
            })
        })
        .collect()
}
