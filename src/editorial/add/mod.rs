//! Raw page → articles.
//!
//! In: the bytes of a page, dump, Markdown file or feed, and what the editor says of it. Out: articles with what is doubtful about each, or why there
//! is none. Never: the disk; a value that the page does not give; the network outside `fetch`.

mod agency;
mod bylines;
mod charset;
mod contained;
mod dates;
mod dump;
mod feed;
pub mod fetch;
mod found;
mod genres;
mod html;
mod language;
mod marked;
mod phrases;
mod robots;
mod same;
mod scraped;
mod sniff;
mod stems;
pub mod subscriptions;

pub use found::NotAnArticle;
pub use same::{Held, Sameness, canonical};
pub use stems::stem;

use crate::diag::{Diagnostic, Span, codes};
use crate::text::markdown;
use crate::types::Article;
use contained::contained;
use found::Found;
use sniff::Form;

/// What came in: bytes as they were saved or served.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// How the editor named it: a path, an address, `-`.
    pub input: String,
    pub bytes: Vec<u8>,
    /// Where it was fetched from or saved from, if known.
    pub address: Option<String>,
    /// The Content-Type it was served with.
    pub content_type: Option<String>,
}

/// What the editor knows better: each overrides what the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    pub url: Option<String>,
    pub via: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published: Option<crate::types::Moment>,
    pub title: Option<String>,
    pub genre: Option<crate::types::Genre>,
}

/// An article and what an editor should know about it before citing it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub article: Article,
    /// Findings about the input, such as a text that is cut off.
    pub remarks: Vec<Diagnostic>,
}

/// The most bytes that a page or a feed may have. The longest articles of the web have a tenth of it.
pub const LARGEST: usize = 16 * 1024 * 1024;
/// The most that a text without markup may have: a long book.
const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// Cleans a raw page. A feed gives several articles, everything else one.
#[must_use]
pub fn clean(raw: &RawPage, overrides: &Overrides) -> Vec<Result<Cleaned, NotAnArticle>> {
    let read = contained(|| Some(read(raw, overrides)))
        .unwrap_or_else(|| vec![Err(NotAnArticle::new("cleaning it failed inside the program", "please report this page"))]);
    read.into_iter().map(|found| found.map(|found| finish(raw, found, overrides))).collect()
}

fn read(raw: &RawPage, overrides: &Overrides) -> Vec<Result<Found, NotAnArticle>> {
    let text = match decoded(raw) {
        Ok(text) => text,
        Err(none) => return vec![Err(none)],
    };
    // Where the bytes came from decides what a relative link means; an editor's word on the original comes next.
    let address = raw.address.as_deref().or(overrides.via.as_deref()).or(overrides.url.as_deref());
    let form = sniff::form(&text, &raw.input, raw.content_type.as_deref());
    if text.len() > LARGEST_TEXT && matches!(form, Form::Markdown | Form::Scraped | Form::Dump) {
        let reason = format!("it is larger than {} MiB of plain text", LARGEST_TEXT / 1024 / 1024);
        return vec![Err(NotAnArticle::new(reason, "an article is far smaller; cut it out of the file"))];
    }
    match form {
        Form::Feed => feed::clean(&text, address),
        Form::Html => vec![html::clean(&text, address)],
        Form::Markdown => vec![marked::clean(&text)],
        Form::Scraped => vec![scraped::clean(&text, address)],
        Form::Dump => vec![dump::clean(&text)],
    }
}

/// The text of the bytes, where they are text.
fn decoded(raw: &RawPage) -> Result<String, NotAnArticle> {
    if raw.bytes.len() > LARGEST {
        let hint = "an article is far smaller; save the page without its pictures and scripts";
        return Err(NotAnArticle::new(format!("it is larger than {} MiB", LARGEST / 1024 / 1024), hint));
    }
    if let Some(what) = sniff::binary(&raw.bytes) {
        let packed = ["gzip", "zstd", "xz", "bzip2"].iter().any(|kind| what.contains(kind));
        let hint = if packed { "unpack it, and add what is in it" } else { "save the page as HTML or as plain text" };
        return Err(NotAnArticle::new(format!("it is {what}, not text"), hint));
    }
    let text = charset::decode(&raw.bytes, raw.content_type.as_deref());
    if text.trim().is_empty() {
        return Err(NotAnArticle::new("it is empty", "save the page again"));
    }
    Ok(text)
}

fn finish(raw: &RawPage, found: Found, overrides: &Overrides) -> Cleaned {
    let Found { mut article, cut } = found;
    if let Some(title) = &overrides.title {
        article.title.clone_from(title);
    }
    if let Some(author) = &overrides.author {
        article.authors = bylines::split_given(author);
    }
    if article.title.trim().is_empty() {
        // A page without a headline is named by its first words, so that an editor sees what it is.
        article.title = first_words(&markdown::plain(&article.body));
    }
    article.publisher = overrides.publisher.clone().or(article.publisher);
    article.published = overrides.published.or(article.published);
    if let Some(via) = &overrides.via {
        // The editor says that this page is a re-host: its own address is not the original's.
        article.url = article.url.filter(|url| canonical(url) != canonical(via) && same::host(url) != same::host(via));
    }
    article.url = overrides.url.clone().or(article.url);
    article.via = overrides.via.clone().or(article.via).filter(|via| article.url.as_deref().is_none_or(|url| canonical(url) != canonical(via)));
    article.genre = overrides.genre.unwrap_or(article.genre);
    // Templates say `en` on pages of every language; the words themselves know better, where there are enough of them.
    let heard = language::of(&markdown::plain(&article.body));
    let primary = |tag: &String| tag.split('-').next().unwrap_or_default().to_owned();
    if heard.is_some() && heard.as_ref().map(primary) != article.language.as_ref().map(primary) {
        article.language = heard;
    }
    article.truncated |= cut.is_some();
    let mut remarks = Vec::new();
    if let Some(why) = cut {
        let hint = "add the whole text, or keep it: what it says can be cited all the same";
        remarks.push(Diagnostic::new(&codes::TRUNCATED_ARTICLE, Span::whole(&raw.input), format!("the text is cut off: {why}")).hint(hint));
    }
    Cleaned { article, remarks }
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(13).collect();
    if words.len() > 12 { format!("{}…", words[..12].join(" ")) } else { words.join(" ") }
}
