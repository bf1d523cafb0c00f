//! What a story is, for search engines: schema.org NewsArticle with `citation`, `isBasedOn` and `correction`.

use super::super::Site;
use super::super::catalogue::Story;
use crate::types::{Genre, Source};
use serde_json::{Map, Value, json};

/// JSON-LD as it can stand between script tags: no `<` in it.
pub(in super::super) fn article(site: &Site, story: &Story, image: Option<&str>) -> String {
    let digest = &story.file.digest;
    let url = site.urls.absolute(&story.path);
    let organisation = organisation(site);
    let mut article = Map::new();
    let mut put = |key: &str, value: Value| {
        article.insert(key.to_owned(), value);
    };
    put("@context", "https://schema.org".into());
    put("@type", kind(digest.genre).into());
    put("headline", digest.title.clone().into());
    if let Some(summary) = &digest.summary {
        put("description", summary.clone().into());
    }
    put("datePublished", digest.date.to_string().into());
    put("dateModified", digest.updated.unwrap_or(digest.date).to_string().into());
    put("inLanguage", site.config.language.clone().into());
    put("url", url.clone().into());
    put("mainEntityOfPage", url.into());
    if let Some(image) = image {
        put("image", vec![image].into());
    }
    put("isAccessibleForFree", true.into());
    put("publisher", organisation.clone());
    put("author", digest.reviewed_by.as_ref().map_or(organisation, |name| json!({"@type": "Person", "name": name})));
    if !story.topics.is_empty() {
        put("keywords", story.topics.iter().map(|t| site.catalogue.topics[*t].name.clone()).collect::<Vec<_>>().into());
    }
    if !digest.sources.is_empty() {
        put("citation", digest.sources.iter().map(source).collect());
        let based: Vec<Value> = digest.sources.iter().filter_map(Source::address).map(Into::into).collect();
        if !based.is_empty() {
            put("isBasedOn", based.into());
        }
    }
    if !digest.corrections.is_empty() {
        let corrections = digest.corrections.iter();
        put("correction", corrections.map(|c| json!({"@type": "CorrectionComment", "text": c.text, "datePublished": c.date.to_string()})).collect());
    }
    in_script(&article)
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
fn in_script(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c")
}

fn kind(genre: Genre) -> &'static str {
    match genre {
        Genre::Opinion => "OpinionNewsArticle",
        Genre::Analysis => "AnalysisNewsArticle",
        _ => "NewsArticle",
    }
}

fn source(source: &Source) -> Value {
    let mut cited = Map::new();
    let kind = match source.genre {
        Genre::Paper => "ScholarlyArticle",
        Genre::PressRelease => "Article",
        other => kind(other),
    };
    cited.insert("@type".to_owned(), kind.into());
    cited.insert("headline".to_owned(), source.title.clone().into());
    if let Some(address) = source.address() {
        cited.insert("url".to_owned(), address.into());
    }
    if let Some(publisher) = &source.publisher {
        cited.insert("publisher".to_owned(), json!({"@type": "Organization", "name": publisher}));
    }
    if !source.authors.is_empty() {
        cited.insert("author".to_owned(), source.authors.iter().map(|a| json!({"@type": "Person", "name": a})).collect());
    }
    if let Some(date) = source.published {
        cited.insert("datePublished".to_owned(), date.to_string().into());
    }
    cited.into()
}
