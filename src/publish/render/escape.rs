//! Text as HTML text or attribute value.

/// `&`, `<`, `>` and `"` as entities: safe between tags and inside double quotes, in HTML and in XML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text);
    out
}

/// The bytes that need an entity.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special
};

pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    // Bytes, not characters: what is looked for is ASCII, which stands for itself everywhere in UTF-8.
    while let Some(at) = rest.bytes().position(|b| SPECIAL[usize::from(b)]) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
