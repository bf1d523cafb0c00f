//! The story page.

use super::super::views::{CorrectionView, LinkView, Neighbour, StoryDetail, StoryView};
use super::super::{Site, covers, dates, machines};
use super::Made;
use super::card::preview;
use super::frame::page_view;
use super::furniture;
use super::listing::edition_path;
use super::made::{counts, made};
use super::sources::sources;
use super::teaser::{image, label, pictures_of, topics};
use super::timeline::timeline;
use crate::publish::render::{Links, Place, Style, Text, render as render_body};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub(in super::super) fn story(site: &Site, n: usize) -> Made {
    let story = &site.catalogue.stories[n];
    let open = story.file.open();
    let digest = &open.digest;
    let links = Links { base: site.urls.base_path.clone(), page: story.path.clone() };
    let url = site.urls.absolute(&story.path);
    let (zone, locale) = (site.config.timezone, site.locale());
    let picture = image(site, story);
    let mut page = page_view(site, Some(&digest.title), digest.summary.as_deref().unwrap_or(""), &story.path, "");
    page.kind = "article".to_owned();
    page.preview = preview(site, n);
    page.json_ld = Some(machines::json_ld::article(site, story, page.preview.as_ref().map(|p| p.url.as_str())));
    let neighbour = |n: usize| {
        let story = site.catalogue.stories.get(n)?;
        Some(Neighbour { title: story.file.digest.title.clone(), url: site.urls.link(&story.path) })
    };
    let corrections = digest.corrections.iter().map(|c| CorrectionView { date: dates::of(c.date, zone, locale), text: c.text.clone() });
    let (report, report_claim) = furniture::report(site, &digest.title, &url).unzip();
    let detail = StoryDetail {
        title: digest.title.clone(),
        summary: digest.summary.clone().filter(|s| !s.trim().is_empty()),
        share: share(site, &digest.title, &url),
        url,
        date: dates::of(digest.date, zone, locale),
        edition: site.urls.link(&edition_path(story.day)),
        updated: digest.updated.map(|d| dates::of(d, zone, locale)),
        label: label(site, digest.genre),
        topics: topics(site, story),
        minutes: story.minutes,
        draft: digest.draft,
        body: render_body(
            Text::Digest(&open),
            &Style { place: Place::Page, prefix: "", links: &links, locale, pictures: Some(&pictures_of(site, &story.file.path)) },
        ),
        sources: sources(site, story, &open),
        timeline: timeline(site, story),
        origins: story.origins,
        counts: counts(story),
        made: made(story),
        corrections: corrections.collect(),
        image: picture,
        cover: covers::draw(story, &open),
        report,
        report_claim,
        claims_url: site.urls.link(&format!("{}claims.json", story.path)),
        extra: digest.extra.clone(),
    };
    let view = StoryView {
        site: site.shared.site(site),
        page,
        story: detail,
        related: site.related().near(&site.catalogue, n).into_iter().map(|s| site.shared.teaser(site, s)).collect(),
        newer: n.checked_sub(1).and_then(neighbour),
        older: neighbour(n + 1),
    };
    Made::new("story.html", view, &story.path)
}

/// Plain links: nobody is asked for anything until a reader follows one.
fn share(site: &Site, title: &str, url: &str) -> Vec<LinkView> {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (title, url) = (encode(title), encode(url));
    let place = |name: &str, url: String| LinkView { name: name.to_owned(), url };
    vec![
        place(site.locale().text("share_mail"), format!("mailto:?subject={title}&body={url}")),
        place("Bluesky", format!("https://bsky.app/intent/compose?text={title}%20{url}")),
        place("LinkedIn", format!("https://www.linkedin.com/sharing/share-offsite/?url={url}")),
        place("Mastodon", format!("https://share.joinmastodon.org/#text={title}%20{url}")),
    ]
}
