//! Markdown → HTML: the body of a digest with its numbered citations and claim ids, and other pages.
//!
//! In: a parsed digest, or a page's Markdown. Out: HTML that is safe to put into a template. Never: raw HTML of the input, a link with an unsafe
//! scheme, a template.

mod cites;
mod code;
mod escape;
mod links;
mod writer;

pub use cites::found_label;
pub use escape::escape;
pub use links::{Link, Links, internal_links};

use crate::types::{Locale, OpenDigest, PageFile};

/// What is rendered.
#[derive(Clone, Copy)]
pub enum Text<'a> {
    Digest(&'a OpenDigest<'a>),
    Page(&'a PageFile),
}

impl<'a> Text<'a> {
    /// Its Markdown, and where that begins in the file.
    fn body(self) -> (&'a str, usize) {
        match self {
            Text::Digest(file) => (&file.text[file.body_start..], file.body_start),
            Text::Page(file) => (file.body(), file.body_start),
        }
    }
}

/// Where the HTML is going to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the text's own page, with the theme's style and script.
    Page,
    /// In a feed, beside other texts, with neither.
    Feed,
    /// In a mail: no ids, no pictures, every link whole.
    Mail,
}

/// How it is rendered.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub place: Place,
    /// Stands before every id, so that many texts can share a document. Empty on a page.
    pub prefix: &'a str,
    pub links: &'a Links,
    /// The words of its marks and labels.
    pub locale: &'a Locale,
    /// Finds the pictures of the text; without it none are shown.
    pub pictures: Option<&'a FindPicture<'a>>,
}

/// The picture of this site that an address of a text means, if it can be shown.
pub type FindPicture<'a> = dyn Fn(&str) -> Option<Picture> + 'a;

/// A picture as a text shows it. Addresses are ready to be linked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    pub src: String,
    /// For `srcset`; empty where there is one size.
    pub srcset: String,
    /// In pixels, where it has measures.
    pub size: Option<(u32, u32)>,
}

/// Renders a body. The claims of a digest are spans with the ids `claim-1`, `claim-2`, …; its citations are numbered links behind them; its
/// footnote definitions are left out: they stand in the Sources list.
#[must_use]
pub fn render(text: Text, style: &Style) -> String {
    writer::Writer::new(text, style).run()
}

#[cfg(test)]
mod tests;
