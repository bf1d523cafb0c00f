//! British and American spellings of English words, brought to one: two papers that write of one harbour and one harbor say the same.

use std::borrow::Cow;

/// The American spelling of a word in small letters, where it is known by a rule or a list; else the word as it is. Words that both write alike may come out as nobody writes
/// them (`revize`): the form is for comparing alone.
#[must_use]
pub fn american(lower: &str) -> Cow<'_, str> {
    let bytes = lower.as_bytes();
    if bytes.len() < 4 || !lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    if let Some(at) = bytes.windows(3).position(|w| w == b"our").filter(|at| *at > 1 && OUR.contains(&&lower[..*at])) {
        return Cow::Owned(format!("{}or{}", &lower[..at], &lower[at + 3..]));
    }
    if let Ok(found) = WHOLE.binary_search_by_key(&lower, |(british, _)| british) {
        return Cow::Borrowed(WHOLE[found].1);
    }
    for ending in ENDINGS {
        let Some(start) = lower.strip_suffix(ending).filter(|s| s.len() > 3 && (s.ends_with("is") || s.ends_with("lys"))) else { continue };
        // `organis|e`, `analys|ed`; the words that end in -ise everywhere, promise and its like, are written with an s by both.
        if !ALWAYS_S.contains(&start) {
            return Cow::Owned(format!("{}z{ending}", &start[..start.len() - 1]));
        }
    }
    Cow::Borrowed(lower)
}

/// What stands behind the `s` of organise.
const ENDINGS: &[&str] = &["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able"];

/// What stands before the -our of words that Americans write with -or.
const OUR: &[&str] = &[
    "arb",
    "ard",
    "arm",
    "behavi",
    "cand",
    "clam",
    "col",
    "demean",
    "discol",
    "disfav",
    "dishon",
    "enam",
    "endeav",
    "fav",
    "ferv",
    "flav",
    "harb",
    "hon",
    "hum",
    "lab",
    "misbehavi",
    "multicol",
    "neighb",
    "od",
    "parl",
    "ranc",
    "rig",
    "rum",
    "sav",
    "savi",
    "splend",
    "succ",
    "tum",
    "unfav",
    "val",
    "vap",
    "vig",
    "watercol",
];

/// Words that end in -ise, -ised … in every English, without the ending.
const ALWAYS_S: &[&str] = &[
    "advertis",
    "advis",
    "appris",
    "aris",
    "bruis",
    "chastis",
    "circumcis",
    "compris",
    "compromis",
    "concis",
    "cris",
    "cruis",
    "demis",
    "despis",
    "devis",
    "disguis",
    "enterpris",
    "excis",
    "exercis",
    "expertis",
    "franchis",
    "improvis",
    "incis",
    "likewis",
    "merchandis",
    "nois",
    "otherwis",
    "paradis",
    "pois",
    "prais",
    "precis",
    "premis",
    "promis",
    "rais",
    "revis",
    "surmis",
    "supervis",
    "surpris",
    "televis",
    "treatis",
    "upris",
];

/// Words that follow no rule, sorted.
const WHOLE: &[(&str, &str)] = &[
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("anaemia", "anemia"),
    ("anaesthetic", "anesthetic"),
    ("analogue", "analog"),
    ("calibre", "caliber"),
    ("catalogue", "catalog"),
    ("catalogues", "catalogs"),
    ("centre", "center"),
    ("centred", "centered"),
    ("centres", "centers"),
    ("counsellor", "counselor"),
    ("counsellors", "counselors"),
    ("defence", "defense"),
    ("defences", "defenses"),
    ("dialogue", "dialog"),
    ("dialogues", "dialogs"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("fibre", "fiber"),
    ("fibres", "fibers"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("fulfils", "fulfills"),
    ("grey", "gray"),
    ("haemorrhage", "hemorrhage"),
    ("instalment", "installment"),
    ("instalments", "installments"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("judgements", "judgments"),
    ("kilometre", "kilometer"),
    ("kilometres", "kilometers"),
    ("leukaemia", "leukemia"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("litre", "liter"),
    ("litres", "liters"),
    ("manoeuvre", "maneuver"),
    ("manoeuvres", "maneuvers"),
    ("metre", "meter"),
    ("metres", "meters"),
    ("millimetre", "millimeter"),
    ("millimetres", "millimeters"),
    ("mould", "mold"),
    ("moulds", "molds"),
    ("moustache", "mustache"),
    ("offence", "offense"),
    ("offences", "offenses"),
    ("orthopaedic", "orthopedic"),
    ("paediatric", "pediatric"),
    ("paediatrician", "pediatrician"),
    ("plough", "plow"),
    ("ploughed", "plowed"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("sceptic", "skeptic"),
    ("sceptical", "skeptical"),
    ("scepticism", "skepticism"),
    ("sceptics", "skeptics"),
    ("skilful", "skillful"),
    ("sombre", "somber"),
    ("spectre", "specter"),
    ("theatre", "theater"),
    ("theatres", "theaters"),
    ("travelled", "traveled"),
    ("traveller", "traveler"),
    ("travellers", "travelers"),
    ("travelling", "traveling"),
    ("woollen", "woolen"),
];

#[cfg(test)]
mod tests {
    use super::{WHOLE, american};

    #[test]
    fn two_spellings_are_brought_to_one() {
        for (british, other) in [
            ("harbour", "harbor"),
            ("harbours", "harbors"),
            ("neighbourhood", "neighborhood"),
            ("coloured", "colored"),
            ("organise", "organize"),
            ("organisations", "organizations"),
            ("analysed", "analyzed"),
            ("kilometres", "kilometers"),
            ("defence", "defense"),
        ] {
            assert_eq!((american(british), american(other)), (other.into(), other.into()));
        }
        for word in ["hour", "four", "tourist", "your", "source", "promise", "raised", "surprising", "analysis", "noise", "crisis", "this", "Straße"] {
            assert_eq!(american(word), word);
        }
        assert!(WHOLE.is_sorted_by_key(|(british, _)| british));
    }
}
