//! The body of a digest: blocks, claims with their citations, definitions.
//!
//! pulldown-cmark drops a GitHub footnote reference that has no definition, so made-up definitions are appended to the text before it is
//! parsed: every reference then comes as an event, and the offsets of the text itself stay true.

use super::claims::{Inline, Reference};
use super::notes;
use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::types::{Block, BlockKind, Body, Citation};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How digests and pages are read everywhere: by the checker, by the renderer.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// A body with a made-up definition behind it for every label that has none. Offsets below the body's length are those of the body.
pub(crate) fn with_definitions(body: &str) -> Cow<'_, str> {
    let (mut used, mut defined): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    // Where the line of the last bracket begins, and how far it has been looked for: a line of ten thousand footnotes is read once.
    let (mut line, mut seen) = (0, 0);
    for (at, _) in body.match_indices('[') {
        line = body[seen..at].rfind('\n').map_or(line, |n| seen + n + 1);
        seen = at;
        let Some(rest) = body[at + 1..].strip_prefix('^') else { continue };
        let end = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace()).filter(|end| *end > 0 && rest[*end..].starts_with(']'));
        let Some(end) = end else { continue };
        let indent = &body[line..at];
        let opens = rest[end + 1..].starts_with(':') && indent.len() <= 3 && indent.bytes().all(|b| b == b' ');
        let labels = if opens { &mut defined } else { &mut used };
        labels.push(&rest[..end]);
    }
    used.sort_unstable();
    used.dedup();
    defined.sort_unstable();
    let mut out = Cow::Borrowed(body);
    for label in used.into_iter().filter(|label| defined.binary_search(label).is_err()) {
        let out = out.to_mut();
        out.push_str("\n\n[^");
        out.push_str(label);
        out.push_str("]: .");
    }
    out
}

/// Reads the body that begins at `start`.
pub(super) fn read(path: &Arc<str>, text: &str, start: usize) -> Checked<Body> {
    let source = &text[start..];
    let padded = with_definitions(source);
    let mut reader = Reader::new(path, text);
    for (event, range) in Parser::new_ext(&padded, OPTIONS).into_offset_iter() {
        if range.start >= source.len() && !source.is_empty() {
            break;
        }
        reader.event(event, range.start + start..range.end.min(source.len()) + start);
    }
    reader.flush();
    reader.finish()
}

/// Whether the text behind a footnote closes the brackets of a link, before its paragraph ends and before other brackets open. Other footnotes may stand
/// between.
fn is_in_brackets(behind: &str) -> bool {
    // No link's text is longer, and a paragraph of ten thousand footnotes is not looked through for each of them.
    let mut rest = &behind[..behind.floor_char_boundary(500)];
    rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    while let Some(at) = rest.find(['[', ']']) {
        let footnote = rest[at..].strip_prefix("[^").and_then(|label| label.find(']'));
        match footnote {
            Some(end) => rest = &rest[at + 2 + end + 1..],
            None => return rest[at..].starts_with("]("),
        }
    }
    false
}

struct Reader<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    body: Body,
    /// The block being read, if any.
    inline: Option<(BlockKind, Inline)>,
    containers: Vec<Option<BlockKind>>,
    note: Option<notes::Reader>,
    links: Vec<(Range<usize>, LinkType)>,
    images: usize,
    defined: BTreeMap<String, Range<usize>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Arc<str>, text: &'a str) -> Self {
        Self {
            path,
            text,
            body: Body::default(),
            inline: None,
            containers: Vec::new(),
            note: None,
            links: Vec::new(),
            images: 0,
            defined: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// `[^label]:` at the beginning of a definition, as it is written: a label that goes over several lines is given in one.
    fn head(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.text[range.clone()].find("]:").map_or(range.end, |at| range.start + at + 2);
        range.start..end
    }

    fn at(&self, range: &Range<usize>) -> Span {
        Span::new(self.path, range.clone())
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(end) => self.close(end, range),
            Event::FootnoteReference(label) => self.reference(&label, range),
            Event::Html(_) | Event::InlineHtml(_) => {
                let shown = self.text[range.clone()].trim_end().len();
                let place = self.at(&(range.start..range.start + shown));
                self.diagnostics.push(
                    Diagnostic::new(&codes::RAW_HTML, place, "raw HTML is not passed on: readers see it as text")
                        .hint("write it in Markdown, or put it into a template of the theme"),
                );
                self.words(&self.text[range.clone()], range);
            }
            Event::Text(t) | Event::Code(t) => self.words(&t, range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", range),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::FootnoteDefinition(label) => {
                self.flush();
                let label_text = label.to_string();
                if let Some(first) = self.defined.get(&label_text) {
                    let d = Diagnostic::new(&codes::DOUBLED_FOOTNOTE, self.at(&self.head(&range)), format!("`[^{label_text}]` is defined twice"))
                        .label(self.at(&self.head(first)), "the first is here")
                        .hint("give the second its own letter");
                    self.diagnostics.push(d);
                } else {
                    self.defined.insert(label_text.clone(), range.clone());
                }
                self.note = Some(notes::Reader::new(label_text, range));
            }
            Tag::Link { link_type, dest_url, .. } => {
                if unsafe_scheme(dest_url) {
                    let d = Diagnostic::new(&codes::UNSAFE_LINK, self.at(&range), format!("the link's address `{}` is not safe", shorten(dest_url)))
                        .hint("links may begin with https:, http:, mailto:, / or #");
                    self.diagnostics.push(d);
                }
                match &mut self.note {
                    Some(note) => note.link(dest_url),
                    None => self.begin(range.start),
                }
                self.links.push((range, *link_type));
            }
            Tag::Image { dest_url, .. } => {
                if unsafe_scheme(dest_url) {
                    let d = Diagnostic::new(&codes::UNSAFE_LINK, self.at(&range), format!("the image's address `{}` is not safe", shorten(dest_url)))
                        .hint("put the image into static/ and write its path");
                    self.diagnostics.push(d);
                }
                self.images += 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.begin(range.start),
            _ => {
                self.flush();
                self.containers.push(match tag {
                    Tag::Heading { level, .. } => Some(BlockKind::Heading(*level as u8)),
                    Tag::Item => Some(BlockKind::Item),
                    Tag::BlockQuote(_) => Some(BlockKind::Quote),
                    Tag::TableCell => Some(BlockKind::Cell),
                    Tag::CodeBlock(_) => Some(BlockKind::Code),
                    _ => None,
                });
            }
        }
    }

    fn close(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::FootnoteDefinition => {
                if let Some(note) = self.note.take() {
                    let note = note.finish(self.path, self.text).take(&mut self.diagnostics);
                    self.body.notes.push(note);
                }
            }
            TagEnd::Link => {
                if let Some((link, _)) = self.links.pop() {
                    self.trap(&link);
                }
                if let Some(note) = &mut self.note {
                    note.link_ends();
                }
                self.touch(range.end);
            }
            TagEnd::Image => self.images -= 1,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.touch(range.end),
            _ => {
                if end == TagEnd::Paragraph
                    && let Some(note) = &mut self.note
                {
                    note.paragraph_ends();
                }
                self.flush();
                self.containers.pop();
            }
        }
    }

    /// Lets the sentence begin at an opening mark of emphasis or at the start of a link.
    fn begin(&mut self, start: usize) {
        if self.note.is_none() && self.images == 0 {
            self.inline().touch(start);
        }
    }

    /// Extends the sentence to a closing mark of emphasis or the end of a link.
    fn touch(&mut self, end: usize) {
        if let Some((_, inline)) = &mut self.inline {
            inline.touch_end(end);
        }
    }

    /// `[^1a](x)` reads as a link in Markdown, not as a citation.
    fn trap(&mut self, link: &Range<usize>) {
        let written = &self.text[link.clone()];
        if let Some(rest) = written.strip_prefix("[^") {
            let label = rest.split(']').next().unwrap_or("");
            let d = Diagnostic::new(&codes::BAD_CITATION, self.at(link), format!("`[^{label}](…)` is a link in Markdown, not a citation"))
                .hint(format!("write `[^{label}]` alone, and the address in its definition"));
            self.diagnostics.push(d);
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        if let Some(note) = &mut self.note {
            note.text(text);
            return;
        }
        self.inline().text(text, range);
    }

    fn inline(&mut self) -> &mut Inline {
        let kind = self.containers.iter().rev().find_map(|k| *k).unwrap_or(BlockKind::Paragraph);
        &mut self.inline.get_or_insert_with(|| (kind, Inline::default())).1
    }

    fn reference(&mut self, label: &str, range: Range<usize>) {
        let place = self.at(&range);
        if let Some(note) = &mut self.note {
            note.text(&format!("[^{label}]"));
            self.diagnostics.push(
                Diagnostic::new(&codes::BAD_CITATION, place, "a citation cannot stand inside a definition")
                    .hint("cite in the text; the definition carries the passage alone"),
            );
            return;
        }
        if let Some((_, link_type)) = self.links.last() {
            let link_type = *link_type;
            let hint =
                if link_type == LinkType::Inline { "close the link before the citation: `[text](address)[^1a]`" } else { "put the citation behind the link" };
            self.diagnostics.push(Diagnostic::new(&codes::BAD_CITATION, place.clone(), "a citation cannot stand inside a link").hint(hint));
        } else if self.images == 0 && is_in_brackets(&self.text[range.end..]) {
            // A footnote ends the brackets that it stands in: what was meant as a link is text with brackets in it.
            self.diagnostics.push(
                Diagnostic::new(&codes::BAD_CITATION, place.clone(), "a citation cannot stand inside a link")
                    .hint("close the link before the citation: `[text](address)[^1a]`"),
            );
        }
        if self.images > 0 {
            return;
        }
        let citation = Citation::parse(label, range.clone());
        if citation.is_none() && label != "synthesis" {
            let d = Diagnostic::new(&codes::BAD_CITATION, place.clone(), format!("`[^{label}]` is not a citation"));
            let d = match nearest(label, ["synthesis"]) {
                Some(near) => d.hint(format!("did you mean `[^{near}]`?")),
                None => d.hint("write the source's number and a letter for the passage, as `[^1a]`; `[^1]` for the source as a whole; or `[^synthesis]`"),
            };
            self.diagnostics.push(d);
            return;
        }
        let kind = self.containers.iter().rev().find_map(|k| *k).unwrap_or(BlockKind::Paragraph);
        if matches!(kind, BlockKind::Heading(_)) {
            self.diagnostics.push(
                Diagnostic::new(&codes::BAD_CITATION, place, "a heading carries no citation")
                    .hint("cite the sentence below it; the names and numbers of headings are checked against all sources"),
            );
        }
        self.inline().reference(Reference { citation, span: range });
    }

    fn flush(&mut self) {
        let Some((kind, inline)) = self.inline.take() else { return };
        let first = self.body.claims.len();
        let span = inline.span();
        let (text, claims) = inline.claims(kind);
        self.body.claims.extend(claims);
        self.body.blocks.push(Block { kind, span, text, claims: first..self.body.claims.len() });
    }

    fn finish(mut self) -> Checked<Body> {
        let mut used = BTreeSet::new();
        let mut missing = Vec::new();
        for claim in &self.body.claims {
            for citation in &claim.citations {
                used.insert(citation.label.clone());
                if citation.has_passage() && !self.defined.contains_key(&citation.label) {
                    missing.push(citation.clone());
                }
            }
        }
        for citation in missing {
            let near = nearest(&citation.label, self.defined.keys().map(String::as_str)).map(str::to_owned);
            let d = Diagnostic::new(&codes::UNDEFINED_FOOTNOTE, self.at(&citation.span), format!("`[^{}]` has no definition", citation.label));
            self.diagnostics.push(match near {
                Some(near) => d.hint(format!("did you mean `[^{near}]`? Else add a line `[^{}]: [publisher](address): “passage”`", citation.label)),
                None => d.hint(format!(
                    "add a line `[^{}]: [publisher](address): “passage”`, or cite the source as a whole with `[^{}]`",
                    citation.label, citation.source
                )),
            });
        }
        for (label, range) in &self.defined {
            if !used.contains(label) {
                let d = Diagnostic::new(&codes::UNUSED_FOOTNOTE, self.at(&self.head(range)), format!("nothing refers to `[^{label}]`"))
                    .hint(format!("put `[^{label}]` behind the claim that it supports, or delete the definition"));
                self.diagnostics.push(d);
            }
        }
        Checked::new(self.body, self.diagnostics)
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(59).chain(['…']).collect() }
}

/// Whether an address has a scheme that a page must not link to. Relative addresses have none.
#[must_use]
pub fn unsafe_scheme(address: &str) -> bool {
    // Almost every address says at its first letters that it is safe.
    if address.starts_with("https://") || address.starts_with("http://") {
        return false;
    }
    let trimmed: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match trimmed.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')) && !scheme.is_empty() => {
            !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto")
        }
        _ => false,
    }
}
