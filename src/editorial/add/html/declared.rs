//! What a page declares of its own encoding: it has been read by then, and html5ever 0.39 and 0.40 panic where the name of the encoding is missing
//! (`content="text/html; charset"`).

use super::ends::tag_end;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The page with such declarations unmade: the attribute by which a parser knows them has another name.
pub(in crate::editorial::add) fn without(html: &str) -> Cow<'_, str> {
    static META: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)<meta[\s/]").ok());
    static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)http-equiv").ok());
    let (Some(meta), Some(mark)) = (META.as_ref(), MARK.as_ref()) else { return Cow::Borrowed(html) };
    if !mark.is_match(html) {
        return Cow::Borrowed(html);
    }
    let (mut out, mut copied) = (String::new(), 0);
    for tag in meta.find_iter(html) {
        let end = tag_end(html.as_bytes(), tag.end() - 1).unwrap_or(html.len());
        if tag.start() < copied {
            continue;
        }
        let tag = &html[tag.start()..end];
        if mark.is_match(tag) && !tag.to_ascii_lowercase().contains("content-language") {
            out.push_str(&html[copied..end - tag.len()]);
            out.push_str(&mark.replace_all(tag, "data-equiv"));
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::without;
    use scraper::Html;

    #[test]
    fn no_declaration_reaches_the_parser() {
        for tag in [
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset\">",
            "<META HTTP-EQUIV=content-type content=charset>",
            "<meta content='x charset ' a='>' http-equiv='content-type'/>",
            "<meta\nhttp-equiv=content-type content='charse&#116;'>",
        ] {
            let page = format!("<html><head>{tag}<title>A</title></head><body><p>The http-equiv of old</p></body></html>");
            assert!(Html::parse_document(&without(&page)).html().contains("The http-equiv of old"), "{tag}");
        }
        let told = "<meta http-equiv=content-language content=de>";
        assert_eq!(without(told), told);
    }
}
