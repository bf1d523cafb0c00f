//! What stands around the stories of every page: menus, logo, masthead, and where a reader can write to.

use crate::diag::{Checked, Diagnostic, Span, codes, nearest};
use crate::types::Fields;
use crate::types::locale::placeholders;

/// The page furniture, as newspapers call it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Furniture {
    /// The menu at the head of a page; empty for the theme's own.
    pub main_menu: Vec<MenuEntry>,
    /// The menu at its foot; empty for the theme's own.
    pub foot_menu: Vec<MenuEntry>,
    pub logo: Option<Logo>,
    /// Who makes the paper, in the order of the file.
    pub masthead: Vec<Post>,
    /// An e-mail address, or the address of a page.
    pub contact: Option<String>,
    /// Where a reader can subscribe.
    pub newsletter: Option<String>,
    /// Where a reader can report a claim: an e-mail address, or an address with placeholders.
    pub report: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MenuEntry {
    pub name: String,
    /// A path from the site's root (`/about/`), or a whole address.
    pub url: String,
    /// Where digest.yaml says so.
    pub span: Span,
}

/// A picture in the place of the site's name.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// A path from the site's root: `/images/logo.svg`.
    pub src: String,
    /// In pixels, so that nothing shifts when it arrives.
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub span: Span,
}

/// Who does what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub role: String,
    pub name: String,
    pub url: Option<String>,
}

/// What can stand in the address for reports: the claim's whole address, its number, its words, and the story's headline.
pub const REPORT_PLACEHOLDERS: [&str; 4] = ["url", "claim", "text", "title"];

pub(super) fn read(fields: &mut Fields) -> Furniture {
    let (mut main_menu, mut foot_menu) = (Vec::new(), Vec::new());
    if let Some(mut menus) = fields.map("menus", "menus section") {
        main_menu = menu(&mut menus, "main");
        foot_menu = menu(&mut menus, "foot");
        let found = menus.finish();
        fields.adopt(found);
    }
    let logo = logo(fields);
    let masthead = masthead(fields);
    let contact = address(fields, "contact", "desk@example.org");
    let newsletter = address(fields, "newsletter", "https://example.org/newsletter");
    let report = report(fields);
    Furniture { main_menu, foot_menu, logo, masthead, contact, newsletter, report }
}

fn menu(menus: &mut Fields, key: &'static str) -> Vec<MenuEntry> {
    let mut entries = Vec::new();
    for mut entry in menus.maps(key, "menu entry") {
        let (name, url) = (entry.required("name"), entry.required("url"));
        let span = entry.span("url");
        if let Some(url) = &url
            && !is_path(url)
            && linkable(url).is_none()
        {
            entry.fault("url", format!("`{url}` leads nowhere"), "write a path as `/about/`, or a whole address as `https://example.org/`");
        } else if let (Some(name), Some(url)) = (name, url) {
            entries.push(MenuEntry { name, url, span });
        }
        let found = entry.finish();
        menus.adopt(found);
    }
    entries
}

fn is_path(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//")
}

fn logo(fields: &mut Fields) -> Option<Logo> {
    let mut map = fields.map("logo", "logo")?;
    let src = map.required("src");
    let logo = Logo { src: src.clone().unwrap_or_default(), width: map.number("width", 1), height: map.number("height", 1), span: map.span("src") };
    if let Some(src) = &src
        && !is_path(src)
    {
        map.fault("src", format!("`{src}` is not a file of this site"), "put the picture into static/ and write its path, as `/images/logo.svg`");
    }
    let found = map.finish();
    fields.adopt(found);
    src.filter(|s| is_path(s)).map(|_| logo)
}

fn masthead(fields: &mut Fields) -> Vec<Post> {
    let mut posts = Vec::new();
    for mut map in fields.maps("masthead", "masthead entry") {
        let (role, name) = (map.required("role"), map.required("name"));
        let url = address(&mut map, "url", "https://example.org/");
        posts.extend(role.zip(name).map(|(role, name)| Post { role, name, url }));
        let found = map.finish();
        fields.adopt(found);
    }
    posts
}

/// An e-mail address or a web address, ready to be linked.
fn address(fields: &mut Fields, key: &'static str, example: &str) -> Option<String> {
    let given = fields.text(key)?;
    let usable = linkable(&given);
    if usable.is_none() {
        fields.fault(key, format!("`{given}` is no address that can be linked"), format!("write an e-mail address, or a whole address as `{key}: {example}`"));
    }
    usable
}

/// `desk@example.org` as `mailto:desk@example.org`, http(s) and mailto addresses as they are.
fn linkable(given: &str) -> Option<String> {
    let given = given.trim();
    let mail = given.strip_prefix("mailto:").unwrap_or(given);
    let is_mail = mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !mail.contains([' ', '/', ':']));
    let is_web = ["https://", "http://"].iter().any(|s| given.strip_prefix(s).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')));
    if is_mail { Some(format!("mailto:{mail}")) } else { (is_web && !given.contains([' ', '"', '<', '>'])).then(|| given.to_owned()) }
}

fn report(fields: &mut Fields) -> Option<String> {
    let address = address(fields, "report", "https://example.org/report?claim={url}")?;
    for name in placeholders(&address) {
        if !REPORT_PLACEHOLDERS.contains(&name) {
            let hint = match nearest(name, REPORT_PLACEHOLDERS) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => "it can hold: {url}, {claim}, {text}, {title}".to_owned(),
            };
            fields.fault("report", format!("nothing fills `{{{name}}}`"), hint);
            return None;
        }
    }
    Some(address)
}

/// The theme that there is no such thing for says so itself; here only the shape is read.
pub(super) fn theme_settings(fields: &mut Fields) -> Checked<Vec<crate::types::FreeValue>> {
    let values = fields.free_values("theme_settings");
    let nested = values.iter().filter(|v| v.value.is_object() || v.value.is_array() || v.value.is_null());
    let found = nested
        .map(|v| Diagnostic::new(&codes::BAD_VALUE, v.span.clone(), format!("the theme's setting `{}` must be one value", v.name)).hint("write `name: value`"));
    let diagnostics = found.collect();
    Checked::new(values.into_iter().filter(|v| !(v.value.is_object() || v.value.is_array() || v.value.is_null())).collect(), diagnostics)
}
