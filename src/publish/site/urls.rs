//! Paths from the site's root as the addresses that pages link to.

use crate::text::slug::is_device_name;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// What stays readable in a path (RFC 3986, unreserved and the slash).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Where the site lies.
#[derive(Clone, Debug)]
pub(super) struct Urls {
    /// `https://example.org/ai`, no slash at its end.
    pub whole: String,
    /// `/ai`, or nothing.
    pub base_path: String,
}

impl Urls {
    pub fn new(base_url: &str) -> Self {
        let base_path = Url::parse(base_url).map(|u| u.path().trim_end_matches('/').to_owned()).unwrap_or_default();
        Self { whole: base_url.to_owned(), base_path }
    }

    /// What a page links to for a path such as `/story/x/`.
    pub fn link(&self, path: &str) -> String {
        format!("{}{}", self.base_path, encode(path))
    }

    /// The whole address of a path.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.whole, encode(path))
    }
}

/// A path with everything that cannot stand in an address percent-encoded.
pub(super) fn encode(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}

/// Page `n` of a list that begins at `path`: `/topics/x/`, `/topics/x/page/2/`.
pub(super) fn nth(path: &str, n: usize) -> String {
    if n <= 1 { path.to_owned() } else { format!("{path}page/{n}/") }
}

/// The file that answers for a path: `/story/x/` is `story/x/index.html`.
pub(super) fn file(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Whether a text can be one part of an address and of a file's name on every system.
pub(super) fn is_part(text: &str) -> bool {
    let bad = |c: char| c.is_control() || is_unseen(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '%');
    let bare = !text.starts_with(['.', ' ']) && !text.ends_with(['.', ' ']) && !is_device_name(text);
    !text.is_empty() && text.len() <= 200 && bare && !text.chars().any(bad)
}

/// Characters that show nothing or turn the rest around, so that an address reads as another one. The joiners are letters' own: Persian and emoji need them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::is_part;

    #[test]
    fn a_part_is_a_name_on_every_system_and_reads_as_what_it_is() {
        for fine in ["a", "console", "com", "com10", "aux-power", "v1.2", "人工智能", "نیم\u{200c}فاصله"] {
            assert!(is_part(fine), "{fine}");
        }
        for bad in ["", "CON", "aux.txt", "com1", "a\u{202e}b", "a\u{200b}", "..", ".a", "a.", "a ", "a\\b", "a:b", "a\0", &"a".repeat(201)] {
            assert!(!is_part(bad), "{bad:?}");
        }
    }
}
