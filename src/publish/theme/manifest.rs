//! theme.yaml: what a theme is called, what it extends, and what of it a site may set.

use super::settings::{self, Setting};
use crate::diag::{Checked, Span};
use crate::types::read_whole_map;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub version: Option<String>,
    pub description: Option<String>,
    /// The theme that this one extends, and where it says so.
    pub extends: Option<(String, Span)>,
    pub settings: Vec<Setting>,
}

pub(super) const FILE: &str = "theme.yaml";

/// Reads a theme.yaml, of which path and text are given; a theme without one is a theme all the same.
pub(super) fn read(given: Option<(&Arc<str>, &str)>) -> Checked<Manifest> {
    let Some((path, text)) = given else { return Checked::clean(Manifest::default()) };
    let mut fields = match read_whole_map(path, text, "theme") {
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
