//! Reads the keys of a YAML map one by one, each as the type it must have, and keeps every fault with its place.

use super::front::shift;
use super::yaml::{Key, Kind, Node};
use super::{Genre, Moment};
use crate::diag::{Diagnostic, Span, codes, nearest};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A map being read. Ask for each key that the format knows, then call [`Fields::finish`]: what nobody asked for is an unknown key.
#[derive(Debug)]
pub struct Fields {
    file: Arc<str>,
    /// Where the YAML begins in the file.
    offset: usize,
    whole: Range<usize>,
    entries: Vec<(Key, Node)>,
    known: Vec<&'static str>,
    what: &'static str,
    diagnostics: Vec<Diagnostic>,
}

/// A value under a key of the user's own, and where both stand.
#[derive(Clone, Debug, PartialEq)]
pub struct FreeValue {
    pub name: String,
    pub name_span: Span,
    pub value: serde_json::Value,
    pub span: Span,
}

impl Fields {
    pub(crate) fn new(file: &Arc<str>, offset: usize, whole: Range<usize>, entries: Vec<(Key, Node)>, what: &'static str) -> Self {
        Self { file: Arc::clone(file), offset, whole, entries, known: Vec::new(), what, diagnostics: Vec::new() }
    }

    /// The node under a key, if it is there and not empty.
    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        self.node(key).cloned()
    }

    fn node(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node).filter(|node| node.kind != Kind::Null)
    }

    /// Where a key's value stands in the file; the front matter's first byte where the key is missing.
    #[must_use]
    pub fn span(&self, key: &str) -> Span {
        Span::new(&self.file, self.range(key))
    }

    /// [`Fields::span`] as bytes of the file.
    #[must_use]
    pub fn range(&self, key: &str) -> Range<usize> {
        match self.entries.iter().find(|(k, _)| k.text == key) {
            Some((k, node)) if node.span.is_empty() => shift(&k.span, self.offset),
            Some((_, node)) => shift(&node.span, self.offset),
            None => self.whole.start..self.whole.start,
        }
    }

    fn at(&self, range: &Range<usize>) -> Span {
        Span::new(&self.file, shift(range, self.offset))
    }

    /// Notes a fault of the value under `key`.
    pub fn fault(&mut self, key: &str, message: impl Into<Cow<'static, str>>, hint: impl Into<Cow<'static, str>>) {
        let span = self.span(key);
        self.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, span, message).hint(hint));
    }

    fn wrong_kind(&mut self, node: &Node, key: &str, wanted: &str, example: &str) {
        let span = self.at(&node.span);
        self.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, span, format!("`{key}` must be {wanted}")).hint(format!("write `{key}: {example}`")));
    }

    /// Whether the key is given, with whatever value.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, _)| k.text == key)
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.known.push(key);
        let node = self.node(key)?;
        if let Kind::Scalar { text, .. } = &node.kind {
            return Some(text.clone());
        }
        self.wrong_kind(&node.clone(), key, "a text", "\"…\"");
        None
    }

    /// A text that must be there and not be blank.
    pub fn required(&mut self, key: &'static str) -> Option<String> {
        let value = self.text(key).filter(|t| !t.trim().is_empty());
        let faulty = self.diagnostics.iter().any(|d| d.span == Some(self.span(key)));
        if value.is_none() && !faulty {
            let span = self.span(key);
            self.diagnostics
                .push(Diagnostic::new(&codes::MISSING_KEY, span, format!("the {} has no `{key}`", self.what)).hint(format!("add a line `{key}: …`")));
        }
        value
    }

    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        if let Kind::Scalar { text, quoted: false } = &node.kind {
            match text.as_str() {
                "true" | "yes" | "on" => return Some(true),
                "false" | "no" | "off" => return Some(false),
                _ => {}
            }
        }
        self.wrong_kind(&node, key, "true or false", "true");
        None
    }

    /// A whole number of at least `least`.
    pub fn number(&mut self, key: &'static str, least: u32) -> Option<u32> {
        let node = self.take(key)?;
        if let Kind::Scalar { text, .. } = &node.kind
            && let Ok(number) = text.parse::<u32>()
            && number >= least
        {
            return Some(number);
        }
        self.wrong_kind(&node, key, &format!("a whole number, {least} or more"), &least.max(1).to_string());
        None
    }

    /// A share between 0 and 1.
    pub fn share(&mut self, key: &'static str) -> Option<f64> {
        let node = self.take(key)?;
        if let Kind::Scalar { text, .. } = &node.kind
            && let Ok(share) = text.parse::<f64>()
            && (0.0..=1.0).contains(&share)
        {
            return Some(share);
        }
        self.wrong_kind(&node, key, "a share between 0 and 1", "0.4");
        None
    }

    /// A date or time.
    pub fn moment(&mut self, key: &'static str) -> Option<Moment> {
        let text = self.text(key)?;
        let moment = Moment::parse(&text);
        if moment.is_none() {
            self.fault(key, format!("`{text}` is not a date"), format!("write `{key}: 2026-01-31` or `{key}: 2026-01-31T09:30:00Z`"));
        }
        moment
    }

    pub fn genre(&mut self, key: &'static str) -> Option<Genre> {
        let text = self.text(key)?;
        let genre = Genre::named(&text);
        if genre.is_none() {
            let words: Vec<_> = Genre::ALL.iter().map(|g| g.word()).collect();
            let hint = match nearest(&text, words.iter().copied()) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("one of: {}", words.join(", ")),
            };
            self.fault(key, format!("`{text}` is not a genre"), hint);
        }
        genre
    }

    /// A list of texts; one text alone is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = match self.take(key) {
            Some(Node { kind: Kind::List(items), .. }) => items,
            Some(node) => vec![node],
            None => return Vec::new(),
        };
        let mut texts = Vec::new();
        for item in &items {
            match &item.kind {
                Kind::Scalar { text, .. } => texts.push(text.clone()),
                _ => self.wrong_kind(item, key, "a text or a list of texts", "[one, two]"),
            }
        }
        texts
    }

    /// Where each text of a list stands.
    #[must_use]
    pub fn item_spans(&self, key: &str) -> Vec<Span> {
        self.item_ranges(key).into_iter().map(|range| Span::new(&self.file, range)).collect()
    }

    /// [`Fields::item_spans`] as bytes of the file.
    #[must_use]
    pub fn item_ranges(&self, key: &str) -> Vec<Range<usize>> {
        match self.node(key) {
            Some(Node { kind: Kind::List(items), .. }) => items.iter().map(|i| shift(&i.span, self.offset)).collect(),
            Some(node) => vec![shift(&node.span, self.offset)],
            None => Vec::new(),
        }
    }

    /// A map, to be read in turn; its faults come back through [`Fields::adopt`].
    pub fn map(&mut self, key: &'static str, what: &'static str) -> Option<Fields> {
        let node = self.take(key)?;
        self.child(key, node, what)
    }

    /// A list of maps.
    pub fn maps(&mut self, key: &'static str, what: &'static str) -> Vec<Fields> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Kind::List(items) = node.kind else {
            self.wrong_kind(&node, key, "a list", "\n  - …");
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.child(key, item, what)).collect()
    }

    /// The entries of a map whose keys are free: key, its place, and its value as a map.
    pub fn free_maps(&mut self, key: &'static str, what: &'static str) -> Vec<(String, Span, Fields)> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Kind::Map(entries) = &node.kind else {
            self.wrong_kind(&node, key, "a list of `name: {…}` lines", "{}");
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in entries {
            let fields = match &value.kind {
                Kind::Null => Some(Fields::new(&self.file, self.offset, self.at(&value.span).range(), Vec::new(), what)),
                _ => self.child(key, value.clone(), what),
            };
            out.extend(fields.map(|f| (name.text.clone(), self.at(&name.span), f)));
        }
        out
    }

    /// The values of a map whose keys are free.
    pub fn free_values(&mut self, key: &'static str) -> Vec<FreeValue> {
        let Some(node) = self.take(key) else { return Vec::new() };
        if let Kind::Map(entries) = &node.kind {
            return entries.iter().map(|(name, value)| self.free_value(name, value)).collect();
        }
        self.wrong_kind(&node, key, "a list of `name: value` lines", "{}");
        Vec::new()
    }

    /// Every value of this map, where all its keys are free; there is nothing left to finish.
    #[must_use]
    pub fn all_values(self) -> Vec<FreeValue> {
        self.entries.iter().map(|(name, value)| self.free_value(name, value)).collect()
    }

    fn free_value(&self, name: &Key, value: &Node) -> FreeValue {
        FreeValue { name: name.text.clone(), name_span: self.at(&name.span), value: json(value), span: self.at(&value.span) }
    }

    /// Anything, for the keys that are the user's own.
    pub fn free(&mut self, key: &'static str) -> Option<serde_json::Value> {
        self.take(key).map(|node| json(&node))
    }

    fn child(&mut self, key: &str, node: Node, what: &'static str) -> Option<Fields> {
        if let Kind::Map(entries) = node.kind {
            return Some(Fields::new(&self.file, self.offset, shift(&node.span, self.offset), entries, what));
        }
        self.wrong_kind(&node, key, "a list of `key: value` pairs", "{…}");
        None
    }

    /// How many faults were found so far.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.diagnostics.len()
    }

    /// Takes over what a child found.
    pub fn adopt(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// All faults, unknown keys among them.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for (key, _) in &self.entries {
            if self.known.contains(&key.text.as_str()) {
                continue;
            }
            let d = Diagnostic::new(&codes::UNKNOWN_KEY, self.at(&key.span), format!("the {} knows no key `{}`", self.what, key.text));
            self.diagnostics.push(match nearest(&key.text, self.known.iter().copied()) {
                Some(near) => d.hint(format!("did you mean `{near}`?")),
                None => d.hint(format!("it knows: {}", self.known.join(", "))),
            });
        }
        self.diagnostics
    }
}

fn json(node: &Node) -> serde_json::Value {
    match &node.kind {
        Kind::Null => serde_json::Value::Null,
        Kind::Scalar { text, quoted: false } => match text.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            _ => text.parse::<i64>().map(Into::into).or_else(|_| text.parse::<f64>().map(Into::into)).unwrap_or_else(|_| text.clone().into()),
        },
        Kind::Scalar { text, .. } => text.clone().into(),
        Kind::List(items) => items.iter().map(json).collect(),
        Kind::Map(entries) => entries.iter().map(|(k, v)| (k.text.clone(), json(v))).collect::<serde_json::Map<_, _>>().into(),
    }
}
