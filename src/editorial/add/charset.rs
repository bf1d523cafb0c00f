//! Bytes to text, in whatever charset a page was saved.
//!
//! The order of the HTML standard's encoding sniffing (<https://html.spec.whatwg.org/#determining-the-character-encoding>): byte order mark, what the
//! server said, what the page says, then a guess from the bytes by `chardetng`, which is the guesser of Firefox. Before the guess, and before a label
//! that does not hold, comes UTF-8 where the bytes are valid UTF-8: pages saved again by a browser keep their old label.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The text of the bytes, without byte order mark. What no charset explains becomes U+FFFD.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let labelled = content_type.and_then(|t| label(t.as_bytes())).or_else(|| label(&bytes[..bytes.len().min(4096)]));
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
        assert!(decode(b"<meta charset=utf-8>\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff", None).ends_with("ééééé \u{fffd}"));
    }
}
