//! Verbs with particles in a text: `put off`, `put it off`, `put the purchase off`.

use super::lexicon::phrasal::together;
use super::tokens::{Class, Token, weight_of};

/// How many words may stand between a verb and its particle.
const BETWEEN: usize = 3;

/// Gives verbs the meaning that they have with the particle behind them.
pub(super) fn join(text: &str, offset: usize, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if !tokens[at].particle || tokens[at].capital {
            continue;
        }
        let particle = tokens[at].typed;
        // A particle that ends its clause belongs to a verb; before anything else it may be a preposition, unless the verb is its neighbour.
        let reach = if ends_a_clause(text, offset, tokens, at) { BETWEEN + 1 } else { 1 };
        let found = (1..=reach.min(at)).find_map(|back| {
            let verb = &tokens[at - back];
            let whole = together(verb.sym, particle).filter(|_| !verb.range.is_empty() && !verb.capital)?;
            Some((at - back, whole))
        });
        if let Some((verb, (whole, rarity))) = found.filter(|(verb, _)| is_one_clause(text, offset, tokens, *verb, at)) {
            (tokens[verb].sym, tokens[verb].class, tokens[verb].weight) = (whole, Class::Content, weight_of(rarity));
            tokens[at].class = Class::Function;
        }
    }
}

fn ends_a_clause(text: &str, offset: usize, tokens: &[Token], at: usize) -> bool {
    let behind = text.get(tokens[at].range.end - offset..).unwrap_or("");
    let next = tokens.get(at + 1).and_then(|t| text.get(t.range.start - offset..t.range.end - offset));
    !behind.starts_with(' ') || matches!(next, None | Some("until" | "after" | "before" | "when" | "because" | "and" | "but" | "while" | "if"))
}

/// Whether nothing but words stands between two tokens.
fn is_one_clause(text: &str, offset: usize, tokens: &[Token], from: usize, to: usize) -> bool {
    let between = text.get(tokens[from].range.end - offset..tokens[to].range.start - offset).unwrap_or("");
    !between.contains(['.', ',', ';', ':', '!', '?', '(', ')', '“', '”', '—', '–'])
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{Sym, are_opposite, near};
    use super::super::reading::Reading;

    /// Whether a text has a word that means the same as this one.
    fn says(text: &str, word: &str) -> bool {
        let wanted = Sym::of(word);
        let reading = Reading::new(text, 0, &mut false);
        reading.tokens.iter().any(|t| t.sym == wanted || near(t.sym).iter().any(|(w, _)| *w == wanted))
    }

    #[test]
    fn a_verb_means_what_it_means_with_its_particle() {
        for (text, word) in [
            ("Tideham put off its purchase.", "postponed"),
            ("Tideham has put its purchase off.", "postponed"),
            ("They put it off until May.", "postpone"),
            ("The judge threw the case out.", "dismissed"),
            ("It must hand over the logs.", "surrender"),
            ("The city shut down the bot.", "closed"),
        ] {
            assert!(says(text, word), "{text}");
        }
        for (text, word) in
            [("They put a robot off the coast.", "postponed"), ("He put it, off the record, bluntly.", "postponed"), ("Ships turn over there.", "reject")]
        {
            assert!(!says(text, word), "{text}");
        }
        let sym = |text: &str| Reading::new(text, 0, &mut false).tokens[0].sym;
        assert_eq!(sym("switched it off"), sym("switch off"));
        assert!(are_opposite(sym("turned on"), sym("switched off")));
    }
}
