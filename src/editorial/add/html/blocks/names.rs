//! What pages call the elements that hold no running text.

/// Whole words of a class or an id, most frequent first. At most 64.
pub(in crate::editorial::add::html) const FRAMES: &[&str] = &[
    "caption",
    "captions",
    "gallery",
    "slideshow",
    "slider",
    "slide",
    "byline",
    "author",
    "bio",
    "authorbio",
    "breadcrumb",
    "breadcrumbs",
    "nav",
    "navigation",
    "menu",
    "toc",
    "pagination",
    "modal",
    "popup",
    "overlay",
    "cta",
    "newsletter",
    "signup",
    "subscribe",
    "promo",
    "sponsored",
    "advert",
    "advertisement",
    "comment",
    "comments",
    "share",
    "sharing",
    "related",
    "recommended",
    "trending",
    "popular",
    "teaser",
    "sidebar",
    "widget",
    "tags",
    "cookie",
    "republish",
    "republication",
];

const _: () = assert!(FRAMES.len() <= 64, "a bit for each");

/// The names that a class or an id consists of, a bit for each.
pub(in crate::editorial::add::html) fn named(marks: &str) -> u64 {
    let mut found = 0;
    for word in marks.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() >= 3) {
        if let Some(at) = FRAMES.iter().position(|f| f.eq_ignore_ascii_case(word)) {
            found |= 1_u64 << at;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_whole_words() {
        assert_ne!(named("figure__caption wide"), 0);
        assert_eq!(named("captivated navel"), 0);
    }
}
