//! content/takedowns.yaml: what was taken down, so that its address can say so and nothing brings it back.

use super::front::{beginning, read_whole_map};
use super::{Article, yaml};
use crate::diag::Checked;
use chrono::NaiveDate;
use std::fmt::Write as _;
use std::sync::Arc;

/// Relative to the root. It lies among the content, in version control: a takedown binds every copy of the site.
pub const FILE: &str = "content/takedowns.yaml";

/// Everything that was taken down, in the order in which it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takedowns {
    pub digests: Vec<DownDigest>,
    pub articles: Vec<DownArticle>,
}

/// A digest that had to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownDigest {
    /// The name of its story.
    pub story: String,
    /// Its address and its earlier ones, from the site's root.
    pub addresses: Vec<String>,
    /// Stems of the articles that it was written from: a story that is mostly these is not written again.
    pub articles: Vec<String>,
    pub date: NaiveDate,
    /// What readers are told; absent where nothing is to be said.
    pub reason: Option<String>,
}

/// An article that had to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownArticle {
    /// Its stem in content/articles.
    pub article: String,
    pub url: Option<String>,
    pub via: Option<String>,
    /// [`Article::hash`], by which the text is known without keeping it.
    pub hash: Option<String>,
    pub date: NaiveDate,
    pub reason: Option<String>,
}

impl Takedowns {
    /// Reads the file. What cannot be read is a finding; the rest holds.
    #[must_use]
    pub fn read(text: &str) -> Checked<Takedowns> {
        let path: Arc<str> = FILE.into();
        let start = beginning(text);
        if text[start..].lines().all(|l| l.trim().is_empty() || l.starts_with('#')) {
            return Checked::clean(Takedowns::default());
        }
        let mut fields = match read_whole_map(&path, text, "list of takedowns") {
            Ok(fields) => fields,
            Err(d) => return Checked::new(Takedowns::default(), vec![d]),
        };
        let mut takedowns = Takedowns::default();
        for mut map in fields.maps("digests", "takedown") {
            let story = map.required("story");
            let date = map.required("date").and_then(|_| map.moment("date"));
            let (addresses, articles, reason) = (map.texts("addresses"), map.texts("articles"), map.text("reason"));
            if let (Some(story), Some(date)) = (story, date) {
                takedowns.digests.push(DownDigest { story, addresses, articles, date: date.day(), reason });
            }
            let found = map.finish();
            fields.adopt(found);
        }
        for mut map in fields.maps("articles", "takedown") {
            let article = map.required("article");
            let date = map.required("date").and_then(|_| map.moment("date"));
            let (url, via, hash, reason) = (map.text("url"), map.text("via"), map.text("hash"), map.text("reason"));
            if let (Some(article), Some(date)) = (article, date) {
                takedowns.articles.push(DownArticle { article, url, via, hash, date: date.day(), reason });
            }
            let found = map.finish();
            fields.adopt(found);
        }
        Checked::new(takedowns, fields.finish())
    }

    /// The file's text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::from("# What `digest takedown` took down. Its addresses say that it has gone, and nothing here is composed or added again.\n");
        if !self.digests.is_empty() {
            out.push_str("digests:\n");
        }
        for digest in &self.digests {
            let _ = writeln!(out, "  - story: {}\n    date: {}", yaml::scalar(&digest.story), digest.date);
            put_list(&mut out, "addresses", &digest.addresses);
            put_list(&mut out, "articles", &digest.articles);
            put(&mut out, "reason", digest.reason.as_ref());
        }
        if !self.articles.is_empty() {
            out.push_str("articles:\n");
        }
        for article in &self.articles {
            let _ = writeln!(out, "  - article: {}\n    date: {}", yaml::scalar(&article.article), article.date);
            put(&mut out, "url", article.url.as_ref());
            put(&mut out, "via", article.via.as_ref());
            put(&mut out, "hash", article.hash.as_ref());
            put(&mut out, "reason", article.reason.as_ref());
        }
        out
    }

    /// The takedown that covers an article: its address or its text is the one that had to go.
    #[must_use]
    pub fn article(&self, article: &Article) -> Option<&DownArticle> {
        let hash = article.hash();
        let addresses = [&article.url, &article.via];
        let same = |down: &Option<String>| down.as_ref().is_some_and(|d| addresses.iter().any(|a| a.as_deref().is_some_and(|a| bare(a) == bare(d))));
        self.articles.iter().find(|d| same(&d.url) || same(&d.via) || d.hash.as_deref() == Some(&hash))
    }

    /// Whether a story of these articles is one that was taken down: by its name, or because most of it is.
    #[must_use]
    pub fn covers(&self, story: &str, articles: &[String]) -> bool {
        self.digests.iter().any(|d| d.story == story || articles.iter().filter(|a| d.articles.contains(a)).count() * 2 > articles.len())
    }
}

/// An address as far as it names a page: without its scheme, `www.`, its fragment and a slash at its end.
fn bare(address: &str) -> &str {
    let page = address.split('#').next().unwrap_or(address);
    page.strip_prefix("https://").or_else(|| page.strip_prefix("http://")).unwrap_or(page).trim_start_matches("www.").trim_end_matches('/')
}

fn put(out: &mut String, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        let _ = writeln!(out, "    {key}: {}", yaml::scalar(value));
    }
}

fn put_list(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(out, "    {key}: [{}]", values.iter().map(|v| yaml::scalar(v)).collect::<Vec<_>>().join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::{DownArticle, DownDigest, Takedowns};
    use crate::types::Article;

    #[test]
    fn the_record_is_read_as_it_was_written() {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let takedowns = Takedowns {
            digests: vec![DownDigest {
                story: "mill".into(),
                addresses: vec!["/story/mill/".into(), "/old/".into()],
                articles: vec!["a".into(), "b".into()],
                date,
                reason: Some("A court: \"no\"".into()),
            }],
            articles: vec![DownArticle {
                article: "a".into(),
                url: Some("https://www.sun.example/a".into()),
                via: None,
                hash: Some("00ff".into()),
                date,
                reason: None,
            }],
        };
        let read = Takedowns::read(&takedowns.write());
        assert_eq!((read.value, read.diagnostics), (takedowns.clone(), Vec::new()));
        assert_eq!(Takedowns::read(&Takedowns::default().write()).value, Takedowns::default());
        let again = Article { url: Some("http://sun.example/a/#top".into()), ..Article::default() };
        assert!(takedowns.article(&again).is_some() && takedowns.article(&Article::default()).is_none());
        let stems = |s: &[&str]| s.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert!(takedowns.covers("mill", &[]) && takedowns.covers("other", &stems(&["a", "b", "c"])) && !takedowns.covers("other", &stems(&["a", "c"])));
        assert_eq!(Takedowns::read("digests:\n  - story: x\n").diagnostics.len(), 1);
    }
}
