//! `digest check --external`: whether the originals still answer.

use super::Console;
use super::console::{SystemClock, count, now};
use crate::diag::{Diagnostic, Severity, Span, codes};
use crate::editorial::add::fetch::{Answer, Cause, Fetcher, Patience, Validators, side_by_side};
use crate::files::{self, Edit};
use crate::pipeline::Content;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What the originals answered, so that nobody is asked twice a day. Lost, it costs a round of asking.
const MEMORY: &str = ".digest/originals.json";
/// How long an answer holds, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// What an original said when it was asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Heard {
    /// Seconds since 1970.
    asked: i64,
    /// What stands in the way; absent where it answered.
    fault: Option<String>,
    /// It says itself that it has gone.
    #[serde(default)]
    gone: bool,
    /// Where it has moved for good.
    moved: Option<String>,
}

/// Asks each address that a digest links once, hosts side by side and each host one thing at a time. What has gone is a warning at every source that names
/// it, and so is what has moved; what does not answer now is a note, for it may be back tomorrow. None of it is an error, as it says nothing about the
/// digest: `check: {deny: [fetch-failed]}` makes it one.
pub(super) fn ask(root: &Path, content: &Content, console: &Console, allow_private: bool) -> Vec<Diagnostic> {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for digest in &content.digests {
        for (n, source) in digest.digest.sources.iter().enumerate() {
            for (key, address) in [("url", &source.url), ("via", &source.via)] {
                if let Some(address) = address {
                    // A fragment is the browser's own matter.
                    let page = address.split('#').next().unwrap_or(address);
                    places.entry(page).or_default().push(digest.span(&format!("sources.{n}.{key}")));
                }
            }
        }
    }
    let now = now().timestamp();
    let mut memory: BTreeMap<String, Heard> = std::fs::read(root.join(MEMORY)).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default();
    memory.retain(|_, heard| (0..DAY).contains(&now.saturating_sub(heard.asked)));
    let wanted: Vec<&str> = places.keys().copied().filter(|a| !memory.contains_key(*a)).collect();
    console.say(&match (wanted.len(), places.len() - wanted.len()) {
        (new, 0) => format!("asking {}", count(new, "original")),
        (new, known) => format!("asking {}; {known} answered within a day", count(new, "original")),
    });
    let fetcher = Fetcher::new(allow_private, Patience::default(), Arc::new(SystemClock));
    let answers = side_by_side(&wanted, |address| Some(address), |address| heard(&fetcher, address, now));
    let mut fresh: BTreeMap<&str, Heard> = BTreeMap::new();
    for (address, answer) in wanted.into_iter().zip(answers) {
        let Some((heard, lasting)) = answer else { continue };
        if lasting {
            memory.insert(address.to_owned(), heard.clone());
        }
        fresh.insert(address, heard);
    }
    let found = places.iter().flat_map(|(address, spans)| {
        let heard = fresh.get(address).or_else(|| memory.get(*address));
        spans.iter().filter_map(|span| finding(span, heard?)).collect::<Vec<_>>()
    });
    let found = found.collect();
    remember(root, &memory);
    found
}

/// What an original says now, and whether that holds for a day.
fn heard(fetcher: &Fetcher, address: &str, now: i64) -> (Heard, bool) {
    match fetcher.ask(address, &Validators::default()) {
        Ok(Answer::Page(fetched)) => (Heard { asked: now, fault: None, gone: false, moved: fetched.moved }, true),
        Ok(Answer::Unchanged) => (Heard { asked: now, fault: None, gone: false, moved: None }, true),
        // It is there, and only larger than a page that we would read.
        Err(fault) if fault.cause == Cause::TooLarge => (Heard { asked: now, fault: None, gone: false, moved: None }, true),
        Err(fault) => {
            let gone = matches!(fault.cause, Cause::Status(404 | 410));
            // Whom we did not ask, because we may not, has answered nothing.
            let answered = !fault.is_passing() && fault.cause != Cause::Private;
            (Heard { asked: now, fault: Some(fault.reason.clone()), gone, moved: None }, answered)
        }
    }
}

fn finding(span: &Span, heard: &Heard) -> Option<Diagnostic> {
    let of = |message: String| Diagnostic::new(&codes::FETCH_FAILED, span.clone(), message);
    match (&heard.fault, &heard.moved) {
        (Some(reason), _) if heard.gone => Some(
            of(format!("the original has gone: {reason}"))
                .severity(Severity::Warning)
                .hint("the citation keeps its passage; look for its new address, or put a copy's address into `via:`"),
        ),
        (Some(reason), _) => {
            Some(of(format!("the original does not answer: {reason}")).severity(Severity::Note).hint("look at it in a browser; the citation keeps its passage"))
        }
        (None, Some(moved)) => Some(of(format!("the original has moved to {moved}")).severity(Severity::Warning).hint(format!("write `{moved}`"))),
        (None, None) => None,
    }
}

/// Without the memory the next round asks again: no finding is worth that.
fn remember(root: &Path, memory: &BTreeMap<String, Heard>) {
    if let Ok(text) = serde_json::to_string(memory) {
        let _ = files::apply(root, &[Edit { path: MEMORY.to_owned(), contents: Some(text + "\n"), keep_original: false }]);
    }
}
