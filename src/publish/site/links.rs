//! Links inside the site that lead nowhere.

use super::memory::Lost;
use super::urls::file;
use super::{Place, Site};
use crate::diag::{Diagnostic, Span, codes, nearest};
use crate::publish::render::{Link, Links, Text, internal_links};
use crate::types::PageFile;
use percent_encoding::percent_decode_str;
use std::sync::{Arc, OnceLock};

/// A finding for each link of these stories, by their numbers, to an address that the site does not have, in the place of what was found before.
pub(super) fn broken_in(site: &Site, stories: impl Iterator<Item = usize>, lost: &mut Lost) {
    let there = OnceLock::new();
    for n in stories {
        let story = &site.catalogue.stories[n];
        let found = of_text(site, &story.links, &story.path, &story.file.path, &there);
        if found.is_empty() {
            lost.remove(&n);
        } else {
            lost.insert(n, found);
        }
    }
}

/// The same for pages, menus and the logo.
pub(super) fn broken(site: &Site) -> Vec<Diagnostic> {
    let there = OnceLock::new();
    let of_page = |page: &Arc<PageFile>| of_text(site, &internal_links(Text::Page(page)), &format!("/{}/", page.stem), &page.path, &there);
    let mut found: Vec<Diagnostic> = site.pages.iter().flat_map(of_page).collect();
    found.extend(menus(site, &there));
    found
}

/// Menu entries that lead nowhere, and a logo that is not there.
fn menus(site: &Site, there: &There) -> Vec<Diagnostic> {
    let links = Links { base: String::new(), page: "/".to_owned() };
    let furniture = &site.config.furniture;
    let entries = furniture.main_menu.iter().chain(&furniture.foot_menu);
    let lost = entries.filter_map(|e| check(site, &links, &Link { address: e.url.clone(), span: e.span.range(), picture: false }, &e.span.file, there));
    let logo = furniture.logo.iter().filter(|l| !site.addresses.contains_key(l.src.trim_start_matches('/'))).map(|l| {
        let d = Diagnostic::new(&codes::BROKEN_LINK, l.span.clone(), format!("the logo `{}` is not there; the site's name takes its place", l.src));
        d.hint("put the picture into static/ and write its path, as `/images/logo.svg`")
    });
    lost.chain(logo).collect()
}

/// Where a link might have been meant to lead: gathered with the first one that is broken.
type There = OnceLock<Vec<String>>;

fn of_text(site: &Site, links: &[Link], page: &str, path: &Arc<str>, there: &There) -> Vec<Diagnostic> {
    if links.iter().all(|l| l.picture) {
        return Vec::new();
    }
    let base = Links { base: String::new(), page: page.to_owned() };
    // Pictures are looked for where they are gathered.
    links.iter().filter(|l| !l.picture).filter_map(|link| check(site, &base, link, path, there)).collect()
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
