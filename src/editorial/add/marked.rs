//! Markdown as an editor or another program wrote it: an article file, or a plain Markdown document.

use super::found::{Found, NotAnArticle};
use super::{agency, bylines, dates, genres, phrases};
use crate::text::markdown;
use crate::types::yaml::{self, Kind, Node};
use crate::types::{Article, Genre, Image, Moment, article_file, split_front_matter};
use std::sync::Arc;

/// The article of a Markdown document. Front matter is read for the keys that this program knows and for those that other generators use for the same.
pub(super) fn clean(text: &str) -> Result<Found, NotAnArticle> {
    let name: Arc<str> = "input".into();
    let (mut article, body) = match split_front_matter(&name, text) {
        Ok(parts) => {
            // A file of our own format is read by its own reader; of others, what it makes of it is a start.
            let own = article_file::read(&name, text).value.map(|f| f.article).unwrap_or_default();
            (with_foreign_keys(own, &text[parts.yaml.clone()]), text[parts.body].to_owned())
        }
        Err(_) => (Article::default(), text.to_owned()),
    };
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept: Vec<&str> = Vec::new();
    let mut wall = false;
    let mut fence: Option<&str> = None;
    for (at, block) in body.split("\n\n").map(|b| b.trim_matches('\n')).filter(|b| !b.trim().is_empty()).enumerate() {
        let before = fence;
        fence = fence_behind(block, before);
        if before.is_some() || fence.is_some() || block.starts_with("    ") {
            kept.push(block);
            continue;
        }
        let plain = markdown::plain(block);
        if at == 0 && block.starts_with("# ") && !block.contains('\n') {
            if article.title.is_empty() {
                article.title.clone_from(&plain);
            }
            if article.title == plain {
                continue;
            }
        }
        let is_wall = phrases::is_paywall(&plain);
        wall |= is_wall;
        if at < 4 && head_line(&plain, &mut article) || phrases::is_prompt(&plain) && !plain.is_empty() || is_wall {
            continue;
        }
        if phrases::ends_article(&plain) && kept.len() > 2 {
            break;
        }
        kept.push(block);
    }
    if let Some(note) = kept.last().and_then(|b| bylines::of_note(&markdown::plain(b))).filter(|_| kept.len() > 1) {
        kept.pop();
        if article.authors.is_empty() {
            article.authors.push(note.name);
        }
        article.agency = article.agency.or(note.agency.map(str::to_owned));
        if article.genre == Genre::News {
            article.genre = note.genre.unwrap_or_default();
        }
    }
    article.body = kept.join("\n\n");
    let plain = markdown::plain(&article.body);
    if article.title.is_empty() {
        article.title = plain.lines().next().unwrap_or_default().chars().take(100).collect();
    }
    if crate::text::words::count(&plain) < 10 {
        return Err(NotAnArticle::new("it has almost no text", "an article needs a few whole sentences below its headline"));
    }
    if article.agency.is_none() {
        article.agency = plain.lines().last().and_then(agency::closing_credit).map(|(_, name)| name.to_owned());
    }
    if article.genre == Genre::News {
        let paragraphs: Vec<&str> = plain.split("\n\n").collect();
        article.genre = genres::of_text(&article.title, &paragraphs).unwrap_or_default();
    }
    Ok(Found { article, cut: wall.then_some("a paywall hides the rest") })
}

/// The fence of the code that is open behind a block, if one is; `open` is the one before it (CommonMark 0.31, section 4.5).
fn fence_behind<'a>(block: &'a str, open: Option<&'a str>) -> Option<&'a str> {
    block.lines().map(str::trim_start).fold(open, |open, line| {
        let run = |mark: char| line.len() - line.trim_start_matches(mark).len();
        match open {
            Some(fence) => {
                let length = fence.chars().next().map_or(0, run);
                (length < fence.len() || !line[length..].trim().is_empty()).then_some(fence)
            }
            // What has a backtick behind its own is code within a line.
            None => ['`', '~'].map(|mark| &line[..run(mark)]).into_iter().find(|f| f.len() >= 3 && !(f.starts_with('`') && line[f.len()..].contains('`'))),
        }
    })
}

/// A byline or a date on a line of its own below the headline.
fn head_line(plain: &str, article: &mut Article) -> bool {
    if plain.split_whitespace().count() > 14 || plain.contains('\n') {
        return false;
    }
    let names = bylines::of_line(plain);
    let dated = dates::first(plain, dates::Order::Unknown);
    let used = dated.as_ref().map_or(0, |d| plain[d.at.clone()].split_whitespace().count());
    let alone = plain.split_whitespace().count() <= used + 3;
    if names.is_empty() && (dated.is_none() || !alone) {
        return false;
    }
    if article.authors.is_empty() {
        article.authors = names;
    }
    if let Some(dated) = dated.filter(|d| !dates::is_of_change(&plain[..d.at.start])) {
        article.published = article.published.or(Some(Moment::Day(dated.day)));
    }
    true
}

/// Fills what is missing from the keys that Hugo, Jekyll, Zola and Obsidian's clipper write.
fn with_foreign_keys(mut article: Article, front: &str) -> Article {
    let Ok(Node { kind: Kind::Map(entries), .. }) = yaml::parse(front) else { return article };
    let value = |key: &str| entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node);
    let scalar = |node: &Node| match &node.kind {
        Kind::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    };
    let text = |keys: &[&str]| keys.iter().find_map(|k| scalar(value(k)?).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()));
    let list = |keys: &[&str]| -> Vec<String> {
        let texts = |node: &Node| match &node.kind {
            Kind::List(items) => items.iter().filter_map(scalar).collect(),
            _ => scalar(node).into_iter().collect::<Vec<_>>(),
        };
        keys.iter().filter_map(|k| value(k)).map(texts).find(|l| !l.is_empty()).unwrap_or_default()
    };
    if article.title.is_empty() {
        article.title = text(&["title", "headline"]).unwrap_or_default();
    }
    if article.authors.is_empty() {
        let given = list(&["author", "authors", "byline"]);
        article.authors = given.iter().map(|n| n.trim_matches(|c| matches!(c, '[' | ']')).to_owned()).filter(|n| !n.is_empty()).collect();
    }
    article.publisher = article.publisher.or_else(|| text(&["publisher", "site", "site_name", "publication"]));
    article.published =
        article.published.or_else(|| text(&["published", "date", "pubDate", "pubdate", "publishDate"]).and_then(|d| dates::machine(&d, dates::Order::Unknown)));
    let address = |t: String| (t.starts_with("http://") || t.starts_with("https://")).then_some(t);
    article.url = article.url.or_else(|| text(&["url", "canonical", "canonical_url", "source", "link"]).and_then(address));
    article.language = article.language.or_else(|| text(&["language", "lang"]).and_then(|l| super::language::of_attribute(&l)));
    if article.tags.is_empty() {
        article.tags = list(&["tags"]);
    }
    article.image = article.image.or_else(|| text(&["image", "cover"]).and_then(address).map(|src| Image { src, ..Image::default() }));
    article
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn an_article_file_is_read_as_it_is() {
        let text = "---\ntitle: A dock\npublisher: Example Times\npublished: 2025-07-30\nadded: 2025-08-01\n---\n\nThe port opened a dock on Monday that needs no driver.\n\n- one\n- two\n";
        let article = clean(text).unwrap().article;
        assert_eq!((article.title.as_str(), article.publisher.as_deref()), ("A dock", Some("Example Times")));
        assert_eq!(article.body, "The port opened a dock on Monday that needs no driver.\n\n- one\n- two");
    }

    #[test]
    fn other_documents_give_title_byline_and_foreign_keys() {
        let text = "---\ntitle: A dock\ndate: 2025-07-30\nauthors: [Ann Lee]\nsource: https://times.example/dock\nlayout: post\n---\nThe port opened a dock on Monday that needs no driver at all.\n";
        let article = clean(text).unwrap().article;
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.url.as_deref(), Some("https://times.example/dock"));
        let text = "# A dock\n\nBy Ann Lee\n\nThe port opened a dock on Monday that needs no driver at all.\n\n```\ncode\n\n# no heading\n```\n";
        let article = clean(text).unwrap().article;
        assert_eq!((article.title.as_str(), article.authors.len()), ("A dock", 1));
        assert!(article.body.starts_with("The port") && article.body.ends_with("# no heading\n```"), "{}", article.body);
        // A number is a title too, and a day needs no quotation marks.
        let text = "---\nheadline: 1984\npubDate: 2025-07-30\n---\nThe port opened a dock on Monday that needs no driver at all.\n";
        let article = clean(text).unwrap().article;
        assert_eq!((article.title.as_str(), article.published.map(|p| p.to_string()).as_deref()), ("1984", Some("2025-07-30")));
    }

    #[test]
    fn what_stands_between_fences_is_code_whatever_it_says() {
        let code = "~~~~\n```\n\nShare\n\n~~~\n\nSubscribe\n~~~~";
        let text = format!("# A dock\n\nThe port opened a dock on Monday that needs no driver at all.\n\n```dock```\n\nShare\n\n{code}\n\nSign up\n");
        let body = clean(&text).unwrap().article.body;
        assert_eq!(body, format!("The port opened a dock on Monday that needs no driver at all.\n\n```dock```\n\n{code}"));
    }
}
