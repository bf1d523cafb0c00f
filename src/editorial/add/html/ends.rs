//! Where a tag, a remark and a raw text of a page end, as its parsers have it (the HTML standard's tokenization).

/// The byte behind the `>` of a tag; a `>` inside a quoted value does not count.
pub(super) fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = 0_u8;
    for (n, &b) in bytes[from..].iter().enumerate() {
        match b {
            b'"' | b'\'' if quote == 0 && bytes[from + n - 1] == b'=' => quote = b,
            _ if b == quote => quote = 0,
            b'>' if quote == 0 => return Some(from + n + 1),
            _ => {}
        }
        // No attribute is as long as this: a quote that is never closed should not eat the page.
        if quote != 0 && n > 200_000 {
            return bytes[from..].iter().position(|b| *b == b'>').map(|n| from + n + 1);
        }
    }
    None
}

/// The byte at the `<` of the tag that closes a raw text, which holds no other; the end of the page where there is none.
pub(super) fn raw_text_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(n) = memchr::memmem::find(&bytes[at..], b"</") {
        let start = at + n + 2;
        if bytes.get(start..start + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) {
            return start - 2;
        }
        at = start;
    }
    bytes.len()
}

/// The byte behind a remark; `None` where it never ends.
pub(super) fn remark_end(html: &str, open: usize) -> Option<usize> {
    let inside = open + "<!--".len();
    let rest = html.get(inside..)?;
    // `<!-->` and `<!--->` are remarks too, and `--!>` ends one.
    if rest.starts_with('>') || rest.starts_with("->") {
        return Some(inside + rest.find('>')? + 1);
    }
    // One pass: a search for the rarer end would read the whole rest of the page for each remark.
    let mut at = 0;
    loop {
        at += rest.get(at..)?.find("--")?;
        let behind = &rest[at + 2..];
        let length = if behind.starts_with('>') { 3 } else { 4 };
        if length == 3 || behind.starts_with("!>") {
            return Some(inside + at + length);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{raw_text_end, remark_end, tag_end};

    #[test]
    fn ends_are_where_a_parser_finds_them() {
        assert_eq!(tag_end(b"<p title='a>b' x>c", 2), Some(17));
        assert_eq!(tag_end(b"<p title='a>b", 2), None);
        assert_eq!(raw_text_end(b"<script>'</p>'</SCRIPT>", 8, "script"), 14);
        assert_eq!(raw_text_end(b"<script>'</p>'", 8, "script"), 14);
        for (remark, wanted) in [("<!-->a", Some(5)), ("<!--->a", Some(6)), ("<!-- - -- -->a", Some(13)), ("<!-- --!>a", Some(9)), ("<!-- --", None)] {
            assert_eq!(remark_end(remark, 0), wanted, "{remark}");
        }
    }
}
