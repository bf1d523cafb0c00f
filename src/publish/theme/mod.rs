//! Templates and static files of a theme, its own over those that it extends; views in, pages out.
//!
//! In: the themes of a snapshot, the built-in ones, views. Out: HTML; template faults with line, page and the near-miss field; the interface texts.
//! Never: a file outside the theme; a value that is not of a view.

mod assets;
mod builtin;
mod faults;
mod folded;
mod functions;
mod layers;
mod manifest;
mod ready;
mod settings;
mod shelf;
mod templates;
mod texts;

pub use assets::Asset;
pub use ready::{Part, Ready, View, json};
pub use shelf::{Ejected, Listed, Shelf};

use crate::config::Config;
use crate::diag::{Checked, Diagnostic, Severity};
use crate::files::Snapshot;
use crate::types::Locale;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use templates::Source;
use tera::{Context, Tera};

/// The theme that is inside the program, and that every other theme falls back to.
pub const BUILT_IN: &str = "outpost";

/// A theme ready to render: all of its templates parsed, all of its static files at their addresses.
pub struct Theme {
    tera: Tera,
    /// The same templates folded, once so many pages were rendered that it pays.
    folded: OnceLock<Option<Tera>>,
    rendered: AtomicUsize,
    /// Room for a page: what the last one took, in bytes, and an eighth more.
    length: AtomicUsize,
    base_path: String,
    templates: BTreeMap<String, Source>,
    assets: Vec<Asset>,
    locale: Arc<Locale>,
    /// What of it the site has set, and the defaults of the rest.
    settings: BTreeMap<String, serde_json::Value>,
    /// Of everything that a page can show of it.
    fingerprint: [u8; 16],
}

/// Folding takes as long as it saves on so many pages.
const PAYS_AFTER: usize = 100;

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("templates", &self.templates.keys()).finish_non_exhaustive()
    }
}

impl Theme {
    /// Puts a site's theme together: each file from the theme itself, else from the theme that it extends, and at last from the built-in one.
    /// `None` where there is no such theme or a template cannot be parsed.
    #[must_use]
    pub fn load(snapshot: &Snapshot, config: &Config) -> Checked<Option<Theme>> {
        let mut diagnostics = Vec::new();
        let Some(layers) = layers::layers(snapshot, &config.theme).take(&mut diagnostics) else {
            return Checked::new(None, diagnostics);
        };
        let settings = settings::resolve(layers.iter().flat_map(|l| &l.manifest.settings), &config.theme_settings).take(&mut diagnostics);
        let locale = Arc::new(texts::load(&layers, &config.language).take(&mut diagnostics));
        let assets = assets::dress(&layers::winners(&layers), &settings::properties(&settings));
        let templates = templates::gather(&layers).take(&mut diagnostics);
        let mut tera = Tera::default();
        functions::register(&mut tera, &assets, &config.base_path(), &locale);
        // Each template is parsed on its own first, so that the first broken one does not hide the others.
        for (template, source) in &templates {
            if let Err(error) = templates::alone(template, &source.text) {
                diagnostics.extend(faults::diagnostic(&error, &templates, None, &[]));
            }
            diagnostics.extend(faults::unknown_texts(source, &locale));
        }
        if !broken(&diagnostics)
            && let Err(error) = tera.add_raw_templates(templates.iter().map(|(n, s)| (n.as_str(), &*s.text)))
        {
            diagnostics.extend(faults::diagnostic(&error, &templates, None, &[]));
        }
        let fingerprint = fingerprint(&templates, &assets, &locale, &settings);
        let theme = (!broken(&diagnostics)).then_some(Theme {
            tera,
            folded: OnceLock::new(),
            rendered: AtomicUsize::new(0),
            length: AtomicUsize::new(0),
            base_path: config.base_path(),
            templates,
            assets,
            locale,
            settings,
            fingerprint,
        });
        Checked::new(theme, diagnostics)
    }

    /// Renders one page: the template of this name with a view. `address` names the page in faults.
    ///
    /// # Errors
    /// A template that asks for a field which the view does not have, or does with a value what cannot be done.
    pub fn render(&self, template: &str, view: &impl View, address: &str) -> Result<Vec<u8>, Diagnostic> {
        let rendered = Context::from_serialize(view).and_then(|mut context| {
            for (name, part) in view.ready() {
                context.insert_value(name, part.0);
            }
            // Most pages are as long as the one before.
            let mut page = Vec::with_capacity(self.length.load(Ordering::Relaxed));
            // A fault is told from the templates as they are written.
            if self.quick().is_none_or(|folded| folded.render_to(template, &context, &mut page).is_err()) {
                page.clear();
                self.tera.render_to(template, &context, &mut page)?;
            }
            self.length.store(page.len() + page.len() / 8, Ordering::Relaxed);
            Ok(page)
        });
        rendered.map_err(|error| {
            let first = faults::diagnostic(&error, &self.templates, Some(address), &faults::fields(&json(view))).into_iter().next();
            first.unwrap_or_else(|| faults::unplaced(template, address, &error.to_string()))
        })
    }

    /// The folded templates, where they are worth making.
    fn quick(&self) -> Option<&Tera> {
        if self.rendered.fetch_add(1, Ordering::Relaxed) < PAYS_AFTER {
            return None;
        }
        self.folded.get_or_init(|| self.fold()).as_ref()
    }

    /// `None` where templates are not all of the kind that is escaped: what stands in one of another kind is not.
    fn fold(&self) -> Option<Tera> {
        if !self.templates.keys().all(|name| name.ends_with(".html")) {
            return None;
        }
        let folded = folded::fold(&self.templates, &functions::addresses(&self.assets, &self.base_path), &self.locale);
        let mut tera = Tera::default();
        functions::register(&mut tera, &self.assets, &self.base_path, &self.locale);
        tera.add_raw_templates(folded.iter().map(|(name, text)| (name.as_str(), text.as_str()))).ok()?;
        Some(tera)
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

    /// Another one for another theme: for other templates, addresses of files, texts or settings.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8; 16] {
        &self.fingerprint
    }

    /// The interface texts, in the site's language or in English.
    #[must_use]
    pub fn locale(&self) -> &Arc<Locale> {
        &self.locale
    }

    /// The theme's settings by name, with the site's values.
    #[must_use]
    pub fn settings(&self) -> &BTreeMap<String, serde_json::Value> {
        &self.settings
    }
}

fn fingerprint(templates: &BTreeMap<String, Source>, assets: &[Asset], locale: &Locale, settings: &BTreeMap<String, serde_json::Value>) -> [u8; 16] {
    let texts: Vec<(&str, &str)> = templates.iter().map(|(name, source)| (name.as_str(), &*source.text)).collect();
    let addresses: Vec<(&str, &str)> = assets.iter().map(|a| (a.name.as_str(), a.address.as_str())).collect();
    // By key: the locale's own table has no order that stays.
    let phrases: BTreeMap<&str, _> = locale.keys().map(|key| (key, locale.get(key))).collect();
    let mut out = [0; 16];
    blake3::Hasher::new().update(format!("{texts:?} {addresses:?} {} {phrases:?} {settings:?}", locale.language()).as_bytes()).finalize_xof().fill(&mut out);
    out
}

fn broken(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
