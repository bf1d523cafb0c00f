//! The bytes of a file, held once by all that need them.

use std::ops::Deref;
use std::sync::Arc;

/// Bytes of a file in memory. Those of a text are the text itself, so that whoever reads it can keep it without a copy.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// UTF-8.
    Text(Arc<str>),
    Other(Arc<[u8]>),
}

impl Bytes {
    /// The text that they are, if they are one.
    #[must_use]
    pub fn text(&self) -> Option<&Arc<str>> {
        match self {
            Bytes::Text(text) => Some(text),
            Bytes::Other(_) => None,
        }
    }

    /// The bytes alone; not a copy of them.
    #[must_use]
    pub fn shared(&self) -> Arc<[u8]> {
        match self {
            Bytes::Text(text) => Arc::clone(text).into(),
            Bytes::Other(bytes) => Arc::clone(bytes),
        }
    }

    /// Whether both are the same bytes at the same place of the memory, which is quick to see.
    #[must_use]
    pub fn is_same_place(&self, other: &Bytes) -> bool {
        self.as_ptr() == other.as_ptr() && self.len() == other.len()
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Text(text) => text.as_bytes(),
            Bytes::Other(bytes) => bytes,
        }
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        self.is_same_place(other) || **self == **other
    }
}

impl Eq for Bytes {}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text.into()),
            Err(error) => Bytes::Other(error.into_bytes().into()),
        }
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Bytes::Text(text.into())
    }
}
