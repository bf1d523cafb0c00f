//! A text in little room. A site holds the files of all its digests, and looks at one at a time.
//!
//! Packed by LZ4's block format (<https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md>): a digest takes about two fifths of its length, and is read again
//! at gigabytes a second, so that nothing is lost by asking often.

use std::fmt;
use std::sync::Arc;

/// A text that is packed while nobody looks at it. The same text packs to the same bytes, and a clone shares them.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldText {
    packed: Arc<[u8]>,
    /// Bytes of the text.
    length: usize,
}

impl HeldText {
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { packed: lz4_flex::block::compress(text.as_bytes()).into(), length: text.len() }
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> String {
        // What was packed here unpacks: nothing else makes one of these, and nothing changes it.
        let bytes = lz4_flex::block::decompress(&self.packed, self.length).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The bytes that it is packed in, which stand for the text.
    #[must_use]
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// Bytes of the text.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether both are held at the same place of the memory, which is quick to see.
    #[must_use]
    pub fn is_same_place(&self, other: &HeldText) -> bool {
        Arc::ptr_eq(&self.packed, &other.packed)
    }
}

impl fmt::Debug for HeldText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::HeldText;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_held_is_given_back(text in any::<String>(), often in 0usize..50) {
            let text = text.repeat(often);
            let held = HeldText::new(&text);
            prop_assert_eq!(held.text(), text.as_str());
            prop_assert_eq!(held.len(), text.len());
            prop_assert_eq!(held, HeldText::new(&text));
        }
    }
}
