//! With the source line and hints, for people at a terminal.

use super::{Diagnostic, Lines, Severity, floor_boundary};
use crate::diag::Span;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::ops::Range;

pub(super) fn one(d: &Diagnostic, lines: &Lines, color: bool, out: &mut String) {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(&*d.message).id(d.code).elements(Vec::<Element>::new());
    if let Some(span) = &d.span {
        group = group.element(window(span, AnnotationKind::Primary, None, lines));
    }
    for label in &d.labels {
        group = group.element(window(&label.span, AnnotationKind::Context, Some(&label.message), lines));
    }
    for hint in &d.hints {
        group = group.element(Level::HELP.message(&**hint));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    out.push_str(&renderer.render(&[group]));
    out.push_str("\n\n");
}

/// The lines that a span covers, at most three, as a snippet; the path alone where the text is not known or is empty.
fn window<'a, 't: 'a>(span: &'a Span, kind: AnnotationKind, label: Option<&'a str>, known: &Lines<'t>) -> Element<'a> {
    let Some(text) = known.text(&span.file).filter(|t| !t.is_empty()) else {
        return Origin::path(&*span.file).into();
    };
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let lines = covered(text, start..end);
    let source = text[lines.clone()].trim_end_matches(['\n', '\r']);
    let inside = (start - lines.start).min(source.len())..(end - lines.start).min(source.len());
    let (line, _) = known.line(&span.file, lines.start);
    let mark: Annotation = kind.span(inside);
    Snippet::source(source)
        .line_start(line)
        .path(&*span.file)
        .annotation(match label {
            Some(label) => mark.label(label),
            None => mark,
        })
        .into()
}

/// From the start of the first line to the end of the last, or of the third where there are more.
fn covered(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let mut end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    if let Some((third, _)) = text[start..end].match_indices('\n').nth(2) {
        end = start + third + 1;
    }
    start..end
}
