//! Pure leaves: what every room needs to know about words, sentences, Markdown, slugs and hashes, and nothing about news.
//!
//! In: text. Out: ranges of it, or other text. Never: the disk, configuration, a type of another room.

pub mod fnv;
pub mod frequency;
pub mod hash;
pub mod held;
pub mod markdown;
pub mod normal;
pub mod sentences;
pub mod slug;
pub mod spelling;
pub mod words;
