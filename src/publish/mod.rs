//! The wing that shows: digests are checked, rendered, dressed, and take their addresses.

pub mod check;
pub mod render;
pub mod site;
pub mod theme;
