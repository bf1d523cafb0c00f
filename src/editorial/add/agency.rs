//! News agencies as texts credit them.

use regex::Regex;
use std::sync::LazyLock;

/// Spellings in texts, and the name that the article file carries.
const AGENCIES: &[(&str, &str)] = &[
    ("bloomberg", "Bloomberg"),
    ("bloomberg news", "Bloomberg"),
    ("bloomberg opinion", "Bloomberg"),
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("ap", "AP"),
    ("associated press", "AP"),
    ("the associated press", "AP"),
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("dpa", "dpa"),
    ("kyodo", "Kyodo"),
    ("kyodo news", "Kyodo"),
    ("xinhua", "Xinhua"),
    ("pti", "PTI"),
    ("ani", "ANI"),
    ("ians", "IANS"),
    ("bernama", "Bernama"),
    ("yonhap", "Yonhap"),
    ("efe", "EFE"),
    ("ansa", "ANSA"),
    ("tass", "TASS"),
    ("upi", "UPI"),
    ("apa", "APA"),
    ("lusa", "Lusa"),
    ("belga", "Belga"),
    ("anp", "ANP"),
    ("tt", "TT"),
    ("ntb", "NTB"),
    ("ritzau", "Ritzau"),
    ("jiji", "Jiji"),
    ("jiji press", "Jiji"),
    ("aap", "AAP"),
    ("cnbc", "CNBC"),
    ("antara", "Antara"),
    ("anadolu", "Anadolu"),
    ("anadolu agency", "Anadolu"),
    ("tribune news service", "Tribune News Service"),
    ("press trust of india", "PTI"),
    ("pa media", "PA Media"),
    ("press association", "PA Media"),
    ("canadian press", "The Canadian Press"),
    ("the canadian press", "The Canadian Press"),
    ("sda", "SDA"),
    ("keystone-sda", "SDA"),
    ("europa press", "Europa Press"),
];

/// Names short enough to be other words as well: they count only where written as agencies write them.
const SHORT: &[&str] = &["ap", "ani", "apa", "tt", "upi", "sda", "efe", "anp", "tass", "pti", "ntb", "cnbc"];

/// The agency of this name, if it is one.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_matches(|c: char| matches!(c, '.' | ',' | '(' | ')' | '[' | ']' | '-' | '—' | '–' | '/' | '©')).trim();
    let lower = text.to_lowercase();
    let (key, name) = AGENCIES.iter().find(|(key, _)| *key == lower)?;
    (!SHORT.contains(key) || text.chars().all(|c| !c.is_lowercase())).then_some(*name)
}

/// A credit after the last sentence: `… suggest not. BLOOMBERG`, `… he said. (Reuters)`, `— AP`. The byte where the text proper ends, and the agency.
pub(super) fn closing_credit(text: &str) -> Option<(usize, &'static str)> {
    static CREDIT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"[.!?…]["'”’»)]*(\s+[—–-]{0,2}\s*[(\[]?((?:The )?[A-Z][A-Za-z-]+(?:[ -][A-Z][a-z]+){0,2})[)\]]?\.?)$"#).ok());
    let found = CREDIT.as_ref()?.captures(text)?;
    let (tail, name) = (found.get(1)?, found.get(2)?.as_str());
    let marked = name.chars().all(|c| !c.is_lowercase()) || tail.as_str().contains(['(', '[', '—', '–', '-']);
    named(name).filter(|_| marked).map(|agency| (tail.start(), agency))
}

/// The agency of a dateline: `BEIJING (Reuters) - …`, `PARIS, July 3 (AFP) — …`.
pub(super) fn dateline(text: &str) -> Option<&'static str> {
    static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[^()a-z][^()]{0,60}\(([^()]{2,30})\)\s*[-—–]").ok());
    let head: String = text.chars().take(120).collect();
    named(DATELINE.as_ref()?.captures(&head)?.get(1)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::{closing_credit, dateline, named};

    #[test]
    fn credits_are_told_from_words() {
        assert_eq!(closing_credit("It may not. BLOOMBERG"), Some((11, "Bloomberg")));
        assert_eq!(closing_credit("“It may not.” (Reuters)").map(|c| c.1), Some("Reuters"));
        assert_eq!(closing_credit("It was sold to Bloomberg"), None);
        assert_eq!(closing_credit("He rang. Bloomberg"), None);
        assert_eq!(dateline("SAN FRANCISCO (Reuters) - A firm said"), Some("Reuters"));
        assert_eq!(dateline("A firm (Reuters) said"), None);
        assert_eq!(named("Ap"), None);
        assert_eq!(named("AP"), Some("AP"));
    }
}
