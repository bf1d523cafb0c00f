//! How much of an article a text takes over word for word.

use super::index::Index;
use super::lexicon::Sym;
use super::{SourceText, Statement};

/// Runs of so many words in a row count as taken over; shorter ones belong to the language.
const RUN: usize = 6;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copied {
    /// For each text, its longest run of words that stands in the article.
    pub longest: Vec<usize>,
    /// Share of the article's words that all texts together take over, 0 to 1.
    pub share: f64,
}

/// What these texts take over from `source`.
#[must_use]
pub fn copied(texts: &[&Statement], source: &SourceText) -> Copied {
    let article = &source.wording;
    let all = article.words.len();
    let mut taken = vec![false; all];
    let mut index: Option<Index> = None;
    let mut longest = Vec::with_capacity(texts.len());
    for text in texts {
        let wording = text.wording();
        // Most texts are copied whole or hardly at all.
        if let Some(run) = article.find(wording, 0) {
            longest.push(run.len());
            taken[run].fill(true);
            continue;
        }
        let index = index.get_or_insert_with(|| {
            let mut index = Index::with_room(all);
            (0..all).for_each(|n| index.add(Sym::raw(article.word(n)), u32::try_from(n).unwrap_or(u32::MAX)));
            index
        });
        let words: Vec<&str> = (0..wording.words.len()).map(|n| wording.word(n)).collect();
        let (mut at, mut most) = (0, 0);
        while at < words.len() {
            let same = |start: usize| (0..(words.len() - at).min(all - start)).take_while(|n| words[at + n] == article.word(start + n)).count();
            let best = index.places(Sym::raw(words[at])).map(|s| (same(s as usize), s as usize)).max_by_key(|(n, s)| (*n, usize::MAX - s));
            let (run, start) = best.unwrap_or((0, 0));
            most = most.max(run);
            if run >= RUN {
                taken[start..start + run].fill(true);
            }
            at += run.max(1);
        }
        longest.push(most);
    }
    let share = if all == 0 { 0.0 } else { taken.iter().filter(|t| **t).count() as f64 / all as f64 };
    Copied { longest, share }
}

#[cfg(test)]
mod tests {
    use super::copied;
    use crate::evidence::{SourceText, Statement};
    use crate::types::Article;

    #[test]
    fn runs_and_their_share_are_counted() {
        let body = "One two three four five six seven eight nine ten.";
        let source = SourceText::new(&Article { title: "T".to_owned(), body: body.to_owned(), ..Article::default() });
        let (one, other) = (Statement::new("One two three."), Statement::new("So four, five six seven eight nine it is."));
        let found = copied(&[&one, &other], &source);
        assert_eq!((found.longest, found.share), (vec![3, 6], 0.9));
        assert_eq!(copied(&[&Statement::new("Nothing of it")], &source).share, 0.0);
    }
}
