//! A story as lists show it.

use super::super::catalogue::Story;
use super::super::views::{ImageView, LinkView, TeaserView};
use super::super::{Site, covers, dates};
use crate::publish::render::Picture;
use crate::types::Genre;

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
        image: image(site, story),
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

/// The photograph, if it is one of this site that can be shown: a page loads nothing from other hosts.
pub(super) fn image(site: &Site, story: &Story) -> Option<ImageView> {
    let image = story.file.digest.image.as_ref()?;
    let credit = image.credit.as_deref().filter(|c| !c.trim().is_empty());
    Some(site.gallery.find(&story.file.path, &image.src)?.view(&site.urls, image.alt.as_deref().unwrap_or(""), credit))
}

/// The pictures of a text, as its page shows them.
pub(super) fn pictures_of<'a>(site: &'a Site, text: &'a str) -> impl Fn(&str) -> Option<Picture> + 'a {
    move |src| {
        let shown = site.gallery.find(text, src)?.view(&site.urls, "", None);
        Some(Picture { size: shown.width.zip(shown.height), src: shown.url, srcset: shown.srcset })
    }
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
