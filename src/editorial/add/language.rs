//! The language of a text, as a BCP 47 tag.

use whatlang::{Lang, detect};

/// The language that the words are in. Short texts are left undecided: on fewer than 100 characters the guess is too often wrong.
pub(super) fn of(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let wide = text.chars().filter(|c| crate::text::words::is_ideograph(*c)).count();
    if letters < 100 && wide < 40 {
        return None;
    }
    let head: String = text.chars().take(4000).collect();
    detect(&head).filter(whatlang::Info::is_reliable).map(|found| tag(found.lang()).to_owned())
}

/// The shortest ISO 639 code (RFC 5646, section 2.2.1).
fn tag(language: Lang) -> &'static str {
    TAGS.iter().find(|(code, _)| *code == language.code()).map_or(language.code(), |(_, tag)| tag)
}

/// A page's own `lang`, brought into BCP 47's usual form; `None` where it is no language tag.
pub(super) fn of_attribute(value: &str) -> Option<String> {
    let value = value.trim().replace('_', "-");
    let mut parts = value.split('-');
    let language = parts.next()?.to_lowercase();
    if !(2..=3).contains(&language.len()) || !language.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let language = TAGS.iter().find(|(code, _)| *code == language).map_or(language.as_str(), |(_, tag)| tag).to_owned();
    Some(match parts.next_back() {
        Some(region) if region.len() == 2 && region.chars().all(|c| c.is_ascii_alphabetic()) => format!("{language}-{}", region.to_uppercase()),
        _ => language,
    })
}

/// ISO 639-3 to 639-1, for the languages that the detector knows.
const TAGS: &[(&str, &str)] = &[
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::{of, of_attribute};

    #[test]
    fn tags_are_short_and_short_texts_undecided() {
        assert_eq!(of("Too short to say."), None);
        let german = "Die Bundesregierung hat am Mittwoch einen Entwurf für ein neues Gesetz vorgelegt, das den Einsatz von Maschinen in Behörden regeln soll und im Herbst beraten wird.";
        assert_eq!(of(german).as_deref(), Some("de"));
        assert_eq!(of_attribute("en_us").as_deref(), Some("en-US"));
        assert_eq!(of_attribute("zh-Hans-CN").as_deref(), Some("zh-CN"));
        assert_eq!(of_attribute("english"), None);
    }
}
