//! The plain sort of YAML that almost all front matter is, read line by line: `key: value`, lists in brackets, lists of such maps. It is a twentieth of
//! what the library does for it.
//!
//! In: YAML text. Out: the very [`Node`] that the library would give, or `None` for whatever is not as plain as this: then the library reads it. Never: a
//! guess, or a fault; those are the library's to tell.

use super::{Key, Kind, Node};

/// Reads a whole document.
pub(super) fn read(text: &str) -> Option<Node> {
    // Tabs, returns and whatever else breaks lines or is no text have rules of their own.
    if text.chars().any(|c| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))) {
        return None;
    }
    let mut lines = Lines { text, at: 0 };
    let entries = lines.map(0, None)?;
    (lines.at == text.len() && !entries.is_empty()).then(|| map(entries))
}

fn map(entries: Vec<(Key, Node)>) -> Node {
    let start = entries.first().map_or(0, |(key, _)| key.span.start);
    Node { span: start..start, kind: Kind::Map(entries) }
}

struct Lines<'a> {
    text: &'a str,
    /// Where the next line begins.
    at: usize,
}

impl<'a> Lines<'a> {
    /// The next line without its break.
    fn line(&self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        if rest.is_empty() { None } else { Some(rest.split_once('\n').map_or(rest, |(line, _)| line)) }
    }

    fn pass(&mut self, line: &str) {
        self.at = (self.at + line.len() + 1).min(self.text.len());
    }

    /// The entries of a map whose keys stand `indent` bytes into their lines. `first` is where its first key stands, if something is before it in its line.
    fn map(&mut self, indent: usize, first: Option<usize>) -> Option<Vec<(Key, Node)>> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut first = first;
        while let Some(line) = self.line() {
            let from = match first.take() {
                Some(at) => at - self.at,
                None => line.len() - line.trim_start_matches(' ').len(),
            };
            if from < indent && !line.trim().is_empty() {
                break;
            }
            let (name, value) = line[from..].split_once(':')?;
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let behind = value.trim_start_matches(' ');
            // Words that stand for a truth value or for nothing are keys of another kind.
            if from != indent || !is_name || matches!(name, "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n") {
                return None;
            }
            if !(value.is_empty() || value.starts_with(' ')) || entries.iter().any(|(key, _)| key.text == name) {
                return None;
            }
            let start = self.at + from;
            let key = Key { span: start..start + name.len(), text: name.to_owned() };
            let place = start + name.len() + 1 + (value.len() - behind.len());
            self.pass(line);
            let node = if behind.is_empty() { self.list(indent)? } else { self.value(behind, place, indent)? };
            entries.push((key, node));
        }
        Some(entries)
    }

    /// The maps of a list that stands below its key.
    fn list(&mut self, indent: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut depth = None;
        while let Some(line) = self.line() {
            let from = line.len() - line.trim_start_matches(' ').len();
            let Some(rest) = line[from..].strip_prefix("- ") else { break };
            // A list that is no deeper than its key, and one whose items stand apart, are the library's.
            if from <= indent || *depth.get_or_insert(from) != from || rest.starts_with(' ') {
                return None;
            }
            items.push(map(self.map(from + 2, Some(self.at + from + 2))?));
        }
        let first = items.first().map(|item: &Node| item.span.start)?;
        Some(Node { span: first - 2..first - 2, kind: Kind::List(items) })
    }

    /// The value behind a key, in its line.
    fn value(&self, written: &str, start: usize, indent: usize) -> Option<Node> {
        // A line that goes on deeper would belong to the value.
        let goes_on = self.line().is_some_and(|next| next.trim().is_empty() || next.len() - next.trim_start_matches(' ').len() > indent);
        let written = written.trim_end_matches(' ');
        if goes_on {
            return None;
        }
        if let Some(inner) = written.strip_prefix('"') {
            let inner = inner.strip_suffix('"').filter(|inner| !inner.contains(['"', '\\']))?;
            return Some(scalar(inner, start, written.len(), true));
        }
        if let Some(inner) = written.strip_prefix('[') {
            return list_in_line(inner.strip_suffix(']')?, start);
        }
        is_plain(written).then(|| scalar(written, start, written.len(), false))
    }
}

fn scalar(text: &str, start: usize, length: usize, quoted: bool) -> Node {
    Node { span: start..start + length, kind: Kind::Scalar { text: text.to_owned(), quoted } }
}

/// `[policy, china]`.
fn list_in_line(inner: &str, start: usize) -> Option<Node> {
    let mut items = Vec::new();
    let mut at = start + 1;
    for part in inner.split(',') {
        let item = part.trim_start_matches(' ');
        let place = at + (part.len() - item.len());
        let item = item.trim_end_matches(' ');
        if !is_plain(item) || item.contains(['[', ']', '{', '}', ':', '#']) {
            return None;
        }
        items.push(scalar(item, place, item.len(), false));
        at += part.len() + 1;
    }
    Some(Node { span: start..start + 1, kind: Kind::List(items) })
}

/// Whether a text without quotes means itself.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()));
    let nothing = text.eq_ignore_ascii_case("null");
    first && !nothing && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':')
}
