//! What a page's scripts know of when it was published.

use super::Page;
use crate::editorial::add::dates::{self, Order};
use crate::text::normal::folded;
use crate::types::Moment;
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// The day of publication in the data that a page's scripts work on. Such data hold other stories too: it counts where they name one day alone, or one day
/// beside this page's own title or address.
pub(super) fn day(page: &Page, order: Order, title: &str) -> Option<Moment> {
    static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r#"(?i)\\?"({PUBLICATION})\\?"\s*:\s*\\?"([^"\\]{{8,40}})\\?""#)).ok());
    let mut found = KEY.as_ref()?.captures_iter(page.source).filter_map(|c| dates::machine(c.get(2)?.as_str(), order));
    let first = found.next()?;
    if found.all(|other| other.day() == first.day()) {
        return Some(first);
    }
    let last = |url: &Url| url.path_segments()?.rfind(|s| !s.is_empty()).map(str::to_owned);
    let own = Own { title: folded(title), slug: page.address.as_ref().and_then(last), order };
    let mut days = Vec::new();
    // The page as parsed has no scripts any more.
    static RECORDS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?is)<script\b[^>]{0,300}?\btype\s*=\s*["']?application/json\b[^>]{0,300}>(.*?)</script"#).ok());
    for script in RECORDS.as_ref()?.captures_iter(page.source) {
        if let Some(value) = script.get(1).and_then(|json| serde_json::from_str(json.as_str()).ok()) {
            own.collect(&value, &mut days);
        }
    }
    let first = days.first().copied()?;
    days.iter().all(|other: &Moment| other.day() == first.day()).then_some(first)
}

/// The names that scripts give to a day of publication.
const PUBLICATION: &str = "date_?published|published_?(?:at|on|date|time)|publish_?(?:date|time|ed)|publication_?(?:date|time)|first_?publi(?:shed|cation)_?(?:at|date|time)?|date_?posted|posted_?(?:at|date)";

/// What is known of a page, to tell its own record among those that its scripts hold.
struct Own {
    title: String,
    /// The last part of its address.
    slug: Option<String>,
    order: Order,
}

impl Own {
    /// The days of publication of records with this page's title or slug. A record may keep its fields in an object of its own.
    fn collect(&self, value: &serde_json::Value, days: &mut Vec<Moment>) {
        static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i)^(?:{PUBLICATION})$")).ok());
        match value {
            serde_json::Value::Array(items) => items.iter().for_each(|item| self.collect(item, days)),
            serde_json::Value::Object(record) => {
                let texts = |v: &serde_json::Value| v.as_str().is_some_and(|t| self.is_mine(t));
                let is_mine = record.values().any(|v| texts(v) || v.as_object().is_some_and(|fields| fields.values().any(texts)));
                if is_mine {
                    let dated = record.iter().filter(|(key, _)| KEY.as_ref().is_some_and(|k| k.is_match(key)));
                    days.extend(dated.filter_map(|(_, day)| dates::machine(day.as_str()?, self.order)));
                }
                record.values().for_each(|v| self.collect(v, days));
            }
            _ => {}
        }
    }

    fn is_mine(&self, text: &str) -> bool {
        self.slug.as_deref() == Some(text) || (!self.title.is_empty() && text.len() < 400 && folded(text) == self.title)
    }
}
