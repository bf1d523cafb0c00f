//! A quotation given to its speaker, and nothing more: `“…,” said Ada Lorne.` The quoted words stand in the passage, and so does the name; there is no
//! other word to weigh.

use super::Found;
use super::attribution::is_speech;
use super::quotes::quotations;
use crate::evidence::wording::Wording;
use crate::text::words::words;

/// Words that may stand between a speaker and the verb.
const BESIDE: &[&str] = &["also", "later", "then", "too", "by", "contrast", "the"];

/// Whether a claim is what one cited passage quotes, and the name of a speaker that stands in the passage's sentences or right before them.
pub(super) fn is_spoken(claim: &str, found: &[Found]) -> bool {
    let quoted = quotations(claim);
    let Some((first, _)) = quoted.first() else { return false };
    let outside: Vec<&str> =
        words(claim).into_iter().filter(|w| !quoted.iter().any(|(q, _)| q.start <= w.start && w.end <= q.end)).map(|w| &claim[w]).collect();
    let (verbs, names): (Vec<&str>, Vec<&str>) = outside.into_iter().filter(|w| !BESIDE.contains(&w.to_lowercase().as_str())).partition(|w| is_speech(w));
    let names_only = (1..=5).contains(&names.len()) && names.iter().all(|n| n.starts_with(char::is_uppercase));
    let bare = |text: &str| text.chars().all(|c| !c.is_alphanumeric());
    let begins_or_ends = bare(&claim[..first.start]) || quoted.last().is_some_and(|(last, _)| bare(&claim[last.end..]));
    verbs.len() == 1
        && names_only
        && begins_or_ends
        && found.iter().any(|f| is_in_passage(&quoted.iter().flat_map(|(_, p)| p.clone()).collect::<Vec<_>>(), &names, f))
}

fn is_in_passage(pieces: &[String], names: &[&str], found: &Found) -> bool {
    let cited = &found.cited;
    let Some(parts) = cited.passage.filter(|_| found.places.is_some()) else { return false };
    let passage = Wording::of_blocks(parts.iter().map(String::as_str));
    let has = |text: &str| passage.find(&Wording::of(text), 0).is_some();
    // A name of which the passage has a part may be given as the article has it in full.
    let in_full = || cited.source.wording.find(&Wording::of(&names.join(" ")), 0).is_some() && names.iter().any(|n| is_named(n, parts));
    // A paper is quoted by its own name.
    let source = cited.source.publisher.iter().chain(&cited.source.authors).cloned().collect::<Vec<_>>();
    let named = names.iter().all(|n| is_named(n, parts)) || names.iter().all(|n| is_named(n, &source)) || in_full();
    pieces.iter().map(|p| Wording::of(p).words.len()).sum::<usize>() >= 3 && pieces.iter().all(|p| has(p)) && named
}

/// Whether a word of a name stands there, also as an owner's (`Lorne's`).
fn is_named(name: &str, parts: &[String]) -> bool {
    parts.iter().any(|part| words(part).into_iter().any(|w| part[w].trim_end_matches("'s").trim_end_matches("’s") == name))
}

#[cfg(test)]
mod tests {
    use super::is_spoken;
    use crate::evidence::judge::Found;
    use crate::evidence::{Cited, SourceText};
    use crate::types::Article;

    #[test]
    fn what_a_passage_quotes_is_supported_as_it_stands() {
        let body = "“It was what they had,” Lorne told the council. “They did what they did.” Bo Quist left. Ada Lorne did not.";
        let source = SourceText::new(&Article { body: body.into(), publisher: Some("Harbour Courier".into()), ..Article::default() });
        let passage = ["“It was what they had,” Lorne told the council. “They did what they did.”".to_owned()];
        let cited = [Cited { source: &source, passage: Some(&passage) }];
        for (claim, spoken) in [
            ("“They did what they did,” said Ada Lorne.", true),
            ("“It was what they had,” Lorne said.", true),
            ("“They did what they did,” said Bo Quist.", false),
            ("“They did what they said,” said Ada Lorne.", false),
            ("“They did what they did,” said Ada Lorne in anger.", false),
            ("By contrast, the Harbour Courier writes: “They did what they did.”", true),
            ("By contrast, the Tideham Herald writes: “They did what they did.”", false),
        ] {
            assert_eq!(is_spoken(claim, &Found::of(&cited)), spoken, "{claim}");
        }
    }
}
