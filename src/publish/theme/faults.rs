//! What is wrong with a template, said with its line, the page that was being rendered, and the field that was meant.

use super::templates::Source;
use super::texts;
use crate::diag::{Diagnostic, Span, codes, nearest};
use crate::types::Locale;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tera::{Error, ErrorKind};

/// A diagnostic at the place in the template that the error names. `fields` are those of the view.
pub(super) fn diagnostic(error: &Error, templates: &BTreeMap<String, Source>, page: Option<&str>, fields: &[String]) -> Vec<Diagnostic> {
    let on = page.map(|p| format!(", on the page /{}", p.trim_end_matches("index.html"))).unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = first_sentence(report.message());
            let Some(source) = templates.get(report.filename()) else { return vec![unplaced(report.filename(), page.unwrap_or(""), &message)] };
            let span = report.span().range.clone();
            let span = span.start.min(source.text.len())..span.end.min(source.text.len());
            let d = Diagnostic::new(&codes::TEMPLATE_ERROR, Span::new(&source.path, span.clone()), format!("{}{on}", lower_first(&message)));
            vec![match meant(&source.text, &span, report.message(), fields) {
                Some(near) => d.hint(format!("did you mean `{near}`?")),
                None => d,
            }]
        }
        ErrorKind::MissingParent { current, parent } => {
            // `outpost/story.html` is meant where a template of that name is there.
            let folder = parent.split_once('/').map_or(String::new(), |(theme, _)| format!("{theme}/"));
            let there: Vec<String> = templates.keys().map(|name| format!("{folder}{name}")).chain(templates.keys().cloned()).collect();
            let near = nearest(parent, there.iter().map(String::as_str)).map(|n| format!("did you mean `{n}`?"));
            vec![at_word(templates, current, parent, format!("there is no template `{parent}` to extend"), near)]
        }
        ErrorKind::CircularExtend { tpl, .. } => vec![at_word(templates, tpl, "extends", "the template extends itself".to_owned(), None)],
        ErrorKind::CircularInclude { tpl, .. } => vec![at_word(templates, tpl, "include", "the template includes itself".to_owned(), None)],
        ErrorKind::TemplateNotFound(name) => vec![unplaced(name, page.unwrap_or(""), "there is no such template")],
        other => several(&other.to_string(), templates, &on),
    }
}

/// Tera tells faults that show only when all templates are there as one text, a report after the other: `error: …`, then `--> FILE:LINE:COLUMN`.
fn several(text: &str, templates: &BTreeMap<String, Source>, on: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut message = "";
    for line in text.lines().map(str::trim) {
        if let Some(said) = line.strip_prefix("error: ") {
            message = said;
        } else if let Some(place) = line.strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let (column, row, name) = (parts.next(), parts.next(), parts.next().unwrap_or(""));
            let at = |n: Option<&str>| n.and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
            if let Some(source) = templates.get(name) {
                let span = word_at(&source.text, at(row), at(column));
                let d = Diagnostic::new(&codes::TEMPLATE_ERROR, Span::new(&source.path, span), format!("{}{on}", lower_first(message)));
                found.push(match near_call(message) {
                    Some(near) => d.hint(format!("did you mean `{near}`?")),
                    None => d,
                });
            }
        }
    }
    // A template that is registered under two names has each of its faults twice.
    found.dedup();
    if found.is_empty() {
        let first = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("the templates do not fit together");
        found.push(Diagnostic::homeless(&codes::TEMPLATE_ERROR, format!("{first}{on}")));
    }
    found
}

/// The word at a line and column, both from 1; columns count characters.
fn word_at(text: &str, row: usize, column: usize) -> Range<usize> {
    let start = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = text[start..].lines().next().unwrap_or("");
    let before = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let word = line[before..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len() - before);
    start + before..start + before + word
}

/// What templates can call: Tera's own, and those of `functions.rs`. Tera gives no list of them.
const FILTERS: [&str; 38] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "quoted",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
const FUNCTIONS: [&str; 4] = ["asset", "range", "t", "throw"];

fn near_call(message: &str) -> Option<&'static str> {
    let name = message.split('`').nth(1)?;
    let lower = message.to_lowercase();
    let there: &[&'static str] = if lower.contains("filter") {
        &FILTERS
    } else if lower.contains("function") {
        &FUNCTIONS
    } else {
        &[]
    };
    nearest(name, there.iter().copied())
}

fn at_word(templates: &BTreeMap<String, Source>, template: &str, word: &str, message: String, hint: Option<String>) -> Diagnostic {
    let d = match templates.get(template) {
        Some(source) => {
            let at = source.text.find(word).map_or(0..0, |at| at..at + word.len());
            Diagnostic::new(&codes::TEMPLATE_ERROR, Span::new(&source.path, at), message)
        }
        None => Diagnostic::homeless(&codes::TEMPLATE_ERROR, message),
    };
    match hint {
        Some(hint) => d.hint(hint),
        None => d,
    }
}

/// A fault without a place in a template.
pub(super) fn unplaced(template: &str, page: &str, message: &str) -> Diagnostic {
    Diagnostic::homeless(&codes::TEMPLATE_ERROR, format!("{template}: {message}, on the page /{}", page.trim_end_matches("index.html")))
}

/// Texts that a template asks for in vain.
pub(super) fn unknown_texts(source: &Source, locale: &Locale) -> Vec<Diagnostic> {
    let found = texts::unknown(&source.text, locale).into_iter();
    found
        .map(|(at, key, near)| {
            let d = Diagnostic::new(&codes::TEMPLATE_ERROR, Span::new(&source.path, at), format!("the theme has no text `{key}`"));
            d.hint(near.map_or_else(|| "add it to the theme's i18n/en.yaml".to_owned(), |n| format!("did you mean `{n}`?")))
        })
        .collect()
}

/// Every name that the view has anywhere.
pub(super) fn fields(view: &serde_json::Value) -> Vec<String> {
    fn walk(value: &serde_json::Value, into: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    into.insert(key.clone());
                    walk(value, into);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, into)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    walk(view, &mut names);
    names.into_iter().collect()
}

/// The field that the template's author meant by the last name of what stands at the place.
fn meant(text: &str, span: &Range<usize>, message: &str, fields: &[String]) -> Option<String> {
    let quoted = message.split('`').nth(1).filter(|_| message.contains("is not defined"));
    let at = text.get(span.clone()).unwrap_or("");
    let path = at.trim_matches(['{', '}', ' ', '%']).split(['|', ' ', '(']).next().unwrap_or("");
    let last = quoted.or_else(|| path.rsplit('.').next())?;
    if last.is_empty() || fields.iter().any(|f| f == last) {
        return None;
    }
    nearest(last, fields.iter().map(String::as_str)).map(str::to_owned)
}

/// Tera lists all that is there behind its first sentence; the near miss says more.
fn first_sentence(message: &str) -> String {
    message.split(" Available ").next().unwrap_or(message).trim_end_matches('.').to_owned()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
