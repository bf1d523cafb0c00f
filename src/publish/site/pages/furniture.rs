//! What stands around the stories of every page, as digest.yaml has it.

use super::super::Site;
use super::super::views::{LinkView, LogoView, MenusView, PostView};
use crate::config::MenuEntry;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) fn menus(site: &Site) -> MenusView {
    let entry = |e: &MenuEntry| LinkView { name: e.name.clone(), url: address(site, &e.url) };
    let furniture = &site.config.furniture;
    MenusView { main: furniture.main_menu.iter().map(entry).collect(), foot: furniture.foot_menu.iter().map(entry).collect() }
}

/// A path of this site where it lies on its host; anything else as it is.
fn address(site: &Site, url: &str) -> String {
    let path = url.split(['#', '?']).next().unwrap_or("");
    if url.starts_with('/') { format!("{}{}", site.urls.link(path), &url[path.len()..]) } else { url.to_owned() }
}

pub(super) fn logo(site: &Site) -> Option<LogoView> {
    let logo = site.config.furniture.logo.as_ref()?;
    let there = site.addresses.contains_key(logo.src.trim_start_matches('/'));
    there.then(|| LogoView { url: site.urls.link(&logo.src), width: logo.width, height: logo.height })
}

pub(super) fn masthead(site: &Site) -> Vec<PostView> {
    let posts = site.config.furniture.masthead.iter();
    posts.map(|p| PostView { role: p.role.clone(), name: p.name.clone(), url: p.url.clone() }).collect()
}

pub(super) fn contact(site: &Site) -> Option<LinkView> {
    let url = site.config.furniture.contact.clone()?;
    let name = url.strip_prefix("mailto:").map_or_else(|| site.locale().text("contact").to_owned(), str::to_owned);
    Some(LinkView { name, url })
}

/// Where a mistake can be reported: for the story as a whole, and for a claim of it, in which `{claim}` and `{text}`, percent-encoded, are for the page's script to fill.
pub(super) fn report(site: &Site, title: &str, url: &str) -> Option<(String, String)> {
    let given = site.config.furniture.report.as_deref()?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let template = match given.starts_with("mailto:") && !given.contains('?') {
        true => format!("{given}?subject={{title}}&body={{url}}%0A%0A{{text}}"),
        false => given.to_owned(),
    };
    let fill = |url: &str, claim: &str, text: &str| {
        let filled = template.replace("{title}", &encode(title)).replace("{url}", url);
        filled.replace("{claim}", claim).replace("{text}", text)
    };
    Some((fill(&encode(url), "", ""), fill(&encode(&format!("{url}#claim-{{claim}}")), "%7Bclaim%7D", "%7Btext%7D")))
}
