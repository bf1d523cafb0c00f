//! A story as lists show it.

use super::super::catalogue::Story;
use super::super::links::picture_path;
use super::super::views::{ImageView, LinkView, TeaserView};
use super::super::{Site, covers, dates};
use crate::types::{Genre, Image};

pub(super) fn teaser(site: &Site, n: usize) -> TeaserView {
    let story = &site.catalogue.stories[n];
    let digest = &story.file.digest;
    TeaserView {
        title: digest.title.clone(),
        url: site.urls.link(&story.path),
        summary: digest.summary.clone().filter(|s| !s.trim().is_empty()),
        date: dates::of(digest.date, site.config.timezone),
        label: label(digest.genre),
        topics: topics(site, story),
        sources: digest.sources.len(),
        origins: story.origins,
        claims: story.file.body.claims.len(),
        minutes: story.minutes,
        draft: digest.draft,
        pin: digest.pin,
        image: image(site, digest.image.as_ref()),
        cover: cover(site, story),
    }
}

pub(super) fn topics(site: &Site, story: &Story) -> Vec<LinkView> {
    let shelf = |t: &usize| {
        let topic = &site.catalogue.topics[*t];
        LinkView { name: topic.name.clone(), url: site.urls.link(&format!("/topics/{}/", topic.slug)) }
    };
    story.topics.iter().map(shelf).collect()
}

pub(super) fn cover(site: &Site, story: &Story) -> String {
    covers::draw(topic_of(site, story), &story.path)
}

/// The slug of the topic that a story's cover is drawn from, or nothing.
pub(super) fn topic_of<'a>(site: &'a Site, story: &Story) -> &'a str {
    story.topics.first().map_or("", |t| site.catalogue.topics[*t].slug.as_str())
}

/// The photograph, if it is one of this site: a page loads nothing from other hosts.
pub(super) fn image(site: &Site, image: Option<&Image>) -> Option<ImageView> {
    let image = image?;
    let path = picture_path(&image.src)?;
    let there = site.addresses.contains_key(path.trim_start_matches('/'));
    there.then(|| ImageView {
        url: site.urls.link(&path),
        absolute: site.urls.absolute(&path),
        alt: image.alt.clone().unwrap_or_default(),
        credit: image.credit.clone(),
    })
}

/// What a reader is told of a text that is not plain news.
pub(in super::super) fn label(genre: Genre) -> Option<String> {
    let word = match genre {
        Genre::News => return None,
        Genre::Opinion => "Opinion",
        Genre::Analysis => "Analysis",
        Genre::PressRelease => "Press release",
        Genre::Paper => "Paper",
    };
    Some(word.to_owned())
}
