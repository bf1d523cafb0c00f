//! The page's `<meta>` elements.

use scraper::{Html, Selector};

/// Names (`name`, `property`, `itemprop` or `http-equiv`, in lower case) with their contents, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Meta {
    entries: Vec<(String, String)>,
}

impl Meta {
    pub fn read(html: &Html) -> Self {
        let Ok(selector) = Selector::parse("meta[content]") else { return Self::default() };
        let mut entries = Vec::new();
        for element in html.select(&selector) {
            let content = crate::text::markdown::fold_space(element.value().attr("content").unwrap_or_default());
            if content.is_empty() {
                continue;
            }
            for key in ["property", "name", "itemprop", "http-equiv"] {
                for name in element.value().attr(key).unwrap_or_default().split_whitespace() {
                    entries.push((name.to_lowercase(), content.clone()));
                }
            }
        }
        Self { entries }
    }

    /// The first content of the first of these names that is there.
    pub fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.entries.iter().find(|(n, _)| n == name).map(|(_, c)| c.clone()))
    }

    /// All contents of these names, name by name.
    pub fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().flat_map(|name| self.entries.iter().filter(move |(n, _)| n == name).map(|(_, c)| c.clone())).collect()
    }

    /// All contents whose name fulfils a condition.
    pub fn named_like(&self, fits: impl Fn(&str) -> bool) -> Vec<String> {
        self.entries.iter().filter(|(n, _)| fits(n)).map(|(_, c)| c.clone()).collect()
    }
}
