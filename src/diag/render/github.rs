//! Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`.

use super::{Diagnostic, Laid, Severity, place};
use std::fmt::Write as _;

pub(super) fn one(d: &Diagnostic, texts: &Laid, out: &mut String) {
    let command = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = String::new();
    if let (Some(span), Some(p)) = (&d.span, place(d, texts)) {
        let _ = write!(properties, "file={},line={},col={},endLine={},endColumn={},", property(&span.file), p.line, p.column, p.end_line, p.end_column);
    }
    let _ = write!(properties, "title={}", property(d.code));
    let mut message = d.message.to_string();
    for hint in &d.hints {
        let _ = write!(message, "\nhint: {hint}");
    }
    let _ = writeln!(out, "::{command} {properties}::{}", escape(&message));
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
