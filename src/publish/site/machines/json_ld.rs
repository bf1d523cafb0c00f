//! What a story is, for search engines: schema.org NewsArticle with `citation`, `isBasedOn` and `correction`.

use super::super::Site;
use super::super::catalogue::Story;
use crate::types::{Genre, Source};
use serde::Serialize;

/// The words are schema.org's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'a str,
    #[serde(rename = "@type")]
    kind: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    date_published: String,
    date_modified: String,
    in_language: &'a str,
    url: &'a str,
    main_entity_of_page: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<[&'a str; 1]>,
    is_accessible_for_free: bool,
    publisher: Named<'a>,
    author: Named<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Cited<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Corrected<'a>>,
}

/// A person or an organisation.
#[derive(Clone, Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cited<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Corrected<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    text: &'a str,
    date_published: String,
}

/// JSON-LD as it can stand between script tags: no `<` in it.
pub(in super::super) fn article(site: &Site, story: &Story, image: Option<&str>) -> String {
    let digest = &story.file.digest;
    let (url, home) = (site.urls.absolute(&story.path), site.urls.absolute("/"));
    let organisation = Named { kind: "NewsMediaOrganization", name: &site.config.title, url: Some(&home) };
    let person = |name| Named { kind: "Person", name, url: None };
    let corrections = digest.corrections.iter();
    let article = NewsArticle {
        context: "https://schema.org",
        kind: kind(digest.genre),
        headline: &digest.title,
        description: digest.summary.as_deref(),
        date_published: digest.date.to_string(),
        date_modified: digest.updated.unwrap_or(digest.date).to_string(),
        in_language: &site.config.language,
        url: &url,
        main_entity_of_page: &url,
        image: image.map(|i| [i]),
        is_accessible_for_free: true,
        author: digest.reviewed_by.as_deref().map_or_else(|| organisation.clone(), person),
        publisher: organisation,
        keywords: story.topics.iter().map(|t| site.catalogue.topics[*t].name.as_str()).collect(),
        citation: digest.sources.iter().map(source).collect(),
        is_based_on: digest.sources.iter().filter_map(Source::address).collect(),
        correction: corrections.map(|c| Corrected { kind: "CorrectionComment", text: &c.text, date_published: c.date.to_string() }).collect(),
    };
    let text = serde_json::to_string(&article).unwrap_or_default();
    if text.contains('<') { text.replace('<', "\\u003c") } else { text }
}

fn kind(genre: Genre) -> &'static str {
    match genre {
        Genre::Opinion => "OpinionNewsArticle",
        Genre::Analysis => "AnalysisNewsArticle",
        _ => "NewsArticle",
    }
}

fn source(source: &Source) -> Cited<'_> {
    Cited {
        kind: match source.genre {
            Genre::Paper => "ScholarlyArticle",
            Genre::PressRelease => "Article",
            other => kind(other),
        },
        headline: &source.title,
        url: source.address(),
        publisher: source.publisher.as_deref().map(|name| Named { kind: "Organization", name, url: None }),
        author: source.authors.iter().map(|name| Named { kind: "Person", name, url: None }).collect(),
        date_published: source.published.map(|date| date.to_string()),
    }
}
