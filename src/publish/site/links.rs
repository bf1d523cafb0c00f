//! Links inside the site that lead nowhere.

use super::urls::file;
use super::{Place, Site};
use crate::diag::{Diagnostic, Span, codes, nearest};
use crate::publish::render::{Link, Links, Text, internal_links};
use crate::types::DigestFile;
use percent_encoding::percent_decode_str;
use std::sync::{Arc, OnceLock};

/// A finding for each link of a digest or page to an address that the site does not have.
pub(super) fn broken(site: &Site) -> Vec<Diagnostic> {
    let there = OnceLock::new();
    let stories = site.catalogue.stories.iter().flat_map(|s| of_text(site, &s.links, &s.path, &s.file.path, &there));
    let mut found: Vec<Diagnostic> = stories.collect();
    for page in &site.pages {
        found.extend(of_text(site, &internal_links(Text::Page(page)), &format!("/{}/", page.stem), &page.path, &there));
    }
    found.extend(site.catalogue.stories.iter().filter_map(|s| picture(site, &s.file)));
    found
}

/// A story's picture that cannot be shown: it is not there, or on another host.
fn picture(site: &Site, file: &DigestFile) -> Option<Diagnostic> {
    let image = file.digest.image.as_ref()?;
    let path = picture_path(&image.src);
    if path.as_ref().is_some_and(|p| site.addresses.contains_key(p.trim_start_matches('/'))) {
        return None;
    }
    let why = if path.is_some() { "is not there" } else { "lies on another host, of which a page asks nothing" };
    let d = Diagnostic::new(&codes::BROKEN_LINK, file.span("image"), format!("the picture `{}` {why}; a drawn cover takes its place", image.src));
    Some(d.hint("put the picture into static/ and write its path, as `/images/NAME.jpg`"))
}

/// The address of a picture from the site's root, `None` for one of another host. `static/x.jpg` means `/x.jpg`.
pub(super) fn picture_path(src: &str) -> Option<String> {
    let links = Links { base: String::new(), page: "/".to_owned() };
    links.internal(src.strip_prefix("static/").unwrap_or(src))
}

/// Where a link might have been meant to lead: gathered with the first one that is broken.
type There = OnceLock<Vec<String>>;

fn of_text(site: &Site, links: &[Link], page: &str, path: &Arc<str>, there: &There) -> Vec<Diagnostic> {
    if links.is_empty() {
        return Vec::new();
    }
    let base = Links { base: String::new(), page: page.to_owned() };
    links.iter().filter_map(|link| check(site, &base, link, path, there)).collect()
}

fn check(site: &Site, links: &Links, link: &Link, path: &Arc<str>, there: &There) -> Option<Diagnostic> {
    let target = links.internal(&link.address)?;
    let target = target.split(['?', '#']).next().unwrap_or("/");
    let decoded = percent_decode_str(target).decode_utf8_lossy().into_owned();
    if site.addresses.contains_key(&file(&decoded)) || site.addresses.contains_key(&file(&format!("{decoded}/"))) {
        return None;
    }
    let d = Diagnostic::new(&codes::BROKEN_LINK, Span::new(path, link.span.clone()), format!("`{}` leads to no page of this site", link.address));
    let there = there.get_or_init(|| {
        let wanted = |place: &Place| matches!(place, Place::Story(_) | Place::Page(_) | Place::Topic(_, 1) | Place::Publisher(_, 1) | Place::Static(_));
        site.addresses.iter().filter(|(_, place)| wanted(place)).map(|(address, _)| format!("/{}", address.trim_end_matches("index.html"))).collect()
    });
    Some(match nearest(&decoded, there.iter().map(String::as_str)) {
        Some(near) => d.hint(format!("did you mean `{near}`?")),
        None => d.hint("write it from the site's root, as `/story/NAME/`"),
    })
}
