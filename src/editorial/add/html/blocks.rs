//! A page as blocks of text in reading order, each with its Markdown.

use scraper::{ElementRef, Node};
use url::Url;

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    Item,
    Caption,
    Cell,
    Code,
}

/// A block of running text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    /// Plain, white space folded; as it is in code.
    pub text: String,
    /// The same in Markdown, on one line; code without its fence.
    pub marked: String,
    pub words: usize,
    pub link_words: usize,
    /// How many lists it lies in, and the number of its item in an ordered one; `first` where it begins its item.
    pub list: Option<ListPlace>,
    pub quoted: bool,
    /// Table, row, and whether it is a heading cell.
    pub cell: Option<(usize, usize, bool)>,
    /// Inside nav, footer or aside.
    pub aside: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub depth: usize,
    pub number: Option<usize>,
    pub first: bool,
}

/// The blocks of an element in order. `base` makes addresses absolute.
pub(super) fn read(root: ElementRef, base: Option<&Url>) -> Vec<Block> {
    let mut reader = Reader { base, out: Vec::new(), text: String::new(), links: Vec::new(), code: Vec::new(), link_words: 0, tables: 0 };
    reader.element(root, &Place::default());
    reader.flush(&Place::default());
    reader.out
}

/// Where in the page the reader is.
#[derive(Clone, Debug, Default)]
struct Place {
    kind: Option<Kind>,
    list_depth: usize,
    number: Option<usize>,
    /// How many blocks there were when the item began: the item's first block is the next one.
    item_from: Option<usize>,
    quoted: bool,
    cell: Option<(usize, usize, bool)>,
    aside: bool,
    linked: bool,
}

/// Marks that stand for the ends of links and for code until the text around them is escaped. Private characters of a page itself are dropped.
const LINK_OPEN: char = '\u{e000}';
const LINK_CLOSE: u32 = 0xe100;
const CODE: u32 = 0xf0000;
const MOST_MARKS: usize = 0x1700;

struct Reader<'a> {
    base: Option<&'a Url>,
    out: Vec<Block>,
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
        self.text.extend(text.chars().filter(|c| !is_private(*c)));
    }

    fn element(&mut self, element: ElementRef, place: &Place) {
        let name = element.value().name();
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "select" | "textarea"
            | "button" | "input" | "head" | "map" | "datalist" | "dialog" | "progress" | "meter" => {}
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
                let inner = self.block_place(element, name, place);
                self.children(element, &inner);
                self.flush(&inner);
            }
        }
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
        let target = element.attr("href").and_then(|h| self.target(h));
        let holds_blocks = element.descendants().skip(1).filter_map(ElementRef::wrap).any(|e| !is_inline(e.value().name()) && !is_void(e.value().name()));
        let inner = Place { linked: true, ..place.clone() };
        match target {
            Some(target) if !holds_blocks && !place.linked && self.links.len() < MOST_MARKS && place.kind != Some(Kind::Code) => {
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
            Some(mark) if self.code.len() < 0x8000 => {
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
                self.text.push_str(paragraph);
                self.flush(place);
            }
        } else if !code.is_empty() {
            let words = crate::text::words::count(&code);
            self.out.push(Block {
                kind: Kind::Code,
                marked: code.clone(),
                text: code,
                words,
                link_words: 0,
                list: list_place(place, self.out.len()),
                quoted: place.quoted,
                cell: None,
                aside: place.aside,
            });
        }
    }

    fn list(&mut self, element: ElementRef, place: &Place, ordered: bool) {
        self.flush(place);
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
        let is_grid = place.cell.is_none() && place.list_depth == 0 && is_grid(element);
        let table = self.tables;
        self.tables += 1;
        let mut row = 0;
        for child in element.descendants().skip(1).filter_map(ElementRef::wrap) {
            let name = child.value().name();
            let own = child.ancestors().filter_map(ElementRef::wrap).find(|a| a.value().name() == "table").is_some_and(|t| t.id() == element.id());
            if !own {
                continue;
            }
            match name {
                "tr" => row += 1,
                "td" | "th" => {
                    let inner = if is_grid { Place { kind: Some(Kind::Cell), cell: Some((table, row, name == "th")), ..place.clone() } } else { place.clone() };
                    if is_grid {
                        // An empty cell holds its column's place.
                        let before = self.out.len();
                        self.children(child, &inner);
                        self.flush(&inner);
                        if self.out.len() == before {
                            self.empty_cell(&inner);
                        }
                    } else {
                        self.children(child, &inner);
                        self.flush(&inner);
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
        });
    }

    /// Ends the block that was being read.
    fn flush(&mut self, place: &Place) {
        let raw = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        let code = std::mem::take(&mut self.code);
        let link_words = std::mem::take(&mut self.link_words);
        let plain: String = raw.chars().filter_map(|c| unmark(c, &code)).collect();
        let text = crate::text::markdown::fold_space(&plain);
        if text.is_empty() {
            return;
        }
        let kind = place.kind.unwrap_or(Kind::Paragraph);
        let marked = if place.kind == Some(Kind::Code) { text.clone() } else { mark_up(&raw, &links, &code) };
        let words = crate::text::words::count(&text);
        let list = list_place(place, self.out.len());
        self.out.push(Block { kind, text, marked, words, link_words, list, quoted: place.quoted, cell: place.cell, aside: place.aside });
    }
}

fn list_place(place: &Place, blocks: usize) -> Option<ListPlace> {
    place.item_from.map(|from| ListPlace { depth: place.list_depth, number: place.number, first: from == blocks })
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{fffff}' | '\u{100000}'..='\u{10fffd}' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{0}')
}

/// The plain text that a character stands for.
fn unmark(c: char, code: &[String]) -> Option<String> {
    let point = u32::from(c);
    if c == LINK_OPEN || (LINK_CLOSE..=0xf8ff).contains(&point) {
        None
    } else if point >= CODE {
        code.get((point - CODE) as usize).cloned()
    } else {
        Some(c.to_string())
    }
}

/// The text escaped, its marks made Markdown.
fn mark_up(raw: &str, links: &[String], code: &[String]) -> String {
    let escaped = crate::text::markdown::escape(raw);
    let mut out = String::with_capacity(escaped.len() + 64 * links.len());
    for c in escaped.chars() {
        let point = u32::from(c);
        if c == LINK_OPEN {
            out.push('[');
        } else if (LINK_CLOSE..=0xf8ff).contains(&point) {
            // White space at the end of a link's text belongs behind it.
            let spaced = out.ends_with(' ');
            out.truncate(out.trim_end().len());
            out.push_str("](");
            out.push_str(links.get((point - LINK_CLOSE) as usize).map_or("", String::as_str));
            out.push(')');
            if spaced {
                out.push(' ');
            }
        } else if point >= CODE {
            let text = code.get((point - CODE) as usize).map_or("", String::as_str);
            let fence = if text.contains('`') { "``" } else { "`" };
            let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
            out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
        } else if c == ' ' && (out.ends_with(' ') || out.ends_with('[')) {
            // Doubled by what was taken out.
        } else {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Whether a table holds facts in rows and columns rather than a page's layout.
fn is_grid(table: ElementRef) -> bool {
    let mut cells = 0;
    let mut rows = 0;
    let mut headed = false;
    let mut longest = 0;
    for element in table.descendants().skip(1).filter_map(ElementRef::wrap) {
        match element.value().name() {
            "table" => return false,
            "tr" => rows += 1,
            "th" => {
                headed = true;
                cells += 1;
            }
            "td" => {
                cells += 1;
                longest = longest.max(element.text().map(|t| t.split_whitespace().count()).sum::<usize>());
            }
            _ => {}
        }
    }
    rows >= 2 && cells >= rows * 2 && longest <= if headed { 80 } else { 25 }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "img" | "wbr" | "hr" | "input" | "source")
}

pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "nobr"
            | "picture"
            | "source"
            | "blink"
            | "center-inline"
    )
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};
    use scraper::Html;

    fn shown(html: &str) -> Vec<(Kind, String)> {
        let page = Html::parse_document(html);
        let base = url::Url::parse("https://times.example/a/").ok();
        read(page.root_element(), base.as_ref()).into_iter().map(|b| (b.kind, b.marked)).collect()
    }

    #[test]
    fn a_page_becomes_blocks_with_their_markdown() {
        let found = shown(
            "<h2>One *two*</h2><p>See <a href='../b(1)'> this <b>thing</b></a>, or <code>a`b</code>.<p>A<br>b<br><br>c<ul><li>x<ol><li>y</ol></ul><pre><code>l1\n  l2</code></pre><div>bare <span>text</span><p>q</p>tail</div>",
        );
        let wanted = [
            (Kind::Heading(2), "One \\*two\\*"),
            (Kind::Paragraph, "See [this thing](https://times.example/b%281%29), or ``a`b``."),
            (Kind::Paragraph, "A b"),
            (Kind::Paragraph, "c"),
            (Kind::Item, "x"),
            (Kind::Item, "y"),
            (Kind::Code, "l1\n  l2"),
            (Kind::Paragraph, "bare text"),
            (Kind::Paragraph, "q"),
            (Kind::Paragraph, "tail"),
        ];
        assert_eq!(found, wanted.map(|(k, t)| (k, t.to_owned())));
    }
}
