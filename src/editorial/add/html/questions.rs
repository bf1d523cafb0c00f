//! Questions and answers below an article, which engines take for a box of the page: each lies in an element of its own, half of them folded up.

use super::blocks::{Block, Kind};
use crate::editorial::add::phrases;
use crate::text::normal::folded;

/// How many blocks below the article's last one the heading of its questions is looked for: captions of pictures or a box may stand between.
const FARTHEST: usize = 15;

/// `elected` with the questions and answers that follow the article, whole.
pub(super) fn add(blocks: &[Block], elected: Vec<usize>) -> Vec<usize> {
    let (Some(first), Some(last)) = (elected.first().copied(), elected.last().copied()) else { return elected };
    let headings = (first + 1..blocks.len().min(last + FARTHEST)).filter(|at| is_heading(&blocks[*at]));
    let Some((heading, end)) = headings.filter_map(|at| Some((at, answered(blocks, at)?))).next() else { return elected };
    let mut all: Vec<usize> = elected.into_iter().chain(heading..=end).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn is_heading(block: &Block) -> bool {
    let text = folded(&block.text);
    let said = [
        "faq",
        "faqs",
        "frequently asked",
        "common questions",
        "häufige fragen",
        "häufig gestellte fragen",
        "questions fréquentes",
        "preguntas frecuentes",
        "domande frequenti",
        "perguntas frequentes",
        "veelgestelde vragen",
    ];
    let is_said = |phrase: &str| {
        text.find(phrase).is_some_and(|at| !text[..at].ends_with(char::is_alphanumeric) && !text[at + phrase.len()..].starts_with(char::is_alphanumeric))
    };
    block.words <= 12 && !block.aside && block.link_words == 0 && matches!(block.kind, Kind::Heading(_) | Kind::Paragraph) && said.into_iter().any(is_said)
}

/// The last block of the answers below a heading; `None` where there are not two questions with an answer each.
fn answered(blocks: &[Block], heading: usize) -> Option<usize> {
    let is_question = |b: &Block| b.text.trim_end().ends_with('?') && (3..=30).contains(&b.words) && b.is_little_linked();
    let is_answer = |b: &Block| {
        let goes_on = matches!(b.kind, Kind::Item | Kind::Cell) || b.words >= 8;
        goes_on && b.is_little_linked() && !matches!(b.kind, Kind::Heading(_) | Kind::Caption) && !phrases::is_prompt(&b.text)
    };
    let (mut at, mut pairs, mut end) = (heading + 1, 0, None);
    while blocks.get(at).is_some_and(|b| is_question(b) && !b.aside) {
        let answers = blocks[at + 1..].iter().take_while(|b| is_answer(b) && !b.aside && !is_question(b)).count();
        if answers == 0 {
            break;
        }
        at += 1 + answers;
        pairs += 1;
        end = Some(at - 1);
    }
    end.filter(|_| pairs >= 2)
}
