//! What the program has to say about a file: one [`Diagnostic`] type for every room, and one renderer per output format.
//!
//! In: facts with a place. Out: text for people ([`Format::Human`], [`Format::Short`]) and for programs ([`Format::Json`],
//! [`Format::Github`]). Never: printing, or reading a file; the text of the files comes in through [`Texts`].

mod checked;
pub mod codes;
mod findings;
mod render;

pub use checked::Checked;
pub use codes::Code;
pub use findings::{Findings, Group};
pub use render::{Format, Summary, render, summary};

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How grave a finding is. The order is that of gravity: `Note < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops nothing: something worth knowing, such as a source without a known address.
    Note,
    /// Stops a strict build.
    Warning,
    /// Always stops a build: nothing is written, and the old site stays.
    Error,
}

impl Severity {
    /// The word that people and programs see.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in a file: the path relative to the site's root, with `/` between its parts, and a range of bytes in the file's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: Arc<str>,
    pub start: usize,
    pub end: usize,
}

impl Span {
    #[must_use]
    pub fn new(file: &Arc<str>, range: Range<usize>) -> Self {
        Self { file: Arc::clone(file), start: range.start, end: range.end.max(range.start) }
    }

    /// A file as a whole, for findings that have no better place.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self { file: file.into(), start: 0, end: 0 }
    }

    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A second place that explains the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// One finding: what is wrong, where, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static str,
    pub severity: Severity,
    /// Most are the same words each time: a large site has a hundred thousand findings, and holds those words once.
    pub message: Cow<'static, str>,
    /// `None` only where no file is concerned, as with a port that is taken.
    pub span: Option<Span>,
    pub labels: Vec<Label>,
    /// What to do, each a sentence or a line to type.
    pub hints: Vec<Cow<'static, str>>,
}

impl Diagnostic {
    /// A finding of `code`, with that code's own severity.
    #[must_use]
    pub fn new(code: &Code, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.name, severity: code.severity, message: message.into(), span: Some(span), labels: Vec::new(), hints: Vec::new() }
    }

    /// A finding that concerns no file.
    #[must_use]
    pub fn homeless(code: &Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.name, severity: code.severity, message: message.into(), span: None, labels: Vec::new(), hints: Vec::new() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        // Most have one hint, and a large site has a hundred thousand findings.
        self.hints.reserve_exact(1);
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// Sorts findings by file, place and code, and drops repeats, so that threads and the order of folders do not show.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    // What is said of a file of the root, which digest.yaml is, comes before what is said of folders: much may follow from it.
    let inside = |d: &Diagnostic| d.span.as_ref().is_some_and(|s| s.file.contains('/'));
    diagnostics.sort_by(|a, b| (inside(a), &a.span, a.code, &a.message).cmp(&(inside(b), &b.span, b.code, &b.message)));
    diagnostics.dedup();
}

/// "Did you mean …": the candidate nearest to `given`, where one is near enough to be worth naming.
#[must_use]
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&given, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= (c.chars().count().max(given.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

/// Where the renderers find the text of a file, to show its line.
pub trait Texts {
    /// The text of the file at this path relative to the root, or `None` where there is none or it is not text.
    fn text(&self, path: &str) -> Option<Cow<'_, str>>;
}

/// For findings that stand alone.
pub struct NoTexts;

impl Texts for NoTexts {
    fn text(&self, _path: &str) -> Option<Cow<'_, str>> {
        None
    }
}
