//! Which sentences of a story's articles a model is given, and under which numbers.

use super::Reading;
use crate::evidence::SourceSentence;
use crate::text::markdown::TextKind;
use crate::text::words::count;
use std::collections::BTreeSet;

/// How many words of articles a question holds: about 8,000 tokens, which leaves a local model with 16,000 room to answer.
const WORDS: usize = 6000;

/// What even the longest story shows of each article; articles beyond the room that this leaves are not shown at all.
const LEAST: usize = 60;

/// Sentences in the order in which they are shown. The number of a sentence is its place here, from 1.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    pub sentences: Vec<Numbered<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered<'a> {
    /// Index of its article among the readings.
    pub reading: usize,
    pub sentence: &'a SourceSentence,
    pub text: &'a str,
}

impl<'a> Selection<'a> {
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// The sentence of this number.
    pub fn get(&self, number: usize) -> Option<&Numbered<'a>> {
        self.sentences.get(number.checked_sub(1)?)
    }
}

/// Takes one copy of each text, and of each an equal share of the room, from its beginning: news puts first what weighs most.
pub(super) fn select<'a>(readings: &[Reading<'a>]) -> Selection<'a> {
    let lines: Vec<Vec<(&SourceSentence, &str)>> = readings.iter().map(sentences).collect();
    let lengths: Vec<usize> = lines.iter().map(|l| l.iter().map(|(_, text)| count(text)).sum()).collect();
    let shown = fullest_copies(readings, &lengths);
    let share = share_of_room(shown.iter().map(|r| lengths[*r]).collect());
    let mut chosen = Vec::new();
    for reading in shown {
        let mut room = share;
        for (sentence, text) in &lines[reading] {
            let length = count(text);
            if length > room {
                break;
            }
            room -= length;
            chosen.push(Numbered { reading, sentence, text });
        }
    }
    Selection { sentences: chosen }
}

/// The sentences that can be cited: no headings, no code, no cells of tables.
fn sentences<'a>(reading: &Reading<'a>) -> Vec<(&'a SourceSentence, &'a str)> {
    let text = reading.text;
    let running = |s: &&SourceSentence| matches!(text.blocks[s.block].kind, TextKind::Paragraph | TextKind::Item | TextKind::Quote);
    text.sentences.iter().filter(running).map(|s| (s, text.text(s))).filter(|(_, words)| words.chars().any(char::is_alphanumeric)).collect()
}

fn fullest_copies(readings: &[Reading], lengths: &[usize]) -> Vec<usize> {
    let mut shown: Vec<usize> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, reading) in readings.iter().enumerate() {
        match &reading.source.origin {
            Some(origin) if !seen.insert(origin) => {
                let copy = shown.iter_mut().find(|r| readings[**r].source.origin.as_ref() == Some(origin));
                if let Some(copy) = copy.filter(|r| lengths[**r] < lengths[at]) {
                    *copy = at;
                }
            }
            _ => shown.push(at),
        }
    }
    shown.sort_unstable();
    shown.truncate(WORDS / LEAST);
    shown
}

/// The words that each article may take at most, so that what short ones leave goes to long ones.
fn share_of_room(mut lengths: Vec<usize>) -> usize {
    lengths.sort_unstable();
    let mut room = WORDS;
    for (at, length) in lengths.iter().enumerate() {
        let equal = room / (lengths.len() - at);
        if *length > equal {
            return equal.max(LEAST);
        }
        room -= length;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::{WORDS, share_of_room};

    #[test]
    fn short_articles_leave_their_room_to_long_ones() {
        assert_eq!(share_of_room(vec![100, 200]), usize::MAX);
        assert_eq!(share_of_room(vec![WORDS * 2, 1000, WORDS * 2]), (WORDS - 1000) / 2);
        assert_eq!(share_of_room(vec![500; 1000]), 60);
    }
}
