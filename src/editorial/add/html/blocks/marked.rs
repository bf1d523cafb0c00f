//! Links and code inside a block: private characters stand for them until the text around them is escaped.

/// Marks that stand for the ends of links and for code until the text around them is escaped. Private characters of a page itself are dropped.
pub(super) const LINK_OPEN: char = '\u{e000}';
pub(super) const LINK_CLOSE: u32 = 0xe100;
pub(super) const CODE: u32 = 0xf0000;
pub(super) const MOST_MARKS: usize = 0x1700;

pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{fffff}' | '\u{100000}'..='\u{10fffd}' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{0}')
}

/// Whether a character stands for a mark or for code.
pub(super) fn is_mark(c: char) -> bool {
    c == LINK_OPEN || (LINK_CLOSE..=0xf8ff).contains(&u32::from(c)) || u32::from(c) >= CODE
}

/// The plain text that a character stands for.
pub(super) fn unmark(c: char, code: &[String]) -> Option<String> {
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
pub(super) fn mark_up(raw: &str, links: &[String], code: &[String]) -> String {
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
