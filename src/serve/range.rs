//! One part of a file, as players of sound and film ask for it (RFC 9110, section 14).

/// What a Range header asks of a body of `length` bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Whole,
    /// From the first byte to the last, both included.
    Part(u64, u64),
    /// Nothing of it lies in the body.
    Beyond,
}

/// A header that is not understood, or that names several parts, is passed over, as the RFC allows.
pub(super) fn read(header: Option<&str>, length: u64) -> Asked {
    let Some(spec) = header.and_then(|h| h.trim().strip_prefix("bytes=")) else { return Asked::Whole };
    let Some((first, last)) = spec.split_once('-') else { return Asked::Whole };
    let (first, last) = (first.trim(), last.trim());
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), _) if first >= length => Asked::Beyond,
        (Ok(first), Ok(last)) if last >= first => Asked::Part(first, last.min(length - 1)),
        (Ok(first), Err(_)) if last.is_empty() => Asked::Part(first, length - 1),
        (Err(_), Ok(0)) if first.is_empty() => Asked::Beyond,
        (Err(_), Ok(_)) if first.is_empty() && length == 0 => Asked::Beyond,
        (Err(_), Ok(n)) if first.is_empty() => Asked::Part(length.saturating_sub(n), length - 1),
        _ => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};

    #[test]
    fn parts_of_ten_bytes() {
        for (header, asked) in [
            ("bytes=0-3", Asked::Part(0, 3)),
            ("bytes=4-", Asked::Part(4, 9)),
            ("bytes=-4", Asked::Part(6, 9)),
            ("bytes=-40", Asked::Part(0, 9)),
            ("bytes=5-99", Asked::Part(5, 9)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=3-1", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("lines=0-1", Asked::Whole),
            ("bytes=x", Asked::Whole),
        ] {
            assert_eq!(read(Some(header), 10), asked, "{header}");
        }
        assert_eq!(read(None, 10), Asked::Whole);
        assert_eq!(read(Some("bytes=0-"), 0), Asked::Beyond);
        assert_eq!(read(Some("bytes=-1"), 0), Asked::Beyond);
    }
}
