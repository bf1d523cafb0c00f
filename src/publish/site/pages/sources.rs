//! The Sources list: each source once, with the passages cited from it and the ways back to the claims.

use super::super::catalogue::Story;
use super::super::notes::{claims_citing, notes_of};
use super::super::views::{ClaimLink, PassageView, SourceView};
use super::super::{Site, dates};
use super::teaser::label;
use crate::evidence::{find, link};
use crate::publish::render::found_label;
use crate::types::digest_file::unsafe_scheme;
use crate::types::{Note, OpenDigest, Source};
use url::Url;

/// All sources of a story, in the order of its file, which is laid out.
pub(super) fn sources(site: &Site, story: &Story, file: &OpenDigest) -> Vec<SourceView> {
    let all = &file.digest.sources;
    all.iter()
        .enumerate()
        .map(|(at, source)| SourceView {
            id: source.id,
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            publisher_url: story.publishers[at].map(|p| site.urls.link(&format!("/publishers/{}/", site.catalogue.publishers[p].slug))),
            authors: source.authors.clone(),
            date: source.published.map(|d| dates::of(d, site.config.timezone, site.locale())),
            link: source.address().filter(|a| !unsafe_scheme(a)).map(str::to_owned),
            via: if source.url.is_none() { source.via.as_deref().map(host) } else { None },
            label: label(site, source.genre),
            language: source.language.clone(),
            copies: copies(all, source),
            passages: notes_of(file, source.id).into_iter().map(|note| passage(file, note, "")).chain(found(site, file, source)).collect(),
            claims: ways_back(file, &source.id.to_string(), ""),
        })
        .collect()
}

/// What a story cites from the publisher at this place of the catalogue.
pub(super) fn passages_of(site: &Site, story: usize, publisher: usize) -> Vec<PassageView> {
    let story = &site.catalogue.stories[story];
    let page = site.urls.link(&story.path);
    let file = story.file.open();
    let ids = story.file.digest.sources.iter().zip(story.publishers.iter()).filter(|(_, p)| **p == Some(publisher)).map(|(s, _)| s.id);
    ids.flat_map(|id| notes_of(&file, id)).map(|note| passage(&file, note, &page)).collect()
}

fn passage(file: &OpenDigest, note: &Note, page: &str) -> PassageView {
    PassageView {
        label: note.label.clone(),
        text: note.passage_text(),
        link: note.link.clone().filter(|l| !unsafe_scheme(l)),
        claims: ways_back(file, &note.label, page),
        found: false,
    }
}

/// For each claim that cites the source as a whole, the passage of it that carries the claim best. Where the article is not kept there is none.
fn found(site: &Site, file: &OpenDigest, source: &Source) -> Vec<PassageView> {
    let whole = claims_citing(file, &source.id.to_string());
    let article = source.article.as_deref().filter(|_| !whole.is_empty()).and_then(|stem| (site.articles)(stem));
    let Some(article) = article else { return Vec::new() };
    let of_claim = |number: usize| {
        let parts = find(&file.body.claims.get(number - 1)?.text, &article.text)?.parts;
        let address = source.address().filter(|a| !unsafe_scheme(a));
        Some(PassageView {
            label: found_label(source.id, number),
            text: parts.join(" […] "),
            link: address.map(|a| link(a, &parts, Some(&article.text))),
            claims: vec![ClaimLink { number, url: format!("#claim-{number}") }],
            found: true,
        })
    };
    whole.into_iter().filter_map(of_claim).collect()
}

fn ways_back(file: &OpenDigest, label: &str, page: &str) -> Vec<ClaimLink> {
    claims_citing(file, label).into_iter().map(|number| ClaimLink { number, url: format!("{page}#claim-{number}") }).collect()
}

fn copies(all: &[Source], source: &Source) -> Vec<u32> {
    match &source.origin {
        Some(origin) => all.iter().filter(|s| s.id != source.id && s.origin.as_ref() == Some(origin)).map(|s| s.id).collect(),
        None => Vec::new(),
    }
}

/// `www.daily8.com` as people know it: daily8.com.
fn host(address: &str) -> String {
    let host = Url::parse(address).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_else(|| address.to_owned());
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}
