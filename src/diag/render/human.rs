//! With the source line and hints, for people at a terminal.

use super::{Diagnostic, Laid, Lines, Severity, floor_boundary};
use crate::diag::Span;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::rc::Rc;

pub(super) fn one(d: &Diagnostic, texts: &Laid, color: bool, out: &mut String) {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut moved = Vec::new();
    let of_span = d.span.as_ref().map(|span| texts.of(&span.file));
    let of_labels: Vec<Rc<Lines>> = d.labels.iter().map(|label| texts.of(&label.span.file)).collect();
    let mut group = level.primary_title(&*d.message).id(d.code).elements(Vec::<Element>::new());
    if let (Some(span), Some(text)) = (&d.span, &of_span) {
        group = group.element(window(span, AnnotationKind::Primary, None, text, &mut moved));
    }
    for (label, text) in d.labels.iter().zip(&of_labels) {
        group = group.element(window(&label.span, AnnotationKind::Context, Some(&label.message), text, &mut moved));
    }
    for hint in &d.hints {
        group = group.element(Level::HELP.message(&**hint));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut shown = renderer.render(&[group]);
    for (wrong, right) in moved {
        shown = shown.replacen(&wrong, &right, 1);
    }
    out.push_str(&shown);
    out.push_str("\n\n");
}

/// Bytes of a line on either side of what is shown; terminals show far less of it. Longer lines are cut, or ten thousand findings in one long line would each
/// cost the whole of it.
const BESIDE: usize = 2_000;

/// The lines that a span covers, at most three, as a snippet; the path alone where the text is not known or is empty. `moved` gets the place of a piece of a long
/// line as the renderer counts it, from where the piece begins, and as it is.
fn window<'a>(span: &'a Span, kind: AnnotationKind, label: Option<&'a str>, known: &'a Lines, moved: &mut Vec<(String, String)>) -> Element<'a> {
    let Some(text) = known.text().filter(|t| !t.is_empty()) else {
        return Origin::path(&*span.file).into();
    };
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let (line, begin) = known.line(start);
    let lines = begin..covered(text, begin, end, known.end_of_line(end));
    let shown = floor_boundary(text, lines.start.max(start.saturating_sub(BESIDE)))..floor_boundary(text, lines.end.min(end.min(start + BESIDE) + BESIDE));
    let source = text[shown.clone()].trim_end_matches(['\n', '\r']);
    let inside = (start - shown.start).min(source.len())..(end - shown.start).min(source.len());
    let mark: Annotation = kind.span(inside.clone());
    if shown.start > lines.start {
        let column = source[..inside.start].chars().count() + 1;
        let (line, right) = known.line_column(start);
        moved.push((format!("{}:{line}:{column}", span.file), format!("{}:{line}:{right}", span.file)));
    }
    Snippet::source(source)
        .line_start(line)
        .path(&*span.file)
        .annotation(match label {
            Some(label) => mark.label(label),
            None => mark,
        })
        .into()
}

/// The end of the last of the lines from `start` to `end`, or of the third where there are more; `last` is the end of the line of `end`.
fn covered(text: &str, start: usize, end: usize, last: usize) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes().get(start..end).unwrap_or_default());
    breaks.nth(2).map_or(last, |third| start + third + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::One;
    use super::super::{Format, render};
    use crate::diag::{Diagnostic, Span, codes};

    #[test]
    fn of_a_long_line_a_piece_is_shown_with_its_place_in_the_whole() {
        let text = format!("one\n{}HERE{}\nthree\n", "é ".repeat(50_000), " z".repeat(50_000));
        let at = text.find("HERE").unwrap_or_default();
        let found = Diagnostic::new(&codes::UNCITED_CLAIM, Span::new(&"a.md".into(), at..at + 4), "said");
        let shown = render(&[found], &One(&text), Format::Human, false);
        assert!(shown.contains("a.md:2:100001") && shown.contains("HERE") && shown.contains("^^^^"), "{shown}");
        assert!(shown.len() < 20_000, "{}", shown.len());
    }
}
