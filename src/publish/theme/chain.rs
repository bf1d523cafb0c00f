//! Which file of which theme stands where: a theme over the one that it extends, over the built-in one.

use super::{BUILT_IN, builtin};
use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::files::{File, Snapshot};
use crate::types::Fields;
use crate::types::read_map;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file of a theme, and where it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Relative to the site's root.
    pub path: Arc<str>,
    pub bytes: Cow<'static, [u8]>,
}

/// The files of a theme by their path in its folder (`templates/story.html`, `static/css/main.css`). `None` where a theme is missing.
pub(super) fn files(snapshot: &Snapshot, name: &str) -> Checked<Option<BTreeMap<String, Found>>> {
    let mut diagnostics = Vec::new();
    let Some(chain) = chain(snapshot, name).take(&mut diagnostics) else { return Checked::new(None, diagnostics) };
    let mut files = BTreeMap::new();
    for (path, bytes) in builtin::files() {
        let place = format!("themes/{BUILT_IN}/{path}");
        files.insert(path, Found { path: place.into(), bytes });
    }
    for theme in chain.iter().rev() {
        let folder = folder(theme);
        for (path, file) in snapshot.under(&folder) {
            if let File::Held(bytes) = file {
                files.insert(path[folder.len()..].to_owned(), Found { path: Arc::clone(path), bytes: Cow::Owned(bytes.to_vec()) });
            }
        }
    }
    Checked::new(Some(files), diagnostics)
}

fn folder(theme: &str) -> String {
    format!("themes/{theme}/")
}

/// The theme and those that it extends, nearest first; the built-in one is always the last, whether it is named or not.
fn chain(snapshot: &Snapshot, name: &str) -> Checked<Option<Vec<String>>> {
    let mut diagnostics = Vec::new();
    let mut chain: Vec<String> = Vec::new();
    let mut next = Some((name.to_owned(), named_in_config(snapshot)));
    while let Some((theme, place)) = next.take() {
        if chain.contains(&theme) {
            diagnostics.push(
                Diagnostic::new(&codes::MISSING_THEME, place, format!("the theme `{theme}` extends itself by way of {}", chain.join(", ")))
                    .hint("a theme at the end of the chain extends `outpost`, or nothing"),
            );
            return Checked::new(None, diagnostics);
        }
        let exists = snapshot.under(&folder(&theme)).next().is_some();
        if !exists && theme != BUILT_IN {
            diagnostics.push(missing(snapshot, &theme, place));
            return Checked::new(None, diagnostics);
        }
        next = parent(snapshot, &theme).take(&mut diagnostics);
        chain.push(theme);
    }
    if chain.last().is_some_and(|last| last != BUILT_IN) {
        chain.push(BUILT_IN.to_owned());
    }
    Checked::new(Some(chain), diagnostics)
}

/// What theme.yaml says: the theme that this one extends, and where it says so.
fn parent(snapshot: &Snapshot, theme: &str) -> Checked<Option<(String, Span)>> {
    let path: Arc<str> = format!("themes/{theme}/theme.yaml").into();
    let Some(text) = snapshot.bytes(&path).and_then(|b| std::str::from_utf8(b).ok()) else { return Checked::clean(None) };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match read_map(&path, text, &(start..text.len()), "theme") {
        Ok(fields) => read(fields),
        Err(d) => Checked::new(None, vec![d]),
    }
}

fn read(mut fields: Fields) -> Checked<Option<(String, Span)>> {
    for key in ["name", "version", "description", "author", "license"] {
        fields.text(key);
    }
    let extends = fields.text("extends").map(|theme| (theme, fields.span("extends")));
    Checked::new(extends, fields.finish())
}

fn missing(snapshot: &Snapshot, theme: &str, place: Span) -> Diagnostic {
    let mut there: BTreeSet<&str> = snapshot.under("themes/").filter_map(|(path, _)| path.split('/').nth(1)).collect();
    there.insert(BUILT_IN);
    let d = Diagnostic::new(&codes::MISSING_THEME, place, format!("there is no theme `{theme}`"));
    match nearest(theme, there.iter().copied()) {
        Some(near) => d.hint(format!("did you mean `{near}`?")),
        None => d.hint(format!("put it into themes/{theme}/, or use one that is there: {}", there.into_iter().collect::<Vec<_>>().join(", "))),
    }
}

/// Where digest.yaml names the theme.
fn named_in_config(snapshot: &Snapshot) -> Span {
    let path: Arc<str> = crate::config::FILE.into();
    let text = snapshot.bytes(&path).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("theme:") {
            let start = at + "theme:".len() + (rest.len() - rest.trim_start().len());
            return Span::new(&path, start..at + line.trim_end().len());
        }
        at += line.len();
    }
    Span::new(&path, 0..0)
}
