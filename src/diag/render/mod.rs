//! A file per output format; all of them show the same findings in the same order.

mod github;
mod human;
mod json;
mod short;

use super::{Diagnostic, Severity, Texts};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How findings are printed: the global flag `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and hints.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions, which turn into annotations.
    Github,
}

/// All findings as text, each ending in a line break. `color` counts for [`Format::Human`] alone.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], texts: &dyn Texts, format: Format, color: bool) -> String {
    let mut out = String::new();
    let texts = &Laid::new(texts);
    for d in diagnostics {
        match format {
            Format::Human => human::one(d, texts, color, &mut out),
            Format::Short => short::one(d, texts, &mut out),
            Format::Json => json::one(d, texts, &mut out),
            Format::Github => github::one(d, texts, &mut out),
        }
    }
    out
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> Summary {
    let count = |s| diagnostics.iter().filter(|d| d.severity == s).count();
    Summary { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
}

/// A place as people count it: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The place of a finding, `None` where it concerns no file. A file whose text is not known gives its first line.
fn place(d: &Diagnostic, texts: &Laid) -> Option<Place> {
    let span = d.span.as_ref()?;
    let text = texts.of(&span.file);
    let (line, column) = text.line_column(span.start);
    let (end_line, end_column) = text.line_column(span.end);
    Some(Place { line, column, end_line, end_column })
}

/// The texts that findings are about, laid out in lines: each looked at once, however many findings a file has.
struct Laid<'a> {
    texts: &'a dyn Texts,
    known: RefCell<HashMap<Arc<str>, Rc<Lines<'a>>>>,
}

/// So many texts are held at a time: findings come file by file, and of ten thousand files nobody looks back at the first.
const HELD: usize = 64;

impl<'a> Laid<'a> {
    fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, known: RefCell::default() }
    }

    fn of(&self, file: &Arc<str>) -> Rc<Lines<'a>> {
        let mut known = self.known.borrow_mut();
        if let Some(lines) = known.get(file) {
            return Rc::clone(lines);
        }
        if known.len() == HELD {
            known.clear();
        }
        let lines = Rc::new(Lines::of(self.texts.text(file)));
        known.insert(Arc::clone(file), Rc::clone(&lines));
        lines
    }
}

/// A file's text, where it is known, and the bytes behind each of its line breaks.
struct Lines<'a> {
    text: Option<Cow<'a, str>>,
    ends: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: Option<Cow<'a, str>>) -> Self {
        let ends = text.as_deref().unwrap_or("").match_indices('\n').map(|(at, _)| at + 1).collect();
        Self { text, ends }
    }

    fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The line of a byte, counted from 1, and the byte that it begins with.
    fn line(&self, offset: usize) -> (usize, usize) {
        let before = self.ends.partition_point(|end| *end <= offset);
        (before + 1, before.checked_sub(1).map_or(0, |last| self.ends[last]))
    }

    /// The byte behind the line of a byte.
    fn end_of_line(&self, offset: usize) -> usize {
        let end = self.ends.get(self.ends.partition_point(|end| *end <= offset));
        end.copied().unwrap_or(self.text().map_or(0, str::len))
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let text = self.text().unwrap_or("");
        let at = floor_boundary(text, offset);
        let (line, start) = self.line(at);
        (line, text[start..at].trim_start_matches('\u{feff}').chars().count() + 1)
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::diag::Texts;
    use std::borrow::Cow;

    /// One text, whatever file is asked for.
    pub(super) struct One<'a>(pub &'a str);

    impl Texts for One<'_> {
        fn text(&self, _: &str) -> Option<Cow<'_, str>> {
            Some(self.0.into())
        }
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let line_column = |text: &str, offset: usize| Lines::of(One(text).text("a.md")).line_column(offset);
        assert_eq!(line_column("ab\ncö d", 0), (1, 1));
        assert_eq!(line_column("ab\ncö d", 6), (2, 3));
        assert_eq!(line_column("\u{feff}ab", 3), (1, 1), "a byte order mark is no column");
        assert_eq!(line_column("ab", 99), (1, 3), "past the end is the end");
    }
}
