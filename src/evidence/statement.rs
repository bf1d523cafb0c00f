//! A text that is held against sources: read once, however many it is held against.

use super::reading::Reading;
use super::wording::Wording;
use std::cell::OnceCell;

/// A claim, or any other text of a digest.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    pub text: &'a str,
    wording: OnceCell<Wording>,
    reading: OnceCell<Reading>,
}

impl<'a> Statement<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, wording: OnceCell::new(), reading: OnceCell::new() }
    }

    pub(super) fn wording(&self) -> &Wording {
        self.wording.get_or_init(|| Wording::of(self.text))
    }

    pub(super) fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::new(self.text, 0, &mut false))
    }
}
