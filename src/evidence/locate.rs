//! Whether a passage stands in an article.

use super::SourceText;
use super::wording::{Wording, common};
use crate::text::normal::folded;
use std::ops::Range;

/// Where the words of a passage are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// All parts stand there, in their order, apart from how quotes, dashes, spaces, case and marks between words are typed. Block and byte range
    /// of each; a part that runs on into the next block gives one entry a block.
    Stands(Vec<Place>),
    /// They do not; `nearest` is the article's text that comes nearest to the first part that fails, if any comes near.
    Differs { part: usize, nearest: Option<String> },
}

/// Looks for the parts of a passage.
#[must_use]
pub fn locate(parts: &[String], source: &SourceText) -> Located {
    match places(parts, source) {
        Ok(places) => Located::Stands(places),
        Err(missing) => {
            Located::Differs { part: missing.as_ref().map_or(0, |(part, _)| *part), nearest: missing.and_then(|(_, wanted)| nearest(&wanted, source)) }
        }
    }
}

/// A block, and bytes of it.
pub(super) type Place = (usize, Range<usize>);

/// Where a passage stands, block by block.
pub(super) type Places = Vec<Place>;

/// The places of a passage whose parts all stand there, or the first part that does not; no part where there is nothing to look for.
pub(super) fn places(parts: &[String], source: &SourceText) -> Result<Places, Option<(usize, Wording)>> {
    let mut places = Vec::new();
    let mut from = 0;
    for (number, part) in parts.iter().enumerate() {
        let wanted = Wording::of(part);
        if wanted.words.is_empty() {
            continue;
        }
        let Some(found) = source.wording.find(&wanted, from) else { return Err(Some((number, wanted))) };
        from = found.end;
        places.extend(place(part, &wanted, found, source));
    }
    if places.is_empty() { Err(None) } else { Ok(places) }
}

/// The entries of one part: from its first word to its last, with the marks around them that the part has too.
fn place(part: &str, wanted: &Wording, found: Range<usize>, source: &SourceText) -> Places {
    let mut places = Places::new();
    for word in &source.wording.words[found] {
        match places.last_mut() {
            Some((block, range)) if *block == word.block() => range.end = word.range().end,
            _ => places.push((word.block(), word.range())),
        }
    }
    let before = wanted.words.first().map_or("", |w| &part[..w.range().start]);
    let after = wanted.words.last().map_or("", |w| &part[w.range().end..]);
    if let Some((block, range)) = places.first_mut() {
        range.start -= shared_marks(before.chars().rev(), source.blocks[*block].text[..range.start].chars().rev());
    }
    if let Some((block, range)) = places.last_mut() {
        range.end += shared_marks(after.chars(), source.blocks[*block].text[range.end..].chars());
    }
    places
}

/// How many bytes of `there` are the marks that `wanted` has in the same place.
fn shared_marks(wanted: impl Iterator<Item = char>, there: impl Iterator<Item = char>) -> usize {
    wanted.zip(there).take_while(|(w, t)| !t.is_whitespace() && (w == t || folded(&w.to_string()) == folded(&t.to_string()))).map(|(_, t)| t.len_utf8()).sum()
}

/// The run of the article's words that shares most with the wanted ones, in their order; `None` where less than half of them is there.
fn nearest(wanted: &Wording, source: &SourceText) -> Option<String> {
    let n = wanted.words.len();
    let all = source.wording.words.len();
    let words: Vec<&str> = (0..n.min(400)).map(|i| wanted.word(i)).collect();
    let article: Vec<&str> = (0..all).map(|i| source.wording.word(i)).collect();
    // How many of the wanted words stand in a window as long as the part and a little longer, slid over the article.
    let width = (n + n / 4 + 2).min(all);
    let known: std::collections::HashSet<&str> = words.iter().copied().collect();
    let mut inside = 0_usize;
    let mut best = (0_usize, 0_usize);
    for (at, word) in article.iter().enumerate() {
        inside += usize::from(known.contains(word));
        if at >= width {
            inside -= usize::from(known.contains(article[at - width]));
        }
        if inside > best.0 {
            best = (inside, (at + 1).saturating_sub(width));
        }
    }
    let window = best.1..(best.1 + width).min(all);
    let pairs = common(&words, &article[window.clone()]);
    if pairs.len() * 2 < words.len() {
        return None;
    }
    // Words before the first and behind the last that match make up for those of the part that do not.
    let (first, last) = (pairs.first()?, pairs.last()?);
    let start = (window.start + first.1).saturating_sub(first.0);
    let end = (window.start + last.1 + (words.len() - last.0)).min(all);
    let block = source.wording.words[window.start + first.1].block();
    let same: Vec<_> = source.wording.words[start..end].iter().filter(|w| w.block() == block).collect();
    let text = &source.blocks[block].text;
    let end = same.last()?.range().end;
    let marks = text[end..].chars().take_while(|c| matches!(c, '.' | ',' | '!' | '?' | '”' | '"' | '’' | ')' | '%')).map(char::len_utf8).sum::<usize>();
    Some(text[same.first()?.range().start..end + marks].to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Located, locate};
    use crate::evidence::SourceText;
    use crate::types::Article;

    fn source(body: &str) -> SourceText {
        SourceText::new(&Article { title: "T".to_owned(), body: body.to_owned(), ..Article::default() })
    }

    fn parts(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn fair_variants_stand() {
        let s = source("He said: “It’s a well-known fact — the firm’s 1,500 robots work.”\n\nThen he\u{a0}left for Rome.");
        for fair in [
            &["it's a well-known fact - the firm's 1,500 robots work"][..],
            &["“It’s a well‑known fact”"],
            &["fact", "robots work.”"],
            &["robots work. Then he left"],
            &["1500 robots"],
        ] {
            assert!(matches!(locate(&parts(fair), &s), Located::Stands(_)), "{fair:?}");
        }
        let Located::Stands(places) = locate(&parts(&["the firm's 1,500 robots work.\""]), &s) else { panic!() };
        assert_eq!(&s.blocks[places[0].0].text[places[0].1.clone()], "the firm’s 1,500 robots work.”");
    }

    #[test]
    fn altered_passages_differ_and_the_nearest_is_named() {
        let s = source("The plant in Ulm makes 1,500 robots a year, the minister said on Friday.\n\nIt never opened.");
        for altered in [
            &["makes 1,600 robots a year"][..],
            &["1,500 robots a year, the mayor said"],
            &["said on Friday", "The plant"],
            &["plant in Ulm makes robots"],
            &["ear, the minister"],
        ] {
            assert!(matches!(locate(&parts(altered), &s), Located::Differs { .. }), "{altered:?}");
        }
        assert_eq!(
            locate(&parts(&["The plant in Ulm makes 1,600 robots a year"]), &s),
            Located::Differs { part: 0, nearest: Some("The plant in Ulm makes 1,500 robots a year,".to_owned()) }
        );
        assert_eq!(locate(&parts(&["Whales sing at night"]), &s), Located::Differs { part: 0, nearest: None });
        assert_eq!(locate(&[], &s), Located::Differs { part: 0, nearest: None });
    }
}
