//! Texts that differ only in how they are typed: quotes, dashes, spaces, case.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

/// A folded text and, for each byte of it, the byte of the original that it came from; one entry more for the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub text: String,
    pub origin: Vec<usize>,
}

/// Folds quotes to straight ones, dashes to `-`, ellipses to three dots, compatibility forms (NFKC), all space to single spaces, and case;
/// soft hyphens and zero-width characters go.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut out = Folded { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
    let end = fold_into(text, &mut out);
    if out.text.ends_with(' ') {
        out.text.pop();
        out.origin.pop();
    }
    out.origin.push(end);
    out
}

/// The folded text alone.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Where folded characters go: with the places that they came from, or without.
trait Sink {
    fn take(&mut self, c: char, at: usize);
    fn is_spaced(&self) -> bool;
}

impl Sink for Folded {
    fn take(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origin.resize(self.text.len(), at);
    }

    fn is_spaced(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(' ')
    }
}

impl Sink for String {
    fn take(&mut self, c: char, _at: usize) {
        self.push(c);
    }

    fn is_spaced(&self) -> bool {
        self.is_empty() || self.ends_with(' ')
    }
}

/// Folds the text, the space at its end left on; the end of what can be seen of it.
fn fold_into(text: &str, out: &mut impl Sink) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        // Nearly all of most texts, and none of the questions below is asked of it.
        if c.is_ascii_graphic() && c != '`' {
            end = at + 1;
            out.take(c.to_ascii_lowercase(), at);
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            if !out.is_spaced() {
                out.take(' ', at);
            }
            continue;
        }
        end = at + c.len_utf8();
        match plain(c) {
            Some(folded) => folded.chars().for_each(|f| out.take(f, at)),
            None if c.is_ascii() => out.take(c.to_ascii_lowercase(), at),
            None if is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes => c.to_lowercase().for_each(|f| out.take(f, at)),
            None => std::iter::once(c).nfkc().flat_map(char::to_lowercase).for_each(|f| out.take(f, at)),
        }
    }
    end
}

impl Folded {
    /// The range of the original that a range of the folded text came from.
    #[must_use]
    pub fn original(&self, range: std::ops::Range<usize>, original: &str) -> std::ops::Range<usize> {
        let start = self.origin[range.start];
        let last = range.end.checked_sub(1).filter(|l| *l >= range.start).map_or(start, |l| self.origin[l]);
        let end = original[last..].chars().next().map_or(last, |c| last + c.len_utf8());
        start..if range.is_empty() { start } else { end }
    }
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

/// Soft hyphens, joiners, marks of direction: characters that a reader does not see.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{fold, folded};

    #[test]
    fn typing_does_not_count() {
        assert_eq!(folded(" “It’s  over”\u{a0}— says\nHe… "), "\"it's over\" - says he...");
        assert_eq!(folded("co\u{ad}op ﬁne"), "coop fine");
    }

    #[test]
    fn ranges_lead_back() {
        let text = "Er sagte: „Ja…“ – gut";
        let f = fold(text);
        let at = f.text.find("\"ja...\"").unwrap();
        assert_eq!(&text[f.original(at..at + 7, text)], "„Ja…“");
        assert_eq!(f.origin.len(), f.text.len() + 1);
    }
}
