//! What kinds of element there are.

use scraper::ElementRef;
use scraper::node::Element;

/// Whether a table holds facts in rows and columns rather than a page's layout.
pub(super) fn is_grid(table: ElementRef) -> bool {
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

/// Whether an element is drawn with an icon font: its text is a picture's name, which no reader sees ("ligatures", as Material Icons and Material Symbols have them).
pub(in crate::editorial::add::html) fn is_icon(element: &Element) -> bool {
    element.name() == "mat-icon" || element.classes().any(|c| c.starts_with("material-icons") || c.starts_with("material-symbols"))
}

/// Whether an element holds nothing and ends no line of text: a link around it holds no block.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "img" | "wbr" | "input" | "source")
}

/// Whether an element stands in a line of text, as browsers show it.
pub(in crate::editorial::add::html) fn is_inline(name: &str) -> bool {
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
    )
}
