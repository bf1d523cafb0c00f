//! Quotation marks that a cut between sentences left open or shut only.

use crate::editorial::compose::quotation::{self, Quotation};
use crate::text::words;

/// The text with the marks that its paragraph gives it. `None` where marks remain that do not pair.
pub(super) fn close(text: &str, quotation: &Quotation) -> Option<String> {
    let mut out = text.trim().to_owned();
    let straight = out.contains('"') && !out.contains(['“', '”']);
    let (open, shut) = if straight { ('"', '"') } else { ('“', '”') };
    if quotation.open_before {
        out.insert(0, open);
    }
    if quotation.open_after {
        out.push(shut);
    }
    for connective in ["But ", "And ", "So ", "Well, "] {
        // Speech begins with these as breath is drawn.
        if let Some(rest) = out.strip_prefix(open).and_then(|r| r.strip_prefix(connective)).filter(|_| quotation.open_before) {
            out = format!("{open}{}", words::capitalised(rest));
        }
    }
    let marks = quotation::marks(&out);
    let mut depth = 0_i32;
    for mark in &marks {
        depth += if mark.opens { 1 } else { -1 };
        if !(0..=1).contains(&depth) {
            return None;
        }
    }
    (depth == 0).then(|| curl(&out, &marks))
}

/// Straight and mixed marks as a pair of curly ones: the digest has one way of typing them.
fn curl(text: &str, marks: &[quotation::Mark]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 2);
    let mut at = 0;
    for mark in marks {
        out.push_str(&text[at..mark.at]);
        out.push(if mark.opens { '“' } else { '”' });
        at = mark.at + mark.length;
    }
    out.push_str(&text[at..]);
    out
}
