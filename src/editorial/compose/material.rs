//! The articles of a story as their writer reads them: sentence by sentence, with what stands around each.

use super::lexicon::{Lexicon, WordSet};
use super::quotation::{self, Quotation};
use crate::evidence::SourceText;
use crate::text::markdown::TextKind;
use crate::text::words::{self, count};
use crate::types::{ArticleFile, Genre, Story};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// An article on the writer's desk.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub file: &'a ArticleFile,
    pub text: SourceText,
    /// Index of the text that it is a copy of, in [`Story::origins`]; articles that are in no origin are their own.
    pub origin: usize,
    pub lines: Vec<Line>,
    /// In the whole article.
    pub words: usize,
    /// Most of its letters are capitals, so that capitals say nothing.
    pub capitals: bool,
    /// It tells of nothing that the other articles tell of, or it is no article at all.
    pub junk: bool,
    /// The first line that has each stem; made when first asked for.
    first_lines: OnceCell<HashMap<String, usize>>,
}

/// A sentence of an article.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
    pub text: String,
    /// Words of the article before it.
    pub offset: usize,
    pub quotation: Quotation,
    pub kind: TextKind,
    /// Block of the subheading that it stands under.
    pub heading: Option<usize>,
}

impl Report<'_> {
    pub fn genre(&self) -> Genre {
        self.file.article.genre
    }

    /// Whether the stem of a word stands in a line before this one.
    pub fn has_before(&self, stem: &str, line: usize) -> bool {
        let first_lines = self.first_lines.get_or_init(|| {
            let mut first: HashMap<String, usize> = HashMap::new();
            for (at, line) in self.lines.iter().enumerate() {
                for word in words::words(&line.text) {
                    first.entry(words::stem(&line.text[word].to_lowercase())).or_insert(at);
                }
            }
            first
        });
        first_lines.get(stem).is_some_and(|first| *first < line)
    }

    /// The subheading of a line.
    pub fn heading(&self, line: &Line) -> Option<&str> {
        line.heading.map(|block| self.text.blocks[block].text.as_str())
    }
}

/// Reads the story's articles, those of one origin together.
pub(super) fn read<'a>(story: &Story, articles: &[&'a ArticleFile]) -> Vec<Report<'a>> {
    let mut reports: Vec<Report> = articles
        .iter()
        .enumerate()
        .map(|(n, file)| {
            let origin = story.origins.iter().position(|o| o.articles.contains(&file.stem)).unwrap_or(story.origins.len() + n);
            let text = SourceText::new(&file.article);
            let lines = lines(&text);
            let words = lines.last().map_or(0, |l| l.offset + count(&l.text));
            let letters = || text.blocks.iter().flat_map(|b| b.text.chars()).filter(|c| c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase()));
            let capitals = letters().filter(|c| c.is_uppercase()).count() * 2 > letters().count();
            Report { file, text, origin, lines, words, capitals, junk: false, first_lines: OnceCell::new() }
        })
        .collect();
    mark_junk(&mut reports);
    reports
}

fn lines(text: &SourceText) -> Vec<Line> {
    let mut out = Vec::new();
    let mut offset = 0;
    let mut heading = None;
    for (block, b) in text.blocks.iter().enumerate() {
        if b.kind == TextKind::Heading {
            heading = Some(block);
            offset += count(&b.text);
            continue;
        }
        let marks = quotation::marks(&b.text);
        let ranges = text.sentences[text.sentences_of(block)].iter().flat_map(|s| unglue(&b.text, s.range.clone(), &marks));
        for range in ranges {
            let quotation = quotation::of(&b.text, &range, &marks);
            let sentence = b.text[range.clone()].to_owned();
            let length = count(&sentence);
            out.push(Line { block, range, text: sentence, offset, quotation, kind: b.kind, heading });
            offset += length;
        }
    }
    out
}

/// Cuts what the sentence splitter leaves together: sentences without a space between them (`last week.“It`), as scraped text often has them,
/// and the sentences of one quotation, each of which is a statement of its own.
fn unglue(text: &str, range: Range<usize>, marks: &[quotation::Mark]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let chars: Vec<(usize, char)> = text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)).collect();
    let char_at = |n: usize| chars.get(n).map(|(_, c)| *c);
    for (n, (at, c)) in chars.iter().enumerate() {
        if !matches!(c, '.' | '!' | '?') || n < 3 {
            continue;
        }
        let mut next = n + 1;
        let mut cut = chars.get(next).map(|(at, _)| *at);
        // A quotation mark behind the end mark belongs to the sentence that it closes, or to the one that it opens.
        if let Some((at, '"' | '“' | '”')) = chars.get(next) {
            next += 1;
            if quotation::closes(marks, *at) {
                cut = chars.get(next).map(|(at, _)| *at);
            }
        }
        let spaced = char_at(next) == Some(' ');
        if spaced {
            next += 1;
            let inside = quotation::is_open(marks, *at);
            let word = text[start..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            if !inside || next != n + 2 || (*c == '.' && (ABBREVIATIONS.contains(&word) || word.chars().count() < 2)) {
                continue;
            }
        }
        let before = (char_at(n - 1), char_at(n - 2));
        let fits =
            spaced || matches!(before, (Some(a), Some(b)) if (a.is_lowercase() && b.is_lowercase()) || a.is_ascii_digit() || matches!(a, '"' | '”' | ')'));
        let starts = char_at(next).is_some_and(char::is_uppercase)
            && (spaced || char_at(next + 1).is_some_and(|c| c.is_lowercase() || c == ' ' || c == '\'' || c == '’'));
        if let (true, true, Some(cut)) = (fits, starts, cut) {
            out.push(start..cut);
            start = cut;
        }
    }
    out.push(start..range.end);
    out.into_iter()
        .map(|r| {
            let piece = &text[r.clone()];
            let from = r.start + piece.len() - piece.trim_start().len();
            from..(r.start + piece.trim_end().len()).max(from)
        })
        .filter(|r| !r.is_empty())
        .collect()
}

/// Words whose dot ends no sentence before a capital.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Capt", "Sen", "Rep", "Gov", "Lt", "Sgt", "Gen", "Col", "Cmdr", "Rev", "Hon", "St", "Mt", "Jr", "Sr", "Inc", "Corp", "Co",
    "Ltd", "Bros", "vs", "No", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "U.S", "U.K", "U.N", "a.m", "p.m",
];

/// In a story of three articles or more, one that shares next to no words with any other is none of its reports: an archive's notice, a
/// consent page, a list of links.
fn mark_junk(reports: &mut [Report]) {
    let mut lexicon = Lexicon::default();
    let stems: Vec<WordSet> = reports
        .iter()
        .map(|r| {
            let text = r.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
            let title = &r.text.title;
            let both = format!("{title} {text}");
            words::words(&both)
                .into_iter()
                .map(|w| both[w].to_lowercase())
                .filter(|w| !words::is_stop_word(w))
                .map(|w| lexicon.learn(words::stem(&w)))
                .collect()
        })
        .collect();
    let origins: std::collections::BTreeSet<usize> = reports.iter().map(|r| r.origin).collect();
    for at in 0..reports.len() {
        let own = &stems[at];
        let notice = {
            let text = reports[at].lines.iter().take(6).map(|l| l.text.to_lowercase()).collect::<Vec<_>>().join(" ");
            NOTICES.iter().filter(|n| text.contains(*n)).count() >= 2
        };
        let shares = |o: usize| own.shared(&stems[o]) as f64 / (own.len().min(stems[o].len()).max(1)) as f64 >= 0.08;
        let alone = || !(0..reports.len()).any(|o| reports[o].origin != reports[at].origin && shares(o));
        let empty = reports[at].lines.is_empty();
        reports[at].junk = empty || notice || (origins.len() > 2 && alone());
    }
    // A story is never all junk because its articles are alike in nothing.
    if reports.iter().all(|r| r.junk) {
        reports.iter_mut().for_each(|r| r.junk = r.lines.is_empty());
    }
}

/// Phrases of archive, consent and error pages.
const NOTICES: &[&str] = &[
    "internet archive",
    "these crawls",
    "wayback",
    "archive pages",
    "page not found",
    "enable javascript",
    "enable cookies",
    "uses cookies",
    "privacy policy",
    "terms of service",
    "terms of use",
    "tweet with a location",
    "third-party applications",
    "your browser",
    "sign up for our newsletter",
    "already a subscriber",
];
