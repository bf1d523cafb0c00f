//! Every code that a diagnostic can carry, with its severity and what it means. Each has a page, docs/diagnostics/CODE.md, whose example is made by the test
//! (tests/diagnostics.rs); docs/diagnostics.md is made from this list.

use super::Severity::{self, Error, Note, Warning};

/// The name of a kind of finding, as people meet it in `check: {deny: [...]}` and in the docs.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    pub severity: Severity,
    /// One line on what it means.
    pub about: &'static str,
}

macro_rules! codes {
    ($($group:literal: $($id:ident $name:literal $severity:ident $about:literal;)*)*) => {
        $($(pub static $id: Code = Code { name: $name, severity: $severity, about: $about };)*)*
        /// All of them, in the order of the docs.
        pub static ALL: &[&Code] = &[$($(&$id),*),*];
        /// The same by what they are about.
        pub static GROUPS: &[(&str, &[&Code])] = &[$(($group, &[$(&$id),*])),*];
    };
}

codes! {
    "Files and formats":
    UNREADABLE_FILE "unreadable-file" Error "the file could not be read";
    NOT_UTF8 "not-utf8" Error "the file is not UTF-8 text";
    UNREAD_TEXT "unread-text" Warning "a text that is not read, since its name does not end in `.md`";
    EMPTY_FILE "empty-file" Error "the file has nothing in it";
    FRONT_MATTER "front-matter" Error "the front matter is missing or is not valid YAML";
    UNKNOWN_KEY "unknown-key" Error "a key that the format does not know";
    BAD_VALUE "bad-value" Error "a value that its key cannot take";
    MISSING_KEY "missing-key" Error "a required key is missing";
    MISSING_CONFIG "missing-config" Error "there is no digest.yaml here";
    BAD_FILE_NAME "bad-file-name" Error "a file name that cannot become an address";
    "The form of a digest":
    RAW_HTML "raw-html" Warning "raw HTML is shown as text";
    UNSAFE_LINK "unsafe-link" Error "a link whose scheme is not http, https or mailto";
    BAD_CITATION "bad-citation" Error "a reference that is not a citation: not `[^N]`, `[^Na]` or `[^synthesis]`, or where none can stand";
    UNKNOWN_SOURCE "unknown-source" Error "a citation of a source that is not listed";
    UNUSED_SOURCE "unused-source" Warning "a source that no claim cites";
    DOUBLED_SOURCE "doubled-source" Error "two sources with one number";
    UNDEFINED_FOOTNOTE "undefined-footnote" Error "a reference without its definition";
    UNUSED_FOOTNOTE "unused-footnote" Warning "a definition that nothing refers to";
    DOUBLED_FOOTNOTE "doubled-footnote" Error "two definitions of one footnote";
    BAD_FOOTNOTE "bad-footnote" Error "a definition that is not `[publisher](link): “passage”`";
    LINK_MISMATCH "link-mismatch" Error "a footnote's link is not its source's address";
    NO_ADDRESS "no-address" Note "no address of the source is known";
    REHOST_LINK "rehost-link" Note "the source is linked at a re-host, because its own address is not known";
    MISSING_SUMMARY "missing-summary" Warning "a digest without a summary";
    FUTURE_DATE "future-date" Note "a digest dated in the future waits for its day";
    UNKNOWN_TOPIC "unknown-topic" Warning "a topic that digest.yaml does not name";
    IMAGE_WITHOUT_ALT "image-without-alt" Warning "an image without alt text or credit";
    NO_SOURCES "no-sources" Warning "a digest without sources";
    "The site as a whole":
    DUPLICATE_ADDRESS "duplicate-address" Error "two pages with one address";
    ALIAS_LOOP "alias-loop" Error "an old address that leads back to itself";
    BROKEN_PICTURE "broken-picture" Warning "a picture that is not there or cannot be shown";
    REMOTE_PICTURE "remote-picture" Note "a picture on another host, which a page does not load";
    LARGE_PICTURE "large-picture" Warning "a picture far larger than a page shows";
    BROKEN_LINK "broken-link" Warning "an internal link that leads to no page";
    "The truth of claims":
    QUOTE_NOT_IN_ARTICLE "quote-not-in-article" Error "a cited passage or a quotation that does not stand in the article";
    QUOTE_FROM_OTHER_SOURCE "quote-from-other-source" Error "a quotation that stands in another source than the cited one";
    UNCITED_CLAIM "uncited-claim" Warning "a claim without a citation";
    NUMBER_NOT_IN_SOURCE "number-not-in-source" Warning "a number that the cited source does not give";
    NAME_NOT_IN_SOURCE "name-not-in-source" Warning "a name that the cited source does not give";
    DATE_NOT_IN_SOURCE "date-not-in-source" Warning "a date that the cited source does not give";
    NEGATION_DIFFERS "negation-differs" Warning "the claim denies what the source says, or the reverse";
    ATTRIBUTION_DIFFERS "attribution-differs" Warning "the claim gives words to another speaker than the source does";
    UNSUPPORTED_CLAIM "unsupported-claim" Warning "the cited source does not support the claim";
    DOUBTED_CLAIM "doubted-claim" Warning "a model doubts that the cited passages carry the claim";
    OPINION_AS_FACT "opinion-as-fact" Warning "a claim that rests on opinion alone and is not attributed";
    SINGLE_ORIGIN "single-origin" Warning "said to be confirmed, but by copies of one text";
    SOURCES_DISAGREE "sources-disagree" Warning "two sources of the digest give different numbers or dates";
    QUOTE_BUDGET "quote-budget" Warning "more of a source's words than the quote budget allows";
    CIRCULAR_SOURCE "circular-source" Warning "a digest, an aggregator or this very site cited as a source";
    SOURCE_CHANGED "source-changed" Warning "the article differs from the text that was cited";
    ARTICLE_NOT_KEPT "article-not-kept" Note "the article is not kept, so its citations cannot be checked";
    "Articles and stories":
    NOT_AN_ARTICLE "not-an-article" Error "the input holds no article";
    TRUNCATED_ARTICLE "truncated-article" Warning "the article is cut off";
    ALREADY_ADDED "already-added" Note "the article is there already";
    TAKEN_DOWN "taken-down" Warning "an article or a story that was taken down and would come back";
    UNDECIDED_ARTICLE "undecided-article" Note "an article that may belong to a published story";
    EDITED_DIGEST "edited-digest" Note "a digest edited by hand is left alone, though its story changed";
    NOTHING_TO_WRITE "nothing-to-write" Warning "a story whose articles give no sentence to write with";
    CLAIM_DROPPED "claim-dropped" Note "a model's claim that its sentences do not support is left out";
    "Themes and tools":
    MODEL_FAILED "model-failed" Error "the model gave no answer that can be used";
    MISSING_THEME "missing-theme" Error "the theme is not there";
    UNTRANSLATED "untranslated" Note "the theme does not speak the site's language";
    TEMPLATE_ERROR "template-error" Error "a template that cannot be parsed or rendered";
    NOT_OURS "not-ours" Error "a folder that this program did not make and will not empty";
    CANNOT_WRITE "cannot-write" Error "a file or folder could not be written";
    CANNOT_LISTEN "cannot-listen" Error "the port or address cannot be listened on";
    CANNOT_WATCH "cannot-watch" Warning "the system does not tell of changes";
    FETCH_FAILED "fetch-failed" Error "an address could not be fetched";
    FEED_WAITS "feed-waits" Note "a feed is left alone for a while";
    FEED_MOVED "feed-moved" Note "a feed has another address now";
}

/// The code of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|c| c.name == name)
}
