//! Templates and static files of a theme, its own over those that it extends; views in, pages out.
//!
//! In: the themes of a snapshot, the built-in one, views. Out: HTML; template faults with line, page and the near-miss field. Never: a file outside
//! the theme; data that is not a view.

mod assets;
mod builtin;
mod chain;
mod faults;
mod filters;
mod ready;

pub use assets::Asset;
pub use ready::{Part, Ready, View};

use crate::diag::{Checked, Diagnostic};
use crate::files::Snapshot;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Tera};

/// The theme that is inside the program, and that every other theme falls back to.
pub const BUILT_IN: &str = "outpost";

/// A theme ready to render: all of its templates parsed, all of its static files at their addresses.
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, Source>,
    assets: Vec<Asset>,
}

/// Where a template stands, for the faults in it.
#[derive(Clone, Debug)]
struct Source {
    /// Relative to the site's root; for the built-in theme the path that a copy of it would have.
    path: Arc<str>,
    text: Arc<str>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("templates", &self.templates.keys()).finish_non_exhaustive()
    }
}

impl Theme {
    /// Puts a theme together: each file from the theme itself, else from the theme that it extends, and at last from the built-in one.
    /// `base_path` is where the site lies on its host: empty, or `/ai`. `None` where there is no such theme or a template cannot be parsed.
    #[must_use]
    pub fn load(snapshot: &Snapshot, name: &str, base_path: &str) -> Checked<Option<Theme>> {
        let mut diagnostics = Vec::new();
        let Some(files) = chain::files(snapshot, name).take(&mut diagnostics) else {
            return Checked::new(None, diagnostics);
        };
        let assets = assets::dress(&files);
        let mut templates = BTreeMap::new();
        for (file, found) in &files {
            let Some(template) = file.strip_prefix("templates/") else { continue };
            match std::str::from_utf8(&found.bytes) {
                Ok(text) => {
                    templates.insert(template.to_owned(), Source { path: Arc::clone(&found.path), text: text.into() });
                }
                Err(error) => diagnostics.push(faults::not_utf8(&found.path, error.valid_up_to())),
            }
        }
        let mut tera = Tera::default();
        filters::register(&mut tera, &assets, base_path);
        // Each template is parsed on its own first, so that the first broken one does not hide the others.
        for (template, source) in &templates {
            if let Err(error) = alone(template, &source.text) {
                diagnostics.extend(faults::diagnostic(&error, &templates, None, &[]));
            }
        }
        let broken = diagnostics.iter().any(|d| d.severity == crate::diag::Severity::Error);
        if !broken && let Err(error) = tera.add_raw_templates(templates.iter().map(|(n, s)| (n.as_str(), &*s.text))) {
            diagnostics.extend(faults::diagnostic(&error, &templates, None, &[]));
        }
        let broken = diagnostics.iter().any(|d| d.severity == crate::diag::Severity::Error);
        Checked::new((!broken).then_some(Theme { tera, templates, assets }), diagnostics)
    }

    /// Renders one page: the template of this name with a view. `address` names the page in faults.
    ///
    /// # Errors
    /// A template that asks for a field which the view does not have, or does with a value what cannot be done.
    pub fn render(&self, template: &str, view: &impl View, address: &str) -> Result<String, Diagnostic> {
        let rendered = Context::from_serialize(view).and_then(|mut context| {
            for (name, part) in view.ready() {
                context.insert_value(name, part.0);
            }
            self.tera.render(template, &context)
        });
        rendered.map_err(|error| {
            let mut all = serde_json::to_value(view).unwrap_or_default();
            if let Some(fields) = all.as_object_mut() {
                fields.extend(view.ready().into_iter().filter_map(|(name, part)| Some((name.to_owned(), serde_json::to_value(part.0).ok()?))));
            }
            let first = faults::diagnostic(&error, &self.templates, Some(address), &faults::fields(&all)).into_iter().next();
            first.unwrap_or_else(|| faults::unplaced(template, address, &error.to_string()))
        })
    }

    /// A template as it is written, if there is one of this name.
    #[must_use]
    pub fn source(&self, template: &str) -> Option<&str> {
        self.templates.get(template).map(|source| &*source.text)
    }

    /// The static files of the theme.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }
}

/// Syntax faults of one template. What it includes or extends is not there, which is no fault of syntax.
fn alone(name: &str, text: &str) -> Result<(), tera::Error> {
    match Tera::default().add_raw_template(name, text) {
        Err(error) if matches!(error.kind(), tera::ErrorKind::SyntaxError(_)) && !faults::is_about_others(&error) => Err(error),
        _ => Ok(()),
    }
}
