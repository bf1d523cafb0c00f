//! The wing that writes: raw pages become articles, articles stories, stories digests.

pub mod add;
pub mod compose;
pub mod stories;
