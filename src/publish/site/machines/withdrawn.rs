//! The pages of what was taken down, and the lines by which hosts say that it has gone (HTTP 410, RFC 9110, section 15.5.11).

use super::super::{Place, Site, dates, urls};
use crate::publish::render::escape;
use crate::types::takedowns::DownDigest;
use std::fmt::Write as _;

/// The page at an address from which a story was taken down. It says so, gives the reason where there is one, and asks search engines to forget it.
/// Without a story it is the page for all of them.
pub(in super::super) fn page(site: &Site, down: Option<&DownDigest>) -> String {
    let text = |key: &str| escape(site.locale().text(key));
    let (heading, about) = (text("withdrawn"), text("withdrawn_about"));
    let mut said = match down {
        Some(down) => {
            let date = format!("<time datetime=\"{}\">{}</time>", down.date, escape(&dates::words(down.date, site.locale())));
            format!("<p>{}</p>\n", text("withdrawn_on").replace("{date}", &date))
        }
        None => format!("<p>{about}</p>\n"),
    };
    if let Some(reason) = down.and_then(|d| d.reason.as_ref()) {
        let _ = writeln!(said, "<p>{}</p>", escape(reason));
    }
    let (home, title) = (escape(&site.urls.link("/")), escape(&site.config.title));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading} – {title}</title>\n<meta name=\"description\" content=\"{about}\">\n<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main>\n<h1>{heading}</h1>\n{said}<p><a href=\"{home}\">{title}</a></p>\n</main>\n</body>\n</html>\n",
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
