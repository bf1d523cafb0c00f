//! A file per output format; all of them show the same findings in the same order.

mod github;
mod human;
mod json;
mod short;

use super::{Diagnostic, Severity, Texts};
use std::cell::RefCell;
use std::collections::HashMap;
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
    let lines = &Lines::new(texts);
    for d in diagnostics {
        match format {
            Format::Human => human::one(d, lines, color, &mut out),
            Format::Short => short::one(d, lines, &mut out),
            Format::Json => json::one(d, lines, &mut out),
            Format::Github => github::one(d, lines, &mut out),
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
fn place(d: &Diagnostic, lines: &Lines) -> Option<Place> {
    let span = d.span.as_ref()?;
    let (line, column) = lines.line_column(&span.file, span.start);
    let (end_line, end_column) = lines.line_column(&span.file, span.end);
    Some(Place { line, column, end_line, end_column })
}

/// The texts with the ends of their lines: looked at once, however many findings a file has.
struct Lines<'a> {
    texts: &'a dyn Texts,
    known: RefCell<HashMap<Arc<str>, Known<'a>>>,
}

/// A file's text, and the bytes behind each of its line breaks.
type Known<'a> = (Option<&'a str>, Vec<usize>);

impl<'a> Lines<'a> {
    fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, known: RefCell::default() }
    }

    fn look<T>(&self, file: &Arc<str>, at: impl FnOnce(&Known<'a>) -> T) -> T {
        let mut known = self.known.borrow_mut();
        at(known.entry(Arc::clone(file)).or_insert_with(|| {
            let text = self.texts.text(file);
            (text, text.unwrap_or("").match_indices('\n').map(|(at, _)| at + 1).collect())
        }))
    }

    fn text(&self, file: &Arc<str>) -> Option<&'a str> {
        self.look(file, |(text, _)| *text)
    }

    /// The line of a byte, counted from 1, and the byte that it begins with.
    fn line(&self, file: &Arc<str>, offset: usize) -> (usize, usize) {
        self.look(file, |(_, ends)| {
            let before = ends.partition_point(|end| *end <= offset);
            (before + 1, before.checked_sub(1).map_or(0, |last| ends[last]))
        })
    }

    /// The byte behind the line of a byte.
    fn end_of_line(&self, file: &Arc<str>, offset: usize) -> usize {
        self.look(file, |(text, ends)| ends.get(ends.partition_point(|end| *end <= offset)).copied().unwrap_or(text.map_or(0, str::len)))
    }

    fn line_column(&self, file: &Arc<str>, offset: usize) -> (usize, usize) {
        let text = self.text(file).unwrap_or("");
        let at = floor_boundary(text, offset);
        let (line, start) = self.line(file, at);
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

    /// One text, whatever file is asked for.
    pub(super) struct One<'a>(pub &'a str);

    impl Texts for One<'_> {
        fn text(&self, _: &str) -> Option<&str> {
            Some(self.0)
        }
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let line_column = |text: &str, offset: usize| Lines::new(&One(text)).line_column(&"a.md".into(), offset);
        assert_eq!(line_column("ab\ncö d", 0), (1, 1));
        assert_eq!(line_column("ab\ncö d", 6), (2, 3));
        assert_eq!(line_column("\u{feff}ab", 3), (1, 1), "a byte order mark is no column");
        assert_eq!(line_column("ab", 99), (1, 3), "past the end is the end");
    }
}
