//! The claims of a story and of the site as JSON, for whoever wants to check them without us. Passages are quoted as in the W3C Web Annotation
//! model's TextQuoteSelector: exact words with what stands before and behind them.

use super::super::Site;
use super::super::catalogue::Story;
use crate::evidence::{Located, SourceText, locate};
use crate::publish::check::KeptArticle;
use crate::types::{Citation, Source};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many characters stand before and behind a passage.
const CONTEXT: usize = 32;

/// claims.json of one story.
pub(in super::super) fn of_story(site: &Site, n: usize) -> String {
    let story = &site.catalogue.stories[n];
    let file = &story.file;
    let mut kept: BTreeMap<u32, Option<Arc<KeptArticle>>> = BTreeMap::new();
    for source in &file.digest.sources {
        kept.insert(source.id, source.article.as_deref().and_then(|stem| (site.articles)(stem)));
    }
    let claims: Vec<Value> = file
        .body
        .claims
        .iter()
        .enumerate()
        .map(|(n, claim)| {
            let citations: Vec<Value> = claim.citations.iter().map(|c| citation(story, c, &kept)).collect();
            let verdict = story.verdicts.get(n).map_or("unverifiable", |v| v.kind.word());
            json!({"id": format!("claim-{}", n + 1), "text": claim.text, "verdict": verdict, "citations": citations})
        })
        .collect();
    let sources: Vec<Value> = file.digest.sources.iter().map(source).collect();
    line(&json!({"story": file.stem, "url": site.urls.absolute(&story.path), "claims": claims, "sources": sources}))
}

fn citation(story: &Story, citation: &Citation, kept: &BTreeMap<u32, Option<Arc<KeptArticle>>>) -> Value {
    let note = story.file.note(&citation.label);
    let passage = note.map(|n| n.passage.as_slice()).unwrap_or_default();
    let article = kept.get(&citation.source).and_then(Option::as_ref);
    let (prefix, suffix) = article.filter(|_| !passage.is_empty()).map(|a| context(passage, &a.text)).unwrap_or_default();
    let link = note.and_then(|n| n.link.as_deref()).or_else(|| story.file.source(citation.source).and_then(Source::address));
    let exact = note.filter(|n| !n.passage.is_empty()).map(crate::types::Note::passage_text);
    json!({"label": citation.label, "source": citation.source, "exact": exact, "prefix": prefix, "suffix": suffix, "link": link})
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

fn source(source: &Source) -> Value {
    json!({
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "authors": source.authors,
        "published": source.published.map(|p| p.to_string()),
        "url": source.url,
        "via": source.via,
        "genre": source.genre.word(),
        "origin": source.origin,
        "article": source.article,
        "hash": source.hash,
    })
}

/// claims.json of the site.
pub(in super::super) fn of_site(site: &Site) -> String {
    let stories: Vec<Value> = site
        .catalogue
        .stories
        .iter()
        .map(|story| {
            json!({
                "url": site.urls.absolute(&story.path),
                "claims": story.file.body.claims.len(),
                "citations": story.citations(),
                "sources": story.file.digest.sources.len(),
                "origins": story.origins,
            })
        })
        .collect();
    let gone = |down: &crate::types::takedowns::DownDigest| {
        let urls: Vec<String> = down.addresses.iter().map(|a| site.urls.absolute(a)).collect();
        json!({"urls": urls, "date": down.date.to_string(), "reason": down.reason})
    };
    let mut whole = json!({ "stories": stories });
    if !site.takedowns.digests.is_empty() {
        whole["withdrawn"] = site.takedowns.digests.iter().map(gone).collect();
    }
    line(&whole)
}

fn line(value: &Value) -> String {
    let mut out = serde_json::to_string(value).unwrap_or_default();
    out.push('\n');
    out
}
