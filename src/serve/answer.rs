//! A request for a page → what is sent: a pure look into the site on show, apart from files that are copied.

use super::address::{Found, find};
use super::edition::{Edition, Printed, fault};
use super::range::{self, Asked};
use super::{media_type, reload};
use crate::diag::{Diagnostic, NoTexts};
use crate::files::Content;
use std::io;
use std::path::{Path, PathBuf};

/// What a request says that matters here.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// Without query.
    pub path: String,
    pub query: Option<String>,
    pub if_none_match: Option<String>,
    pub range: Option<String>,
    /// The version of which it has the beginning: of another one it needs the whole (RFC 9110, section 13.1.5).
    pub if_range: Option<String>,
}

/// What is sent.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Body,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Bytes(Vec<u8>),
    /// So many bytes of a file, from there.
    File {
        path: PathBuf,
        start: u64,
        length: u64,
    },
}

impl Body {
    pub fn length(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File { length, .. } => *length,
        }
    }
}

/// Answers from an edition. `root` is the real path of the site's folder: no file outside it is sent.
pub(super) fn answer(edition: &Edition, request: &Request, root: &Path, with_reload: bool) -> Answer {
    let Some(site) = &edition.site else {
        let text = edition.fault.as_deref().unwrap_or("The site cannot be built.");
        return page_of_fault(500, text, with_reload);
    };
    let (status, address) = match find(&request.path, |a| site.has(a)) {
        Found::Address(address) => (200, address),
        Found::Folder(path) => {
            let to = request.query.as_ref().map_or_else(|| path.clone(), |q| format!("{path}?{q}"));
            return plain(302, "", &[("location", &to), ("cache-control", "no-cache")]);
        }
        Found::Nothing if site.has("404.html") => (404, "404.html".to_owned()),
        Found::Nothing => return plain(404, "There is no such page.\n", &[]),
    };
    let content = match content(edition, site, &address) {
        Ok(content) => content,
        Err(found) => return page_of_fault(500, &fault(&[found], &NoTexts).unwrap_or_default(), with_reload),
    };
    let headers = headers(site, &request.path, &address, with_reload);
    let sent = match content {
        Content::Bytes(bytes) if with_reload && address.ends_with(".html") => whole(reload::into_page(bytes)),
        Content::Bytes(bytes) => whole(bytes),
        Content::CopyOf(path) => file(&path, root),
    };
    match sent {
        Ok((tag, body)) => conditional(Answer { status, headers, body }, &tag, request),
        // Gone since the last build.
        Err(_) => plain(404, "There is no such file any more.\n", &[]),
    }
}

/// What stands at an address; where it cannot be rendered, what stood there before.
fn content(edition: &Edition, site: &Printed, address: &str) -> Result<Content, Diagnostic> {
    site.content(address).or_else(|found| match &edition.earlier {
        Some(earlier) if earlier.has(address) => earlier.content(address),
        _ => Err(found),
    })
}

fn whole(bytes: Vec<u8>) -> io::Result<(String, Body)> {
    Ok((blake3::hash(&bytes).to_hex()[..20].to_owned(), Body::Bytes(bytes)))
}

fn file(path: &Path, root: &Path) -> io::Result<(String, Body)> {
    let real = path.canonicalize()?;
    if !real.starts_with(root) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let meta = std::fs::metadata(&real)?;
    let time = meta.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok((format!("{:x}-{:x}", meta.len(), time.as_nanos()), Body::File { path: real, start: 0, length: meta.len() }))
}

/// The headers that the site's host would send, with what a page under work needs instead.
fn headers(site: &Printed, path: &str, address: &str, with_reload: bool) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = vec![("content-type".to_owned(), media_type::of(address).to_owned())];
    for (name, value) in site.headers.of(path) {
        // Nothing is kept longer than until the next request, and no browser may learn to ask this port for TLS.
        if matches!(
            name,
            "cache-control" | "expires" | "strict-transport-security" | "content-length" | "content-encoding" | "transfer-encoding" | "connection"
        ) {
            continue;
        }
        match headers.iter_mut().find(|(n, _)| n == name) {
            Some((_, standing)) if name == "content-type" => value.clone_into(standing),
            Some((_, standing)) => *standing = format!("{standing}, {value}"),
            None => headers.push((name.to_owned(), value.to_owned())),
        }
    }
    if with_reload {
        for (_, policy) in headers.iter_mut().filter(|(n, _)| n == "content-security-policy") {
            *policy = policy.split(',').map(reload::allow).collect::<Vec<_>>().join(", ");
        }
        headers.push(("server-timing".to_owned(), format!("site;desc=\"{}\"", reload::name(site.number))));
    }
    headers.push(("cache-control".to_owned(), "no-cache".to_owned()));
    headers
}

/// The same answer, or less of it: nothing where the browser has it already, a part where it asked for one.
fn conditional(mut answer: Answer, tag: &str, request: &Request) -> Answer {
    let tag = format!("\"{tag}\"");
    answer.headers.push(("etag".to_owned(), tag.clone()));
    answer.headers.push(("accept-ranges".to_owned(), "bytes".to_owned()));
    let known = request.if_none_match.as_deref().is_some_and(|tags| tags.split(',').any(|t| t.trim().trim_start_matches("W/") == tag || t.trim() == "*"));
    if answer.status != 200 {
        return answer;
    }
    if known {
        return Answer { status: 304, body: Body::Bytes(Vec::new()), ..answer };
    }
    let length = answer.body.length();
    let range = request.range.as_deref().filter(|_| request.if_range.as_ref().is_none_or(|known| *known == tag));
    match range::read(range, length) {
        Asked::Whole => answer,
        Asked::Beyond => {
            answer.headers.push(("content-range".to_owned(), format!("bytes */{length}")));
            Answer { status: 416, body: Body::Bytes(Vec::new()), ..answer }
        }
        Asked::Part(first, last) => {
            answer.headers.push(("content-range".to_owned(), format!("bytes {first}-{last}/{length}")));
            let body = match answer.body {
                Body::Bytes(bytes) => {
                    let at = |n: u64| usize::try_from(n).unwrap_or(bytes.len()).min(bytes.len());
                    Body::Bytes(bytes[at(first)..at(last + 1)].to_vec())
                }
                Body::File { path, .. } => Body::File { path, start: first, length: last - first + 1 },
            };
            Answer { status: 206, body, ..answer }
        }
    }
}

/// A short answer in plain text.
pub(super) fn plain(status: u16, text: &str, headers: &[(&str, &str)]) -> Answer {
    let mut all = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
    all.extend(headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    Answer { status, headers: all, body: Body::Bytes(text.as_bytes().to_vec()) }
}

/// A page that says what is wrong where there is no page to say it over. It loads the script, so that it gives way once the fault is mended.
fn page_of_fault(status: u16, text: &str, with_reload: bool) -> Answer {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The site cannot be built</title></head>\n<body><h1>The site cannot be built</h1>\n<pre>{escaped}</pre>\n</body></html>\n"
    );
    let bytes = if with_reload { reload::into_page(page.into_bytes()) } else { page.into_bytes() };
    let headers = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store")];
    Answer { status, headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(), body: Body::Bytes(bytes) }
}
