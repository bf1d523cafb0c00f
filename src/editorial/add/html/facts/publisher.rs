//! Who published the page.

use super::Page;

/// The name that the page gives its house. A host is no name.
pub(super) fn of(page: &Page) -> Option<String> {
    let meta = |names: &[&str]| page.meta.first(names);
    let linked = || {
        let (persons, houses) = page.linked.names("publisher");
        houses.into_iter().chain(persons).next()
    };
    let rehost = page.rehost();
    // A page that another house shows again bears that house's name, and may bear the original's beside it.
    let is_original = |name: &String| rehost.as_ref().is_none_or(|(shown_by, original)| is_of(name, original) || !is_of(name, shown_by));
    let found = meta(&["og:site_name"])
        .filter(|name| rehost.as_ref().is_none_or(|(_, original)| is_of(name, original)))
        .or_else(|| linked().filter(is_original))
        .or_else(|| meta(&["og:site_name"]).filter(is_original))
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
        .or_else(|| page.linked.of_type(&["WebSite"], "name"))
        .or_else(|| page.blocks.iter().filter(|b| b.words <= MOST_OF_LINE).find_map(|b| credited(&b.text)));
    found.filter(is_original).map(|n| trim(&n)).filter(|n| is_name(n))
}

/// A line over the text with its source on it has no more words, or characters of a script without spaces.
const MOST_OF_LINE: usize = 40;

/// The house that a Chinese page names as its text's source, in the line with its day: `来源：东海日报`.
fn credited(line: &str) -> Option<String> {
    let behind = ["来源：", "來源：", "来源:", "來源:"].iter().find_map(|label| line.split_once(label)).map(|(_, rest)| rest.trim_start())?;
    let name: String = behind.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '|' | '，' | ',' | '）' | ')' | '/')).collect();
    (2..=20).contains(&name.chars().count()).then_some(name)
}

/// Whether a name is that of a host: written together it is a part of it, or the other way round.
fn is_of(name: &str, host: &str) -> bool {
    let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let name = letters(trim(name).trim_start_matches("The "));
    host.split('.').filter(|label| label.len() >= 3 && !matches!(*label, "www" | "com" | "org" | "net" | "news")).any(|label| {
        let label = letters(label);
        !name.is_empty() && (label.contains(&name) || name.contains(&label))
    })
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
