//! Whether an article is there already.

use crate::text::{hash, markdown, normal};
use crate::types::Article;
use std::collections::BTreeMap;

/// The articles that a site has, by address and by text, each with the path of its file.
#[derive(Clone, Debug, Default)]
pub struct Held {
    by_address: BTreeMap<String, String>,
    by_text: BTreeMap<String, String>,
}

/// Why an article counts as the same as one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    Address,
    Text,
}

impl Held {
    pub fn insert(&mut self, article: &Article, path: &str) {
        for address in addresses(article) {
            self.by_address.entry(address).or_insert_with(|| path.to_owned());
        }
        self.by_text.entry(fingerprint(article)).or_insert_with(|| path.to_owned());
    }

    /// Whether an article of this address is there.
    #[must_use]
    pub fn has_address(&self, address: &str) -> bool {
        self.by_address.contains_key(&canonical(address))
    }

    /// The file that has the same article.
    #[must_use]
    pub fn find(&self, article: &Article) -> Option<(&str, Sameness)> {
        let by_address = addresses(article).into_iter().find_map(|a| self.by_address.get(&a));
        by_address.map(|p| (p.as_str(), Sameness::Address)).or_else(|| self.by_text.get(&fingerprint(article)).map(|p| (p.as_str(), Sameness::Text)))
    }
}

/// An article is known by the address of its original and by that of the page it was read on.
fn addresses(article: &Article) -> Vec<String> {
    article.url.iter().chain(&article.via).map(|a| canonical(a)).collect()
}

/// The words, whatever their typing and marks.
fn fingerprint(article: &Article) -> String {
    let folded = normal::folded(&markdown::plain(&article.body));
    let words: String = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    hash::of(&[&words])
}

/// The form of an address in which two spellings of one page are equal: no scheme, `www.`, fragment, tracking parameters or closing slash. What is
/// no address stays as it is.
#[must_use]
pub fn canonical(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address.trim()) else { return address.trim().to_owned() };
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url.query_pairs().filter(|(k, _)| !is_tracking(k)).map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    if kept.is_empty() {
        url.set_query(None);
    } else {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map_or(String::new(), |p| format!(":{p}"));
    let query = url.query().map_or(String::new(), |q| format!("?{q}"));
    format!("{}{port}{}{query}", host.strip_prefix("www.").unwrap_or(host), url.path().trim_end_matches('/'))
}

/// The host of an address without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    url.host_str().map(|h| h.strip_prefix("www.").unwrap_or(h).to_owned())
}

fn is_tracking(key: &str) -> bool {
    let key = key.to_lowercase();
    key.starts_with("utm_")
        || matches!(
            key.as_str(),
            "fbclid"
                | "gclid"
                | "gbraid"
                | "wbraid"
                | "msclkid"
                | "srsltid"
                | "yclid"
                | "twclid"
                | "mc_cid"
                | "mc_eid"
                | "igshid"
                | "cmpid"
                | "ocid"
                | "smid"
                | "ref_src"
        )
}

#[cfg(test)]
mod tests {
    use super::{Held, Sameness, canonical};
    use crate::types::Article;

    #[test]
    fn one_page_has_one_address() {
        for a in ["https://www.times.example/a/?utm_source=x#top", "http://times.example/a", "https://times.example/a?fbclid=1"] {
            assert_eq!(canonical(a), "times.example/a");
        }
        assert_ne!(canonical("https://times.example/a?id=1"), canonical("https://times.example/a?id=2"));
    }

    #[test]
    fn the_same_article_is_found_by_address_or_by_text() {
        let one = Article { body: "He said: “It is *so*.”".to_owned(), url: Some("https://times.example/a".to_owned()), ..Article::default() };
        let mut held = Held::default();
        held.insert(&one, "content/articles/one.md");
        let typed = Article { body: "He said: \"It is so\".".to_owned(), ..Article::default() };
        assert_eq!(held.find(&typed), Some(("content/articles/one.md", Sameness::Text)));
        let moved = Article { body: "Other.".to_owned(), url: Some("http://www.times.example/a/".to_owned()), ..Article::default() };
        assert_eq!(held.find(&moved).map(|f| f.1), Some(Sameness::Address));
        assert_eq!(held.find(&Article { body: "Else.".to_owned(), ..Article::default() }), None);
    }
}
