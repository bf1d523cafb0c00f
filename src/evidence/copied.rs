//! How much of an article a text takes over word for word.

use super::wording::Wording;
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

/// What these texts take over from `source`. Runs shorter than `least` words may be told as none.
#[must_use]
pub fn copied(texts: &[&Statement], source: &SourceText, least: usize) -> Copied {
    let article = &source.wording;
    let all = article.words.len();
    let mut taken = vec![false; all];
    let mut longest = Vec::with_capacity(texts.len());
    for text in texts {
        let wording = text.wording();
        // Most texts are copied whole or hardly at all.
        if let Some(run) = article.find(wording, 0) {
            longest.push(run.len());
            taken[run].fill(true);
            continue;
        }
        if !may_share(wording, article, least.clamp(1, RUN)) {
            longest.push(0);
            continue;
        }
        let words: Vec<&str> = (0..wording.words.len()).map(|n| wording.word(n)).collect();
        let (mut at, mut most) = (0, 0);
        while at < words.len() {
            let same = |start: usize| (0..(words.len() - at).min(all - start)).take_while(|n| words[at + n] == article.word(start + n)).count();
            // The longest run that begins with this word; of two the first.
            let (mut run, mut start, mut next) = (0, 0, 0);
            while let Some(there) = article.find_line(wording.line_of(&(at..at + 1)), next) {
                let length = same(there);
                if length > run {
                    (run, start) = (length, there);
                }
                next = there + 1;
            }
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

/// Whether a text has so many words in a row with an article. Such a run holds whole one of the pieces of half its length that begin every half length,
/// wherever it begins.
fn may_share(text: &Wording, article: &Wording, run: usize) -> bool {
    let piece = run.div_ceil(2);
    let (ours, theirs) = (text.words.len(), article.words.len());
    (0..(ours + 1).saturating_sub(piece)).step_by(run + 1 - piece).any(|from| {
        let line = text.line_of(&(from..from + piece));
        let mut next = 0;
        while let Some(there) = article.find_line(line, next) {
            let before = (1..=from.min(there)).take_while(|n| text.word(from - n) == article.word(there - n)).count();
            let behind = (piece..(ours - from).min(theirs - there)).take_while(|n| text.word(from + n) == article.word(there + n)).count();
            if before + piece + behind >= run {
                return true;
            }
            next = there + 1;
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::copied;
    use crate::evidence::{SourceText, Statement};
    use crate::types::Article;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_shares_no_piece_shares_no_run(body in "([ab] ){0,30}", text in "([abc] ){1,20}", least in 1_usize..9) {
            let source = SourceText::new(&Article { title: "T".to_owned(), body, ..Article::default() });
            let text = Statement::new(&text);
            let (short, long) = (copied(&[&text], &source, least), copied(&[&text], &source, 1));
            prop_assert_eq!(short.share, long.share);
            prop_assert!(short.longest == long.longest || long.longest[0] < least.min(super::RUN));
        }
    }

    #[test]
    fn runs_and_their_share_are_counted() {
        let body = "One two three four five six seven eight nine ten.";
        let source = SourceText::new(&Article { title: "T".to_owned(), body: body.to_owned(), ..Article::default() });
        let (one, other) = (Statement::new("One two three."), Statement::new("So four, five six seven eight nine it is."));
        let found = copied(&[&one, &other], &source, 6);
        assert_eq!((found.longest, found.share), (vec![3, 6], 0.9));
        assert_eq!(copied(&[&Statement::new("Nothing of it")], &source, 6).share, 0.0);
    }
}
