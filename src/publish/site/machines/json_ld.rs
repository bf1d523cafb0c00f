//! What a story is, for search engines: schema.org NewsArticle with `citation`, `isBasedOn` and `correction`.

use super::super::Site;
use super::super::catalogue::Story;
use crate::types::{Genre, Source};
use serde::Serialize;
use serde_json::{Value, json};

/// A story as JSON-LD has it, its keys in the order in which they are written.
#[derive(Serialize)]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'a str,
    #[serde(rename = "@type")]
    kind: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(rename = "datePublished")]
    published: String,
    #[serde(rename = "dateModified")]
    modified: String,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    url: &'a str,
    #[serde(rename = "mainEntityOfPage")]
    main_entity: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<[&'a str; 1]>,
    #[serde(rename = "isAccessibleForFree")]
    free: bool,
    publisher: &'a Value,
    author: Author<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Cited<'a>>,
    #[serde(rename = "isBasedOn", skip_serializing_if = "Vec::is_empty")]
    based_on: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Value>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Author<'a> {
    Person(Named<'a>),
    Paper(&'a Value),
}

/// A person or an organisation.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
}

/// A source.
#[derive(Serialize)]
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
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
}

/// JSON-LD as it can stand between script tags: no `<` in it.
pub(in super::super) fn article(site: &Site, story: &Story, image: Option<&str>) -> String {
    let digest = &story.file.digest;
    let url = site.urls.absolute(&story.path);
    let organisation = organisation(site);
    let corrections = digest.corrections.iter();
    in_script(&NewsArticle {
        context: "https://schema.org",
        kind: kind(digest.genre),
        headline: &digest.title,
        description: digest.summary.as_deref(),
        published: digest.date.to_string(),
        modified: digest.changed().unwrap_or(digest.date).to_string(),
        language: &site.config.language,
        url: &url,
        main_entity: &url,
        image: image.map(|image| [image]),
        free: true,
        publisher: &organisation,
        author: digest.reviewed_by.as_ref().map_or(Author::Paper(&organisation), |name| Author::Person(Named { kind: "Person", name })),
        keywords: story.topics.iter().map(|t| site.catalogue.topics[*t].name.as_str()).collect(),
        citation: digest.sources.iter().map(source).collect(),
        based_on: digest.sources.iter().filter_map(Source::address).collect(),
        correction: corrections.map(|c| json!({"@type": "CorrectionComment", "text": c.text, "datePublished": c.date.to_string()})).collect(),
    })
}

/// Who publishes the site.
fn organisation(site: &Site) -> Value {
    let logo = json!({"@type": "ImageObject", "url": site.urls.absolute("/icon-512.png"), "width": 512, "height": 512});
    json!({"@type": "NewsMediaOrganization", "name": site.config.title, "url": site.urls.absolute("/"), "logo": logo})
}

/// What the site is, for its front page: with the search that readers of results can be offered.
pub(in super::super) fn site(site: &Site) -> String {
    let mut about = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.config.title,
        "url": site.urls.absolute("/"),
        "inLanguage": site.config.language,
        "publisher": organisation(site),
    });
    if let Some(tagline) = &site.config.tagline {
        about["description"] = tagline.clone().into();
    }
    if site.config.search {
        let target = format!("{}?q={{search_term_string}}", site.urls.absolute("/search/"));
        about["potentialAction"] = json!({"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"});
    }
    in_script(&about)
}

/// JSON as it can stand between script tags.
fn in_script(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
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
        publisher: source.publisher.as_ref().map(|name| Named { kind: "Organization", name }),
        author: source.authors.iter().map(|name| Named { kind: "Person", name }).collect(),
        published: source.published.map(|date| date.to_string()),
    }
}
