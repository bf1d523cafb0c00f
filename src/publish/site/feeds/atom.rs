//! Atom, RFC 4287.

use super::super::Site;
use super::super::catalogue::Story;
use super::Head;
use super::entry::{html, story_tag, tag};
use crate::publish::render::escape;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::Write as _;

pub(super) fn feed(site: &Site, head: &Head, stories: &[usize]) -> String {
    let numbers = stories;
    let stories: Vec<&Story> = stories.iter().map(|s| &site.catalogue.stories[*s]).collect();
    // An empty feed was last changed before anything was written.
    let updated = stories.iter().map(|s| changed(s)).max().unwrap_or(DateTime::UNIX_EPOCH);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", text(&site.config.language));
    let _ = writeln!(out, "<title>{}</title>", text(&head.title));
    if let Some(tagline) = &site.config.tagline {
        let _ = writeln!(out, "<subtitle>{}</subtitle>", text(tagline));
    }
    let _ = writeln!(out, "<id>{}</id>", text(&tag(site, &head.id)));
    let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", text(&site.urls.absolute(&head.path)));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", text(&site.urls.absolute(&head.page)));
    let _ = writeln!(out, "<updated>{}</updated>", time(updated));
    let _ = writeln!(out, "<author><name>{}</name><uri>{}</uri></author>", text(&site.config.title), text(&site.urls.absolute("/")));
    let _ = writeln!(out, "<icon>{}</icon>", text(&site.urls.absolute("/icon-192.png")));
    let _ = writeln!(out, "<generator>digest</generator>");
    for (n, story) in numbers.iter().zip(stories) {
        out.push_str(&site.shared.entry(*n, || entry(site, *n, story)));
    }
    out.push_str("</feed>\n");
    out
}

fn entry(site: &Site, n: usize, story: &Story) -> String {
    let mut out = String::new();
    let digest = &story.file.digest;
    let _ = writeln!(out, "<entry>\n<title>{}</title>", text(&digest.title));
    let _ = writeln!(out, "<id>{}</id>", text(&story_tag(site, story)));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", text(&site.urls.absolute(&story.path)));
    for source in digest.sources.iter().filter_map(|s| s.url.as_deref()) {
        let _ = writeln!(out, "<link rel=\"via\" href=\"{}\"/>", text(source));
    }
    let _ = writeln!(out, "<published>{}</published>\n<updated>{}</updated>", time(story.instant), time(changed(story)));
    for topic in story.topics.iter() {
        let topic = &site.catalogue.topics[*topic];
        let _ = writeln!(out, "<category term=\"{}\" label=\"{}\"/>", text(&topic.slug), text(&topic.name));
    }
    if let Some(summary) = &digest.summary {
        let _ = writeln!(out, "<summary>{}</summary>", text(summary));
    }
    let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", text(&html(site, n)));
    out
}

/// The last change of substance.
fn changed(story: &Story) -> DateTime<Utc> {
    story.file.digest.changed().map_or(story.instant, |u| u.instant().max(story.instant))
}

fn time(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The first bytes of what XML 1.0 cannot hold, and of some that it can.
static DOUBTFUL: [bool; 256] = {
    let mut doubtful = [false; 256];
    let mut at = 0;
    while at < b' ' as usize {
        doubtful[at] = !matches!(at as u8, b'\t' | b'\n' | b'\r');
        at += 1;
    }
    (doubtful[0x7f], doubtful[0xc2], doubtful[0xef]) = (true, true, true);
    doubtful
};

/// Escaped, and without the characters that XML 1.0 cannot hold.
pub(in super::super) fn text(text: &str) -> String {
    let fine = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..) && !('\u{7f}'..='\u{84}').contains(&c);
    // What is not fine is below a space but for tabs and line breaks, is a delete, or begins with one of two bytes; almost every text has none of them.
    if !text.bytes().any(|b| DOUBTFUL[usize::from(b)]) || text.chars().all(fine) {
        escape(text)
    } else {
        escape(&text.chars().filter(|c| fine(*c)).collect::<String>())
    }
}
