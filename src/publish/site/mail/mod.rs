//! The edition of a day as a mail: one HTML file that needs nothing else, and plain text.
//!
//! In: an edition. Out: the mail's view, or its text. Never: a picture, script or style from outside; more than a mail client shows in one piece.

mod plain;

pub(super) use plain::text;

use super::catalogue::Story;
use super::pages::{edition_minutes, edition_path, label, mail_page, render};
use super::urls::encode;
use super::views::{EmailStory, EmailView, LinkView};
use super::{Site, dates};
use crate::diag::Diagnostic;
use crate::publish::render::{Links, Place, Style, Text, render as render_body};
use std::collections::BTreeMap;

/// Gmail cuts a message off behind 102 KB; what it adds itself is not counted.
const LONGEST: usize = 100_000;

/// What a story takes without its text, with links and styles.
const FRAME: usize = 1500;

/// email.html of the edition at this place among all.
pub(super) fn html(site: &Site, e: usize) -> Result<String, Diagnostic> {
    // The template adds styles to what is counted here, so that the first guess can be too long.
    let mut room = LONGEST * 7 / 10;
    let mut bodies = BTreeMap::new();
    loop {
        let path = format!("{}email.html", edition_path(site.catalogue.editions[e].day));
        let mail = render(site, "email.html", &view(site, e, room, &mut bodies), &path)?;
        if mail.len() <= LONGEST || room < FRAME {
            return Ok(mail);
        }
        room = room * 3 / 4;
    }
}

/// The stories in their order: with their texts as long as there is room, then with their deks, then as links. `bodies` holds texts rendered before.
fn view(site: &Site, e: usize, mut room: usize, bodies: &mut BTreeMap<usize, String>) -> EmailView {
    let edition = &site.catalogue.editions[e];
    let page = edition_path(edition.day);
    let mut stories = Vec::new();
    let mut more = Vec::new();
    for n in &edition.stories {
        let story = &site.catalogue.stories[*n];
        let digest = &story.file.digest;
        let frame = FRAME + digest.summary.as_ref().map_or(0, String::len) + digest.title.len();
        if room < frame {
            more.push(LinkView { name: digest.title.clone(), url: site.urls.absolute(&story.path) });
            continue;
        }
        room -= frame;
        // Its words alone may leave no room: most stories of a large edition are not rendered at all.
        let body = (story.letters <= room).then(|| bodies.entry(*n).or_insert_with(|| body(site, story)).clone()).filter(|body| body.len() <= room);
        room -= body.as_ref().map_or(0, String::len);
        stories.push(of(site, story, body));
    }
    EmailView {
        site: site.shared.site(site),
        page: mail_page(site, e, &page),
        date: dates::of_day(edition.day, site.locale()),
        url: site.urls.absolute(&page),
        count: edition.stories.len(),
        minutes: edition_minutes(site, edition),
        stories,
        more,
    }
}

fn body(site: &Site, story: &Story) -> String {
    let links = Links { base: site.urls.whole.clone(), page: encode(&story.path) };
    render_body(Text::Digest(&story.file.open()), &Style { place: Place::Mail, prefix: "", links: &links, locale: site.locale(), pictures: None })
}

fn of(site: &Site, story: &Story, body: Option<String>) -> EmailStory {
    let digest = &story.file.digest;
    EmailStory {
        title: digest.title.clone(),
        url: site.urls.absolute(&story.path),
        summary: digest.summary.clone().filter(|s| !s.trim().is_empty()),
        label: label(site, digest.genre),
        topics: story.topics.iter().take(2).map(|t| site.catalogue.topics[*t].name.clone()).collect(),
        sources: digest.sources.len(),
        origins: story.origins,
        minutes: story.minutes,
        body,
    }
}
