//! File names of articles: day, publisher and title, so that a folder lists by date and reads by eye.

use crate::text::{slug::slug, words};
use crate::types::Article;

/// The stem of an article's file, such as `2025-07-30-japan-times-chinas-ai-strategy`. What is not known is left out. `taken` tells stems that another
/// article has; then a number is added.
#[must_use]
pub fn stem(article: &Article, taken: impl Fn(&str) -> bool) -> String {
    let day = article.published.map(|p| p.day().format("%Y-%m-%d").to_string());
    let publisher = article.publisher.as_deref().map(|p| slug(p.strip_prefix("The ").unwrap_or(p), 24));
    // A few words are enough beside day and publisher; alone they have to tell the article from others.
    let title = without_tail(&slug(&article.title, if day.is_some() && publisher.is_some() { 24 } else { 44 }));
    let parts: Vec<String> = [day, publisher, Some(title)].into_iter().flatten().filter(|p| !p.is_empty()).collect();
    let base = if parts.is_empty() { "article".to_owned() } else { parts.join("-") };
    if !taken(&base) {
        return base;
    }
    // The numbers are endless and the articles are not, so that one is always free.
    (2..).map(|n: u64| format!("{base}-{n}")).find(|s| !taken(s)).unwrap_or(base)
}

/// A title cut short should not end in a word that waits for the next.
fn without_tail(slug: &str) -> String {
    let mut parts: Vec<&str> = slug.split('-').collect();
    while parts.len() > 2 && parts.last().is_some_and(|p| words::is_stop_word(p)) {
        parts.pop();
    }
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::stem;
    use crate::types::{Article, Moment};

    #[test]
    fn stems_are_readable_and_free() {
        let article = Article {
            title: "China's AI strategy relies on frenzy and frenemies".to_owned(),
            publisher: Some("The Example Times".to_owned()),
            published: Moment::parse("2025-07-30"),
            ..Article::default()
        };
        assert_eq!(stem(&article, |_| false), "2025-07-30-example-times-chinas-ai-strategy");
        assert_eq!(stem(&article, |s| s.ends_with("strategy")), "2025-07-30-example-times-chinas-ai-strategy-2");
        assert_eq!(stem(&Article { title: "人工智能".to_owned(), ..Article::default() }, |_| false), "人工智能");
        assert_eq!(stem(&Article::default(), |_| false), "article");
    }
}
