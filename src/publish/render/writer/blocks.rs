//! Blocks: what opens and closes a paragraph, heading, list, quotation, table or code block.

use super::Writer;
use crate::publish::render::{Place, code};
use crate::text::slug::slug;
use pulldown_cmark::{Alignment, CodeBlockKind, Tag, TagEnd};
use std::fmt::Write as _;
use std::ops::Range;

impl Writer<'_> {
    pub(super) fn open_block(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::HtmlBlock => self.out.push_str("<p class=\"raw\">"),
            Tag::Heading { .. } => {
                self.heading = Some(self.out.len());
                self.heading_text.clear();
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((String::new(), language));
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(alignments) => {
                self.table = (alignments, 0, false);
                let _ = match self.style.place {
                    Place::Page => {
                        let name = super::super::escape(self.style.locale.text("table"));
                        writeln!(self.out, "<div class=\"table\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\"><table>")
                    }
                    Place::Feed | Place::Mail => writeln!(self.out, "<div><table>"),
                };
            }
            Tag::TableHead => {
                self.table.2 = true;
                self.table.1 = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.1 = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.table.0.get(self.table.1) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                let _ = if self.table.2 { write!(self.out, "<th scope=\"col\"{class}>") } else { write!(self.out, "<td{class}>") };
                self.table.1 += 1;
            }
            _ => {}
        }
    }

    pub(super) fn close_block(&mut self, end: TagEnd, range: &Range<usize>) {
        if matches!(end, TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell) {
            self.place_rest(range);
        }
        match end {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => {
                if let Some((text, language)) = self.code.take() {
                    code::write(&mut self.out, &language, &text, self.style.place);
                }
            }
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.2 = false;
                self.out.push_str("</tr></thead>\n<tbody>");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.table.2 { "</th>" } else { "</td>" }),
            _ => {}
        }
    }

    /// The page's own headline is its only first-level heading.
    fn end_heading(&mut self, level: u8) {
        let Some(at) = self.heading.take() else { return };
        let level = level.max(2);
        if self.style.place == Place::Mail {
            // Below the headline of its story, which is not the mail's own.
            let level = (level + 1).min(6);
            self.out.insert_str(at, &format!("<h{level}>"));
            let _ = writeln!(self.out, "</h{level}>");
            return;
        }
        let stem = slug(&self.heading_text, 60);
        let stem = if stem.is_empty() { "section".to_owned() } else { stem };
        let first = format!("{}s-{stem}", self.style.prefix);
        let mut id = first.clone();
        // On from the last heading of these words: ten thousand headings may say the same.
        while self.heading_ids.contains_key(&id) {
            let nth = self.heading_ids.entry(first.clone()).or_insert(1);
            *nth += 1;
            id = format!("{first}-{nth}");
        }
        self.heading_ids.insert(id.clone(), 1);
        self.out.insert_str(at, &format!("<h{level} id=\"{id}\">"));
        let _ = writeln!(self.out, "</h{level}>");
    }
}
