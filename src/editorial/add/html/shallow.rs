//! Keeps a page's nesting within bounds.
//!
//! The parsers walk the stack of open elements for every tag, so that a million tags, each inside the last, would take a million squared steps; and what
//! reads the tree afterwards recurses. Browsers stop nesting at 512 elements too (the HTML standard leaves the limit to them). Tags are counted before any
//! parser sees the page; which closing tags a parser passes over, its tree alone tells.

use super::ends::{raw_text_end, remark_end, tag_end};
use scraper::Html;
use std::borrow::Cow;

/// Elements inside elements that a page may have. Articles have a few dozen.
const DEEPEST: usize = 250;

/// The same in the tree: each of the above may be a table, in which a cell lies three elements deeper.
const DEEPEST_IN_TREE: usize = 2000;

/// Tags that a page may have. The largest articles have a seventh of them, and what reads a page takes the square of their number in the worst case.
const MOST_TAGS: usize = 40_000;
/// Attributes that a tag may have; the parsers compare each with all before it.
const MOST_ATTRIBUTES: usize = 400;

/// Whether a page has more tags than an article can have.
pub(super) fn is_too_large(html: &str) -> bool {
    memchr::memchr_iter(b'<', html.as_bytes()).take(MOST_TAGS + 1).count() > MOST_TAGS
}

/// Whether a page is nested deeper than [`shallow`] can have left it but for closing tags that close nothing.
pub(super) fn is_too_deep(page: &Html) -> bool {
    let (mut node, mut depth) = (page.tree.root(), 0_usize);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            if depth > DEEPEST_IN_TREE {
                return true;
            }
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return false };
            (node, depth) = (parent, depth - 1);
        }
        let Some(next) = node.next_sibling() else { return false };
        node = next;
    }
}

/// The page, its opening tags left out where they would lie deeper than [`DEEPEST`]. The text stays.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out: Option<String> = None;
    let mut copied = 0;
    let mut depth = 0_usize;
    let mut dropped = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let open = at + found;
        let rest = &bytes[open + 1..];
        if rest.starts_with(b"!--") {
            at = remark_end(html, open).unwrap_or(bytes.len());
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let name_at = open + 1 + usize::from(closing);
        let name_end = name_at + bytes[name_at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if name_end == name_at {
            at = open + 1;
            continue;
        }
        let name = html[name_at..name_end].to_ascii_lowercase();
        let Some(end) = tag_end(bytes, name_end) else { break };
        at = end;
        if end - name_end > 2 * MOST_ATTRIBUTES && attributes(&bytes[name_end..end]) > MOST_ATTRIBUTES {
            skip(&mut out, html, &mut copied, name_end, end - 1);
        }
        if closing {
            // Closing tags of those that were left out go too, or they would close what lies further up.
            if dropped > 0 && !is_flat(&name) {
                dropped -= 1;
                skip(&mut out, html, &mut copied, open, end);
            } else if !is_flat(&name) {
                depth = depth.saturating_sub(1);
            }
            continue;
        }
        if is_raw_text(&name) {
            at = raw_text_end(bytes, end, &name);
            continue;
        }
        if is_flat(&name) || bytes[end - 2] == b'/' {
            continue;
        }
        if depth >= DEEPEST {
            dropped += 1;
            skip(&mut out, html, &mut copied, open, end);
        } else {
            depth += 1;
        }
    }
    match out {
        None => Cow::Borrowed(html),
        Some(mut out) => {
            out.push_str(&html[copied..]);
            Cow::Owned(out)
        }
    }
}

fn skip(out: &mut Option<String>, html: &str, copied: &mut usize, from: usize, to: usize) {
    let out = out.get_or_insert_with(String::new);
    out.push_str(&html[*copied..from]);
    // Words that the tag kept apart stay apart.
    out.push(' ');
    *copied = to;
}

/// About how many attributes a tag has: white space outside quotes.
fn attributes(tag: &[u8]) -> usize {
    let mut quote = 0_u8;
    let mut count = 0;
    for &b in tag {
        match b {
            b'"' | b'\'' if quote == 0 => quote = b,
            _ if b == quote => quote = 0,
            _ if quote == 0 && b.is_ascii_whitespace() => count += 1,
            _ => {}
        }
    }
    count
}

fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "noembed" | "noframes")
}

/// Elements that hold nothing, or that close themselves when the next of their kind opens.
fn is_flat(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "html"
            | "body"
            | "head"
    )
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, is_too_deep, shallow};
    use scraper::Html;
    use std::borrow::Cow;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        let page = "<html><body><!-- <div> --><script>if (a<b) document.write('<div>')</script><p title='a>b'>Text<br>more</body></html>";
        assert!(matches!(shallow(page), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_nests_lose_tags_and_no_text() {
        let page = format!("{}deep words{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let flat = shallow(&page);
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert_eq!(flat.matches("</div>").count(), DEEPEST);
        assert!(flat.contains("deep words") && flat.contains("<p>after</p>"));
        let many: String = (0..1000).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(shallow(&format!("<div{many}>x</div>")), "<div >x</div>");
        let open = format!("{}x", "<b>".repeat(1_000_000));
        assert_eq!(shallow(&open).matches("<b>").count(), DEEPEST);
        let behind_remarks = format!("<!--><!--x--!>{}", "<div>".repeat(1000));
        assert_eq!(shallow(&behind_remarks).matches("<div>").count(), DEEPEST);
    }

    #[test]
    fn closing_tags_that_close_nothing_hide_no_depth() {
        for (piece, times, wanted) in [("<div></b>", 3000, true), ("<div><iframe></div></iframe>", 3000, true), ("<div></b></div>", 3000, false)] {
            assert_eq!(is_too_deep(&Html::parse_document(&shallow(&piece.repeat(times)))), wanted, "{piece}");
        }
        assert!(!is_too_deep(&Html::parse_document(&shallow(&"<table><tr><td>".repeat(1000)))));
    }
}
