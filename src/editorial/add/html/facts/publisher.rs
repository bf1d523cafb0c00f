//! Who published the page.

use super::Page;

/// The name that the page gives its house. A host is no name.
pub(super) fn of(page: &Page) -> Option<String> {
    let meta = |names: &[&str]| page.meta.first(names);
    let linked = || {
        let (persons, houses) = page.linked.names("publisher");
        houses.into_iter().chain(persons).next()
    };
    let found = meta(&["og:site_name"])
        .or_else(linked)
        .or_else(|| page.linked.of_type(&["NewsMediaOrganization"], "name"))
        .or_else(|| {
            meta(&[
                "application-name",
                "apple-mobile-web-app-title",
                "dc.publisher",
                "dcterms.publisher",
                "citation_publisher",
                "citation_journal_title",
                "article:publisher_name",
                "publisher",
            ])
        })
        .or_else(|| page.linked.of_type(&["WebSite"], "name"));
    found.map(|n| trim(&n)).filter(|n| is_name(n))
}

/// Site names carry slogans: "Example Times - All the news".
fn trim(name: &str) -> String {
    let cut = [" | ", " – ", " — ", " - ", " :: "].iter().filter_map(|s| name.find(s)).min();
    match cut {
        Some(at) if at >= 2 => name[..at].trim().to_owned(),
        _ => name.trim().to_owned(),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 60 && !name.contains("://") && name.chars().any(char::is_alphabetic) && name.split_whitespace().count() <= 8
}
