//! The page as the engines get it: without what both of them throw away by its name before they look at a word.
//!
//! Each parses the page for itself, and one copies its tree several times over: menus, footers and attributes that neither asks for are half of what it copies.

use super::blocks::{is_icon, is_inline};
use scraper::{ElementRef, Node};

/// The HTML of an element and all that lies in it, so reduced.
pub(super) fn html(root: ElementRef) -> String {
    let mut out = String::with_capacity(64 * 1024);
    write(root, &mut out, false, false);
    out
}

fn write(element: ElementRef, out: &mut String, in_raw_text: bool, in_pre: bool) {
    let name = element.value().name();
    if is_dropped(name) || (matches!(name, "i" | "span" | "mat-icon") && is_icon(element.value())) {
        return;
    }
    out.push('<');
    out.push_str(name);
    for (key, value) in element.value().attrs() {
        if is_asked_for(key, value) {
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            escape(value, out, true);
            out.push('"');
        }
    }
    out.push('>');
    if is_void(name) {
        return;
    }
    // A parser drops the first line end of these.
    if matches!(name, "pre" | "listing") {
        out.push('\n');
    }
    let is_raw_text = in_raw_text || matches!(name, "script" | "xmp" | "noembed" | "noframes" | "plaintext");
    let is_as_typed = in_pre || matches!(name, "pre" | "listing" | "code");
    for child in element.children() {
        match child.value() {
            Node::Text(text) if is_raw_text => out.push_str(text),
            Node::Text(text) if text.len() > LONG_TEXT => unmarked(text, out),
            Node::Text(text) if is_as_typed => escape(text, out, false),
            Node::Text(text) if !text.bytes().all(|b| b.is_ascii_whitespace()) => spaced(text, out),
            Node::Text(_) => {
                // Indentation is no text: between two blocks no reader sees any, and every such node would be copied and measured as often as a paragraph.
                let before = child.prev_sibling().is_none_or(|n| is_block(n.value()));
                let after = child.next_sibling().is_none_or(|n| is_block(n.value()));
                if is_line(name) || !(before || after) {
                    out.push(' ');
                }
            }
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(child) {
                    write(element, out, is_raw_text, is_as_typed);
                }
            }
            _ => {}
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Longer texts without an element in them are no paragraphs.
const LONG_TEXT: usize = 50_000;

/// A text with spaces for the marks that a writer of HTML escapes. An engine looks through all that is left of a text for each of them (html5ever 0.40's
/// serializer), which takes a square of two million ampersands; words are all that is asked of it.
fn unmarked(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if matches!(c, '&' | '<' | '>' | '"' | '\u{80}'..='\u{bf}') { ' ' } else { c }));
}

/// A text with each run of white space as one blank.
fn spaced(text: &str, out: &mut String) {
    let mut before = 0;
    let is_plain = text.bytes().all(|b| {
        let doubled = b == b' ' && before == b' ';
        before = b;
        !(doubled || (b != b' ' && b.is_ascii_whitespace()) || matches!(b, b'&' | b'<' | b'>'))
    });
    if is_plain {
        out.push_str(text);
        return;
    }
    let (mut copied, mut after_space) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        let is_space = byte.is_ascii_whitespace();
        if is_space && (after_space || byte != b' ') {
            escape(&text[copied..at], out, false);
            if !after_space {
                out.push(' ');
            }
            copied = at + 1;
        }
        after_space = is_space;
    }
    escape(&text[copied..], out, false);
}

/// Whether an element stands in a line of text, ends one, or stands nowhere.
fn is_line(name: &str) -> bool {
    is_inline(name) || matches!(name, "br" | "wbr" | "script" | "style" | "noscript" | "template" | "link" | "meta" | "button" | "input" | "svg")
}

fn is_block(node: &Node) -> bool {
    matches!(node, Node::Element(element) if !is_line(element.name()))
}

/// Elements without running text, and those for what stands beside an article.
fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "footer"
            | "aside"
            | "style"
            | "svg"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "select"
            | "datalist"
            | "dialog"
            | "link"
            | "meta"
            | "input"
            | "textarea"
            | "source"
    )
}

/// Attributes by which an engine tells what an element is for.
fn is_asked_for(key: &str, value: &str) -> bool {
    match key {
        "class" | "id" | "style" | "href" | "role" | "rel" | "type" | "hidden" | "itemprop" | "itemtype" | "itemscope" | "lang" | "dir" | "datetime"
        | "colspan" | "rowspan" | "name" | "property" | "alt" | "title" | "aria-hidden" | "aria-modal" => true,
        "src" => value.len() < 500,
        "data-testid" | "data-component" | "data-src" | "data-srcset" | "data-preloaded" | "data-lp-replacement-content" | "data-utime" => value.len() < 100,
        _ => false,
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param" | "source" | "track" | "wbr" | "keygen" | "frame"
    )
}

fn escape(text: &str, out: &mut String, in_attribute: bool) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' if !in_attribute => "&lt;",
            b'>' if !in_attribute => "&gt;",
            b'"' if in_attribute => "&quot;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(escaped);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

#[cfg(test)]
mod tests {
    use super::html;
    use scraper::Html;

    #[test]
    fn text_and_places_stay_and_frames_go() {
        let page = Html::parse_document(
            "<head><link rel=x><title>A &amp; B</title></head><body class='a \"b' onload='x()'><nav>Menu</nav><pre>\n\n1 &lt; 2</pre><p>x<br>y<img src=i.png></p><aside>Box</aside><footer>End</footer>",
        );
        assert_eq!(
            html(page.root_element()),
            "<html><head><title>A &amp; B</title></head><body class=\"a &quot;b\"><pre>\n\n1 &lt; 2</pre><p>x<br>y<img src=\"i.png\"></p></body></html>"
        );
    }
}
