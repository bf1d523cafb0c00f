//! A build of the same things over a folder that nobody has touched: what the last build said is said again, and nothing is done.

use super::console::{Folded, tally_of};
use crate::diag::{Diagnostic, Findings, Severity, Span, codes};
use crate::files::Target;
use crate::files::record::{self, Record};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What a build is remembered by.
#[derive(Debug)]
pub(super) struct Told {
    pub pages: usize,
    /// "3 warnings, 1 note".
    pub tally: Option<String>,
    pub findings: Folded,
}

/// The same, as it is written down.
#[derive(Serialize, Deserialize)]
struct Line {
    pages: usize,
    tally: Option<String>,
    warnings: Vec<Warning>,
    more: BTreeMap<String, usize>,
}

#[derive(Serialize, Deserialize)]
struct Warning {
    code: String,
    message: String,
    place: Option<(String, usize, usize)>,
    hints: Vec<String>,
}

/// This very program, and what else of a call a build depends on.
pub(super) fn program(strict: bool, no_compose: bool) -> String {
    let look = std::env::current_exe().and_then(std::fs::metadata).and_then(|m| Ok((m.len(), m.modified()?)));
    format!("{} {:?} strict {strict} no-compose {no_compose}", env!("DIGEST_VERSION"), look.ok())
}

/// What the last build said, if one now would make the very same.
pub(super) fn told(root: &Path, target: &Target, key: [u8; 32], now: DateTime<Utc>) -> Option<Told> {
    let record = record::standing(root, target, key)?;
    if !(record.steady.0..record.steady.1).contains(&now.timestamp()) {
        return None;
    }
    let line: Line = serde_json::from_str(&record.told).ok()?;
    let mut findings = Folded { more: line.more, shown: Vec::new() };
    for warning in line.warnings {
        let span = warning.place.map(|(file, start, end)| Span::new(&file.into(), start..end));
        let code = codes::named(&warning.code)?;
        let found = Diagnostic { span, hints: warning.hints.into_iter().map(Into::into).collect(), ..Diagnostic::homeless(code, warning.message) };
        findings.shown.push(found.severity(Severity::Warning));
    }
    Some(Told { pages: line.pages, tally: line.tally, findings })
}

/// Remembers a build.
pub(super) fn keep(root: &Path, target: &Target, key: [u8; 32], steady: (i64, i64), pages: usize, findings: &Findings) {
    let folded = Folded::of(findings.iter());
    // What points to a second place is rare, and not worth a form of its own.
    if folded.shown.iter().any(|d| !d.labels.is_empty()) {
        return;
    }
    let warning = |d: &Diagnostic| Warning {
        code: d.code.to_owned(),
        message: d.message.to_string(),
        place: d.span.as_ref().map(|s| (s.file.to_string(), s.start, s.end)),
        hints: d.hints.iter().map(ToString::to_string).collect(),
    };
    let line = Line { pages, tally: tally_of(findings.summary()), warnings: folded.shown.iter().map(warning).collect(), more: folded.more };
    let Ok(told) = serde_json::to_string(&line) else { return };
    record::keep(root, target, &Record { key, steady, told });
}
