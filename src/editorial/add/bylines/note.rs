//! The note below a text that says who wrote it.

use super::person;
use crate::editorial::add::agency;
use crate::types::Genre;
use regex::Regex;
use std::sync::LazyLock;

/// What a closing note such as "Ann Lee is a Bloomberg Opinion columnist covering Asia." says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::editorial::add) struct Note {
    pub name: String,
    pub agency: Option<&'static str>,
    pub genre: Option<Genre>,
}

/// The closing note that names the author, if the paragraph is one.
pub(in crate::editorial::add) fn of_note(paragraph: &str) -> Option<Note> {
    static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:By\s+)?(\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:de|van|von|der|den|da|di|bin|al|el|la|le)\s+)*\p{Lu}[\p{L}.'’-]*){1,3})(?:,\s+[^,.]{3,80},)?\s+(?:is|was)\s+(?:an?|the)\s+(.{0,140}?)\b(columnist|reporter|writer|editor|correspondent|journalist|contributor|professor|fellow|analyst|commentator|economist|director|author|researcher|lecturer|partner|founder)\b",
        )
        .ok()
    });
    if paragraph.split_whitespace().count() > 90 {
        return None;
    }
    let found = NOTE.as_ref()?.captures(paragraph)?;
    let name = person(found.get(1)?.as_str())?;
    let (before, job) = (found.get(2).map_or("", |m| m.as_str()), found.get(3).map_or("", |m| m.as_str()));
    // "is a spokeswoman for the author" is a sentence of the text; a note describes its subject at once.
    if before.split_whitespace().count() > 8 || before.contains(" who ") {
        return None;
    }
    let opinion = before.to_lowercase().contains("opinion") || matches!(job, "columnist" | "commentator");
    let agency = before.split_whitespace().find_map(|w| agency::named(w).filter(|_| w.chars().next().is_some_and(char::is_uppercase)));
    Some(Note { name, agency, genre: opinion.then_some(Genre::Opinion) })
}
