//! What `serve` puts into a page that a build does not, and what its script is told.

use super::edition::Edition;

/// The script's own address.
pub(super) const SCRIPT_ADDRESS: &str = "/__digest/reload.js";
/// The one thing by which a page differs.
const TAG: &str = "<script src=\"/__digest/reload.js\" defer></script>";
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// Puts the script into a page, before the last `</body>`; a page without one stays as it is.
pub(super) fn into_page(page: Vec<u8>) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let Some(at) = page.windows(END.len()).rposition(|w| w.eq_ignore_ascii_case(END)) else { return page };
    let mut out = Vec::with_capacity(page.len() + TAG.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(TAG.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

/// Names a site, so that a page knows whether it is of the one on show. Another run of the server has other names.
pub(super) fn name(number: u64) -> String {
    format!("{}-{number}", std::process::id())
}

/// What a page is told.
pub(super) fn news(edition: &Edition) -> String {
    let site = edition.site.as_ref().map_or(0, |s| s.number);
    serde_json::json!({
        "site": name(site),
        "fault": edition.fault,
        "restyled": edition.restyled.map(name),
        "go": edition.go,
    })
    .to_string()
}

/// A site's Content-Security-Policy with leave for the script to be loaded and to ask for news; all else as it stands.
pub(super) fn allow(policy: &str) -> String {
    let mut directives: Vec<String> = policy.split(';').map(|d| d.trim().to_owned()).filter(|d| !d.is_empty()).collect();
    let default = directives.iter().find_map(|d| d.strip_prefix("default-src")).map(|sources| sources.trim().to_owned());
    for name in ["script-src", "connect-src"] {
        let own = directives.iter().position(|d| d.split_whitespace().next().is_some_and(|n| n.eq_ignore_ascii_case(name)));
        let sources = match own {
            Some(at) => directives[at].split_whitespace().skip(1).collect::<Vec<_>>().join(" "),
            None => match &default {
                Some(sources) => sources.clone(),
                None => continue,
            },
        };
        if sources.split_whitespace().any(|s| s == "'self'" || s == "*") {
            continue;
        }
        let kept: Vec<&str> = sources.split_whitespace().filter(|s| *s != "'none'").chain(["'self'"]).collect();
        let directive = format!("{name} {}", kept.join(" "));
        match own {
            Some(at) => directives[at] = directive,
            None => directives.push(directive),
        }
    }
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::{allow, into_page};

    #[test]
    fn the_script_stands_before_the_last_end_of_the_body() {
        let page = |text: &str| String::from_utf8(into_page(text.as_bytes().to_vec())).unwrap();
        assert_eq!(page("<body>é</body></html>"), "<body>é<script src=\"/__digest/reload.js\" defer></script></body></html>");
        assert_eq!(page("<pre></body></pre></BODY>"), "<pre></body></pre><script src=\"/__digest/reload.js\" defer></script></BODY>");
        assert_eq!(page("no body"), "no body");
    }

    #[test]
    fn a_policy_is_opened_no_further_than_needed() {
        assert_eq!(allow("default-src 'none'; img-src 'self'"), "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'");
        assert_eq!(allow("default-src 'none'; script-src 'self'; connect-src 'none'"), "default-src 'none'; script-src 'self'; connect-src 'self'");
        assert_eq!(allow("default-src 'self';"), "default-src 'self'");
        assert_eq!(allow("img-src 'self'"), "img-src 'self'");
    }
}
