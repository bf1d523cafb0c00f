//! The claims of a story and of the site as JSON, for whoever wants to check them without us. Passages are quoted as in the W3C Web Annotation
//! model's TextQuoteSelector: exact words with what stands before and behind them.

use super::super::Site;
use crate::evidence::{Located, SourceText, locate};
use crate::publish::check::KeptArticle;
use crate::types::{Citation, OpenDigest, Source};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many characters stand before and behind a passage.
const CONTEXT: usize = 32;

/// claims.json of one story.
#[derive(Serialize)]
struct OfStory<'a> {
    story: &'a str,
    url: String,
    claims: Vec<OneClaim<'a>>,
    sources: Vec<OneSource<'a>>,
}

#[derive(Serialize)]
struct OneClaim<'a> {
    id: String,
    text: &'a str,
    verdict: &'a str,
    citations: Vec<OneCitation<'a>>,
}

#[derive(Serialize)]
struct OneCitation<'a> {
    label: &'a str,
    source: u32,
    exact: Option<String>,
    prefix: String,
    suffix: String,
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct OneSource<'a> {
    id: u32,
    title: &'a str,
    publisher: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    url: Option<&'a str>,
    via: Option<&'a str>,
    genre: &'a str,
    origin: Option<&'a str>,
    article: Option<&'a str>,
    hash: Option<&'a str>,
}

/// claims.json of the site.
#[derive(Serialize)]
struct OfSite {
    stories: Vec<StoryCounts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withdrawn: Vec<Withdrawn>,
}

/// A digest that was taken down.
#[derive(Serialize)]
struct Withdrawn {
    urls: Vec<String>,
    date: String,
    reason: Option<String>,
}

#[derive(Serialize)]
struct StoryCounts {
    url: String,
    claims: usize,
    citations: usize,
    sources: usize,
    origins: usize,
}

pub(in super::super) fn of_story(site: &Site, n: usize) -> String {
    let story = &site.catalogue.stories[n];
    let file = story.file.open();
    let mut kept: BTreeMap<u32, Option<Arc<KeptArticle>>> = BTreeMap::new();
    for source in &file.digest.sources {
        kept.insert(source.id, source.article.as_deref().and_then(|stem| (site.articles)(stem)));
    }
    let claims = file.body.claims.iter().enumerate().map(|(n, claim)| OneClaim {
        id: format!("claim-{}", n + 1),
        text: &claim.text,
        verdict: story.verdicts.get(n).map_or("unverifiable", |v| v.kind.word()),
        citations: claim.citations.iter().map(|c| citation(&file, c, &kept)).collect(),
    });
    line(&OfStory {
        story: &file.stem,
        url: site.urls.absolute(&story.path),
        claims: claims.collect(),
        sources: file.digest.sources.iter().map(source).collect(),
    })
}

fn citation<'a>(file: &'a OpenDigest, citation: &'a Citation, kept: &BTreeMap<u32, Option<Arc<KeptArticle>>>) -> OneCitation<'a> {
    let note = file.note(&citation.label);
    let passage = note.map(|n| n.passage.as_slice()).unwrap_or_default();
    let article = kept.get(&citation.source).and_then(Option::as_ref);
    let (prefix, suffix) = article.filter(|_| !passage.is_empty()).map(|a| context(passage, &a.text)).unwrap_or_default();
    OneCitation {
        label: &citation.label,
        source: citation.source,
        exact: note.filter(|n| !n.passage.is_empty()).map(crate::types::Note::passage_text),
        prefix,
        suffix,
        link: note.and_then(|n| n.link.as_deref()).or_else(|| file.source(citation.source).and_then(Source::address)),
    }
}

/// What stands before the first part and behind the last.
fn context(passage: &[String], article: &SourceText) -> (String, String) {
    let Located::Stands(places) = locate(passage, article) else { return Default::default() };
    let (Some((first, start)), Some((last, end))) = (places.first(), places.last()) else { return Default::default() };
    let (Some(first), Some(last)) = (article.blocks.get(*first), article.blocks.get(*last)) else { return Default::default() };
    let before: Vec<char> = first.text.get(..start.start).unwrap_or("").chars().collect();
    let prefix = before[before.len().saturating_sub(CONTEXT)..].iter().collect();
    let suffix = last.text.get(end.end..).unwrap_or("").chars().take(CONTEXT).collect();
    (prefix, suffix)
}

fn source(source: &Source) -> OneSource<'_> {
    OneSource {
        id: source.id,
        title: &source.title,
        publisher: source.publisher.as_deref(),
        authors: &source.authors,
        published: source.published.map(|p| p.to_string()),
        url: source.url.as_deref(),
        via: source.via.as_deref(),
        genre: source.genre.word(),
        origin: source.origin.as_deref(),
        article: source.article.as_deref(),
        hash: source.hash.as_deref(),
    }
}

pub(in super::super) fn of_site(site: &Site) -> String {
    let counts = site.catalogue.stories.iter().map(|story| StoryCounts {
        url: site.urls.absolute(&story.path),
        claims: story.claims,
        citations: story.citations,
        sources: story.file.digest.sources.len(),
        origins: story.origins,
    });
    let gone = |down: &crate::types::takedowns::DownDigest| Withdrawn {
        urls: down.addresses.iter().map(|a| site.urls.absolute(a)).collect(),
        date: down.date.to_string(),
        reason: down.reason.clone(),
    };
    line(&OfSite { stories: counts.collect(), withdrawn: site.takedowns.digests.iter().map(gone).collect() })
}

fn line(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string(value).unwrap_or_default();
    out.push('\n');
    out
}
