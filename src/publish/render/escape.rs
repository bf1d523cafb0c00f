//! Text as HTML text or attribute value.

/// `&`, `<`, `>` and `"` as entities: safe between tags and inside double quotes, in HTML and in XML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text);
    out
}

pub(super) fn push(out: &mut String, text: &str) {
    let mut from = 0;
    // Bytes, not characters: what is looked for is ASCII, which stands for itself everywhere in UTF-8.
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
