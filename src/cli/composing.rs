//! Writes digests for new or changed stories: the part that `compose`, `build` and `serve` share.

use super::console::now;
use super::{Console, asking};
use crate::diag::{Diagnostic, Severity};
use crate::files::{self, Edit, Snapshot};
use crate::pipeline::{ComposeOptions, Content, DIGESTS, Memory};
use std::path::Path;

/// What was written, and the folder after it.
pub(super) struct Written {
    pub snapshot: Snapshot,
    pub edits: Vec<Edit>,
    pub findings: Vec<Diagnostic>,
    /// The disk refused an edit.
    pub failed: bool,
    /// A model was to be asked: another time it may answer otherwise.
    pub asked: bool,
}

/// What a build or a server asks for: every story that is new or changed.
pub(super) fn all(content: &Content) -> ComposeOptions {
    ComposeOptions { stories: Vec::new(), words: None, force: false, today: now().with_timezone(&content.config.timezone).date_naive() }
}

/// Composes and writes. Where a digest or the configuration cannot be read nothing is written: a digest that is not understood is a hand's work like
/// any other, and without it its story would be taken for a new one.
pub(super) fn compose(
    root: &Path,
    console: &Console,
    snapshot: &Snapshot,
    memory: &Memory,
    options: impl FnOnce(&Content) -> ComposeOptions,
    stops: impl Fn(&[Diagnostic]) -> bool,
) -> Written {
    let read = Content::read(snapshot, memory);
    if stops(&read.diagnostics) {
        return Written { snapshot: snapshot.clone(), edits: Vec::new(), findings: read.diagnostics, failed: false, asked: false };
    }
    let mut findings = Vec::new();
    let mut content = read.take(&mut findings);
    let options = options(&content);
    let mut edits = match asking::compose(root, console, &mut content, snapshot, &options, &mut findings) {
        Ok(edits) => edits,
        Err(fault) => {
            findings.push(fault);
            return Written { snapshot: snapshot.clone(), edits: Vec::new(), findings, failed: true, asked: false };
        }
    };
    let faults = files::apply_to(root, snapshot, &edits);
    let failed = !faults.is_empty();
    edits.retain(|edit| !faults.iter().any(|f| f.span.as_ref().is_some_and(|s| *s.file == *edit.path)));
    findings.extend(faults);
    // Read from the disk where something was left as it is: somebody else has changed it.
    let snapshot = if failed { files::read(root).value } else { snapshot.with(&edits) };
    Written { snapshot, edits, findings, failed, asked: content.config.compose.writer == crate::config::WriterChoice::Model }
}

/// Whether findings concern what a writer must know before it writes: the configuration, and the digests that there are.
pub(super) fn hide_digests(findings: &[Diagnostic]) -> bool {
    let concerns = |d: &Diagnostic| d.span.as_ref().is_none_or(|s| &*s.file == crate::config::FILE || s.file.starts_with(DIGESTS));
    findings.iter().any(|d| d.severity == Severity::Error && concerns(d))
}

pub(super) fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|d| d.severity == Severity::Error)
}
