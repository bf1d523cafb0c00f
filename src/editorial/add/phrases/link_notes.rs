//! What a link says to those who cannot see where it opens (WCAG 2.2, technique G201): heard beside the text, but no part of it.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Some word that each of the notes has, so that most texts are not searched any further.
const SOME: &[&str] = &["new tab", "new window", "neuem", "neuen", "nouve", "nueva", "nieuw", "nuova", "external"];

/// The text without the notes in it.
pub(in crate::editorial::add) fn without_link_notes(text: &str) -> Cow<'_, str> {
    static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let note = concat!(
            r"(?:external(?: link)?|(?:external(?: link)?[,;:.]? ?)?(?:(?:this |the )?(?:link )?(?:will )?open(?:s|ing)?(?: up)?|links? to)(?: in)?(?: an?| the)? new (?:browser )?(?:tab|window)(?: or (?:tab|window))?",
            r"|(?:wird|link)? ?(?:öffnet|geöffnet)? ?(?:sich )?in (?:einem )?neue[mn] (?:tab|fenster|browserfenster)(?: geöffnet)?|(?:s.ouvre |ouverture )?dans (?:un nouvel onglet|une nouvelle fenêtre)",
            r"|(?:se )?abr(?:e|irá) en (?:una )?(?:nueva (?:ventana|pestaña)|(?:ventana|pestaña) nueva)|(?:wordt )?(?:in|opent in) (?:een )?nieuw (?:venster|tabblad)(?: geopend)?|si apre in una nuova (?:finestra|scheda))"
        );
        Regex::new(&format!(r"(?i)\s*(?:\(\s*{note}\s*\)|\[\s*{note}\s*\]|,\s*open(?:s|ing) (?:in )?(?:a )?new (?:tab|window)\b)")).ok()
    });
    let has_some = |text: &str| SOME.iter().any(|s| text.contains(s)) || text.contains("New ") || text.contains("External");
    match NOTE.as_ref() {
        Some(note) if has_some(text) => note.replace_all(text, ""),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::without_link_notes;

    #[test]
    fn notes_go_and_what_only_sounds_like_them_stays() {
        for (with, without) in [
            ("Orlen Devices (ORLN.N) , opens new tab will cut jobs", "Orlen Devices (ORLN.N) will cut jobs"),
            ("The report (opens in a new window), out on Monday", "The report, out on Monday"),
            ("Der Bericht (öffnet in neuem Fenster) sagt", "Der Bericht sagt"),
            ("Le rapport [ouverture dans une nouvelle fenêtre] dit", "Le rapport dit"),
            ("El informe (se abre en una ventana nueva).", "El informe."),
            ("the study (external link) found", "the study found"),
        ] {
            assert_eq!(without_link_notes(with), without);
        }
        for plain in
            ["The bank opens new tabs for its customers.", "It opens a new window on the past, she said.", "External links are marked (external auditors)."]
        {
            assert_eq!(without_link_notes(plain), plain);
        }
    }
}
