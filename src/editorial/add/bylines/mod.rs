//! Who wrote a text: names out of bylines, closing notes and metadata.

mod note;
mod words;

pub(super) use note::{Note, of_note};

use super::agency;
use regex::Regex;
use std::sync::LazyLock;
use words::{FIRMS, NOBODY, NOT_IN_NAMES, ROLES};

/// The names that an editor gives: several are parted by `;`, `&` or "and"; everything else is taken as it is.
pub(super) fn split_given(text: &str) -> Vec<String> {
    text.split([';', '&']).flat_map(|p| p.split(" and ")).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
}

/// The names in a line that is nothing but a byline: `By Ann Lee and Bo Chen`, `Von Anna Lee`.
pub(super) fn of_line(line: &str) -> Vec<String> {
    let line = line.trim();
    let Some(rest) = lead_in(line) else { return Vec::new() };
    if rest.chars().count() > 120 {
        return Vec::new();
    }
    // "By Ann Lee | Reuters", "By Ann Lee, 3 March 2026": the name ends where another kind of thing begins.
    let end = rest.find(|c: char| matches!(c, '|' | '•' | '·' | '–' | '—' | '/') || c.is_ascii_digit()).unwrap_or(rest.len());
    // "By Ann Lee March 3": a month before the digit is part of the date.
    let head = rest[..end].trim_end();
    let month = head.rsplit(char::is_whitespace).next().filter(|w| end < rest.len() && super::dates::month(w.trim_end_matches(['.', ','])).is_some());
    let end = month.map_or(end, |w| head.len() - w.len());
    names(before_pictures(&rest[..end]))
}

/// `Ann Lee Photographs by Bo Chen` without who made the pictures.
fn before_pictures(text: &str) -> &str {
    static PICTURES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)[\s,;|]+(?:and\s+)?(?:photo(?:graph)?s?|photography|pictures?|images?|illustrations?|graphics?|video|fotos?|bilder)\s*(?:by|von|par|por|de|di|:)\s").ok()
    });
    PICTURES.as_ref().and_then(|r| r.find(text)).map_or(text, |found| &text[..found.start()])
}

/// The name behind the word with which bylines in Chinese and Japanese begin, wherever in its line that stands: `记者 李明`, `作者：王芳`.
pub(super) fn han(line: &str) -> Option<String> {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:记者|記者|作者|撰文)[：:\s]\s*(\p{Han}{2,4})(?:[\s，,、）)|/]|$)").ok());
    NAME.as_ref()?.captures(line)?.get(1).map(|m| m.as_str().to_owned())
}

/// What stands behind the word with which bylines begin; `None` where a line does not begin so, or ends with it.
pub(super) fn lead_in(line: &str) -> Option<&str> {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:(?:posted|written|reported|published|story|words|text|article|opinion|analysis|report|interview|interviewed|review|reviewed|essay|feature|profile|column|commentary|compiled)\s+)?(?:by|von|par|por|di|door|av|af|yazan|autor|autorin|author|auteur|autore)(?:\s*:\s*|\s+)",
        )
        .ok()
    });
    let found = LEAD.as_ref()?.find(line)?;
    let rest = line[found.end()..].trim();
    (!rest.is_empty()).then_some(rest)
}

/// The persons' names in an author field or behind a lead-in. What is no person's name is left out.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = crate::text::markdown::fold_space(text);
    let text = before_job(lead_in(&text).unwrap_or(&text));
    let mut out: Vec<String> = Vec::new();
    for part in text.split([';', '|', '•', '·', '/', '\n']) {
        for part in SPLIT.as_ref().map_or(vec![part], |r| r.split(part).collect::<Vec<_>>()) {
            for name in at_commas(part) {
                if let Some(name) = person(&name)
                    && !out.iter().any(|o| o.eq_ignore_ascii_case(&name))
                {
                    out.push(name);
                }
            }
        }
    }
    out
}

/// "Ann Lee, Head of Marketing and Sales" without what comes after the name: a job may hold commas and "and" itself.
fn before_job(text: &str) -> &str {
    static JOB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i),\s+(?:(?:the|our|co-?)\s*)?(?:head|director|manager|vice president|vp|president|chief|ceo|cto|cfo|founder|co-founder|owner|editor|writer|reporter|correspondent|columnist|professor|analyst|senior|associate|staff|contributing|guest|lead)\b").ok()
    });
    JOB.as_ref().and_then(|r| r.find(text)).map_or(text, |found| &text[..found.start()])
}

/// Whether this is a team or a desk that signs its texts: "The Example Team", "Newsdesk". No person, but what the page says.
pub(super) fn is_team(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let lower = text.to_lowercase();
    (2..=5).contains(&words.len())
        && words.iter().all(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || c == '&'))
        && (lower.ends_with(" team") || lower.starts_with("team ") || lower.ends_with(" staff") || lower.ends_with(" contributor"))
        || matches!(lower.as_str(), "newsdesk" | "news desk" | "newsroom")
}

static SPLIT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)\s+(?:and|und|et|y|e|en|og|och|with|&)\s+|\s*&\s*").ok());

/// The names between commas. A part of one word is a title or a place, but for a family name before a given one.
fn at_commas(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    match parts.as_slice() {
        [] => Vec::new(),
        [one] => vec![(*one).to_owned()],
        // "Lee, Ann": catalogues turn names round.
        [family, given] if is_one_word(family) && is_one_word(given) && !is_role(given) => vec![format!("{given} {family}")],
        many => many.iter().filter(|p| p.split_whitespace().count() > 1).map(|p| (*p).to_owned()).collect(),
    }
}

fn is_one_word(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.chars().next().is_some_and(char::is_uppercase)
}

/// The names in a field that says of itself that it is the author's. Teams and desks count there: the page names them, and so it is no guess.
pub(super) fn stated(text: &str) -> Vec<String> {
    let text = crate::text::markdown::fold_space(text);
    let text = lead_in(&text).unwrap_or(&text).trim();
    let strict = names(text);
    let words = text.split_whitespace().count();
    let odd = text.contains("://") || text.contains('@') || text.contains(['{', '<', '=', '|', '/']) || text.chars().filter(|c| c.is_alphabetic()).count() < 2;
    let nobody = NOBODY.contains(&text.to_lowercase().as_str()) || agency::named(text).is_some();
    let joined = text.contains([';', '&', ',']) || text.contains(" and ");
    // A lone word in small letters is the name of an account, and a firm is no author.
    let account = words == 1 && text.chars().all(|c| !c.is_uppercase());
    let firm = text.rsplit([' ', ',']).next().is_some_and(|w| FIRMS.contains(&w.trim_end_matches('.').to_lowercase().as_str()));
    if account || firm {
        return Vec::new();
    }
    if !strict.is_empty() && (joined || words > 4 || strict[0] == text) || odd || nobody || words > 6 || joined {
        return strict;
    }
    vec![strip_job(text).to_owned()]
}

/// The name, cleaned, where it can be a person's.
fn person(text: &str) -> Option<String> {
    static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*(?:\((?:[^)]*)\)|@\w+|,?\s+(?:ph\.?d\.?|m\.?d\.?|mba|cfa|esq\.?))\s*$|\s+(?:in|from|for|at)\s+.*$|\s+[-–—].*$").ok()
    });
    let mut name = text.trim().trim_matches(|c: char| matches!(c, '.' | ',' | ':' | '-' | '–' | '"' | '“' | '”' | '*' | '_')).trim().to_owned();
    if let Some(rest) = lead_in(&name) {
        name = rest.to_owned();
    }
    if let Some(tail) = TAIL.as_ref().and_then(|r| r.find(&name)) {
        name.truncate(tail.start());
    }
    let mut name = strip_job(name.trim()).to_owned();
    for tail in [" Author Posts", " Author", " Writer", " Contributor", " Staff Writer", " Editor", " Reporter"] {
        if let Some(head) = name.strip_suffix(tail)
            && head.split_whitespace().count() >= 2
        {
            name = head.trim_end_matches(',').to_owned();
        }
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let odd = name.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '/' | '<' | '>' | '{' | '}' | '=' | '_' | '?' | '!' | '%' | '#'));
    if words.is_empty() || words.len() > 6 || letters < 2 || odd || name.chars().count() > 60 || is_role(&name) || agency::named(&name).is_some() {
        return None;
    }
    let is_small = |w: &str| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    // Names end in a capital, and the small words inside them are few: "Ludwig van der Rohe", not "games or supplements".
    if words.last().is_some_and(|w| is_small(w)) {
        return None;
    }
    if words.iter().any(|w| NOT_IN_NAMES.contains(&w.to_lowercase().trim_matches('.'))) {
        return None;
    }
    Some(name)
}

/// A job title set before the name, as in "Senior Editor Ann Lee".
fn strip_job(name: &str) -> &str {
    static JOB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:senior|chief|staff|deputy|associate|managing|political|technology|science|business|health|contributing|guest)\s+)*(?:editor|reporter|writer|correspondent|columnist|contributor)\s*:?\s+").ok()
    });
    match JOB.as_ref().and_then(|r| r.find(name)) {
        Some(found) if name[found.end()..].split_whitespace().count() >= 2 => &name[found.end()..],
        _ => name,
    }
}

/// Whether a line is nothing but somebody's job: `Technology correspondent, Bonn`.
pub(super) fn is_job(line: &str) -> bool {
    static JOB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:correspondent|reporter|editor|columnist|writer|journalist|korrespondent(?:in)?|redakteur(?:in)?|reporter(?:in)?|journaliste|corresponsal|periodista|redactora?|giornalista|corrispondente)\b").ok()
    });
    let words = line.split_whitespace().count();
    words <= 8 && line.starts_with(char::is_uppercase) && !line.ends_with(['.', '!', '?', ':']) && JOB.as_ref().is_some_and(|r| r.is_match(line))
}

/// Roles and desks that stand where a name should.
pub(super) fn is_role(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ROLES.contains(&lower.as_str())
        || lower.ends_with(" staff")
        || lower.ends_with(" desk")
        || lower.ends_with(" team")
        || lower.ends_with(" editors")
        || lower.ends_with(" newsroom")
        || lower.ends_with(" editor")
        || lower.ends_with(" reporter")
        || lower.ends_with(" redaktion")
        || lower.ends_with(" contributors")
}

#[cfg(test)]
mod tests {
    use super::{names, of_line, of_note};
    use crate::types::Genre;

    #[test]
    fn bylines_give_names_and_nothing_else() {
        for (line, wanted) in [
            ("By Ann Lee and Bo Chen", vec!["Ann Lee", "Bo Chen"]),
            ("by Ann Lee, Bo Chen and Cy Roe", vec!["Ann Lee", "Bo Chen", "Cy Roe"]),
            ("Von Anna Lee | 3. März 2026", vec!["Anna Lee"]),
            ("By Ann Lee in Bonn", vec!["Ann Lee"]),
            ("Interview by Ann Lee Photographs by Bo Chen", vec!["Ann Lee"]),
            ("by Chief Editor", vec![]),
            ("By the numbers", vec![]),
            ("A line without one", vec![]),
        ] {
            assert_eq!(of_line(line), wanted, "{line}");
        }
        assert_eq!(names("Lee, Ann"), ["Ann Lee"]);
        assert_eq!(names("Senior Editor Ann Lee"), ["Ann Lee"]);
        assert_eq!(names("Ann Lee, Technology Reporter"), ["Ann Lee"]);
        for none in ["admin", "https://paper.example/ann", "The Daily Example News", "Reuters", "@ann", "Redaktion"] {
            assert!(names(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn closing_notes_name_the_author_and_the_house() {
        let note = of_note("Ann Lee is a Bloomberg Opinion columnist covering Asia.").unwrap();
        assert_eq!((note.name.as_str(), note.agency, note.genre), ("Ann Lee", Some("Bloomberg"), Some(Genre::Opinion)));
        assert_eq!(of_note("Bo Chen is a senior reporter.").map(|n| n.genre), Some(None));
        assert_eq!(of_note("The plan is a gift to every writer."), None);
    }
}
