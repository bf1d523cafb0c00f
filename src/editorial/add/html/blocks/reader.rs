//! Walks the tree of a page and cuts it into blocks.

use super::elements::{is_grid, is_icon, is_inline, is_void};
use super::marked::{CODE, LINK_CLOSE, LINK_OPEN, MOST_CODE, MOST_LINKS, is_mark, is_private, mark_up, unmark};
use super::{Block, Blocks, CellPlace, Holder, Kind, ListPlace, names};
use crate::editorial::add::phrases;
use scraper::{ElementRef, Node};
use url::Url;

/// Where in the page the reader is.
#[derive(Clone, Debug, Default)]
struct Place {
    kind: Option<Kind>,
    list_depth: usize,
    number: Option<usize>,
    /// How many blocks there were when the item began: the item's first block is the next one.
    item_from: Option<usize>,
    quoted: bool,
    cell: Option<CellPlace>,
    aside: bool,
    linked: bool,
    holder: usize,
}

/// The blocks below an element, `with_marks` where their Markdown is wanted.
pub(super) fn read(root: ElementRef, base: Option<&Url>, with_marks: bool) -> Blocks {
    let mut reader = Reader {
        base,
        with_marks,
        out: Vec::new(),
        holders: vec![Holder::default()],
        text: String::new(),
        links: Vec::new(),
        code: Vec::new(),
        link_words: 0,
        tables: 0,
    };
    reader.element(root, &Place::default());
    reader.flush(&Place::default());
    Blocks { blocks: reader.out, holders: reader.holders }
}

struct Reader<'a> {
    base: Option<&'a Url>,
    with_marks: bool,
    out: Vec<Block>,
    holders: Vec<Holder>,
    text: String,
    links: Vec<String>,
    code: Vec<String>,
    link_words: usize,
    tables: usize,
}

impl Reader<'_> {
    fn children(&mut self, element: ElementRef, place: &Place) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push_text(text, place),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, place);
                    }
                }
                _ => {}
            }
        }
    }

    fn push_text(&mut self, text: &str, place: &Place) {
        if place.linked {
            self.link_words += text.split_whitespace().count();
        }
        if text.contains(is_private) {
            self.text.extend(text.chars().filter(|c| !is_private(*c)));
        } else {
            self.text.push_str(text);
        }
    }

    fn element(&mut self, element: ElementRef, place: &Place) {
        let name = element.value().name();
        match name {
            "button" if is_disclosure(element, place) => self.children(element, place),
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "select" | "textarea"
            | "button" | "input" | "head" | "map" | "datalist" | "dialog" | "progress" | "meter" => {}
            "i" | "span" | "mat-icon" if is_icon(element.value()) => {}
            "br" => self.line_break(element, place),
            "hr" => self.flush(place),
            "a" => self.link(element, place),
            "code" | "kbd" | "samp" | "tt" if place.kind != Some(Kind::Code) => self.inline_code(element, place),
            "pre" => self.preformatted(element, place),
            "ul" | "ol" | "menu" => self.list(element, place, name == "ol"),
            "table" => self.table(element, place),
            _ if is_inline(name) => self.children(element, place),
            _ => {
                self.flush(place);
                let inner = Place { holder: self.hold(element, place), ..self.block_place(element, name, place) };
                self.children(element, &inner);
                self.flush(&inner);
            }
        }
    }

    /// Counts an element among those that hold blocks.
    fn hold(&mut self, element: ElementRef, place: &Place) -> usize {
        let value = element.value();
        let frames = [value.attr("class"), value.attr("id")].into_iter().flatten().fold(0, |all, marks| all | names::named(marks));
        self.holders.push(Holder { parent: place.holder, frames, called: called(element) });
        self.holders.len() - 1
    }

    fn block_place(&self, element: ElementRef, name: &str, place: &Place) -> Place {
        let mut inner = place.clone();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                // A heading inside a list item or a cell is that item's text.
                if place.list_depth == 0 && place.cell.is_none() {
                    inner.kind = name[1..].parse().ok().map(Kind::Heading);
                }
            }
            "blockquote" => inner.quoted = true,
            "figcaption" | "caption" => inner.kind = Some(Kind::Caption),
            // A quotation's footer says whose words they are.
            "footer" if place.quoted => {}
            "nav" | "footer" | "aside" => inner.aside = true,
            "dd" | "dt" => {}
            _ => {
                let role = element.attr("role").unwrap_or_default();
                inner.aside |= matches!(role, "navigation" | "complementary" | "contentinfo" | "banner" | "dialog");
            }
        }
        inner
    }

    fn line_break(&mut self, element: ElementRef, place: &Place) {
        // Two breaks in a row are the end of a paragraph; one is a space.
        let next = element.next_siblings().find(|n| !matches!(n.value(), Node::Text(t) if t.trim().is_empty()) && !matches!(n.value(), Node::Comment(_)));
        let doubled = next.and_then(ElementRef::wrap).is_some_and(|e| e.value().name() == "br");
        if doubled && !place.linked && place.cell.is_none() {
            self.flush(place);
        } else {
            self.text.push(' ');
        }
    }

    fn link(&mut self, element: ElementRef, place: &Place) {
        if !self.text.ends_with(['[', '(', ',']) && is_note_mark(element) {
            return;
        }
        let target = element.attr("href").and_then(|h| self.target(h));
        let holds_blocks = element.descendants().skip(1).filter_map(ElementRef::wrap).any(|e| !is_inline(e.value().name()) && !is_void(e.value().name()));
        let inner = Place { linked: true, ..place.clone() };
        match target {
            Some(target) if !holds_blocks && !place.linked && self.links.len() < MOST_LINKS && place.kind != Some(Kind::Code) => {
                let before = self.text.len();
                self.text.push(LINK_OPEN);
                self.children(element, &inner);
                let inside = &self.text[before + LINK_OPEN.len_utf8()..];
                if inside.trim().is_empty() {
                    self.text.remove(before);
                } else {
                    let mark = LINK_CLOSE + u32::try_from(self.links.len()).unwrap_or_default();
                    self.links.push(target);
                    self.text.extend(char::from_u32(mark));
                }
            }
            _ => self.children(element, &inner),
        }
    }

    /// An address worth a link: absolute, on the web, and not a place on the same page.
    fn target(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') {
            return None;
        }
        let url = match self.base {
            Some(base) => base.join(href).ok()?,
            None => Url::parse(href).ok()?,
        };
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string().replace('(', "%28").replace(')', "%29"))
    }

    fn inline_code(&mut self, element: ElementRef, place: &Place) {
        let code = crate::text::markdown::fold_space(&element.text().collect::<String>());
        if code.is_empty() {
            return;
        }
        let mark = char::from_u32(CODE + u32::try_from(self.code.len()).unwrap_or_default());
        match mark {
            Some(mark) if self.code.len() < MOST_CODE => {
                self.code.push(code);
                self.text.push(mark);
            }
            _ => self.push_text(&code, place),
        }
    }

    fn preformatted(&mut self, element: ElementRef, place: &Place) {
        self.flush(place);
        let code: String = element.text().collect::<String>().replace("\r\n", "\n");
        let code = code.trim_matches('\n').trim_end().to_owned();
        // Plain prose in a `pre` is prose: old mail archives and wire copies.
        let is_prose = element.descendants().all(|n| ElementRef::wrap(n).is_none_or(|e| e.value().name() != "code")) && {
            let letters = code.chars().filter(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, ',' | '.')).count();
            letters * 100 >= code.chars().count() * 94 && crate::text::words::count(&code) > 30
        };
        if is_prose {
            for paragraph in code.split("\n\n") {
                self.push_text(paragraph, place);
                self.flush(place);
            }
        } else if !code.is_empty() {
            let words = crate::text::words::count(&code);
            self.out.push(Block {
                kind: Kind::Code,
                marked: language(element).unwrap_or_default().to_owned(),
                text: code,
                words,
                link_words: 0,
                list: list_place(place, self.out.len()),
                quoted: place.quoted,
                cell: None,
                aside: place.aside,
                holder: place.holder,
            });
        }
    }

    fn list(&mut self, element: ElementRef, place: &Place, ordered: bool) {
        self.flush(place);
        let place = &Place { holder: self.hold(element, place), ..place.clone() };
        let mut number = element.attr("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1_usize);
        for child in element.children() {
            let Some(item) = ElementRef::wrap(child) else {
                if let Node::Text(text) = child.value() {
                    self.push_text(text, place);
                }
                continue;
            };
            if item.value().name() != "li" {
                self.element(item, place);
                continue;
            }
            self.flush(place);
            let inner = Place {
                kind: place.cell.is_none().then_some(Kind::Item),
                list_depth: place.list_depth + 1,
                number: ordered.then_some(number),
                item_from: Some(self.out.len()),
                holder: self.hold(item, place),
                ..place.clone()
            };
            self.children(item, &inner);
            self.flush(&inner);
            number = number.saturating_add(1);
        }
        self.flush(place);
    }

    fn table(&mut self, element: ElementRef, place: &Place) {
        self.flush(place);
        let place = &Place { holder: self.hold(element, place), ..place.clone() };
        let is_grid = place.cell.is_none() && place.list_depth == 0 && is_grid(element);
        let table = self.tables;
        self.tables += 1;
        let (mut row, mut column) = (0, 0);
        for child in element.descendants().skip(1).filter_map(ElementRef::wrap) {
            let name = child.value().name();
            let own = child.ancestors().filter_map(ElementRef::wrap).find(|a| a.value().name() == "table").is_some_and(|t| t.id() == element.id());
            if !own {
                continue;
            }
            match name {
                "tr" => (row, column) = (row + 1, 0),
                "td" | "th" => {
                    let cell = is_grid.then_some(CellPlace { table, row, column });
                    let inner = if is_grid { Place { kind: Some(Kind::Cell), cell, ..place.clone() } } else { place.clone() };
                    column += 1;
                    let before = self.out.len();
                    self.children(child, &inner);
                    self.flush(&inner);
                    // An empty cell holds its column's place.
                    if is_grid && self.out.len() == before {
                        self.empty_cell(&inner);
                    }
                }
                "caption" => {
                    let inner = Place { kind: Some(Kind::Caption), ..place.clone() };
                    self.children(child, &inner);
                    self.flush(&inner);
                }
                _ => {}
            }
        }
    }

    fn empty_cell(&mut self, place: &Place) {
        self.out.push(Block {
            kind: Kind::Cell,
            text: String::new(),
            marked: String::new(),
            words: 0,
            link_words: 0,
            list: None,
            quoted: false,
            cell: place.cell,
            aside: place.aside,
            holder: place.holder,
        });
    }

    /// Ends the block that was being read.
    fn flush(&mut self, place: &Place) {
        let raw = std::mem::take(&mut self.text);
        let raw = phrases::without_link_notes(&raw);
        let links = std::mem::take(&mut self.links);
        let code = std::mem::take(&mut self.code);
        let link_words = std::mem::take(&mut self.link_words);
        let text = if raw.contains(is_mark) {
            crate::text::markdown::fold_space(&raw.chars().filter_map(|c| unmark(c, &code)).collect::<String>())
        } else {
            crate::text::markdown::fold_space(&raw)
        };
        if text.is_empty() {
            return;
        }
        let kind = place.kind.unwrap_or(Kind::Paragraph);
        let marked = match place.kind {
            _ if !self.with_marks => String::new(),
            Some(Kind::Code) => String::new(),
            _ => mark_up(&raw, &links, &code),
        };
        let words = crate::text::words::count(&text);
        let list = list_place(place, self.out.len());
        self.out.push(Block { kind, text, marked, words, link_words, list, quoted: place.quoted, cell: place.cell, aside: place.aside, holder: place.holder });
    }
}

/// An element's name and classes as one number, the same on every run.
fn called(element: ElementRef) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    element.value().name().hash(&mut hasher);
    element.value().attr("class").hash(&mut hasher);
    hasher.finish()
}

/// The language of a piece of code, as the classes of `pre` or of the `code` in it name it (HTML standard, 4.5.15: `language-rust`), or those of a box around
/// it, as highlighters write them.
fn language(pre: ElementRef<'_>) -> Option<&str> {
    let code = pre.child_elements().find(|e| e.value().name() == "code");
    let around = pre.ancestors().filter_map(ElementRef::wrap).take(2);
    let classes = code.into_iter().chain([pre]).chain(around).flat_map(|e| e.value().attr("class").unwrap_or_default().split_ascii_whitespace());
    let named = classes.filter_map(|class| ["language-", "lang-", "highlight-source-"].iter().find_map(|mark| class.strip_prefix(mark))).next()?;
    let is_name = (1..=20).contains(&named.len()) && named.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'#' | b'-' | b'_'));
    is_name.then_some(named)
}

/// Whether a link is the number of a footnote, set high and alone: papers that write `[3,4]` of their sources mean it as text.
fn is_note_mark(link: ElementRef) -> bool {
    let href = link.attr("href").unwrap_or_default().trim();
    if !href.starts_with('#') || href.len() < 2 {
        return false;
    }
    let text: String = link.text().collect();
    let mark = text.trim().trim_matches(['[', ']']);
    let is_mark = matches!(mark, "*" | "†" | "‡") || ((1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit()));
    let is_sup = |e: &ElementRef| e.value().name() == "sup";
    let high = || link.ancestors().filter_map(ElementRef::wrap).take(2).find(is_sup);
    let is_called = || link.attr("class").is_some_and(|c| c.to_ascii_lowercase().contains("footnote"));
    is_mark && (high().is_some_and(|sup| sup.text().collect::<String>().trim() == text.trim()) || link.child_elements().any(|e| is_sup(&e)) || is_called())
}

/// Whether a button folds up the text below it and says what that is: a heading (WAI-ARIA's accordion pattern), or a question.
fn is_disclosure(element: ElementRef, place: &Place) -> bool {
    let is_heading = matches!(place.kind, Some(Kind::Heading(_)));
    element.attr("aria-expanded").is_some() && (is_heading || element.text().collect::<String>().trim_end().ends_with('?'))
}

fn list_place(place: &Place, blocks: usize) -> Option<ListPlace> {
    place.item_from.map(|from| ListPlace { depth: place.list_depth, number: place.number, first: from == blocks })
}
