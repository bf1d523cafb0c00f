//! Whether an English sentence has a verb that says something of its subject. `Off to find Michael tonight.` and `A sad day for the town.` are none, and a digest is
//! written in sentences.

use crate::editorial::compose::clauses;
use crate::editorial::compose::lists::SPEECH_VERBS;
use crate::text::words::{count, is_stop_word, words};

/// Longer sentences without a verb are rare, and one that is not seen costs a good sentence.
const LONGEST: usize = 14;

/// Verbs and their parts that no ending tells, beside those that make clauses.
const VERBS: &[&str] = &[
    "am",
    "be",
    "been",
    "being",
    "shall",
    "cannot",
    "ate",
    "beat",
    "bent",
    "blew",
    "bore",
    "bound",
    "broke",
    "burst",
    "cast",
    "caught",
    "chose",
    "cost",
    "dealt",
    "drew",
    "drank",
    "fed",
    "felt",
    "fled",
    "flew",
    "forgot",
    "fought",
    "froze",
    "heard",
    "hid",
    "hung",
    "hurt",
    "knew",
    "laid",
    "lay",
    "left",
    "lent",
    "let",
    "lit",
    "meant",
    "met",
    "overcame",
    "quit",
    "rang",
    "read",
    "rode",
    "sang",
    "sank",
    "sat",
    "sent",
    "shook",
    "shot",
    "showed",
    "shrank",
    "shut",
    "slept",
    "slid",
    "sought",
    "spent",
    "split",
    "spoke",
    "spread",
    "stole",
    "stood",
    "struck",
    "stuck",
    "swept",
    "swore",
    "taught",
    "thought",
    "threw",
    "told",
    "tore",
    "understood",
    "underwent",
    "withdrew",
    "woke",
    "wore",
    "wrote",
    "ring",
    "agree",
    "allow",
    "appear",
    "believe",
    "call",
    "carry",
    "come",
    "cover",
    "die",
    "expect",
    "fear",
    "feel",
    "follow",
    "get",
    "give",
    "go",
    "hope",
    "include",
    "keep",
    "know",
    "like",
    "live",
    "look",
    "lose",
    "love",
    "make",
    "mean",
    "need",
    "play",
    "say",
    "see",
    "seem",
    "show",
    "speak",
    "stand",
    "support",
    "take",
    "talk",
    "think",
    "try",
    "use",
    "want",
    "work",
    "worry",
];
/// Plurals without an s: their verb may have any form.
const PLURALS: &[&str] = &["people", "police", "men", "women", "children", "they", "we", "most", "many", "few", "some", "both", "all"];

/// Whether a short English sentence is without a verb. A text of another language, and whatever may be a verb, is left alone.
pub(super) fn is_verbless(text: &str, language: Option<&str>) -> bool {
    if count(text) > LONGEST || text.contains('“') || language.is_some_and(|tag| !tag.to_lowercase().starts_with("en")) {
        return false;
    }
    let ranges = words(text);
    let lower: Vec<String> = ranges.iter().map(|r| text[r.clone()].to_lowercase().replace('’', "'")).collect();
    let is_english = lower.iter().any(|w| matches!(w.as_str(), "the" | "of" | "to" | "for" | "with" | "and" | "at" | "on"));
    let finite = |at: usize| {
        let word = lower[at].as_str();
        let before = at.checked_sub(1).map_or("", |b| lower[b].as_str());
        // A word with an s behind another word of content may be its verb: `The mill employs …`.
        let third_person = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && word != "news" && (at == 0 || !is_stop_word(before));
        // Behind `to` it is no more than a purpose.
        let known = before != "to" && (VERBS.contains(&word) || SPEECH_VERBS.has(word) || clauses::is_verb(word));
        known
            || third_person
            || PLURALS.contains(&word)
            || word.contains("n't")
            || ["'s", "'re", "'ve", "'ll", "'d", "'m"].iter().any(|end| word.ends_with(end))
    };
    is_english && !(0..lower.len()).any(finite)
}

#[cfg(test)]
mod tests {
    use super::is_verbless;

    #[test]
    fn fragments_are_told_from_short_sentences() {
        for text in
            ["A sad day for the town and its only school.", "Off to find Michael tonight to share the news.", "Not to mention the price of the new hall."]
        {
            assert!(is_verbless(text, None), "{text}");
        }
        for text in [
            "The mill employs 45 people on the site.",
            "People want change in the old town by the sea.",
            "Officials expect a decision on the hall in autumn.",
            "It's a good day for the town.",
            "The town opened a hall.",
            "Ein trauriger Tag für die Stadt.",
        ] {
            assert!(!is_verbless(text, None), "{text}");
        }
        assert!(!is_verbless("A sad day for the town.", Some("de")));
    }
}
