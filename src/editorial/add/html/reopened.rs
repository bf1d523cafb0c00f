//! How many elements a parser makes of tags that are never closed.
//!
//! A formatting element that is open where a paragraph ends is opened again in the next (the HTML standard's "reconstruct the active formatting elements"):
//! three thousand paragraphs below 250 open `<b id=…>` are 750,000 elements of 9,000 tags, and every engine copies them several times.

use super::ends::tag_end;

/// Elements made anew that a page may have: four times the tags of the largest.
const MOST_REOPENED: usize = 150_000;

/// Open formatting elements beyond which none is counted: no parser gets deeper nests.
const MOST_OPEN: usize = 250;

/// Whether a parser would make more elements of a page's open formatting tags than any article has.
pub(super) fn is_too_much(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut open: Vec<&str> = Vec::new();
    let mut made = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let name_at = at + usize::from(closing);
        let length = bytes[name_at..].iter().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &html[name_at..name_at + length];
        if !is_formatting(name) {
            made += open.len();
            if made > MOST_REOPENED {
                return true;
            }
            continue;
        }
        if closing {
            if let Some(last) = open.iter().rposition(|tag| named(tag, name)) {
                open.remove(last);
            }
            continue;
        }
        let Some(end) = tag_end(bytes, name_at + length) else { break };
        let tag = &html[name_at..end];
        // What looks like a tag inside of this one is none.
        at = end;
        // A link ends the one before it, and of four alike the first is forgotten (the standard's "Noah's Ark clause").
        let forgotten = if name.eq_ignore_ascii_case("a") {
            open.iter().rposition(|tag| named(tag, name))
        } else {
            let alike = open.iter().filter(|other| **other == tag).count();
            open.iter().position(|other| alike >= 3 && *other == tag)
        };
        if let Some(first) = forgotten {
            open.remove(first);
        }
        if open.len() < MOST_OPEN {
            open.push(tag);
        }
    }
    false
}

/// Whether a tag, without its `<`, is of this name.
fn named(tag: &str, name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) && !tag.as_bytes().get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

/// The standard's "formatting" elements.
fn is_formatting(name: &str) -> bool {
    const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    name.len() <= 6 && FORMATTING.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::is_too_much;

    #[test]
    fn open_formatting_times_paragraphs_is_too_much_and_forgotten_fonts_are_not() {
        let nest: String = (0..300).map(|n| format!("<b id={n}>")).collect();
        assert!(is_too_much(&format!("{nest}{}", "<p>x".repeat(1000))));
        let old = "<p><font size=2><b>Some words<p><a href=x>A link<i>more</i>".repeat(4000);
        assert!(!is_too_much(&old));
        assert!(!is_too_much(&"<p><b id=1>x</b></p>".repeat(8000)));
        // One tag of many megabytes, which was once read anew from each of the tags that seem to stand in it.
        assert!(!is_too_much(&format!("{}>", format!("<b/{}", "a".repeat(400)).repeat(38_000))));
    }
}
