//! Walks the events of a body and writes HTML.
//!
//! A claim is a run of bytes of the file and may begin inside one mark of emphasis and end outside of it. So its span is opened when its first
//! text is written, closed with the mark that encloses it, and opened again without the id where the claim goes on: tags always nest.

mod blocks;

use super::cites::{Group, supporting_origins};
use super::{Picture, Place, Style, Text, escape::push};
use crate::types::digest_file::{OPTIONS, with_definitions};
use crate::types::{Citation, Claim, OpenDigest};
use pulldown_cmark::{Alignment, Event, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// What is known of a picture while its description is read.
struct Alt {
    text: String,
    address: String,
    /// Whose it is: the title behind its address.
    credit: String,
}

pub(super) struct Writer<'a> {
    style: &'a Style<'a>,
    body: &'a str,
    start: usize,
    digest: Option<&'a OpenDigest<'a>>,
    claims: &'a [Claim],
    out: String,
    /// What closes the marks of inline text that are open.
    inline: Vec<&'static str>,
    /// The claim whose span is open, and how many marks were open before it.
    claim: Option<(usize, usize)>,
    /// For each claim, whether its id is in the page already.
    placed: Vec<bool>,
    group: Group,
    /// A claim, and how many texts it rests on: one claim may have ten thousand references.
    origins: Option<(usize, usize)>,
    /// White space behind a reference, held back until it is known whether another reference follows.
    held: String,
    links: usize,
    definitions: usize,
    code: Option<(String, String)>,
    alt: Option<Alt>,
    heading: Option<usize>,
    heading_text: String,
    /// The ids of the headings so far, each with the last number that was put behind it.
    heading_ids: BTreeMap<String, usize>,
    table: (Vec<Alignment>, usize, bool),
}

/// The body of a digest without the definitions that end it: half of a file, that would be read for nothing. What it refers to is found as before, for
/// [`with_definitions`] makes up a definition for each label that has none.
fn running<'a>(file: &OpenDigest, body: &'a str) -> &'a str {
    let mut end = body.len();
    let mut cut = 0;
    for note in file.body.notes.iter().rev() {
        let (Some(from), Some(to)) = (note.span.start.checked_sub(file.body_start), note.span.end.checked_sub(file.body_start)) else { break };
        let ends_text = body.get(to..end).is_some_and(|behind| behind.trim().is_empty());
        let opens_line = body.get(..from).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let is_simple = note.label.bytes().all(|b| b.is_ascii_alphanumeric());
        if !(ends_text && opens_line && is_simple) {
            break;
        }
        end = from;
        cut += 1;
    }
    // An address that a definition gives to links elsewhere has to be read.
    if body[end..].matches("]:").count() == cut { &body[..end] } else { body }
}

impl<'a> Writer<'a> {
    pub fn new(text: Text<'a>, style: &'a Style<'a>) -> Self {
        let (body, start) = text.body();
        let digest = match text {
            Text::Digest(file) => Some(file),
            Text::Page(_) => None,
        };
        let body = digest.map_or(body, |file| running(file, body));
        let claims: &[Claim] = digest.map_or(&[], |d| &d.body.claims);
        Self {
            style,
            body,
            start,
            digest,
            claims,
            out: String::with_capacity(body.len() * 2),
            inline: Vec::new(),
            claim: None,
            placed: vec![false; claims.len()],
            group: Group::default(),
            origins: None,
            held: String::new(),
            links: 0,
            definitions: 0,
            code: None,
            alt: None,
            heading: None,
            heading_text: String::new(),
            heading_ids: BTreeMap::new(),
            table: (Vec::new(), 0, false),
        }
    }

    pub fn run(mut self) -> String {
        let padded = with_definitions(self.body);
        for (event, range) in Parser::new_ext(&padded, OPTIONS).into_offset_iter() {
            if range.start >= self.body.len() && !self.body.is_empty() {
                break;
            }
            self.event(event, range.start + self.start..range.end.min(self.body.len()) + self.start);
        }
        self.leave();
        self.out
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => {
                self.leave();
                self.definitions += 1;
            }
            Event::End(TagEnd::FootnoteDefinition) => self.definitions -= 1,
            // Definitions stand in the Sources list.
            _ if self.definitions > 0 => {}
            Event::Start(tag) => self.open(tag, &range),
            Event::End(end) => self.close(end, &range),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text, range),
            Event::Code(text) => {
                self.enter_claim_at(range.start);
                self.out.push_str("<code>");
                push(&mut self.out, &text);
                self.out.push_str("</code>");
                self.heading_text.push_str(&text);
            }
            Event::FootnoteReference(label) => self.reference(&label, range),
            Event::SoftBreak => self.text("\n", range),
            Event::HardBreak => {
                self.flush_group();
                self.out.push_str("<br>\n");
            }
            Event::Rule => {
                self.leave();
                self.out.push_str("<hr>\n");
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if let Some(alt) = &mut self.alt {
            alt.text.push_str(text);
            return;
        }
        if self.heading.is_some() {
            self.heading_text.push_str(text);
        }
        let verbatim = range.len() == text.len();
        if !verbatim || self.claims.is_empty() {
            self.piece(text, range.start);
            return;
        }
        // One run of text can hold the end of a claim and the beginning of the next.
        let near = self.claims.partition_point(|c| c.span.end <= range.start);
        let mut at = 0;
        while at < text.len() {
            let here = range.start + at;
            let next = self.claims[near..]
                .iter()
                .take_while(|c| c.span.start < range.end)
                .flat_map(|c| [c.span.start, c.span.end])
                .filter(|b| *b > here && *b < range.end && text.is_char_boundary(*b - range.start))
                .min()
                .unwrap_or(range.end);
            self.piece(&text[at..next - range.start], here);
            at = next - range.start;
        }
    }

    fn piece(&mut self, text: &str, at: usize) {
        if self.links == 0 && !self.group.is_empty() {
            if text.trim().is_empty() {
                self.held.push_str(text);
                return;
            }
            self.flush_group();
        }
        self.enter_claim_at(at);
        push(&mut self.out, text);
    }

    /// Opens the span of the claim that holds this byte, and closes that of another.
    fn enter_claim_at(&mut self, at: usize) {
        let holding = self.claims.partition_point(|c| c.span.start <= at).checked_sub(1).filter(|n| at < self.claims[*n].span.end);
        self.enter(holding);
    }

    fn enter(&mut self, claim: Option<usize>) {
        if self.claim.map(|(n, _)| n) == claim {
            return;
        }
        // A span cannot be closed from inside a mark that was opened in it; the mark's end closes it, or the block's.
        if let Some((_, depth)) = self.claim {
            if depth < self.inline.len() {
                return;
            }
            self.out.push_str("</span>");
            self.claim = None;
        }
        let Some(n) = claim else { return };
        self.open_span(n);
    }

    fn open_span(&mut self, n: usize) {
        let placed = std::mem::replace(&mut self.placed[n], true);
        let id = if placed { String::new() } else { format!(" id=\"{}claim-{}\"", self.style.prefix, n + 1) };
        let _ = match self.style.place {
            Place::Page => write!(self.out, "<span class=\"claim\"{id} data-claim=\"{}\">", n + 1),
            Place::Feed => write!(self.out, "<span{id}>"),
            Place::Mail => write!(self.out, "<span>"),
        };
        self.claim = Some((n, self.inline.len()));
    }

    fn reference(&mut self, label: &str, range: Range<usize>) {
        if self.digest.is_none() {
            // Other pages have no sources: the mark is text there.
            self.text(&format!("[^{label}]"), range.start..range.start);
            return;
        }
        if self.alt.is_some() || self.heading.is_some() {
            return;
        }
        let citing = |n: &usize| self.claims[*n].citations.binary_search_by_key(&range.start, |c| c.span.start).is_ok();
        // The claim that it stands in or behind; claims that share their bytes are told apart by their citations.
        let begun = self.claims.partition_point(|c| c.span.start <= range.start);
        let claim = (0..begun).rev().take(8).find(citing).or_else(|| begun.checked_sub(1));
        if !self.group.is_empty() && self.group.claim != claim && self.links == 0 {
            self.flush_group();
        }
        self.group.claim = claim;
        self.held.clear();
        match Citation::parse(label, range) {
            Some(citation) => self.group.add(citation),
            None if label == "synthesis" => self.group.add_synthesis(),
            None => {}
        }
    }

    fn flush_group(&mut self) {
        if self.group.is_empty() {
            return;
        }
        let group = std::mem::take(&mut self.group);
        if group.claim.is_some() {
            self.enter(group.claim);
        }
        if let Some(file) = self.digest {
            let origins = group.claim.map_or(0, |n| match self.origins {
                Some((of, origins)) if of == n => origins,
                _ => {
                    let origins = self.claims.get(n).map_or(0, |claim| supporting_origins(file, claim));
                    self.origins = Some((n, origins));
                    origins
                }
            });
            group.write(&mut self.out, file, origins, self.style);
        }
        if !self.held.is_empty() {
            self.enter(None);
            self.out.push_str(&std::mem::take(&mut self.held));
        }
    }

    /// Ends running text: everything that is open is closed, at the beginning and end of every block.
    fn leave(&mut self) {
        self.links = 0;
        self.flush_group();
        self.held.clear();
        while let Some(close) = self.inline.pop() {
            if self.claim.is_some_and(|(_, depth)| depth > self.inline.len()) {
                self.out.push_str("</span>");
                self.claim = None;
            }
            self.out.push_str(close);
        }
        if self.claim.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    /// Claims that share their bytes with another still need their ids.
    fn place_rest(&mut self, range: &Range<usize>) {
        let first = self.claims.partition_point(|c| c.span.start < range.start);
        let behind = self.claims.partition_point(|c| c.span.start < range.end);
        for n in first..behind {
            if !self.placed[n] {
                self.open_span(n);
                self.out.push_str("</span>");
                self.claim = None;
            }
        }
    }

    fn open(&mut self, tag: Tag, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.mark(range, "<em>", "</em>"),
            Tag::Strong => self.mark(range, "<strong>", "</strong>"),
            Tag::Strikethrough => self.mark(range, "<del>", "</del>"),
            Tag::Link { dest_url, .. } => {
                let href = if self.links == 0 { self.style.links.href(&dest_url) } else { None };
                match href {
                    Some(href) => {
                        let mut open = "<a href=\"".to_owned();
                        push(&mut open, &href);
                        open.push_str("\">");
                        self.mark(range, &open, "</a>");
                    }
                    // The words stay, the unsafe address goes.
                    None => self.mark(range, "", ""),
                }
                self.links += 1;
            }
            Tag::Image { dest_url, title, .. } => {
                self.alt = Some(Alt { text: String::new(), address: dest_url.into_string(), credit: title.into_string() });
            }
            tag => {
                self.leave();
                self.open_block(tag);
            }
        }
    }

    fn mark(&mut self, range: &Range<usize>, open: &str, close: &'static str) {
        if self.links == 0 {
            self.flush_group();
        }
        self.enter_claim_at(range.start);
        self.out.push_str(open);
        self.inline.push(close);
    }

    fn close(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.unmark(),
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                self.unmark();
            }
            TagEnd::Image => self.image(range),
            end => {
                self.leave();
                self.close_block(end, range);
            }
        }
    }

    fn unmark(&mut self) {
        let Some(close) = self.inline.pop() else { return };
        if self.claim.is_some_and(|(_, depth)| depth > self.inline.len()) {
            self.out.push_str("</span>");
            self.claim = None;
        }
        self.out.push_str(close);
    }

    /// A picture of this site. Pictures of other hosts are linked, not loaded: a page asks nobody else for anything. Of one that cannot be shown
    /// its description is.
    fn image(&mut self, range: &Range<usize>) {
        let Some(Alt { text, address, credit }) = self.alt.take() else { return };
        if self.style.place == Place::Mail {
            return;
        }
        self.enter_claim_at(range.start);
        let links = self.style.links;
        if let Some(picture) = self.style.pictures.and_then(|find| find(&address)) {
            self.picture(&picture, &text, &credit);
            return;
        }
        match links.href(&address) {
            Some(href) if self.links == 0 && links.internal(&address).is_none() => {
                self.out.push_str("<a href=\"");
                push(&mut self.out, &href);
                self.out.push_str("\">");
                push(&mut self.out, if text.trim().is_empty() { self.style.locale.text("picture") } else { &text });
                self.out.push_str("</a>");
            }
            _ => push(&mut self.out, &text),
        }
    }

    fn picture(&mut self, picture: &Picture, alt: &str, credit: &str) {
        self.out.push_str("<img src=\"");
        push(&mut self.out, &picture.src);
        if self.style.place == Place::Page && !picture.srcset.is_empty() {
            self.out.push_str("\" srcset=\"");
            push(&mut self.out, &picture.srcset);
            // A text is at most so wide.
            self.out.push_str("\" sizes=\"(min-width: 46rem) 44rem, 100vw");
        }
        self.out.push('"');
        if let Some((width, height)) = picture.size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" alt=\"");
        push(&mut self.out, alt);
        self.out.push_str("\" loading=\"lazy\" decoding=\"async\">");
        if !credit.trim().is_empty() {
            self.out.push_str("<small class=\"credit\">");
            push(&mut self.out, credit);
            self.out.push_str("</small>");
        }
    }
}
