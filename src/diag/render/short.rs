//! `file:line:column: severity[code]: message`, one line each.

use super::{Diagnostic, Laid, place};
use std::fmt::Write as _;

pub(super) fn one(d: &Diagnostic, texts: &Laid, out: &mut String) {
    if let (Some(span), Some(p)) = (&d.span, place(d, texts)) {
        let _ = write!(out, "{}:{}:{}: ", span.file, p.line, p.column);
    }
    let _ = writeln!(out, "{}[{}]: {}", d.severity.word(), d.code, d.message.replace('\n', " "));
}
