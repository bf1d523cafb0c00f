//! The themes that a site can use, and copies of their files for a theme of its own.

use super::layers::{Layer, layers, names, winners};
use super::{BUILT_IN, builtin};
use crate::diag::{Checked, Diagnostic, codes, nearest};
use crate::files::{Edit, Snapshot};
use regex::Regex;
use std::sync::LazyLock;

/// A theme in the list of themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: String,
    pub version: Option<String>,
    pub description: Option<String>,
    pub extends: Option<String>,
    /// Some or all of it lies in the site's own themes/.
    pub own: bool,
    pub built_in: bool,
}

/// A copy that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ejected {
    pub edits: Vec<Edit>,
    /// The path of the copy.
    pub path: String,
    /// The theme that it is in now.
    pub theme: String,
    /// The theme that it was copied from.
    pub from: String,
}

/// The themes of a snapshot.
pub struct Shelf<'a> {
    snapshot: &'a Snapshot,
}

impl<'a> Shelf<'a> {
    #[must_use]
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot }
    }

    /// Every theme that digest.yaml can name.
    #[must_use]
    pub fn list(&self) -> Checked<Vec<Listed>> {
        let inside = builtin::names();
        let mut diagnostics = Vec::new();
        let mut listed = Vec::new();
        for name in names(self.snapshot) {
            let Some(layers) = layers(self.snapshot, &name).take(&mut diagnostics) else { continue };
            let of_it: Vec<&Layer> = layers.iter().filter(|l| l.theme == name).rev().collect();
            listed.push(Listed {
                version: of_it.iter().find_map(|l| l.manifest.version.clone()),
                description: of_it.iter().find_map(|l| l.manifest.description.clone()),
                extends: layers.iter().rev().find(|l| l.theme != name).map(|l| l.theme.clone()),
                own: of_it.iter().any(|l| l.own),
                built_in: inside.contains(&name),
                name,
            });
        }
        Checked::new(listed, diagnostics)
    }

    /// A copy of one file of the theme `current` for a theme of the site's own: `story.html`, `css/main.css`, `i18n/de.yaml`. `block` takes one block of
    /// a template instead of the whole. `into` names the theme to put it in: `current` itself by default, so that the copy counts at once.
    ///
    /// # Errors
    /// A file or block that the theme does not have, with the near one; a file that is there already; a file that is not text.
    pub fn eject(&self, current: &str, file: &str, block: Option<&str>, into: Option<&str>) -> Result<Ejected, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let layers = match layers(self.snapshot, current).take(&mut diagnostics) {
            Some(layers) => layers,
            None => return Err(diagnostics),
        };
        let files = winners(&layers);
        let asked = file.trim_start_matches("./");
        let named = |path: &str| path == asked || path.strip_prefix("templates/") == Some(asked) || path.strip_prefix("static/") == Some(asked);
        let Some((path, found)) = files.iter().find(|(path, _)| named(path)) else {
            let short = files.keys().map(|p| p.strip_prefix("templates/").or_else(|| p.strip_prefix("static/")).unwrap_or(p));
            return Err(vec![no_such(&format!("the theme `{current}` has no file `{asked}`"), asked, short)]);
        };
        let into = into.unwrap_or(current);
        let target = format!("themes/{into}/{path}");
        if self.snapshot.bytes(&target).is_some() {
            let d = Diagnostic::homeless(&codes::CANNOT_WRITE, format!("{target} is there already; it is left as it is"));
            return Err(vec![d.hint("edit it, or delete it to go back to the theme's own")]);
        }
        let Ok(text) = std::str::from_utf8(&found.bytes) else {
            let d = Diagnostic::homeless(&codes::NOT_UTF8, format!("{path} is not text, so there is nothing to edit in a copy"));
            return Err(vec![d.hint(format!("put your own file at {target}: it takes the place of the theme's"))]);
        };
        // The copy comes from the uppermost theme that has the file.
        let from = layers.iter().rev().find(|l| l.files.contains_key(*path)).map_or(BUILT_IN, |l| l.theme.as_str()).to_owned();
        let contents = match block {
            Some(name) => one_block(text, name, &format!("{from}/{}", path.strip_prefix("templates/").unwrap_or(path)), path)?,
            None => text.to_owned(),
        };
        let mut edits = vec![Edit { path: target.clone(), contents: Some(contents), keep_original: false }];
        let manifest = format!("themes/{into}/theme.yaml");
        if into != current && self.snapshot.bytes(&manifest).is_none() {
            let text = format!("name: {into}\nversion: 0.1.0\nextends: {current}\n");
            edits.push(Edit { path: manifest, contents: Some(text), keep_original: false });
        }
        Ok(Ejected { edits, path: target, theme: into.to_owned(), from })
    }
}

fn no_such<'a>(message: &str, asked: &str, there: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let d = Diagnostic::homeless(&codes::BAD_VALUE, message.to_owned());
    // People leave the ending out, or the folder.
    let likely = there.clone().find(|t| t.rsplit('/').next().is_some_and(|last| last == asked || last.split('.').next() == Some(asked)));
    match likely.or_else(|| nearest(asked, there.clone())) {
        Some(near) => d.hint(format!("did you mean `{near}`?")),
        None => d.hint(format!("it has: {}", there.filter(|t| !t.contains("fonts/")).collect::<Vec<_>>().join(", "))),
    }
}

/// A template that extends the one it is taken from, and holds one of its blocks to be changed.
fn one_block(text: &str, name: &str, parent: &str, path: &str) -> Result<String, Vec<Diagnostic>> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{%-?\s*(?:block\s+(\w+)|(endblock))[^%]*%\}").expect("a constant pattern"));
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut names = Vec::new();
    for tag in TAG.captures_iter(text) {
        let whole = tag.get(0).map_or(0..0, |m| m.range());
        if let Some(block) = tag.get(1) {
            open.push((block.as_str(), whole.start));
            names.push(block.as_str());
        } else if let Some((block, start)) = open.pop()
            && block == name
        {
            return Ok(format!("{{% extends \"{parent}\" %}}\n{}\n", &text[start..whole.end]));
        }
    }
    Err(vec![no_such(&format!("{path} has no block `{name}`"), name, names.into_iter())])
}
