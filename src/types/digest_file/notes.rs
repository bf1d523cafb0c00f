//! A footnote definition: `[publisher](link): “passage”`, the passage from the first “ after the link to the last ”, `[…]` for a gap. Who types `"` on a
//! plain keyboard is understood, too; the program itself writes “ and ”.

use crate::diag::{Checked, Diagnostic, Span, codes};
use crate::text::markdown::fold_space;
use crate::types::{Citation, Note};
use std::ops::Range;
use std::sync::Arc;

#[derive(Debug)]
pub(super) struct Reader {
    label: String,
    span: Range<usize>,
    text: String,
    link: Option<String>,
    /// Where the link's text ends in `text`.
    link_end: Option<usize>,
    paragraphs: usize,
}

impl Reader {
    pub fn new(label: String, span: Range<usize>) -> Self {
        Self { label, span, text: String::new(), link: None, link_end: None, paragraphs: 0 }
    }

    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn link(&mut self, address: &str) {
        if self.link.is_none() {
            self.link = Some(address.to_owned());
        }
    }

    pub fn link_ends(&mut self) {
        self.link_end.get_or_insert(self.text.len());
    }

    pub fn paragraph_ends(&mut self) {
        self.paragraphs += 1;
        self.text.push(' ');
    }

    pub fn finish(self, path: &Arc<str>, text: &str) -> Checked<Note> {
        let mut diagnostics = Vec::new();
        let trimmed = text[self.span.clone()].trim_end().len();
        let span = self.span.start..self.span.start + trimmed;
        let after = self.link_end.unwrap_or(0);
        let quoted = quoted(&self.text, after);
        let passage: Vec<String> = match &quoted {
            Some(quoted) => self.text[quoted.clone()].split("[…]").map(fold_space).filter(|p| !p.is_empty()).collect(),
            None => Vec::new(),
        };
        // The mark that opens stands before the words; both kinds are cut away where no link ends the name.
        let open = quoted.map(|quoted| self.text[..quoted.start].trim_end_matches(['“', '"']).len());
        let publisher = fold_space(&self.text[..self.link_end.or(open).unwrap_or(self.text.len())]);
        let publisher = publisher.trim_end_matches(':').trim_end().to_owned();
        let names_passage = Citation::parse(&self.label, 0..0).is_some_and(|c| c.has_passage());
        let fault = |message: &str| {
            Diagnostic::new(&codes::BAD_FOOTNOTE, Span::new(path, span.clone()), message.to_owned())
                .hint(format!("write it as one line: `[^{}]: [publisher](address): “passage”`", self.label))
        };
        if names_passage && passage.is_empty() {
            diagnostics.push(fault("the definition has no passage between “ and ”"));
        } else if self.paragraphs > 1 {
            diagnostics.push(fault("the definition has more than one paragraph"));
        }
        Checked::new(Note { label: self.label, span, publisher, link: self.link, passage }, diagnostics)
    }
}

/// Where the words of a passage stand in the text of a definition whose link, if it has one, ends at `after`: from the first “ to the last ”. A definition
/// that ends with a plain `"`, as the program writes none, may open with either mark.
pub(crate) fn quoted(text: &str, after: usize) -> Option<Range<usize>> {
    let plain = text.trim_end().ends_with('"');
    let open = |c: char| c == '“' || (plain && c == '"');
    let at = after + text[after..].find(open)?;
    let start = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let end = text.rfind(|c| c == '”' || (plain && c == '"'))?;
    (start <= end).then_some(start..end)
}
