//! Checked digests → the site as a plan: every address with the pure function that renders it.
//!
//! In: digests with their verdicts, pages, the theme, the configuration, the clock. Out: a [`Site`], and findings about addresses and links. Never: the
//! disk; a page rendered before it is asked for.
