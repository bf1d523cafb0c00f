//! content/pages/STEM.md: a page that is no story, such as the one that says who runs the site.

use super::article_file::stem_of;
use super::front::read_map;
use super::split_front_matter;
use crate::diag::{Checked, Span};
use std::sync::Arc;

/// A page file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct PageFile {
    /// The file's name without `.md`: its address is /STEM/.
    pub stem: String,
    /// Relative to the root.
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// Where the body begins in the text, in bytes.
    pub body_start: usize,
    pub title: String,
    /// One sentence for search engines and previews.
    pub summary: Option<String>,
    pub draft: bool,
    /// Earlier addresses, each a path that begins with `/`.
    pub aliases: Vec<String>,
    /// Where each alias stands.
    pub alias_spans: Vec<Span>,
    /// The user's own, for themes.
    pub extra: Option<serde_json::Value>,
}

impl PageFile {
    /// The Markdown of the page.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text[self.body_start..]
    }
}

/// Reads a page file. `None` where it cannot be used at all; a file with lesser faults gives both a page and findings.
#[must_use]
pub fn read(path: &Arc<str>, text: &str) -> Checked<Option<PageFile>> {
    let parts = match split_front_matter(path, text) {
        Ok(parts) => parts,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let mut fields = match read_map(path, text, &parts.yaml, "page") {
        Ok(fields) => fields,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let title = fields.required("title");
    let page = title.map(|title| PageFile {
        stem: stem_of(path).to_owned(),
        path: Arc::clone(path),
        text: text.into(),
        body_start: parts.body.start,
        title,
        summary: fields.text("summary"),
        draft: fields.boolean("draft").unwrap_or(false),
        alias_spans: fields.item_spans("aliases"),
        aliases: fields.texts("aliases"),
        extra: fields.free("extra"),
    });
    let diagnostics = if page.is_some() { fields.finish() } else { fields.finish().into_iter().filter(|d| d.code != "unknown-key").collect() };
    Checked::new(page, diagnostics)
}
