//! Pages that are no article though they were saved as one: error and consent pages, archive notices, widgets.

/// Below so many words a body has to be about something to be an article at all.
const FEW_WORDS: usize = 15;
/// A notice is short; above so many words a text has other content, whatever its first lines say.
const LONGEST_NOTICE: usize = 120;

/// Why a text is no article, for people; `None` for an article. A headline without a text is one.
pub(super) fn reason(title: &str, body: &str, words: usize) -> Option<&'static str> {
    if words == 0 {
        return None;
    }
    if words <= LONGEST_NOTICE {
        let lower = crate::text::normal::folded(body);
        let found = NOTICES.iter().find(|(_, phrases)| phrases.iter().any(|p| lower.contains(p)));
        if let Some((why, _)) = found {
            return Some(why);
        }
    }
    let repeats = || crate::text::normal::folded(title).starts_with(crate::text::normal::folded(body).as_str());
    (words < FEW_WORDS && crate::text::words::count(title) < 4 && repeats()).then_some(NO_TEXT)
}

const NO_TEXT: &str = "it has no text";

/// All reasons, in their order.
fn reasons() -> impl Iterator<Item = &'static str> {
    NOTICES.iter().map(|(why, _)| *why).chain([NO_TEXT])
}

/// A number above 0 for a reason, to be kept.
pub(super) fn number(why: &str) -> u8 {
    reasons().position(|r| r == why).and_then(|at| u8::try_from(at + 1).ok()).unwrap_or_default()
}

/// The reason of that number; none for 0.
pub(super) fn numbered(number: u8) -> Option<&'static str> {
    reasons().nth(usize::from(number).checked_sub(1)?)
}

/// What such pages are, and phrases that stand in no article of that length.
static NOTICES: &[(&str, &[&str])] = &[
    (
        "it is a notice of a web archive",
        &["wayback machine", "internet archive", "archive-it", "alexa internet", "warc files", "seed for this crawl", "web captures", "crawl data"],
    ),
    (
        "it is an error page",
        &[
            "page not found",
            "page is not available",
            "page isn't available",
            "page you requested",
            "page you are looking for",
            "page you were looking for",
            "page does not exist",
            "page doesn't exist",
            "no longer available",
            "404 not found",
            "error 404",
            "access denied",
            "403 forbidden",
            "service unavailable",
            "bad gateway",
            "dns settings",
            "internal server error",
            "something went wrong",
            "typing the web address",
            "this site can't be reached",
            "too many requests",
            "video is unavailable",
            "content is not available",
            "content is unavailable",
        ],
    ),
    (
        "it is a consent or login page",
        &[
            "enable javascript",
            "javascript is disabled",
            "turn on javascript",
            "enable cookies",
            "cookies are disabled",
            "accept cookies",
            "we use cookies",
            "uses cookies",
            "privacy policy and terms",
            "are you a robot",
            "not a robot",
            "verify you are human",
            "verify that you are human",
            "checking your browser",
            "your browser is out of date",
            "browser is not supported",
            "please upgrade your browser",
            "log in to continue",
            "sign in to continue",
            "subscribe to continue reading",
            "subscribe to read",
            "ad blocker",
        ],
    ),
    ("it is a widget", &["add location information to your tweets", "tweet location history", "embed this tweet", "copy the code below"]),
];

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn notices_are_told_from_short_news() {
        assert!(reason("Not found", "We're sorry, but this page is not available. Try the search.", 11).is_some());
        assert!(reason("Chip ban", "The ban on chips was lifted on Tuesday, two people who know of it said.", 15).is_none());
        assert!(reason("A headline alone", "", 0).is_none());
    }
}
