//! Links and code inside a block: private characters stand for them until the text around them is escaped.

/// Where the text of a link begins.
pub(super) const LINK_OPEN: char = '\u{e000}';
/// Where the text of a block's first link ends; the next character stands for the end of its second.
pub(super) const LINK_CLOSE: u32 = 0xe100;
/// A block's first piece of code.
pub(super) const CODE: u32 = 0xf0000;
/// Links of a block for which there are characters.
pub(super) const MOST_LINKS: usize = 0x1700;
/// Pieces of code of a block for which there are.
pub(super) const MOST_CODE: usize = 0x8000;

/// Whether a character of a page is dropped: one that could be taken for a mark, or that shows nothing.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{fffff}' | '\u{100000}'..='\u{10fffd}' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{0}')
}

/// Whether a character stands for a mark or for code.
pub(super) fn is_mark(c: char) -> bool {
    c == LINK_OPEN || (LINK_CLOSE..=0xf8ff).contains(&u32::from(c)) || u32::from(c) >= CODE
}

/// The plain text that a character stands for; none for the ends of a link.
pub(super) fn unmark(c: char, code: &[String]) -> Option<String> {
    let point = u32::from(c);
    if point >= CODE {
        return code.get((point - CODE) as usize).cloned();
    }
    (!is_mark(c)).then(|| c.to_string())
}

/// The most marks of one kind in a row: a fence of more is not in the text (CommonMark 0.31, sections 4.5 and 6.1).
pub(in crate::editorial::add::html) fn longest_run(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).map(|run| run.len() / mark.len_utf8()).max().unwrap_or_default()
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
            let fence = "`".repeat(longest_run(text, '`') + 1);
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
