//! Markdown → HTML: the body of a digest with its numbered citations and claim ids, and other pages.
//!
//! In: a parsed digest, or a page's Markdown. Out: HTML that is safe to put into a template. Never: raw HTML of the input, a link with an unsafe
//! scheme, a template.
