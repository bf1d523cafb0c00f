//! The frame that articles, digests and pages share: front matter between two lines of `---`, then a Markdown body.

use super::Fields;
use super::yaml::{self, Kind, Node};
use crate::diag::{Diagnostic, Span, codes};
use std::ops::Range;
use std::sync::Arc;

/// The two parts of a file as ranges of its text. A byte order mark belongs to neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML between the marks, without them.
    pub yaml: Range<usize>,
    /// Everything after the closing mark's line.
    pub body: Range<usize>,
}

/// Splits a file into front matter and body.
///
/// # Errors
/// A diagnostic where the file is empty, or front matter does not begin on the first line, or is not closed.
pub fn split_front_matter(file: &Arc<str>, text: &str) -> Result<FrontMatter, Diagnostic> {
    let start = beginning(text);
    if text[start..].trim().is_empty() {
        return Err(Diagnostic::new(&codes::EMPTY_FILE, Span::new(file, 0..0), "the file is empty")
            .hint("it needs front matter between two lines of `---`, then text; delete it if it is not wanted"));
    }
    let mut at = start;
    let mut opened = None;
    for line in text[start..].split_inclusive('\n') {
        let is_mark = line.trim_end() == "---";
        match opened {
            None if is_mark => opened = Some(at + line.len()),
            None => break,
            Some(yaml) if is_mark => return Ok(FrontMatter { yaml: yaml..at, body: at + line.len()..text.len() }),
            Some(_) => {}
        }
        at += line.len();
    }
    let first = start..start + text[start..].lines().next().unwrap_or("").len();
    Err(match opened {
        None => Diagnostic::new(&codes::FRONT_MATTER, Span::new(file, first), "the file does not begin with front matter")
            .hint("begin it with a line `---`, then `title: …`, then a line `---`"),
        Some(_) => Diagnostic::new(&codes::FRONT_MATTER, Span::new(file, first), "the front matter that begins here is never closed")
            .hint("add a line `---` after the last key"),
    })
}

/// Where a text begins: behind a byte order mark, if it has one.
pub(crate) fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// [`read_map`] of a file that is one map from its beginning to its end.
///
/// # Errors
/// A diagnostic where the text is no YAML or no map.
pub(crate) fn read_whole_map(file: &Arc<str>, text: &str, what: &'static str) -> Result<Fields, Diagnostic> {
    read_map(file, text, &(beginning(text)..text.len()), what)
}

/// Reads a YAML map at `range` of a file's text into [`Fields`]; `what` names the kind of file in messages.
///
/// # Errors
/// A diagnostic where the text is no YAML or no map.
pub(crate) fn read_map(file: &Arc<str>, text: &str, range: &Range<usize>, what: &'static str) -> Result<Fields, Diagnostic> {
    let yaml = &text[range.clone()];
    match yaml::parse(yaml) {
        Ok(Node { kind: Kind::Map(entries), .. }) => Ok(Fields::new(file, range.start, range.clone(), entries, what)),
        Ok(Node { kind: Kind::Null, .. }) => Ok(Fields::new(file, range.start, range.clone(), Vec::new(), what)),
        Ok(node) => Err(Diagnostic::new(
            &codes::FRONT_MATTER,
            Span::new(file, shift(&node.span, range.start)),
            format!("the {what} is not a list of `key: value` lines"),
        )),
        Err(error) => {
            let at = range.start + error.at;
            let end = text[at..range.end.max(at)].find('\n').map_or(range.end.max(at), |n| at + n);
            Err(Diagnostic::new(&codes::FRONT_MATTER, Span::new(file, at..end), format!("not valid YAML: {}", error.message))
                .hint("texts with `: `, quotes or a leading special character need double quotes"))
        }
    }
}

pub(crate) fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
