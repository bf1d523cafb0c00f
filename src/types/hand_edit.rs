//! Changes to YAML that a hand wrote: one value is put in or taken out, and every other byte stays, comments, order and line ends among them.
//!
//! Each change is read again before it is given back. Where the text is written in a way in which the change cannot be made with certainty, there is none.

use super::front::beginning;
use super::yaml::{Key, Kind, Node, parse, scalar};
use std::ops::Range;

/// A text with YAML at a range of it: front matter, or a whole file.
#[derive(Clone, Copy, Debug)]
pub struct HandText<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// A change: what is replaced, and by what.
type Change = (Range<usize>, String);

impl<'a> HandText<'a> {
    /// `None` where the text is no article or digest with front matter.
    #[must_use]
    pub fn front_matter(text: &'a str) -> Option<Self> {
        let yaml = super::split_front_matter(&"".into(), text).ok()?.yaml;
        Some(Self { text, start: yaml.start, end: yaml.end })
    }

    /// A file that is YAML throughout.
    #[must_use]
    pub fn whole(text: &'a str) -> Self {
        Self { text, start: beginning(text), end: text.len() }
    }

    /// The text with this value under a key of the outermost map.
    #[must_use]
    pub fn set(&self, key: &str, value: &str) -> Option<String> {
        let root = self.root()?;
        let value = scalar(value);
        let change = match self.entry(&root, key) {
            Some((_, Node { kind: Kind::Scalar { .. }, span })) => (span.clone(), value),
            Some((key, Node { kind: Kind::Null, .. })) => self.behind_colon(key, &value)?,
            Some(_) => return None,
            None => self.last_line(&root, &format!("{key}: {value}"))?,
        };
        self.changed(&change, &[key], |node| matches!(&node.kind, Kind::Scalar { text, .. } if scalar(text) == *value_of(&change.1, key)))
    }

    /// The text with one more item at the end of the list at `path`, a key or two; the list is made where there is none.
    #[must_use]
    pub fn add(&self, path: &[&str], item: &str) -> Option<String> {
        let root = self.root()?;
        let new = scalar(item);
        let (last, above) = path.split_last()?;
        let map = match above {
            [] => Some(&root),
            [outer] => self.entry(&root, outer).map(|(_, node)| node),
            _ => return None,
        };
        let line = format!("{last}: [{new}]");
        let before;
        let change = match map {
            None => {
                before = Vec::new();
                self.last_line(&root, &format!("{}:{}  {line}", above.first()?, self.line_end()))?
            }
            Some(Node { kind: Kind::Null, .. }) if !above.is_empty() => {
                before = Vec::new();
                let (key, _) = self.entry(&root, above.first()?)?;
                let at = self.line_after(key.span.end);
                (at..at, format!("  {line}{}", self.line_end()))
            }
            Some(map) => match self.entry(map, last) {
                Some((key, node)) => {
                    before = texts(node)?;
                    self.one_more(key, node, &new)?
                }
                None => {
                    before = Vec::new();
                    if above.is_empty() { self.last_line(map, &line)? } else { self.first_of(map, &line)? }
                }
            },
        };
        let wanted: Vec<String> = before.into_iter().chain([item.to_owned()]).collect();
        self.changed(&change, path, |node| texts(node).as_ref() == Some(&wanted))
    }

    /// The text without this item of the list at `path`; `None` too where it is not there.
    #[must_use]
    pub fn remove(&self, path: &[&str], item: &str) -> Option<String> {
        let root = self.root()?;
        let (last, above) = path.split_last()?;
        let map = above.iter().try_fold(&root, |map, key| self.entry(map, key).map(|(_, node)| node))?;
        let (_, node) = self.entry(map, last)?;
        let mut wanted = texts(node)?;
        let at = wanted.iter().position(|t| t == item)?;
        wanted.remove(at);
        let change = match &node.kind {
            Kind::List(items) if self.is_flow(node) => {
                let span = match (at.checked_sub(1).and_then(|a| items.get(a)), items.get(at + 1)) {
                    (Some(left), _) => left.span.end..items[at].span.end,
                    (None, Some(right)) => items[at].span.start..right.span.start,
                    (None, None) => items[at].span.clone(),
                };
                (span, String::new())
            }
            // The last line of a list leaves an empty one behind.
            Kind::List(items) if items.len() == 1 => {
                let dash = self.at(items[0].span.start);
                let dash = self.text[..dash].rfind('-')? - self.start;
                (dash..items[0].span.end, "[]".to_owned())
            }
            Kind::List(items) => {
                let line = self.line_before(items[at].span.start);
                (line..self.line_after(items[at].span.end), String::new())
            }
            Kind::Scalar { .. } => (node.span.clone(), "[]".to_owned()),
            _ => return None,
        };
        self.changed(&change, path, |node| texts(node).as_ref() == Some(&wanted))
    }

    fn root(&self) -> Option<Node> {
        parse(&self.text[self.start..self.end]).ok()
    }

    fn entry<'n>(&self, map: &'n Node, key: &str) -> Option<&'n (Key, Node)> {
        match &map.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k.text == key),
            _ => None,
        }
    }

    fn at(&self, place: usize) -> usize {
        self.start + place
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[self.at(node.span.start)..].starts_with(['[', '{'])
    }

    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Where the line of a place begins.
    fn line_before(&self, place: usize) -> usize {
        self.text[self.start..self.at(place)].rfind('\n').map_or(0, |n| n + 1)
    }

    /// Where the line after that of a place begins.
    fn line_after(&self, place: usize) -> usize {
        self.text[self.at(place)..self.end].find('\n').map_or(self.end - self.start, |n| place + n + 1)
    }

    /// A new line at the end of a map that is written line by line.
    fn last_line(&self, root: &Node, line: &str) -> Option<Change> {
        if matches!(root.kind, Kind::Map(_)) && self.is_flow(root) {
            return None;
        }
        let end = self.end - self.start;
        let own = &self.text[self.start..self.end];
        let before = if own.is_empty() || own.ends_with('\n') { "" } else { self.line_end() };
        Some((end..end, format!("{before}{line}{}", self.line_end())))
    }

    /// A new entry at the beginning of an inner map.
    fn first_of(&self, map: &Node, entry: &str) -> Option<Change> {
        let Kind::Map(entries) = &map.kind else { return None };
        if self.is_flow(map) {
            let at = map.span.start + 1;
            let comma = if entries.is_empty() { "" } else { ", " };
            return Some((at..at, format!("{entry}{comma}")));
        }
        let first = entries.first()?.0.span.start;
        let indent = &self.text[self.at(self.line_before(first))..self.at(first)];
        Some((first..first, format!("{entry}{}{indent}", self.line_end())))
    }

    fn behind_colon(&self, key: &Key, value: &str) -> Option<Change> {
        let colon = self.text[self.at(key.span.end)..self.end].find(':')? + key.span.end + 1;
        Some((colon..colon, format!(" {value}")))
    }

    fn one_more(&self, key: &Key, node: &Node, new: &str) -> Option<Change> {
        match &node.kind {
            Kind::Null => self.behind_colon(key, &format!("[{new}]")),
            Kind::Scalar { .. } => {
                let written = &self.text[self.at(node.span.start)..self.at(node.span.end)];
                Some((node.span.clone(), format!("[{written}, {new}]")))
            }
            Kind::List(items) => match items.last() {
                None => Some((node.span.start + 1..node.span.start + 1, new.to_owned())),
                Some(last) if self.is_flow(node) => Some((last.span.end..last.span.end, format!(", {new}"))),
                Some(last) => {
                    let from = self.at(self.line_before(last.span.start));
                    let dash = &self.text[from..self.at(last.span.start)];
                    let at = self.line_after(last.span.end);
                    let before = if self.text[..self.at(at)].ends_with('\n') { "" } else { self.line_end() };
                    Some((at..at, format!("{before}{dash}{new}{}", self.line_end())))
                }
            },
            Kind::Map(_) => None,
        }
    }

    /// The text after a change, if it then reads as it did but for what stands at `path`, and that is as wanted.
    fn changed(&self, (span, by): &Change, path: &[&str], wanted: impl Fn(&Node) -> bool) -> Option<String> {
        let text = format!("{}{by}{}", &self.text[..self.at(span.start)], &self.text[self.at(span.end)..]);
        let end = self.end + by.len() - span.len();
        let mut now = parse(&text[self.start..end]).ok()?;
        let found = path.iter().try_fold(&now, |map, key| self.entry(map, key).map(|(_, node)| node))?;
        if !wanted(found) {
            return None;
        }
        let mut before = self.root()?;
        forget(&mut now, path);
        forget(&mut before, path);
        same(&now, &before).then_some(text)
    }
}

/// What `set` wrote: the value itself, or a line `key: value`.
fn value_of<'v>(written: &'v str, key: &str) -> &'v str {
    let line = written.trim();
    line.strip_prefix(key).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(line)
}

/// The texts of a list; one text alone is a list of one.
fn texts(node: &Node) -> Option<Vec<String>> {
    let text = |node: &Node| match &node.kind {
        Kind::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    };
    match &node.kind {
        Kind::Null => Some(Vec::new()),
        Kind::List(items) => items.iter().map(text).collect(),
        _ => text(node).map(|t| vec![t]),
    }
}

/// Takes out what stands at a path, and the maps above it where nothing else is in them.
fn forget(node: &mut Node, path: &[&str]) {
    let (Some((key, rest)), Kind::Map(entries)) = (path.split_first(), &mut node.kind) else { return };
    if let Some(at) = entries.iter().position(|(k, _)| k.text == *key) {
        if !rest.is_empty() {
            forget(&mut entries[at].1, rest);
        }
        let empty = match &entries[at].1.kind {
            Kind::Map(left) => left.is_empty(),
            Kind::Null => true,
            _ => false,
        };
        if rest.is_empty() || empty {
            entries.remove(at);
        }
    }
    if entries.is_empty() {
        node.kind = Kind::Null;
    }
}

/// Whether two trees say the same, wherever it stands.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::List(a), Kind::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Map(a), Kind::Map(b)) => a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k.text == l.text && same(a, b)),
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::HandText;

    #[test]
    fn one_key_changes_and_all_else_stays() {
        let set = |text: &str| HandText::front_matter(text).and_then(|t| t.set("story", "a-b"));
        for (text, wanted) in [
            ("---\ntitle: x # mine\n---\n\nBody\n", "---\ntitle: x # mine\nstory: a-b\n---\n\nBody\n"),
            ("---\r\ntitle: x\r\n---\r\nBody", "---\r\ntitle: x\r\nstory: a-b\r\n---\r\nBody"),
            ("---\nstory: \"old\" # why\ntitle: x\n---\n", "---\nstory: a-b # why\ntitle: x\n---\n"),
            ("\u{feff}---\nstory:\ntitle: x\n---\n", "\u{feff}---\nstory: a-b\ntitle: x\n---\n"),
        ] {
            assert_eq!(set(text).as_deref(), Some(wanted));
        }
        assert_eq!(set("---\n{title: x}\n---\n"), None, "a form that is not known is left to the hand");
    }

    #[test]
    fn items_are_put_into_every_form_of_a_list_and_taken_out_again() {
        let path = ["stories", "refused"];
        for (text, wanted) in [
            ("title: x # mine", "title: x # mine\nstories:\n  refused: [b]\n"),
            ("title: x\nstories:\n", "title: x\nstories:\n  refused: [b]\n"),
            ("stories: {days: 5} # few\ntitle: x\n", "stories: {refused: [b], days: 5} # few\ntitle: x\n"),
            ("stories:\n    # few\n    days: 5\ntitle: x\n", "stories:\n    # few\n    refused: [b]\n    days: 5\ntitle: x\n"),
            ("stories: {refused: [\"a\"]}\ntitle: x\n", "stories: {refused: [\"a\", b]}\ntitle: x\n"),
            ("stories:\n  refused: a\n", "stories:\n  refused: [a, b]\n"),
            ("stories:\n  refused:\n  - a # one\n  days: 5\n", "stories:\n  refused:\n  - a # one\n  - b\n  days: 5\n"),
            ("stories:\n  refused: []\n", "stories:\n  refused: [b]\n"),
        ] {
            let added = HandText::whole(text).add(&path, "b");
            assert_eq!(added.as_deref(), Some(wanted));
            let removed = HandText::whole(wanted).remove(&path, "b").unwrap_or_else(|| panic!("{wanted}"));
            assert!(HandText::whole(&removed).remove(&path, "b").is_none() && removed.contains("title") == text.contains("title"), "{removed}");
        }
        assert_eq!(HandText::whole("stories: {refused: [b, c]}").remove(&path, "b").as_deref(), Some("stories: {refused: [c]}"));
        assert_eq!(HandText::whole("stories:\n  refused:\n    - b\n    - c\n").remove(&path, "b").as_deref(), Some("stories:\n  refused:\n    - c\n"));
    }
}
