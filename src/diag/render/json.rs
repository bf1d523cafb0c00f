//! One JSON object a line, with the keys of DESIGN.md, section 4.

use super::{Diagnostic, Laid, place};

pub(super) fn one(d: &Diagnostic, texts: &Laid, out: &mut String) {
    let p = place(d, texts);
    let object = serde_json::json!({
        "code": d.code,
        "severity": d.severity.word(),
        "message": d.message,
        "file": d.span.as_ref().map(|s| &*s.file),
        "line": p.map(|p| p.line),
        "column": p.map(|p| p.column),
        "end_line": p.map(|p| p.end_line),
        "end_column": p.map(|p| p.end_column),
        "hints": d.hints,
    });
    out.push_str(&object.to_string());
    out.push('\n');
}
