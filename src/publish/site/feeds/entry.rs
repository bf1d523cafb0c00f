//! A story as feeds carry it: its id, and its text as HTML that stands alone.

use super::super::catalogue::Story;
use super::super::notes::{claims_citing, notes_of};
use super::super::pages::label;
use super::super::urls::encode;
use super::super::{Site, dates};
use crate::publish::render::{Links, Picture, Place, Style, Text, escape, render};
use crate::types::digest_file::unsafe_scheme;
use crate::types::{OpenDigest, Source};
use std::fmt::Write as _;
use std::sync::Arc;
use url::Url;

/// An id that stays when addresses change (RFC 4151): made from the site's home in digest.yaml, not from where this build is going, and from the
/// file's name, not from the slug. The year is that in which the scheme was fixed, not one of the story: a story may be dated anew.
pub(super) fn tag(site: &Site, specific: &str) -> String {
    let home = Url::parse(&site.home_url).ok();
    let host = home.as_ref().and_then(|u| u.host_str()).unwrap_or("localhost").to_owned();
    let path = home.as_ref().map(|u| u.path().trim_matches('/').to_owned()).filter(|p| !p.is_empty()).map(|p| format!("{p}/")).unwrap_or_default();
    format!("tag:{host},2026:{path}{specific}")
}

pub(super) fn story_tag(site: &Site, story: &Story) -> String {
    tag(site, &format!("story/{}", encode(&story.file.stem)))
}

/// The story's whole text and its Sources list. Every id begins with the story's name, so that a reader that shows many stories in one document
/// has no id twice; every link is absolute.
pub(super) fn html(site: &Site, n: usize) -> Arc<str> {
    site.shared.text(n, || made(site, &site.catalogue.stories[n]))
}

fn made(site: &Site, story: &Story) -> String {
    let file = &story.file.open();
    let prefix = format!("{}-", encode(&file.stem).replace('%', "."));
    let links = Links { base: site.urls.whole.clone(), page: encode(&story.path) };
    let pictures = |src: &str| {
        let shown = site.gallery.find(&file.path, src)?.view(&site.urls, "", None);
        Some(Picture { src: shown.absolute, srcset: String::new(), size: shown.width.zip(shown.height) })
    };
    let mut out = String::new();
    if let Some(summary) = &file.digest.summary {
        let _ = writeln!(out, "<p><strong>{}</strong></p>", escape(summary));
    }
    if let Some(label) = label(site, file.digest.genre) {
        let _ = writeln!(out, "<p>{label}</p>");
    }
    out.push_str(&render(Text::Digest(file), &Style { place: Place::Feed, prefix: &prefix, links: &links, locale: site.locale(), pictures: Some(&pictures) }));
    if !file.digest.sources.is_empty() {
        let _ = write!(out, "<h2>{}</h2>\n<ol>\n", escape(site.locale().text("sources")));
        for source in &file.digest.sources {
            self::source(&mut out, site, file, source, &prefix);
        }
        out.push_str("</ol>\n");
    }
    if !file.digest.corrections.is_empty() {
        let _ = write!(out, "<h2>{}</h2>\n<ul>\n", escape(site.locale().text("corrections")));
        for correction in &file.digest.corrections {
            let date = dates::of(correction.date, site.config.timezone, site.locale());
            let _ = writeln!(out, "<li>{}: {}</li>", date.words, escape(&correction.text));
        }
        out.push_str("</ul>\n");
    }
    let _ = writeln!(out, "<p><a href=\"{}\">{}</a></p>", escape(&site.urls.absolute(&story.path)), escape(&site.config.title));
    out
}

fn source(out: &mut String, site: &Site, file: &OpenDigest, source: &Source, prefix: &str) {
    let _ = write!(out, "<li value=\"{0}\" id=\"{prefix}source-{0}\">", source.id);
    if let Some(publisher) = &source.publisher {
        let _ = write!(out, "{}: ", escape(publisher));
    }
    match source.address().filter(|a| !unsafe_scheme(a)) {
        Some(address) => {
            let _ = write!(out, "<a href=\"{}\">{}</a>", escape(address), escape(&source.title));
        }
        None => {
            let _ = write!(out, "{} ({})", escape(&source.title), escape(site.locale().text("no_address").trim_end_matches('.')));
        }
    }
    if !source.authors.is_empty() {
        let _ = write!(out, ", {}", escape(&source.authors.join(", ")));
    }
    if let Some(date) = source.published {
        let _ = write!(out, ", {}", dates::of(date, site.config.timezone, site.locale()).words);
    }
    passages(out, site, file, source.id, prefix);
    out.push_str("</li>\n");
}

/// The cited passages of a source, each with its way back to the claims.
fn passages(out: &mut String, site: &Site, file: &OpenDigest, source: u32, prefix: &str) {
    let notes = notes_of(file, source);
    if notes.is_empty() {
        return;
    }
    out.push_str("\n<ul>\n");
    for note in notes {
        let _ = write!(out, "<li id=\"{prefix}note-{}\">{}", note.label, escape(&site.locale().quote(&note.passage_text())));
        for number in claims_citing(file, &note.label) {
            let claim = site.locale().say("claim_n", &[("number", &number.to_string())]);
            let _ = write!(out, " <a href=\"#{prefix}claim-{number}\">↩ {}</a>", escape(&claim));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}
