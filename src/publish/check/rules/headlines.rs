//! Whether title, dek and headings say what the sources say: they carry no citations, so their numbers, names and dates are looked for in all
//! sources. `number-not-in-source`, `name-not-in-source`, `date-not-in-source`.

use super::super::truth::{code_of, needs_no_passage};
use super::Case;
use crate::diag::{Diagnostic, Span};
use crate::evidence::{Fault, absent};
use crate::types::BlockKind;

pub(super) fn rule(case: &Case) -> Vec<Diagnostic> {
    // Where an article is not kept, what is missing in the others may stand in it.
    if !case.is_complete() {
        return Vec::new();
    }
    let sources: Vec<_> = case.kept().map(|a| &a.text).collect();
    let mut found = Vec::new();
    let mut judge = |what: &str, text: &str, place: &dyn Fn(&Fault) -> Span| {
        for fault in absent(text, &sources).into_iter().filter(|f| needs_no_passage(f.kind)) {
            found.push(Diagnostic::new(code_of(fault.kind), place(&fault), format!("{what}: {}", fault.message)).hint("no source says so; mend it"));
        }
    };
    judge("the title", &case.file.digest.title, &|_| case.file.span("title"));
    if let Some(summary) = &case.file.digest.summary {
        judge("the summary", summary, &|_| case.file.span("summary"));
    }
    for block in &case.file.body.blocks {
        if matches!(block.kind, BlockKind::Heading(_)) {
            judge("the heading", &block.text, &|fault| case.within_text(&block.text, &block.span, &fault.range));
        }
    }
    found
}
