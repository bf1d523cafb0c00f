//! theme.yaml: what a theme is called, what it extends, and what of it a site may set.

use super::layers::Layer;
use super::settings::{self, Setting};
use crate::diag::{Checked, Span};
use crate::types::read_map;

#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub version: Option<String>,
    pub description: Option<String>,
    /// The theme that this one extends, and where it says so.
    pub extends: Option<(String, Span)>,
    pub settings: Vec<Setting>,
}

pub(super) const FILE: &str = "theme.yaml";

/// Reads the theme.yaml of a layer; a theme without one is a theme all the same.
pub(super) fn read(layer: &Layer) -> Checked<Manifest> {
    let Some((path, text)) = layer.text(FILE) else { return Checked::clean(Manifest::default()) };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut fields = match read_map(path, text, &(start..text.len()), "theme") {
        Ok(fields) => fields,
        Err(d) => return Checked::new(Manifest::default(), vec![d]),
    };
    for key in ["name", "author", "license"] {
        fields.text(key);
    }
    let (version, description) = (fields.text("version"), fields.text("description"));
    let extends = fields.text("extends").map(|theme| (theme, fields.span("extends")));
    let mut diagnostics = Vec::new();
    let settings = fields.free_values("settings").into_iter().map(|given| settings::declare(given).take(&mut diagnostics)).collect::<Vec<_>>();
    diagnostics.extend(fields.finish());
    Checked::new(Manifest { version, description, extends, settings: settings.into_iter().flatten().collect() }, diagnostics)
}
