//! Names that can stand in an address and in a file name on every system.

use unicode_normalization::UnicodeNormalization;

/// Letters and digits of any script in lower case, accents of Latin letters dropped, everything else one hyphen; at most `longest` bytes,
/// cut between words. Empty where the text has no letter or digit.
#[must_use]
pub fn slug(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            '\'' | '’' | '‘' | '`' => {}
            c if unicode_normalization::char::is_combining_mark(c) => {
                // Marks carry meaning outside the Latin script; there they stay, and are composed again below.
                if out.chars().last().is_some_and(|l| !l.is_ascii()) {
                    out.push(c);
                }
            }
            // Some signs, as 🅐, count as capitals and have no small form; an address has none.
            c if c.is_alphanumeric() && !c.is_uppercase() => out.push(c),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    let out: String = out.trim_end_matches('-').nfc().collect();
    let mut out = cut(&out, longest).to_owned();
    if is_device_name(&out) {
        out.push('-');
    }
    out
}

/// Names that Windows keeps for its devices, whatever follows their first dot: no file can have one.
#[must_use]
pub fn is_device_name(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let numbered = |port: &str| stem.strip_prefix(port).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Whether a text can be used as it is: what [`slug`] makes, with single dots and underscores as well.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let fine = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_' | '.') || unicode_normalization::char::is_combining_mark(c);
    !text.is_empty() && text.len() <= 120 && text.chars().all(fine) && !text.starts_with('.') && !text.contains("..") && !text.ends_with('.')
}

fn cut(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let mut end = longest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // A word that the limit cuts is left out, unless it is all there is.
    match text[..end].rfind('-') {
        Some(at) if !text[end..].starts_with('-') && at > 0 => &text[..at],
        _ => text[..end].trim_end_matches('-'),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_slug, slug};

    #[test]
    fn no_name_is_a_device_of_windows() {
        assert_eq!((slug("CON", 60).as_str(), slug("Com1", 60).as_str(), slug("Con Edison", 60).as_str()), ("con-", "com1-", "con-edison"));
        assert_eq!(slug(&slug("CON", 60), 60), "con-");
    }

    #[test]
    fn slugs_are_readable_and_short() {
        for (text, made) in [
            ("China's AI strategy relies on frenzy", "chinas-ai-strategy-relies-on-frenzy"),
            ("  São Paulo — Zürich! ", "sao-paulo-zurich"),
            ("50% of R&D", "50-of-r-d"),
            ("人工智能", "人工智能"),
            ("…", ""),
            ("🅐 plan", "plan"),
        ] {
            assert_eq!(slug(text, 60), made);
        }
        assert_eq!(slug("one two three", 9), "one-two");
        assert!(is_slug("a-b.c") && !is_slug("../x") && !is_slug("A") && !is_slug("a/b") && !is_slug(""));
    }
}
