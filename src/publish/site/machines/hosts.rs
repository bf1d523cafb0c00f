//! What hosts, browsers and robots read: headers, redirects, robots.txt, the manifest, and the pages of old addresses.

use super::super::{Place, Site};
use crate::publish::render::escape;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Nothing but what lies on this site, and nothing written into a page: no script or style of a page's own text can run. STYLES are the
/// fingerprints of the style sheets that mail editions carry, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'STYLES; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The policy of this site's pages (CSP level 3).
fn policy(site: &Site) -> String {
    let template = site.theme.source("email.html").unwrap_or("");
    let mut styles = String::new();
    // What a template puts together as it is rendered has no fixed fingerprint, and stays forbidden.
    for sheet in template.split("<style>").skip(1).filter_map(|rest| rest.split_once("</style>")).map(|(sheet, _)| sheet) {
        if !sheet.contains("{{") && !sheet.contains("{%") {
            let _ = write!(styles, " 'sha256-{}'", STANDARD.encode(Sha256::digest(sheet.as_bytes())));
        }
    }
    POLICY.replace("STYLES", &styles)
}

/// Programs that gather pages for language models, by the names that their makers publish (RFC 9309). Those that gather for search engines alone
/// have other names and are not among them.
const AI_CRAWLERS: [&str; 22] = [
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGPT-User",
    "Claude-Web",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "Meta-ExternalAgent",
    "OAI-SearchBot",
    "omgili",
    "PanguBot",
    "PerplexityBot",
    "YouBot",
];

/// `_headers`, as Netlify and Cloudflare Pages read it. Paths are those of the published folder: a host that serves it below a base path takes
/// that off before it looks here.
pub(in super::super) fn headers(site: &Site) -> String {
    let mut out = format!(
        "/*\n  Content-Security-Policy: {}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: camera=(), geolocation=(), microphone=(), interest-cohort=()\n",
        policy(site)
    );
    if !site.config.crawlers.ai {
        // Rights to text and data mining are reserved (directive (EU) 2019/790, article 4, said as the W3C group's TDMRep has it).
        out.push_str("  tdm-reservation: 1\n");
    }
    if site.preview {
        out.push_str("  X-Robots-Tag: noindex\n");
    }
    for asset in site.theme.assets().iter().filter(|a| a.fingerprinted) {
        let _ = write!(out, "/{}\n  Cache-Control: public, max-age=31536000, immutable\n", asset.address);
    }
    out.push_str("/pictures/*\n  Cache-Control: public, max-age=31536000, immutable\n");
    for (file, kind) in [("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")] {
        let _ = write!(out, "/{file}\n  Content-Type: {kind}; charset=utf-8\n  Access-Control-Allow-Origin: *\n");
    }
    for (files, kind) in [("/topics/*/feed.xml", "atom+xml"), ("/topics/*/feed.json", "feed+json"), ("/publishers/*/feed.xml", "atom+xml")] {
        let _ = write!(out, "{files}\n  Content-Type: application/{kind}; charset=utf-8\n");
    }
    out
}

/// `_redirects`: old addresses for good, for the hosts that read it; others have the pages of [`alias`].
pub(in super::super) fn redirects(site: &Site) -> String {
    let mut out = String::new();
    for (address, place) in site.addresses.iter() {
        if let Place::Alias(to) = place {
            let from = address.strip_suffix("index.html").unwrap_or(address);
            let _ = writeln!(out, "{} {} 301", super::super::urls::encode(&format!("/{from}")), site.urls.link(to));
        }
    }
    out.push_str(&super::withdrawn::redirects(site));
    out
}

/// The page at an old address: it leads on without a script, and says where to for browsers that do not follow.
pub(in super::super) fn alias(site: &Site, to: &str) -> String {
    let link = escape(&site.urls.link(to));
    let whole = escape(&site.urls.absolute(to));
    let (moved, at) = (escape(site.locale().text("moved")), escape(site.locale().text("moved_to")));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{moved}</title>\n<meta name=\"description\" content=\"{moved}\">\n<link rel=\"canonical\" href=\"{whole}\">\n<meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n</head>\n<body>\n<main>\n<h1>{moved}</h1>\n<p>{at} <a href=\"{link}\">{whole}</a></p>\n</main>\n</body>\n</html>\n",
        escape(&site.config.language)
    )
}

pub(in super::super) fn robots(site: &Site) -> String {
    if site.preview {
        // A robot that may not read a page would not see that the page asks not to be listed.
        return "User-agent: *\nDisallow:\n".to_owned();
    }
    let mut out = "User-agent: *\nDisallow:\n".to_owned();
    if !site.config.crawlers.ai {
        out.push('\n');
        for name in AI_CRAWLERS {
            let _ = writeln!(out, "User-agent: {name}");
        }
        out.push_str("Disallow: /\n");
    }
    let _ = write!(out, "\nSitemap: {}\nSitemap: {}\n", site.urls.absolute("/sitemap.xml"), site.urls.absolute("/news-sitemap.xml"));
    out
}

/// The web app manifest (<https://www.w3.org/TR/appmanifest/>).
pub(in super::super) fn manifest(site: &Site) -> String {
    let icon = |path: &str, kind: &str, sizes: &str, purpose: &str| json!({"src": site.urls.link(path), "type": kind, "sizes": sizes, "purpose": purpose});
    let icons = [
        icon("/icon.svg", "image/svg+xml", "any", "any"),
        icon("/icon-192.png", "image/png", "192x192", "any"),
        icon("/icon-512.png", "image/png", "512x512", "any"),
        icon("/icon-maskable.png", "image/png", "512x512", "maskable"),
    ];
    let manifest = json!({
        "name": site.config.title,
        "short_name": site.config.title,
        "description": site.config.tagline,
        "lang": site.config.language,
        "start_url": site.urls.link("/"),
        "scope": site.urls.link("/"),
        "display": "minimal-ui",
        "background_color": "#faf8f3",
        "theme_color": "#faf8f3",
        "icons": icons,
    });
    serde_json::to_string(&manifest).unwrap_or_default() + "\n"
}
