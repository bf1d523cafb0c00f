//! Templates and static files of a theme, its own over those that it extends; views in, pages out.
//!
//! In: the themes of a snapshot, the built-in one, views. Out: HTML; template faults with line, page and the near-miss field. Never: a file outside
//! the theme; data that is not a view.
