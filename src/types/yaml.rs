//! YAML as a tree in which every node knows its place. The only module that touches the YAML library.
//!
//! In: YAML text. Out: a [`Node`], or an error with its place; and the other way, one scalar at a time. A plain scalar keeps its
//! text as written, so that `title: 1.10`, `author: no` and `published: 2025-07-30` mean what they say. Never: a second reading of the same text.

mod plain;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned, budget::Budget};
use std::fmt;
use std::ops::Range;

/// A node of a YAML document and the bytes of the text that it stands in; of a list or map, its first.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Range<usize>,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Null,
    /// Text as written, and whether it was quoted (a block scalar counts as quoted).
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// In the order of the text; keys stand once each.
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub span: Range<usize>,
    pub text: String,
}

/// Why a text is no YAML, in the library's words, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    pub message: String,
    /// A byte of the text.
    pub at: usize,
}

/// Reads one document. An empty text is [`Kind::Null`].
///
/// # Errors
/// Text that is no YAML, a key that stands twice, more than one document, an alias or merge key, or more of anything than front matter has use for.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        return Ok(Node { span: 0..0, kind: Kind::Null });
    }
    match plain::read(text) {
        Some(node) => Ok(node),
        None => parse_any(text),
    }
}

/// Reads one document with the library, whatever is in it.
fn parse_any(text: &str) -> Result<Node, YamlError> {
    let mut options = serde_yaml::Options::default();
    let mut budget = Budget::default();
    budget.max_depth = 64;
    budget.max_aliases = 0;
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::Error;
    options.merge_keys = MergeKeyPolicy::AsOrdinary;
    options.with_snippet = false;
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => Ok(place(raw, text)),
        Err(error) => {
            let at = error.location().map_or(0, |l| byte_at(text, l.line(), l.column()));
            let message = error.without_snippet().to_string();
            // The library appends the place in its own words; ours is the line that we show.
            let message = message.split(" at line ").next().unwrap_or("").trim_end_matches([':', ',', ' ']).to_owned();
            Err(YamlError { message, at: at.min(text.len()) })
        }
    }
}

/// The byte at a line and a column that count from 1; errors of the scanner carry no more.
fn byte_at(text: &str, line: u64, column: u64) -> usize {
    let before = |count: u64| usize::try_from(count.saturating_sub(1)).unwrap_or(usize::MAX);
    let start: usize = text.split_inclusive('\n').take(before(line)).map(str::len).sum();
    text[start..].char_indices().nth(before(column)).map_or(text.len(), |(at, _)| start + at)
}

/// What the deserializer gives before places are worked out.
enum Raw {
    Null,
    /// A number or truth value: its text is that of the place.
    Plain(String),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any YAML value")
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

fn place(raw: Spanned<Raw>, text: &str) -> Node {
    let at = raw.defined.span();
    let offset = |o: Option<u64>| o.and_then(|o| usize::try_from(o).ok());
    let start = offset(at.byte_offset()).unwrap_or(0).min(text.len());
    let end = (start + offset(at.byte_len()).unwrap_or(0)).min(text.len());
    let written = text.get(start..end).unwrap_or("").trim_end();
    let span = start..start + written.len();
    let quoted = written.starts_with(['"', '\'', '|', '>']);
    let kind = match raw.value {
        Raw::Null => Kind::Null,
        Raw::Plain(value) => Kind::Scalar { text: if written.is_empty() || quoted { value } else { written.to_owned() }, quoted: false },
        Raw::Text(value) => Kind::Scalar { text: value, quoted },
        Raw::List(items) => Kind::List(items.into_iter().map(|i| place(i, text)).collect()),
        Raw::Map(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key = place(key, text);
                    let name = match key.kind {
                        Kind::Scalar { text, .. } => text,
                        _ => text.get(key.span.clone()).unwrap_or("").to_owned(),
                    };
                    (Key { span: key.span, text: name }, place(value, text))
                })
                .collect(),
        ),
    };
    Node { span, kind }
}

/// A text as a YAML scalar on one line: bare where that is safe under YAML 1.1 and 1.2 alike, else in double quotes.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&if (c as u32) < 0x1_0000 { format!("\\u{:04x}", c as u32) } else { format!("\\U{:08x}", c as u32) });
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let ends = text.trim() == text && !text.ends_with(':');
    let inner = !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{85}'));
    // A text that a reader of YAML 1.1 or 1.2 would take for a number, a date, a truth value or nothing is quoted.
    let word =
        !matches!(text.to_ascii_lowercase().as_str(), "y" | "n" | "yes" | "no" | "true" | "false" | "on" | "off" | "null" | "~" | ".nan" | ".inf" | "-.inf");
    let flow = !text.contains(['[', ']', '{', '}', ',']);
    ends && inner && word && flow && first.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(node: &Node, key: &str) -> (String, bool) {
        let Kind::Map(entries) = &node.kind else { panic!("no map: {node:?}") };
        let (_, value) = entries.iter().find(|(k, _)| k.text == key).unwrap();
        match &value.kind {
            Kind::Scalar { text, quoted } => (text.clone(), *quoted),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_scalars_keep_their_text() {
        let node = parse("a: 1.10\nb: no\nc: 2025-07-30\nd: 010\ne: \"5\"\nf: 0x1F # rest\ng: 1_000\n").unwrap();
        for (key, text, quoted) in [
            ("a", "1.10", false),
            ("b", "no", false),
            ("c", "2025-07-30", false),
            ("d", "010", false),
            ("e", "5", true),
            ("f", "0x1F", false),
            ("g", "1_000", false),
        ] {
            assert_eq!(text_of(&node, key), (text.to_owned(), quoted), "{key}");
        }
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "title: Ä\nsources:\n  - id: 1\n    url: https://a.example/x\n";
        let node = parse(text).unwrap();
        let Kind::Map(entries) = &node.kind else { panic!() };
        assert_eq!(&text[entries[1].0.span.clone()], "sources");
        let Kind::List(items) = &entries[1].1.kind else { panic!() };
        let Kind::Map(source) = &items[0].kind else { panic!() };
        assert_eq!(&text[source[1].0.span.clone()], "url");
        assert_eq!(&text[source[1].1.span.clone()], "https://a.example/x");
    }

    #[test]
    fn faults_have_a_place() {
        let text = "a: 1\nb: [1, 2\nc: 3\n";
        assert!(parse(text).unwrap_err().at > 4);
        let doubled = parse("a: 1\nb: 2\na: 3\n").unwrap_err();
        assert_eq!(doubled.at, 10, "{doubled:?}");
        assert!(parse("a: &x [1]\nb: *x\n").is_err(), "aliases are refused");
    }

    #[test]
    fn plain_front_matter_is_read_as_the_library_reads_it() {
        let front = "title: \"A: b\"\ndate: 2026-06-30T10:09:00Z\ntopics: [open-source, a b,c]\npin: true\nslug: x_1.0\nnote: né à 5 % (“so”), that's it\nsources:\n  - id: 1\n    title: \"Ä & co\"\n    url: https://a.example/x?b=c#d\n  - id: 02\n    title: 1:30\ncomposed: 0x1f\n";
        assert_eq!(plain::read(front), parse_any(front).ok());
        assert!(plain::read(front).is_some());
        for other in [
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a: 'b'\n",
            "a: ~\n",
            "a:\n- b: 1\n",
            "a: [b, [c]]\n",
            "a: b # c\n",
            "a: &x b\n",
            "a: \"b\" c\n",
            "a: 1\na: 2\n",
            "A: 1\n",
        ] {
            assert_eq!(plain::read(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_reads_as_plain_is_what_the_library_reads(
            text in "((a|b|title|on|null|sources): ?( |[a-z0-9.:,\\-+_~#\"'!é“ ]{0,9}|\"[a-z:# ,é]{0,6}\"|\\[[a-z0-9, .\\-]{0,9}\\])\n|  - (id|b): [a-z0-9\":. ]{0,5}\n|    (url|c): [a-z0-9\":. ]{0,5}\n|\n| {0,3}- ?a\n){1,7}"
        ) {
            if let Some(node) = plain::read(&text) {
                prop_assert_eq!(Ok(node), parse_any(&text), "{}", text);
            }
        }

        #[test]
        fn a_written_scalar_reads_as_itself(text in "\\PC{0,24}|[-:#\\[\\]{},&*!|>'\"%@` a1\\n\\t]{0,12}") {
            let yaml = format!("k: {}\n", scalar(&text));
            let node = parse(&yaml).unwrap();
            prop_assert_eq!(text_of(&node, "k").0, text, "{}", yaml);
        }
    }
}
