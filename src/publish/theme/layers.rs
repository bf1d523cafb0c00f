//! Which themes lie over each other: a theme over the one that it extends, at the bottom `outpost`; a site's own folder over the built-in theme of its name.

use super::manifest::{self, Manifest};
use super::{BUILT_IN, builtin};
use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::files::{File, Snapshot};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file of a theme, and where it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Relative to the site's root; for a built-in theme the path that a copy of it would have.
    pub path: Arc<str>,
    pub bytes: Cow<'static, [u8]>,
}

/// The files of one folder, by their path in it (`templates/story.html`, `static/css/main.css`).
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub theme: String,
    /// Whether it lies in the site's own themes/, where its author can mend it.
    pub own: bool,
    pub files: BTreeMap<String, Found>,
    pub manifest: Manifest,
}

impl Layer {
    pub fn text(&self, path: &str) -> Option<(&Arc<str>, &str)> {
        let found = self.files.get(path)?;
        Some((&found.path, std::str::from_utf8(&found.bytes).ok()?))
    }
}

/// Each file of the theme as it is used: from the uppermost layer that has it.
pub(super) fn winners(layers: &[Layer]) -> BTreeMap<&str, &Found> {
    layers.iter().flat_map(|layer| layer.files.iter().map(|(path, found)| (path.as_str(), found))).collect()
}

/// The layers of a theme, the undermost first. `None` where a theme is missing or extends itself.
pub(super) fn layers(snapshot: &Snapshot, name: &str) -> Checked<Option<Vec<Layer>>> {
    let mut diagnostics = Vec::new();
    let mut chain: Vec<String> = Vec::new();
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some((name.to_owned(), named_in_config(snapshot)));
    while let Some((theme, place)) = next.take() {
        if chain.contains(&theme) {
            diagnostics.push(
                Diagnostic::new(&codes::MISSING_THEME, place, format!("the theme `{theme}` extends itself by way of {}", chain.join(", ")))
                    .hint("a theme at the end of the chain extends `outpost`, or nothing"),
            );
            return Checked::new(None, diagnostics);
        }
        let found = of_theme(snapshot, &theme).take(&mut diagnostics);
        if found.is_empty() {
            diagnostics.push(missing(snapshot, &theme, place));
            return Checked::new(None, diagnostics);
        }
        // What extends nothing extends the built-in theme: a theme of one style sheet is a theme.
        next = match found.iter().find_map(|layer| layer.manifest.extends.clone()) {
            Some(named) => Some(named),
            None if theme != BUILT_IN => Some((BUILT_IN.to_owned(), Span::new(&format!("themes/{theme}/theme.yaml").into(), 0..0))),
            None => None,
        };
        layers.extend(found);
        chain.push(theme);
    }
    layers.reverse();
    Checked::new(Some(layers), diagnostics)
}

/// A theme's own folder and the built-in one of its name, the upper first; empty where there is neither.
fn of_theme(snapshot: &Snapshot, theme: &str) -> Checked<Vec<Layer>> {
    let folder = format!("themes/{theme}/");
    let own = |(path, file): (&Arc<str>, &File)| match file {
        File::Held(bytes) => Some((path[folder.len()..].to_owned(), Found { path: Arc::clone(path), bytes: Cow::Owned(bytes.to_vec()) })),
        File::Digest(_) | File::OnDisk { .. } => None,
    };
    let given: BTreeMap<String, Found> = snapshot.under(&folder).filter_map(own).collect();
    let inside: BTreeMap<String, Found> = builtin::files(theme)
        .map(|(path, bytes)| {
            let place = format!("{folder}{path}");
            (path, Found { path: place.into(), bytes })
        })
        .collect();
    let mut diagnostics = Vec::new();
    let mut layers = Vec::new();
    for (own, files) in [(true, given), (false, inside)] {
        if !files.is_empty() {
            let mut layer = Layer { theme: theme.to_owned(), own, files, manifest: Manifest::default() };
            layer.manifest = manifest::read(layer.text(manifest::FILE)).take(&mut diagnostics);
            layers.push(layer);
        }
    }
    Checked::new(layers, diagnostics)
}

/// The themes that a site can name.
pub(super) fn names(snapshot: &Snapshot) -> BTreeSet<String> {
    let mut there = builtin::names();
    there.extend(snapshot.under("themes/").filter_map(|(path, _)| path.split('/').nth(1)).map(str::to_owned));
    there
}

fn missing(snapshot: &Snapshot, theme: &str, place: Span) -> Diagnostic {
    let there = names(snapshot);
    let d = Diagnostic::new(&codes::MISSING_THEME, place, format!("there is no theme `{theme}`"));
    match nearest(theme, there.iter().map(String::as_str)) {
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
