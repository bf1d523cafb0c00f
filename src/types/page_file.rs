//! content/pages/STEM.md: a page that is no story, such as the one that says who runs the site.

use super::article_file::stem_of;
use super::digest_file::{OPTIONS, unsafe_scheme};
use super::front::read_map;
use super::split_front_matter;
use crate::diag::{Checked, Diagnostic, Span, codes};
use pulldown_cmark::{Event, Parser, Tag};
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
    let mut diagnostics = fields.finish();
    if page.is_none() {
        // What was not asked for is not unknown.
        diagnostics.retain(|d| d.code != codes::UNKNOWN_KEY.name);
    }
    diagnostics.extend(faults(path, text, parts.body.start));
    Checked::new(page, diagnostics)
}

/// Raw HTML and unsafe links, as in digests.
fn faults(path: &Arc<str>, text: &str, start: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&text[start..], OPTIONS).into_offset_iter() {
        let range = range.start + start..range.end + start;
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let shown = text[range.clone()].trim_end().len();
                let place = Span::new(path, range.start..range.start + shown);
                found.push(
                    Diagnostic::new(&codes::RAW_HTML, place, "raw HTML is not passed on: readers see it as text")
                        .hint("write it in Markdown, or put it into a template of the theme"),
                );
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if unsafe_scheme(&dest_url) => {
                let d = Diagnostic::new(&codes::UNSAFE_LINK, Span::new(path, range), "the address is not safe");
                found.push(d.hint("links may begin with https:, http:, mailto:, / or #"));
            }
            _ => {}
        }
    }
    found
}
