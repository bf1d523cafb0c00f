//! Who is said to have said what.

use crate::text::words::words;

/// Verbs by which texts give words to a speaker, in all forms that stand in news; sorted.
const SPEECH: &[&str] = &[
    "acknowledged",
    "acknowledges",
    "added",
    "adds",
    "admits",
    "admitted",
    "advised",
    "advises",
    "alleged",
    "alleges",
    "announced",
    "announces",
    "argued",
    "argues",
    "arguing",
    "asserted",
    "asserts",
    "believed",
    "believes",
    "boasted",
    "called",
    "calls",
    "cautioned",
    "cautions",
    "claimed",
    "claiming",
    "claims",
    "commented",
    "comments",
    "complained",
    "complains",
    "conceded",
    "concedes",
    "concluded",
    "concludes",
    "contended",
    "contends",
    "criticised",
    "criticized",
    "declared",
    "declares",
    "denied",
    "denies",
    "described",
    "describes",
    "emphasised",
    "emphasized",
    "estimated",
    "estimates",
    "explained",
    "explains",
    "insisted",
    "insists",
    "joked",
    "maintained",
    "maintains",
    "noted",
    "notes",
    "observed",
    "observes",
    "pointed",
    "points",
    "predicted",
    "predicts",
    "promised",
    "quipped",
    "recalled",
    "recalls",
    "remarked",
    "remarks",
    "replied",
    "replies",
    "reported",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "states",
    "stressed",
    "stresses",
    "suggested",
    "suggests",
    "tells",
    "testified",
    "thinks",
    "thought",
    "told",
    "tweeted",
    "urged",
    "urges",
    "warned",
    "warns",
    "write",
    "writes",
    "writing",
    "wrote",
];

/// Whether this word, in small letters, gives words to a speaker.
pub(in crate::evidence) fn is_speech(lower: &str) -> bool {
    SPEECH.binary_search(&lower).is_ok()
}

/// Whether a text says whose words or thoughts it gives.
#[must_use]
pub fn is_attributed(text: &str) -> bool {
    let list: Vec<String> = words(text).into_iter().map(|w| text[w].to_lowercase()).collect();
    list.iter().any(|w| is_speech(w)) || list.windows(2).any(|w| matches!((w[0].as_str(), w[1].as_str()), ("according", "to") | ("in", "opinion")))
}

#[cfg(test)]
mod tests {
    use super::{SPEECH, is_attributed};

    #[test]
    fn speakers_are_seen() {
        assert!(SPEECH.is_sorted());
        assert!(is_attributed("“It is over,” Ms Wei said.") && is_attributed("According to Nature, it works.") && !is_attributed("It works."));
    }
}
