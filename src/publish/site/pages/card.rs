//! What stands for a page where a link to it is shared.

use super::super::catalogue::Story;
use super::super::drawn::{Card, HEIGHT, WIDTH};
use super::super::views::PreviewView;
use super::super::{Site, covers, dates};
use super::teaser::label;

/// The card of a story as PNG, from the cache if it was drawn before.
pub(in super::super) fn card(site: &Site, n: usize) -> Vec<u8> {
    let card = of(site, &site.catalogue.stories[n]);
    site.cache.get_or_make(&card.key(), || card.draw())
}

fn of(site: &Site, story: &Story) -> Card {
    let digest = &story.file.digest;
    let topic = story.topics.first().map(|t| site.catalogue.topics[*t].name.clone());
    let publishers = story.publishers.iter().flatten().collect::<std::collections::BTreeSet<_>>().len();
    let mut facts = vec![dates::of(digest.date, site.config.timezone, site.locale()).words];
    if publishers > 0 {
        facts.push(site.locale().count("n_publishers", publishers, &[]));
    }
    Card {
        site: site.config.title.clone(),
        title: digest.title.clone(),
        kicker: label(site, digest.genre).into_iter().chain(topic).collect::<Vec<_>>().join("  ·  "),
        facts: facts.join("  ·  "),
        cover: covers::layers(story, &story.file.open()),
    }
}

/// The card of the site: its name and what it says of itself. Its cover is that of the oldest story, which stays the same.
pub(in super::super) fn site_card(site: &Site) -> Vec<u8> {
    let card = Card {
        site: site.config.title.clone(),
        title: site.config.tagline.clone().unwrap_or_default(),
        kicker: String::new(),
        facts: String::new(),
        cover: site.catalogue.stories.last().map(|story| covers::layers(story, &story.file.open())).unwrap_or_default(),
    };
    site.cache.get_or_make(&card.key(), || card.draw())
}

/// The preview picture of a story: its photograph, or its card.
pub(super) fn preview(site: &Site, n: usize) -> Option<PreviewView> {
    let story = &site.catalogue.stories[n];
    let digest = &story.file.digest;
    let title = format!("{}: {}", site.config.title, digest.title);
    let photograph = digest.image.as_ref().and_then(|image| {
        let (path, kind, (width, height)) = site.gallery.find(&story.file.path, &image.src)?.largest()?;
        let alt = image.alt.clone().filter(|a| !a.trim().is_empty()).unwrap_or_else(|| title.clone());
        // Below this, places that show previews show a stamp in its stead.
        (width >= 600).then(|| PreviewView { url: site.urls.absolute(&path), kind: kind.to_owned(), width, height, alt })
    });
    let card = || PreviewView {
        url: site.urls.absolute(&format!("{}card.png", story.path)),
        kind: "image/png".to_owned(),
        width: WIDTH,
        height: HEIGHT,
        alt: title.clone(),
    };
    photograph.or_else(|| site.config.cards.then(card))
}
