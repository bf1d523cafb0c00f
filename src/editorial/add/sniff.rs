//! What form an input has, told by its own bytes rather than by its name.

use super::scraped;

/// The forms that an input can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Feed,
    Html,
    Markdown,
    /// A whole page as Markdown: its article stands among menus and other stories.
    Scraped,
    /// Plain text as a scraper left it.
    Dump,
}

/// What a binary file is, by its first bytes; `None` for text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a media file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"\xfd7zXZ", "an xz file"),
        (b"BZh", "a bzip2 file"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
    ];
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(what);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let odd = head.iter().filter(|b| **b < 9 || (14..27).contains(*b) || (28..32).contains(*b)).count();
    (!wide && odd * 50 > head.len()).then_some("a binary file")
}

/// The form of a decoded text. The name decides only where the text could be either.
pub(super) fn form(text: &str, name: &str, content_type: Option<&str>) -> Form {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower_name = name.to_lowercase();
    if is_feed(text) {
        return Form::Feed;
    }
    if looks_like_html(text, content_type) {
        return Form::Html;
    }
    if scraped::is_page(text) {
        return Form::Scraped;
    }
    let named_markdown = [".md", ".markdown", ".mdown", ".mkd"].iter().any(|e| lower_name.ends_with(e));
    if named_markdown || looks_marked(text) {
        return Form::Markdown;
    }
    Form::Dump
}

/// RSS, RDF, Atom or JSON Feed, by the root element or the version.
fn is_feed(text: &str) -> bool {
    if text.starts_with('{') {
        let head: String = text.chars().take(4000).collect();
        return head.contains("jsonfeed.org/version");
    }
    let mut rest = text;
    // Declarations, comments and style sheets stand before the root.
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            // A document type may hold declarations of its own in brackets.
            if rest.split('>').next().is_some_and(|tag| tag.contains('[')) { "]>" } else { ">" }
        } else {
            break;
        };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return false,
        }
    }
    ["<rss", "<feed", "<rdf:RDF"].iter().any(|root| rest.starts_with(root))
}

/// A document of HTML, or a piece of one.
fn looks_like_html(text: &str, content_type: Option<&str>) -> bool {
    if content_type.is_some_and(|t| t.to_ascii_lowercase().contains("html")) {
        return true;
    }
    let head: String = text.chars().take(3000).collect::<String>().to_lowercase();
    if head.starts_with("<!doctype html") || ["<html", "<head>", "<head ", "<body", "<article"].iter().any(|t| head.contains(t)) && head.starts_with('<') {
        return true;
    }
    let tags = ["<p>", "<p ", "<div", "</p>", "</div>", "<br", "</a>", "<span"].iter().map(|t| head.matches(t).count()).sum::<usize>();
    (head.starts_with('<') && tags >= 2) || tags >= 6
}

/// Front matter, or headings and links in Markdown's own notation.
fn looks_marked(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_some_and(|l| l.trim_end() == "---") && lines.take(60).any(|l| l.trim_end() == "---") {
        return true;
    }
    let heading = |l: &&str| l.trim_start_matches('#').starts_with(' ') && l.starts_with('#');
    let headings = text.lines().filter(heading).count();
    let links = text.matches("](http").count();
    text.starts_with("# ") || (headings > 0 && links > 0) || headings > 2
}

#[cfg(test)]
mod tests {
    use super::{Form, form};

    #[test]
    fn the_bytes_tell_the_form_and_the_name_only_where_they_do_not() {
        let prose = "The port opened a dock on Monday.";
        for (text, name, content_type, wanted) in [
            ("<?xml version='1.0'?><!-- x --><!DOCTYPE rss [<!ENTITY a \"b\">]><rss>", "x.html", None, Form::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "x", None, Form::Feed),
            ("<!doctype html><p>Text", "x.md", None, Form::Html),
            (prose, "x", Some("Text/HTML; charset=utf-8"), Form::Html),
            (prose, "x.MD", None, Form::Markdown),
            ("# A dock\n\nText", "x.txt", None, Form::Markdown),
            (prose, "x.txt", None, Form::Dump),
        ] {
            assert_eq!(form(text, name, content_type), wanted, "{text}");
        }
        // Each declaration was once looked for in all that follows it.
        assert_eq!(form(&"<!x>".repeat(2_000_000), "x", None), Form::Dump);
    }
}
