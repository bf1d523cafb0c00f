//! A page without what nobody reads: style sheets, scripts, drawings and remarks make up half of what sites send.
//!
//! The page is parsed by each engine for itself, and one of them copies its tree several times over, so that every byte that goes here is saved more than
//! once. Blocks of JSON-LD stay: they are what the page says of itself.

use super::ends::{raw_text_end, remark_end, tag_end};
use std::borrow::Cow;

/// The page without them. A page on which it is not plain where such an element ends stays as it is.
pub(super) fn lean(html: &str) -> Cow<'_, str> {
    match strip(html) {
        Some(lean) => Cow::Owned(lean),
        None => Cow::Borrowed(html),
    }
}

/// Drawings whose end is not plain that a page may have.
const MOST_UNCLEAR: usize = 16;

fn strip(html: &str) -> Option<String> {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len() * 2 / 3);
    let (mut copied, mut at, mut unclear) = (0, 0, 0);
    while let Some(found) = html.get(at..)?.find('<') {
        let open = at + found;
        let rest = &bytes[open + 1..];
        let end = if rest.starts_with(b"!--") {
            Some(remark_end(html, open)?)
        } else {
            let name_end = open + 1 + rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let name = html[open + 1..name_end].to_ascii_lowercase();
            if name.is_empty() {
                at = open + 1;
                continue;
            }
            at = tag_end(bytes, name_end)?;
            match name.as_str() {
                "script" | "style" => {
                    let text_end = raw_text_end(bytes, at, &name);
                    // A script that writes remarks may hold its own end inside one (the HTML standard's "script data double escaped state").
                    if name == "script" && html[at..text_end].contains("<!--") {
                        return None;
                    }
                    let is_told = name == "script" && html[name_end..at].to_ascii_lowercase().contains("ld+json");
                    at = tag_end(bytes, text_end)?;
                    (!is_told).then_some(at)
                }
                "textarea" | "title" | "xmp" | "noembed" | "noframes" | "iframe" | "noscript" => {
                    at = raw_text_end(bytes, at, &name);
                    None
                }
                "svg" if bytes[at - 2] == b'/' => Some(at),
                "svg" => {
                    let end = drawing_end(html, at);
                    unclear += usize::from(end.is_none());
                    // Each such drawing may have been read to the end of the page.
                    if unclear > MOST_UNCLEAR {
                        return None;
                    }
                    end
                }
                "plaintext" => return None,
                _ => None,
            }
        };
        if let Some(end) = end {
            out.push_str(&html[copied..open]);
            (copied, at) = (end, end);
        }
    }
    out.push_str(&html[copied..]);
    Some(out)
}

/// The byte behind a drawing; `None` where it does not end, or holds what a parser takes to stand behind it.
fn drawing_end(html: &str, inside: usize) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut depth = 1_usize;
    let mut at = inside;
    while let Some(found) = html.get(at..)?.find('<') {
        let open = at + found + 1;
        let closing = bytes.get(open) == Some(&b'/');
        let name_at = open + usize::from(closing);
        let name_end = name_at + bytes[name_at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if name_end == name_at {
            at = name_at;
            continue;
        }
        let end = tag_end(bytes, name_end)?;
        match html[name_at..name_end].to_ascii_lowercase().as_str() {
            "svg" if closing => depth -= 1,
            "svg" if bytes[end - 2] != b'/' => depth += 1,
            name if DRAWN.contains(&name) => {}
            _ => return None,
        }
        if depth == 0 {
            return Some(end);
        }
        at = end;
    }
    None
}

/// What drawings consist of; any other element may end them.
const DRAWN: &[&str] = &[
    "svg",
    "path",
    "g",
    "use",
    "circle",
    "rect",
    "line",
    "polyline",
    "polygon",
    "ellipse",
    "defs",
    "clippath",
    "mask",
    "lineargradient",
    "radialgradient",
    "stop",
    "symbol",
    "title",
    "desc",
    "text",
    "tspan",
    "image",
    "filter",
    "pattern",
    "metadata",
    "animate",
    "animatetransform",
    "feflood",
    "feblend",
    "fegaussianblur",
    "feoffset",
    "fecolormatrix",
    "fecomposite",
    "femerge",
    "femergenode",
];

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn scripts_styles_drawings_and_remarks_go_and_text_stays() {
        for (page, wanted) in [
            ("a<script>if (x<y) '<p>'</script>b<style>p>q{}</style>c", "abc"),
            ("a<!-- <p> -->b<!-->c<!--->d<!-- x --!>e", "abcde"),
            ("a<svg viewBox='0'><g><path d='m'/><svg/><svg></svg></g></svg>b<SVG/>c", "abc"),
            ("<script type='application/ld+json'>{\"a\":\"<style>\"}</script>", "<script type='application/ld+json'>{\"a\":\"<style>\"}</script>"),
            ("<textarea><style></textarea>a<noscript><img></noscript>", "<textarea><style></textarea>a<noscript><img></noscript>"),
            ("1 < 2 <3 <é", "1 < 2 <3 <é"),
        ] {
            assert_eq!(lean(page), wanted);
        }
    }

    #[test]
    fn pages_that_are_not_plain_stay_as_they_are() {
        for page in [
            "a<!-- b",
            "a<script>b",
            "a<script><!--<script></script>--></script>b",
            "<svg><p>words</p></svg>",
            "<svg>a",
            "<style>a",
            "<p title='a",
            "<plaintext><!-- -->",
        ] {
            assert_eq!(lean(page), page);
        }
    }
}
