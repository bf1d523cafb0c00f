//! A file per output format; all of them show the same findings in the same order.

mod github;
mod human;
mod json;
mod short;

use super::{Diagnostic, Severity, Texts};

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
fn place(d: &Diagnostic, texts: &dyn Texts) -> Option<Place> {
    let span = d.span.as_ref()?;
    let text = texts.text(&span.file).unwrap_or("");
    let (line, column) = line_column(text, span.start);
    let (end_line, end_column) = line_column(text, span.end);
    Some(Place { line, column, end_line, end_column })
}

fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..floor_boundary(text, offset)];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
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
    use super::line_column;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        assert_eq!(line_column("ab\ncö d", 0), (1, 1));
        assert_eq!(line_column("ab\ncö d", 6), (2, 3));
        assert_eq!(line_column("\u{feff}ab", 3), (1, 1), "a byte order mark is no column");
        assert_eq!(line_column("ab", 99), (1, 3), "past the end is the end");
    }
}
