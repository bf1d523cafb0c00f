//! Addresses inside a site: written by an editor from the site's own root, shown under the base path, or whole in feeds.

use super::Text;
use crate::types::digest_file::{OPTIONS, unsafe_scheme, with_definitions};
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// How internal addresses of one page are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What stands before a path: the base path (`/ai`, or nothing), or the whole base address in feeds.
    pub base: String,
    /// The address of the page, from the site's root, with slashes at both ends: `/story/x/`.
    pub page: String,
}

impl Links {
    /// An address as an attribute's value would hold it, before escaping; `None` where it must not be linked.
    #[must_use]
    pub fn href(&self, address: &str) -> Option<String> {
        if unsafe_scheme(address) {
            return None;
        }
        Some(match self.internal(address) {
            Some(path) => format!("{}{path}", self.base),
            None if address.starts_with("//") => format!("https:{address}"),
            None => address.to_owned(),
        })
    }

    /// The path from the site's root, query and fragment behind it, if the address is one of this site.
    #[must_use]
    pub fn internal(&self, address: &str) -> Option<String> {
        if address.starts_with("//") || has_scheme(address) {
            return None;
        }
        if address.is_empty() || address.starts_with(['#', '?']) {
            return Some(format!("{}{address}", self.page));
        }
        let tail = address.find(['?', '#']).unwrap_or(address.len());
        let (path, tail) = address.split_at(tail);
        let whole = if path.starts_with('/') { path.to_owned() } else { format!("{}{path}", self.page) };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/').skip(1) {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let mut joined = format!("/{}", parts.join("/"));
        if (whole.ends_with("/.") || whole.ends_with("/..")) && !joined.ends_with('/') {
            joined.push('/');
        }
        Some(joined + tail)
    }
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A link or picture of a text that leads into the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// As written.
    pub address: String,
    /// It is shown in the text, not followed. Those of other hosts are among the links too.
    pub picture: bool,
}

/// The links of a text that lead into the site itself, and its pictures.
#[must_use]
pub fn internal_links(text: Text) -> Vec<Link> {
    let (body, start) = text.body();
    if !may_have(body) {
        return Vec::new();
    }
    let padded = with_definitions(body);
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(&padded, OPTIONS).into_offset_iter() {
        let (address, picture) = match event {
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => continue,
        };
        if (picture || !(has_scheme(&address) || address.starts_with("//"))) && range.end <= body.len() {
            found.push(Link { span: range.start + start..range.end + start, address: address.into_string(), picture });
        }
    }
    found
}

/// Parsing every body once more would cost as much as rendering it; most have no link into the site at all.
fn may_have(body: &str) -> bool {
    let inline = body.match_indices(']').any(|(at, _)| body[at + 1..].strip_prefix('(').is_some_and(|to| !to.trim_start_matches('<').starts_with("http")));
    inline
        || body.match_indices('!').any(|(at, _)| body[at + 1..].starts_with('['))
        || body.lines().any(|l| l.starts_with('[') && !l.starts_with("[^") && l.contains("]:"))
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn addresses_stay_under_the_base_path() {
        let links = Links { base: "/ai".to_owned(), page: "/story/x/".to_owned() };
        for (given, shown) in [
            ("/about/", Some("/ai/about/")),
            ("../y/#claim-1", Some("/ai/story/y/#claim-1")),
            ("../../../../etc", Some("/ai/etc")),
            ("#claim-2", Some("/ai/story/x/#claim-2")),
            ("https://a.example/", Some("https://a.example/")),
            ("//a.example/", Some("https://a.example/")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("javascript:alert(1)", None),
            ("java\u{9}script:alert(1)", None),
            ("data:text/html,x", None),
            ("..", Some("/ai/story/")),
        ] {
            assert_eq!(links.href(given).as_deref(), shown, "{given}");
        }
    }
}
