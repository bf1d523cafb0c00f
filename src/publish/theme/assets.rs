//! Static files of a theme: style, script and fonts under names that carry their fingerprint, so that browsers may keep them for good.

use super::layers::Found;
use crate::text::hash;
use regex::Regex;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A static file of a theme.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path in the theme's static folder: `css/main.css`.
    pub name: String,
    /// Its path in the site: `css/main.1f2e3d4c.css`, or the name itself for files that are asked for by a fixed one.
    pub address: String,
    pub bytes: Arc<[u8]>,
    /// Whether the address changes with the bytes.
    pub fingerprinted: bool,
}

/// An address in a style sheet.
static CSS_URL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"url\(\s*["']?([^"')]+)["']?\s*\)"#).expect("a constant pattern"));

/// The style sheet that the settings of a theme are added to.
const MAIN: &str = "css/main.css";

/// The static files of a theme, in the order of their names. `properties` are the settings that style sheets see.
pub(super) fn dress(files: &BTreeMap<&str, &Found>, properties: &str) -> Vec<Asset> {
    let mut done: BTreeMap<String, Asset> = BTreeMap::new();
    let statics: Vec<(&str, &Found)> = files.iter().filter_map(|(path, found)| Some((path.strip_prefix("static/")?, *found))).collect();
    // Style sheets come last: they name the others, and their own fingerprint covers what they name.
    for sheets in [false, true] {
        for (name, found) in &statics {
            if name.ends_with(".css") == sheets {
                let mut bytes = if sheets { rename_urls(name, &found.bytes, &done) } else { Cow::Borrowed(&*found.bytes) };
                if *name == MAIN {
                    bytes.to_mut().extend_from_slice(properties.as_bytes());
                }
                let fingerprinted = [".css", ".js", ".woff2", ".woff"].iter().any(|end| name.ends_with(end));
                let address = if fingerprinted { fingerprinted_name(name, &bytes) } else { (*name).to_owned() };
                done.insert((*name).to_owned(), Asset { name: (*name).to_owned(), address, bytes: bytes.into(), fingerprinted });
            }
        }
    }
    done.into_values().collect()
}

fn fingerprinted_name(name: &str, bytes: &[u8]) -> String {
    let mark = &hash::of_bytes(bytes)[..8];
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}.{mark}.{end}"),
        None => format!("{name}.{mark}"),
    }
}

/// A style sheet in which every address of another static file has that file's fingerprint. They stay relative: the base path does not matter.
fn rename_urls<'a>(sheet: &str, bytes: &'a [u8], done: &BTreeMap<String, Asset>) -> Cow<'a, [u8]> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
    let renamed = CSS_URL.replace_all(text, |found: &regex::Captures| match done.get(&resolve(sheet, &found[1])) {
        Some(asset) => format!("url({}{})", "../".repeat(sheet.matches('/').count()), asset.address),
        None => found[0].to_owned(),
    });
    match renamed {
        Cow::Borrowed(_) => Cow::Borrowed(bytes),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn resolve(sheet: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = sheet.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
