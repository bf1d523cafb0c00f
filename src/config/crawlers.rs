//! Who may gather the site's pages, as robots.txt and the headers say it.

use crate::types::Fields;

/// What the site says to programs that gather pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crawlers {
    /// Whether its texts may be gathered to train language models, and to answer from them. Search engines are not asked by this.
    pub ai: bool,
}

impl Default for Crawlers {
    fn default() -> Self {
        Self { ai: true }
    }
}

pub(super) fn read(fields: &mut Fields) -> Crawlers {
    let mut crawlers = Crawlers::default();
    if let Some(mut map) = fields.map("crawlers", "crawlers section") {
        match map.text("ai").as_deref() {
            None | Some("allow") => {}
            Some("deny") => crawlers.ai = false,
            Some(other) => map.fault("ai", format!("`{other}` is no policy"), "one of: allow, deny"),
        }
        let found = map.finish();
        fields.adopt(found);
    }
    crawlers
}
