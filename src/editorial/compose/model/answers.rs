//! .digest.lock.yaml: the answers of a model, kept in version control, so that a rebuild never asks again and a host needs no key.

use crate::diag::{Checked, Diagnostic, codes};
use crate::types::{read_whole_map, yaml};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The file's name, relative to the root.
pub const FILE: &str = ".digest.lock.yaml";

/// An answer, word for word as the model gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// [`super::Question::key`] of what was asked.
    pub key: String,
    /// The story that it was asked for; for people, who may delete it to have it asked again.
    pub story: String,
    /// The name of the model that gave it.
    pub model: String,
    pub text: String,
}

/// All answers, by the key of their question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    by_key: BTreeMap<String, Answer>,
}

impl Answers {
    /// Reads the file's text. An answer that lacks a part is a finding and is left out. A file that is no YAML gives one error and no answers: it must
    /// then be mended by hand, and neither be asked for again nor be written over.
    #[must_use]
    pub fn read(text: &str) -> Checked<Self> {
        let path: Arc<str> = FILE.into();
        let mut fields = match read_whole_map(&path, text, "file of answers") {
            Ok(fields) => fields,
            Err(d) => return Checked::new(Self::default(), vec![d.hint("take one side of a merge whole, or delete the file to ask everything again")]),
        };
        let mut by_key = BTreeMap::new();
        for (key, _, mut map) in fields.free_maps("answers", "answer") {
            let (story, model, text) = (map.required("story"), map.required("model"), map.required("text"));
            fields.adopt(map.finish());
            if let (Some(story), Some(model), Some(text)) = (story, model, text) {
                by_key.insert(key.clone(), Answer { key, story, model, text });
            }
        }
        Checked::new(Self { by_key }, fields.finish())
    }

    /// Reads the bytes of the file; no file is no answers.
    #[must_use]
    pub fn read_bytes(bytes: Option<&[u8]>) -> Checked<Self> {
        match bytes.map(std::str::from_utf8) {
            None => Checked::clean(Self::default()),
            Some(Ok(text)) => Self::read(text),
            Some(Err(error)) => {
                let at = error.valid_up_to();
                let span = crate::diag::Span::new(&FILE.into(), at..at);
                Checked::new(Self::default(), vec![Diagnostic::new(&codes::NOT_UTF8, span, format!("the file is not UTF-8 text: byte {} is not", at + 1))])
            }
        }
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.by_key.get(key)
    }

    pub fn insert(&mut self, answer: Answer) {
        self.by_key.insert(answer.key.clone(), answer);
    }

    /// Adds what these lack.
    pub fn take_in(&mut self, others: Self) {
        for (key, answer) in others.by_key {
            self.by_key.entry(key).or_insert(answer);
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The file's text: sorted by key, a line a value, so that two branches that asked different things merge by themselves.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# What a language model answered, by fingerprint of the question. Written by `digest compose`; belongs into version control.\nanswers:\n",
        );
        for (key, answer) in &self.by_key {
            let _ = writeln!(out, "  {}:", yaml::scalar(key));
            for (name, value) in [("story", &answer.story), ("model", &answer.model), ("text", &answer.text)] {
                let _ = writeln!(out, "    {name}: {}", yaml::scalar(value));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Answers};

    fn answer(key: &str, text: &str) -> Answer {
        Answer { key: key.to_owned(), story: "a-story".to_owned(), model: "small:8b".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_is_written_is_read_back_and_sorted() {
        let mut answers = Answers::default();
        for (key, text) in [("5e10", "{\"a\": \"b: c\"}\r\n\t# `\u{7}”"), ("0123456789012345", "no"), ("f00d", "---\nx\n")] {
            answers.insert(answer(key, text));
        }
        let text = answers.write();
        let read = Answers::read(&text);
        assert_eq!((read.diagnostics, &read.value), (Vec::new(), &answers));
        assert_eq!(read.value.write(), text);
        assert!(text.find("0123").unwrap() < text.find("5e10").unwrap());
        assert_eq!(Answers::read("answers:\n").value, Answers::default());
        assert_eq!(Answers::read_bytes(None).value, Answers::default());
    }

    #[test]
    fn a_broken_file_is_an_error_with_a_place() {
        let read = Answers::read("answers:\n<<<<<<< ours\n  a: {story: x}\n");
        assert!(read.has_errors() && read.value.is_empty());
        let read = Answers::read("answers:\n  a: {story: x, model: m, txt: y}\n  b: {story: x, model: m, text: y}\n");
        assert!(read.value.get("b").is_some() && read.value.get("a").is_none() && read.diagnostics.len() == 2, "{:?}", read.diagnostics);
    }
}
