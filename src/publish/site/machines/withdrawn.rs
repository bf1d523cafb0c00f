//! The pages of what was taken down, and the lines by which hosts say that it has gone (HTTP 410, RFC 9110, section 15.5.11).

use super::super::{Place, Site, urls};
use crate::publish::render::escape;
use crate::types::takedowns::DownDigest;
use std::fmt::Write as _;

/// The page at an address from which a story was taken down. It says so, gives the reason where there is one, and asks search engines to forget it.
/// Without a story it is the page for all of them.
pub(in super::super) fn page(site: &Site, down: Option<&DownDigest>) -> String {
    let mut said = String::from("<p>This story was withdrawn");
    if let Some(down) = down {
        let _ = write!(said, " on <time datetime=\"{0}\">{0}</time>", down.date);
    }
    said.push_str(".</p>\n");
    if let Some(reason) = down.and_then(|d| d.reason.as_ref()) {
        let _ = writeln!(said, "<p>{}</p>", escape(reason));
    }
    let (home, title) = (escape(&site.urls.link("/")), escape(&site.config.title));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Withdrawn – {title}</title>\n<meta name=\"description\" content=\"This story was withdrawn.\">\n<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main>\n<h1>Withdrawn</h1>\n{said}<p><a href=\"{home}\">{title}</a></p>\n</main>\n</body>\n</html>\n",
        escape(&site.config.language),
    )
}

/// Lines of `_redirects`: Netlify answers them with the status 410 and the page named, `!` also where a page lies there (docs/hosts/netlify.md says how that is
/// known). Hosts that know no 410, Cloudflare among them, pass over such lines and serve the page itself.
pub(in super::super) fn redirects(site: &Site) -> String {
    let mut out = String::new();
    for (address, place) in site.addresses.iter() {
        if let Place::Withdrawn(_) = place {
            let from = address.strip_suffix("index.html").unwrap_or(address);
            let splat = if from.ends_with('/') { "*" } else { "" };
            let _ = writeln!(out, "{}{splat} {} 410!", urls::encode(&format!("/{from}")), site.urls.link("/410.html"));
        }
    }
    out
}
