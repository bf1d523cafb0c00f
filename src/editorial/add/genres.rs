//! The genre of a text, where words say so.

use crate::types::Genre;
use regex::Regex;
use std::sync::LazyLock;

/// The genre that a section's name, a label or an address segment stands for.
pub(super) fn of_section(section: &str) -> Option<Genre> {
    let folded: String = section.trim().to_lowercase().replace(['_', ' ', '&'], "-");
    Some(match folded.trim_matches('-') {
        "opinion"
        | "opinions"
        | "op-ed"
        | "oped"
        | "op-eds"
        | "editorial"
        | "editorials"
        | "comment"
        | "commentary"
        | "commentisfree"
        | "column"
        | "columns"
        | "columnist"
        | "columnists"
        | "viewpoint"
        | "views"
        | "perspective"
        | "perspectives"
        | "blogs-opinion"
        | "meinung"
        | "kommentar"
        | "kommentare"
        | "leitartikel"
        | "kolumne"
        | "kolumnen"
        | "tribune"
        | "tribunes"
        | "débats"
        | "debats"
        | "idées"
        | "idees"
        | "chroniques"
        | "opinión"
        | "opinione"
        | "opinioni"
        | "commenti"
        | "opinião"
        | "opiniao"
        | "colunas"
        | "colunistas"
        | "opinie"
        | "opinia"
        | "opinie-i-komentarze" => Genre::Opinion,
        "analysis" | "analyses" | "news-analysis" | "analyse" | "analysen" | "análisis" | "analisis" | "analisi" | "análise" | "analise" | "explainer"
        | "explainers" | "in-depth" => Genre::Analysis,
        "press-release"
        | "press-releases"
        | "pressrelease"
        | "news-release"
        | "news-releases"
        | "pressemitteilung"
        | "pressemitteilungen"
        | "communiqué-de-presse"
        | "communique-de-presse"
        | "newswire"
        | "prnewswire" => Genre::PressRelease,
        "paper" | "papers" | "preprint" | "abs" | "doi" | "scholarlyarticle" => Genre::Paper,
        _ => return None,
    })
}

/// The genre that an address gives away by one of its segments.
pub(super) fn of_address(address: &str) -> Option<Genre> {
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str().unwrap_or_default();
    if host.starts_with("opinion.") || host.starts_with("opinions.") {
        return Some(Genre::Opinion);
    }
    // The last segment is the article's own name, in which such words stand for something else.
    let segments: Vec<&str> = url.path_segments()?.filter(|s| !s.is_empty()).collect();
    segments.split_last()?.1.iter().find_map(|s| of_section(s))
}

/// The genre that the words of the text itself name: how it describes its author, a label at its head, or how a press release begins and ends.
pub(super) fn of_text(title: &str, paragraphs: &[&str]) -> Option<Genre> {
    static LABEL: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^\s*(opinion|op-ed|editorial|commentary|comment|column|analysis|news analysis|explainer)\s*[:|]").ok());
    static DISCLAIMER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:views|opinions) expressed (?:here|in this|by the|are|herein)|\bthis (?:column|opinion piece) (?:does not|reflects)|\bopinions? (?:columnist|contributor|writer)\b|\bis a (?:syndicated )?columnist\b").ok()
    });
    if let Some(found) = LABEL.as_ref().and_then(|r| r.captures(title)).and_then(|c| c.get(1)) {
        let word = found.as_str().to_lowercase();
        return Some(if word.contains("analysis") || word == "explainer" { Genre::Analysis } else { Genre::Opinion });
    }
    let mut ends = paragraphs.iter().rev().take(4).chain(paragraphs.iter().take(2));
    if ends.any(|p| p.chars().count() < 700 && DISCLAIMER.as_ref().is_some_and(|r| r.is_match(p))) {
        return Some(Genre::Opinion);
    }
    static RELEASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)/(?:PRNewswire|GlobeNewswire|Business Wire|EINPresswire)[^/]*/|\((?:GLOBE NEWSWIRE|BUSINESS WIRE|PRNewswire)\)|^for immediate release|^[^/.]{3,60}[ ,]\d{4} /[A-Z][\w ]{2,30}/ ?(?:--|–|—)")
            .ok()
    });
    paragraphs.iter().take(3).any(|p| RELEASE.as_ref().is_some_and(|r| r.is_match(p))).then_some(Genre::PressRelease)
}

/// Whether a line stands only on press releases: whom the press may ask, who sent it.
pub(super) fn is_of_release(line: &str) -> bool {
    const LINES: [&str; 13] = [
        "media contact",
        "media contacts",
        "press contact",
        "press contacts",
        "contact for media",
        "media inquiries",
        "for immediate release",
        "news provided by",
        "pressekontakt",
        "contact presse",
        "contacts presse",
        "contacto de prensa",
        "contatti stampa",
    ];
    line.len() <= 40 && LINES.contains(&crate::text::normal::folded(line).trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{of_address, of_section, of_text};
    use crate::types::Genre;

    #[test]
    fn words_and_addresses_say_what_a_text_is() {
        assert_eq!(of_section("Op-Ed"), Some(Genre::Opinion));
        assert_eq!(of_section("Opinion polls"), None);
        assert_eq!(of_address("https://paper.example/opinion/2026/robots"), Some(Genre::Opinion));
        assert_eq!(of_address("https://paper.example/2026/opinion"), None);
        assert_eq!(of_text("Robots", &["A text.", "Ann Lee is an Example Opinion columnist covering robots."]), Some(Genre::Opinion));
        assert_eq!(of_text("Analysis: robots", &["A text."]), Some(Genre::Analysis));
        assert_eq!(of_text("Robots", &["BONN, May 3, 2026 /PRNewswire/ -- A firm"]), Some(Genre::PressRelease));
        assert_eq!(of_text("Robots", &["A text of news."]), None);
    }
}
