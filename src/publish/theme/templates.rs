//! The templates of a theme by the names that templates call each other.
//!
//! `story.html` is the theme's own, else that of the theme it extends. `outpost/story.html` is that theme's own whatever lies over it: so a theme can
//! extend the template that it replaces, and write one block of it anew.

use super::layers::Layer;
use crate::diag::{Checked, Diagnostic, Span, codes};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use tera::{Error, ErrorKind, Tera};

/// Where a template stands, for the faults in it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Relative to the site's root; for a built-in theme the path that a copy of it would have.
    pub path: Arc<str>,
    pub text: Arc<str>,
}

/// A template that another one names.
static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\{%-?\s*(?:extends|include|import)\s+["']([^"']+)["']"#).expect("a constant pattern"));

pub(super) fn gather(layers: &[Layer]) -> Checked<BTreeMap<String, Source>> {
    let mut diagnostics = Vec::new();
    let mut templates: BTreeMap<String, Source> = BTreeMap::new();
    let mut under: BTreeMap<String, Source> = BTreeMap::new();
    for layer in layers {
        for (file, found) in &layer.files {
            let Some(name) = file.strip_prefix("templates/") else { continue };
            match std::str::from_utf8(&found.bytes) {
                Ok(text) => {
                    let source = Source { path: Arc::clone(&found.path), text: text.into() };
                    let full = format!("{}/{name}", layer.theme);
                    // A site's copy that extends the built-in template of its own name means that one, not itself.
                    if !(names(text).contains(full.as_str()) && under.contains_key(&full)) {
                        under.insert(full, source.clone());
                    }
                    templates.insert(name.to_owned(), source);
                }
                Err(error) => diagnostics.push(not_utf8(&found.path, error.valid_up_to())),
            }
        }
    }
    // Only those that somebody calls: each is parsed once more under its second name.
    let mut wanted: Vec<String> = templates.values().flat_map(|s| names(&s.text)).map(str::to_owned).collect();
    while let Some(name) = wanted.pop() {
        if let Some(source) = under.remove(&name) {
            wanted.extend(names(&source.text).into_iter().map(str::to_owned));
            templates.insert(name, source);
        }
    }
    Checked::new(templates, diagnostics)
}

fn names(text: &str) -> BTreeSet<&str> {
    NAMED.captures_iter(text).filter_map(|c| Some(c.get(1)?.as_str())).collect()
}

/// Syntax faults of one template. What it includes or extends is not there, which is no fault of syntax.
pub(super) fn alone(name: &str, text: &str) -> Result<(), Error> {
    match Tera::default().add_raw_template(name, text) {
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) && !is_about_others(&error) => Err(error),
        _ => Ok(()),
    }
}

fn not_utf8(path: &Arc<str>, at: usize) -> Diagnostic {
    Diagnostic::new(&codes::NOT_UTF8, Span::new(path, at..at), "the template is not UTF-8 text").hint("save it as UTF-8")
}

/// Whether a syntax error is about other templates, which are not there while one is parsed alone.
fn is_about_others(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let m = report.message();
            ["function", "filter", "component", "include", "template"].iter().any(|w| m.to_lowercase().contains(w))
        }
        _ => true,
    }
}
