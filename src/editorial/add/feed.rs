//! RSS, Atom and JSON feeds: each entry an article, whole where the feed carries it whole.

use super::{Found, NotAnArticle, bylines, contained, genres, html, language};
use crate::types::{Article, Image, Moment};
use feed_rs::model::{Entry, Feed, Text};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A feed's entries, read but not cleaned.
pub(super) struct Listing {
    feed: Feed,
    address: Option<String>,
}

impl Listing {
    pub fn read(text: &str, address: Option<&str>) -> Result<Self, NotAnArticle> {
        // The text is UTF-8 by now, whatever its declaration says of the bytes that came.
        let text = text.trim_start();
        let text = if text.starts_with("<?xml") { text.split_once("?>").map_or(text, |(_, rest)| rest) } else { text };
        let parse = |text: &str| contained(|| feed_rs::parser::Builder::new().base_uri(address).sanitize_content(false).build().parse(text.as_bytes()).ok());
        // Most broken feeds are broken by a bare `&` or by a control character; what else is wrong is told as it is.
        let Some(feed) = parse(text).or_else(|| parse(&repaired(text))) else {
            return Err(NotAnArticle::new(
                "it looks like a feed, but it is not well-formed",
                "ask the publisher, or add the pages that it lists by their addresses",
            ));
        };
        Ok(Self { feed, address: address.map(str::to_owned) })
    }

    pub fn len(&self) -> usize {
        self.feed.entries.len()
    }

    /// The page of an entry.
    pub fn link(&self, at: usize) -> Option<&str> {
        self.feed.entries.get(at).and_then(link)
    }

    /// What an entry is known by from one reading to the next: its page, else the name that the feed gives it.
    pub fn key(&self, at: usize) -> String {
        self.link(at).map_or_else(|| self.feed.entries.get(at).map(|e| format!("id {}", e.id)).unwrap_or_default(), super::canonical)
    }

    /// The article that an entry carries.
    pub fn clean(&self, at: usize) -> Result<Found, NotAnArticle> {
        match self.feed.entries.get(at) {
            Some(found) => entry(found, &self.feed, self.address.as_deref()),
            None => Err(NotAnArticle::new("the feed has no such entry", "try again")),
        }
    }
}

/// The articles of a feed, in its order.
pub(super) fn clean(text: &str, address: Option<&str>) -> Vec<Result<Found, NotAnArticle>> {
    match Listing::read(text, address) {
        Err(none) => vec![Err(none)],
        Ok(listing) if listing.len() == 0 => vec![Err(NotAnArticle::new("the feed has no entries", "try again when it has"))],
        Ok(listing) => (0..listing.len()).map(|at| listing.clean(at)).collect(),
    }
}

fn link(entry: &Entry) -> Option<&str> {
    let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).or(entry.links.first()).map(|l| l.href.as_str());
    link.filter(|l| l.starts_with("http://") || l.starts_with("https://"))
}

fn entry(entry: &Entry, feed: &Feed, address: Option<&str>) -> Result<Found, NotAnArticle> {
    let link = link(entry).map(str::to_owned);
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref()).filter(|b| !b.trim().is_empty());
    let summary = entry.summary.as_ref().map(|s| s.content.as_str()).filter(|s| !s.trim().is_empty());
    let title = entry.title.as_ref().map(plain).unwrap_or_default();
    let whole = match (content, summary) {
        (Some(content), Some(summary)) if content.len() < summary.len() => summary,
        (Some(content), _) => content,
        (None, Some(summary)) => summary,
        (None, None) => "",
    };
    let fragment = html::fragment(whole, link.as_deref().or(address), &title);
    if fragment.words < 12 {
        let name = if title.is_empty() { String::new() } else { format!(" “{title}”") };
        return Err(NotAnArticle::new(
            format!("the feed carries no text of its entry{name}"),
            match &link {
                Some(link) => format!("add its page: digest add {link}"),
                None => "the entry names no page either".to_owned(),
            },
        ));
    }
    // A feed that is cut short gives a summary alone, or an ending that says so.
    let is_short = content.is_none() && fragment.words < 120;
    let cut = (is_short || fragment.is_open).then_some("the feed carries only its beginning");
    let authors: Vec<String> = entry
        .authors
        .iter()
        .chain(entry.authors.is_empty().then_some(&feed.authors).into_iter().flatten())
        .filter_map(|p| p.name.as_deref())
        .flat_map(bylines::stated)
        .collect();
    let named = entry.authors.iter().chain(&feed.authors).filter_map(|p| p.name.as_deref()).find_map(super::agency::named).map(str::to_owned);
    let tags: Vec<String> = entry.categories.iter().map(|c| c.label.clone().unwrap_or_else(|| c.term.clone())).collect();
    let genre = tags.iter().find_map(|t| genres::of_section(t)).or_else(|| link.as_deref().and_then(genres::of_address));
    let image = entry.media.iter().flat_map(|m| &m.content).find(|c| c.content_type.as_ref().is_none_or(|t| t.ty() == "image")).and_then(|c| c.url.as_ref());
    let article = Article {
        title: if title.is_empty() { fragment.first_words.clone() } else { title },
        publisher: feed.title.as_ref().map(plain).filter(|t| !t.is_empty()),
        authors,
        agency: fragment.agency.map(str::to_owned).or(named),
        // An entry's `updated` alone is the day of a change.
        published: entry.published.map(|p| Moment::Time(p.fixed_offset())),
        url: link,
        language: entry.language.as_deref().or(feed.language.as_deref()).and_then(language::of_attribute),
        genre: genre.unwrap_or_default(),
        tags: tags.into_iter().filter(|t| t.chars().count() <= 40).take(8).collect(),
        image: image.map(|u| Image { src: u.to_string(), ..Image::default() }),
        body: fragment.body,
        ..Article::default()
    };
    Ok(Found { article, cut })
}

/// A title without the markup that some feeds put in it.
fn plain(text: &Text) -> String {
    let page = scraper::Html::parse_fragment(&html::without_declarations(&text.content));
    crate::text::markdown::fold_space(&page.root_element().text().collect::<String>())
}

/// XML with its bare `&` escaped and without characters that XML forbids.
fn repaired(text: &str) -> Cow<'_, str> {
    static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"&(#\d{1,7};|#x[0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,30};)?").ok());
    let Some(bare) = BARE.as_ref() else { return Cow::Borrowed(text) };
    let clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    let fixed = bare.replace_all(&clean, |found: &regex::Captures| match found.get(1).map(|m| m.as_str()) {
        None => "&amp;".to_owned(),
        Some(name) if name.starts_with('#') || matches!(name, "amp;" | "lt;" | "gt;" | "quot;" | "apos;") => format!("&{name}"),
        // HTML's other names mean nothing in XML.
        Some(name) => {
            let page = scraper::Html::parse_fragment(&format!("&{name}"));
            page.root_element().text().collect::<String>().replace('&', "&amp;").replace('<', "&lt;")
        }
    });
    Cow::Owned(fixed.into_owned())
}

#[cfg(test)]
mod tests {
    use super::clean;

    const TEXT: &str = "The port of Example opened a dock on Monday that unloads ships without a single crane driver, its owner said in the morning.";

    #[test]
    fn every_entry_is_an_article() {
        let rss = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Example Times</title><link>https://times.example/</link><language>en-gb</language>
            <item><title>R&D at the dock</title><link>https://times.example/dock</link><dc:creator>Ann Lee</dc:creator><pubDate>Wed, 30 Jul 2025 10:00:00 +0000</pubDate><description>Short.</description><content:encoded><![CDATA[<p>{TEXT}</p><ul><li>One thing.</li></ul><p>{TEXT} Again &amp; again.</p>]]></content:encoded></item>
            <item><title>Nothing here</title><link>https://times.example/none</link></item></channel></rss>"
        );
        let found = clean(&rss, None);
        assert_eq!(found.len(), 2);
        let article = &found[0].as_ref().unwrap().article;
        assert_eq!(
            (article.title.as_str(), article.publisher.as_deref(), article.url.as_deref()),
            ("R&D at the dock", Some("Example Times"), Some("https://times.example/dock"))
        );
        assert_eq!((article.authors.as_slice(), article.language.as_deref()), (&["Ann Lee".to_owned()][..], Some("en-GB")));
        assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2025-07-30T10:00:00Z"));
        assert_eq!(article.body, format!("{TEXT}\n\n- One thing.\n\n{TEXT} Again & again."));
        assert!(found[1].as_ref().unwrap_err().hint.contains("https://times.example/none"));
    }

    #[test]
    fn atom_and_json_feeds_are_read() {
        let atom = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Example</title><id>x</id><updated>2025-07-31T00:00:00Z</updated><entry><title>A dock</title><id>y</id><updated>2025-07-31T00:00:00Z</updated><link href=\"https://times.example/a\"/><summary>{TEXT}</summary></entry></feed>"
        );
        let found = clean(&atom, None);
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.article.published, first.cut), (None, Some("the feed carries only its beginning")));
        let json = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Example\",\"items\":[{{\"id\":\"1\",\"url\":\"https://times.example/a\",\"title\":\"A dock\",\"content_html\":\"<p>{TEXT}</p>\"}}]}}"
        );
        assert_eq!(clean(&json, None)[0].as_ref().unwrap().article.body, TEXT);
        assert!(clean("<rss><channel><item>", None)[0].is_err());
    }
}
