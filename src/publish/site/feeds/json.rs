//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use super::super::Site;
use super::Head;
use super::entry::{html, story_tag};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

pub(super) fn feed(site: &Site, head: &Head, stories: &[usize]) -> String {
    let items: Vec<Value> = stories
        .iter()
        .map(|n| {
            let story = &site.catalogue.stories[*n];
            let digest = &story.file.digest;
            let mut item = Map::new();
            item.insert("id".to_owned(), story_tag(site, story).into());
            item.insert("url".to_owned(), site.urls.absolute(&story.path).into());
            item.insert("title".to_owned(), digest.title.clone().into());
            if let Some(summary) = &digest.summary {
                item.insert("summary".to_owned(), summary.clone().into());
            }
            item.insert("content_html".to_owned(), (*html(site, *n)).into());
            item.insert("date_published".to_owned(), story.instant.to_rfc3339_opts(SecondsFormat::Secs, true).into());
            if let Some(updated) = digest.changed() {
                item.insert("date_modified".to_owned(), updated.instant().max(story.instant).to_rfc3339_opts(SecondsFormat::Secs, true).into());
            }
            let tags: Vec<Value> = story.topics.iter().map(|t| site.catalogue.topics[*t].name.clone().into()).collect();
            item.insert("tags".to_owned(), tags.into());
            Value::Object(item)
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": site.urls.absolute(&head.page),
        "feed_url": site.urls.absolute(&head.path),
        "icon": site.urls.absolute("/icon-512.png"),
        "favicon": site.urls.absolute("/icon-192.png"),
        "language": site.config.language,
        "authors": [{"name": site.config.title, "url": site.urls.absolute("/")}],
    });
    if let Some(tagline) = &site.config.tagline {
        feed["description"] = tagline.clone().into();
    }
    feed["items"] = items.into();
    let mut out = serde_json::to_string(&feed).unwrap_or_default();
    out.push('\n');
    out
}
