//! With the source line and hints, for people at a terminal.

use super::{Diagnostic, Lines, Severity, floor_boundary};
use crate::diag::Span;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

pub(super) fn one(d: &Diagnostic, lines: &Lines, color: bool, out: &mut String) {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(&*d.message).id(d.code).elements(Vec::<Element>::new());
    if let Some(span) = &d.span {
        group = group.elements(window(span, AnnotationKind::Primary, None, lines));
    }
    for label in &d.labels {
        group = group.elements(window(&label.span, AnnotationKind::Context, Some(&label.message), lines));
    }
    for hint in &d.hints {
        group = group.element(Level::HELP.message(&**hint));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    out.push_str(&renderer.render(&[group]));
    out.push_str("\n\n");
}

/// Bytes of a line on either side of what is shown; terminals show far less of it. Longer lines are cut, or ten thousand findings in one long line would each
/// cost the whole of it.
const BESIDE: usize = 2_000;

/// The lines that a span covers, at most three, as a snippet; the path alone where the text is not known or is empty.
fn window<'a, 't: 'a>(span: &'a Span, kind: AnnotationKind, label: Option<&'a str>, known: &Lines<'t>) -> Vec<Element<'a>> {
    let Some(text) = known.text(&span.file).filter(|t| !t.is_empty()) else {
        return vec![Origin::path(&*span.file).into()];
    };
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let (line, begin) = known.line(&span.file, start);
    let lines = begin..covered(text, begin, end, known.end_of_line(&span.file, end));
    let shown = floor_boundary(text, lines.start.max(start.saturating_sub(BESIDE)))..floor_boundary(text, lines.end.min(end.min(start + BESIDE) + BESIDE));
    let is_cut = shown != lines;
    let source = text[shown.clone()].trim_end_matches(['\n', '\r']);
    let inside = (start - shown.start).min(source.len())..(end - shown.start).min(source.len());
    let mark: Annotation = kind.span(inside);
    let snippet = Snippet::source(source).line_start(line).annotation(match label {
        Some(label) => mark.label(label),
        None => mark,
    });
    if is_cut {
        // Of a piece of a line the column in the whole of it has to be said.
        let (line, column) = known.line_column(&span.file, start);
        return vec![Origin::path(&*span.file).line(line).char_column(column).into(), snippet.into()];
    }
    vec![snippet.path(&*span.file).into()]
}

/// The end of the last of the lines from `start` to `end`, or of the third where there are more; `last` is the end of the line of `end`.
fn covered(text: &str, start: usize, end: usize, last: usize) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes().get(start..end).unwrap_or_default());
    breaks.nth(2).map_or(last, |third| start + third + 1)
}
