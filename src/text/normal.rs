//! Texts that differ only in how they are typed: quotes, dashes, spaces, case.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

/// Folds quotes to straight ones, dashes to `-`, ellipses to three dots, compatibility forms (NFKC), all space to single spaces, and case;
/// soft hyphens and zero-width characters go.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Nearly all of most texts, and none of the questions below is asked of it.
        if c.is_ascii_graphic() && c != '`' {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        match plain(c) {
            Some(folded) => out.push_str(folded),
            None if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            None if is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes => out.extend(c.to_lowercase()),
            None => out.extend(std::iter::once(c).nfkc().flat_map(char::to_lowercase)),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        _ => return None,
    })
}

/// A text with `\n` at the end of every line, whatever stood there.
#[must_use]
pub fn line_ends(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&b'\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// Soft hyphens, joiners, marks of direction: characters that a reader does not see.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn typing_does_not_count() {
        assert_eq!(folded(" “It’s  over”\u{a0}— says\nHe… "), "\"it's over\" - says he...");
        assert_eq!(folded("co\u{ad}op ﬁne"), "coop fine");
    }
}
