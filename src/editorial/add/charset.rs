//! Bytes to text, in whatever charset a page was saved.
//!
//! The order of the HTML standard's encoding sniffing (<https://html.spec.whatwg.org/#determining-the-character-encoding>): byte order mark, what the
//! server said, what the page says, then a guess from the bytes by `chardetng`, which is the guesser of Firefox. Before the guess, and before a label
//! that does not hold, comes UTF-8 where the bytes are valid UTF-8: pages saved again by a browser keep their old label.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The text of the bytes, without byte order mark. What no charset explains becomes U+FFFD; what was encoded twice is decoded twice.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    mend(once(bytes, content_type))
}

/// UTF-8 that somebody took for windows-1252 and saved as UTF-8 again: `â€™` for an apostrophe. Only where the page gives itself away by a run that
/// stands for a sign of three bytes, or that holds a control character of the C1 set, which no text has.
fn mend(text: String) -> String {
    let is_sure = |run: &str, mended: &str| run.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) || mended.chars().any(|c| c.len_utf8() >= 3);
    if !runs(&text).any(|(run, mended)| is_sure(run, &mended)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (run, mended) in runs(&text) {
        let at = run.as_ptr() as usize - text.as_ptr() as usize;
        out.push_str(&text[copied..at]);
        out.push_str(&mended);
        copied = at + run.len();
    }
    out.push_str(&text[copied..]);
    out
}

/// Runs of characters of windows-1252 beyond ASCII whose bytes are UTF-8, with what these say.
fn runs(text: &str) -> impl Iterator<Item = (&str, String)> {
    let all = text.as_bytes();
    let mut at = 0;
    let beyond_ascii = std::iter::from_fn(move || {
        let start = at + all[at..].iter().position(|b| !b.is_ascii())?;
        at = all[start..].iter().position(u8::is_ascii).map_or(all.len(), |length| start + length);
        Some(&text[start..at])
    });
    beyond_ascii.filter_map(|run| {
        let bytes: Vec<u8> = run.chars().map(byte_of).collect::<Option<_>>()?;
        String::from_utf8(bytes).ok().map(|mended| (run, mended))
    })
}

/// The byte of a character in windows-1252, its five gaps filled with the control characters as browsers do.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte @ 0x80..) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (unmappable, &*bytes) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

fn once(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // A page whose label can be read byte by byte is not in UTF-16, whatever the label says: the standard takes UTF-8 for it.
    let own = || label(&bytes[..bytes.len().min(4096)]).map(Encoding::output_encoding);
    let labelled = content_type.and_then(|t| label(t.as_bytes())).or_else(own);
    if let Some(encoding) = labelled.filter(|e| *e != UTF_8) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    // A page that says UTF-8 and holds a few broken bytes is UTF-8 all the same.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let fine = lossy.chars().filter(|c| !c.is_ascii()).count().saturating_sub(broken);
    if labelled == Some(UTF_8) && broken <= fine || broken * 20 <= fine {
        return lossy.into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow).decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that follows `charset=` or `encoding=`, in a header or in a page's first bytes.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    [&b"charset"[..], b"encoding"].iter().find_map(|key| {
        let mut from = 0;
        while let Some(at) = lower[from..].windows(key.len()).position(|w| w == *key) {
            from += at + key.len();
            let rest = lower[from..].trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else { continue };
            let rest: Vec<u8> = rest.iter().copied().skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'')).collect();
            let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))).unwrap_or(rest.len());
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                return Some(encoding);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_was_encoded_twice_is_decoded_twice() {
        assert_eq!(decode("It\u{e2}\u{80}\u{99}s a caf\u{c3}\u{a9}.\u{c2}\u{a0}So".as_bytes(), None), "It’s a café.\u{a0}So");
        assert_eq!(decode("Itâ€™s".as_bytes(), None), "It’s");
        for fine in ["“CANÇÃO”, a música", "Ã© alone proves nothing", "naïve – déjà vu"] {
            assert_eq!(decode(fine.as_bytes(), None), fine);
        }
    }

    #[test]
    fn every_common_charset_is_read() {
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9", None), "café");
        assert_eq!(decode(b"<meta charset='windows-1252'>caf\xe9 \x93so\x94", None), "<meta charset='windows-1252'>café “so”");
        assert_eq!(decode(b"\x93\xfa\x96\x7b", Some("text/html; charset=Shift_JIS")), "日本");
        assert_eq!(decode(b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\xfc", None), "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>ü");
        let guessed = "Привет, мир. Это обычный русский текст о погоде.";
        assert_eq!(decode(&encoding_rs::WINDOWS_1251.encode(guessed).0, None), guessed);
        assert_eq!(decode(b"\xff\xfea\x00b\x00", None), "ab");
    }

    #[test]
    fn a_label_that_the_bytes_refute_does_not_hold() {
        assert_eq!(decode("<meta charset=iso-8859-1>é".as_bytes(), None), "<meta charset=iso-8859-1>é");
        assert_eq!(decode(b"<meta charset=utf-16>\xc3\xa9\xc3\xa9 \xff", None), "<meta charset=utf-16>éé \u{fffd}");
        assert!(decode(b"<meta charset=utf-8>\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff", None).ends_with("ééééé \u{fffd}"));
    }
}
