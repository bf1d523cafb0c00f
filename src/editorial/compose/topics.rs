//! Topics of a story: those whose keywords its text names, and the articles' own tags that are topics.

use super::material::Report;
use crate::config::Config;
use crate::text::{slug, words};

/// Slugs of topics, the most named first.
pub(super) fn topics(reports: &[Report], config: &Config) -> Vec<String> {
    let texts: Vec<(Vec<String>, Vec<String>)> = reports
        .iter()
        .filter(|r| !r.junk)
        .map(|r| (stems(&r.text.title), stems(&r.text.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n"))))
        .collect();
    let tags: Vec<String> = reports.iter().flat_map(|r| r.file.article.tags.iter()).map(|t| slug::slug(t, 60)).collect();
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (n, topic) in config.topics.iter().enumerate() {
        let keywords: Vec<Vec<String>> = topic.keywords.iter().map(|k| stems(k)).filter(|k| !k.is_empty()).collect();
        let tagged = tags.iter().any(|t| *t == topic.slug || *t == slug::slug(&topic.name, 60) || topic.keywords.iter().any(|k| slug::slug(k, 60) == *t));
        let named: usize = keywords.iter().map(|k| texts.iter().map(|(title, body)| 3 * hits(title, k) + hits(body, k)).sum::<usize>()).sum();
        // One mention in passing makes no topic: twice in the text, or once in a headline.
        if tagged || named >= 2 {
            found.push((named + if tagged { 1000 } else { 0 }, n, &topic.slug));
        }
    }
    found.sort_by_key(|(named, n, _)| (std::cmp::Reverse(*named), *n));
    found.into_iter().take(4).map(|(_, _, slug)| slug.to_owned()).collect()
}

/// Stems; a word in capitals stays as it is, so that `AI` is not `ai` and `ban` is `bans`.
fn stems(text: &str) -> Vec<String> {
    words::words(text)
        .into_iter()
        .map(|r| {
            let word = text[r].trim_end_matches("'s").trim_end_matches("’s");
            if word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) { word.to_owned() } else { words::stem(word) }
        })
        .collect()
}

fn hits(text: &[String], keyword: &[String]) -> usize {
    text.windows(keyword.len()).filter(|w| *w == keyword).count()
}
