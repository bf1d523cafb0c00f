//! A story as lists show it.

use super::super::catalogue::Story;
use super::super::views::{ImageView, LinkView, TeaserView};
use super::super::{Site, covers, dates};
use super::listing::edition_path;
use crate::publish::render::Picture;
use crate::types::Genre;

pub(super) fn teaser(site: &Site, n: usize) -> TeaserView {
    let story = &site.catalogue.stories[n];
    let digest = &story.file.digest;
    TeaserView {
        title: digest.title.clone(),
        url: site.urls.link(&story.path),
        summary: digest.summary.clone().filter(|s| !s.trim().is_empty()),
        date: dates::of(digest.date, site.config.timezone, site.locale()),
        edition: site.urls.link(&edition_path(story.day)),
        updated: digest.updated.map(|d| dates::of(d, site.config.timezone, site.locale())),
        label: label(site, digest.genre),
        topics: topics(site, story),
        sources: digest.sources.len(),
        origins: story.origins,
        claims: story.claims,
        minutes: story.minutes,
        draft: digest.draft,
        pin: digest.pin,
        image: image(site, story),
        cover: covers::draw(story, &story.file.open()),
    }
}

pub(super) fn topics(site: &Site, story: &Story) -> Vec<LinkView> {
    let shelf = |t: &usize| {
        let topic = &site.catalogue.topics[*t];
        LinkView { name: topic.name.clone(), url: site.urls.link(&format!("/topics/{}/", topic.slug)) }
    };
    story.topics.iter().map(shelf).collect()
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
pub(in super::super) fn label(site: &Site, genre: Genre) -> Option<String> {
    let key = match genre {
        Genre::News => return None,
        Genre::Opinion => "genre_opinion",
        Genre::Analysis => "genre_analysis",
        Genre::PressRelease => "genre_press_release",
        Genre::Paper => "genre_paper",
    };
    Some(site.locale().text(key).to_owned())
}
