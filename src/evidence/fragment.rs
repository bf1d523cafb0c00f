//! Text fragments: `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, URL Fragment Text Directives).

use super::locate::Place;
use super::wording::Wording;
use super::{Located, SourceText, locate};
use std::fmt::Write as _;
use std::ops::Range;

/// Characters up to which a passage inside one paragraph is given whole. Longer ones are given by their ends.
const WHOLE: usize = 300;
/// Words of context on one side, at most.
const CONTEXT: usize = 8;

/// `address` with a text fragment that leads a browser to the passage: minimal, and unique in the article where `source` is at hand. Of a passage
/// in several parts it leads to the first. An address with a fragment of its own keeps it.
#[must_use]
pub fn link(address: &str, parts: &[String], source: Option<&SourceText>) -> String {
    let Some(first) = parts.first() else { return address.to_owned() };
    let place = source.and_then(|s| match locate(std::slice::from_ref(first), s) {
        Located::Stands(places) => Some((s, places)),
        Located::Differs { .. } => None,
    });
    let directive = match place {
        Some((source, places)) => within(source, &places),
        None => alone(first),
    };
    let Some(directive) = directive else { return address.to_owned() };
    let address = address.split_once(":~:").map_or(address, |(before, _)| before);
    let mark = if address.contains('#') { "" } else { "#" };
    format!("{address}{mark}:~:text={directive}")
}

/// The directive for a passage whose article is not at hand.
fn alone(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => None,
        _ if text.chars().count() <= WHOLE => Some(encode(&words.join(" "))),
        _ if words.len() > 12 => Some(format!("{},{}", encode(&words[..6].join(" ")), encode(&words[words.len() - 6..].join(" ")))),
        // A text with hardly a space: its ends by characters.
        _ => {
            let all: Vec<char> = text.chars().collect();
            Some(format!("{},{}", encode(&all[..20].iter().collect::<String>()), encode(&all[all.len() - 20..].iter().collect::<String>())))
        }
    }
}

/// The directive for a passage at these places of an article.
fn within(source: &SourceText, places: &[Place]) -> Option<String> {
    let (first, last) = (places.first()?, places.last()?);
    let text = &source.blocks[first.0].text[first.1.clone()];
    let pieces = if places.len() == 1 && text.chars().count() <= WHOLE { Pieces::whole(first.clone()) } else { Pieces::ends(source, first, last) };
    Some(pieces.with_context(source).written(source))
}

/// The texts of a directive, as places in the article.
struct Pieces {
    prefix: Option<Place>,
    start: Place,
    end: Option<Place>,
    suffix: Option<Place>,
}

impl Pieces {
    fn whole(place: Place) -> Self {
        Self { prefix: None, start: place, end: None, suffix: None }
    }

    /// The fewest first words that stand nowhere else, and the fewest last words that a browser does not meet before.
    fn ends(source: &SourceText, first: &Place, last: &Place) -> Self {
        let words = &source.wording.words;
        let of = |place: &Place| {
            let from = words.partition_point(|w| (w.block(), w.range().start) < (place.0, place.1.start));
            let to = words.partition_point(|w| (w.block(), w.range().start) < (place.0, place.1.end));
            from..to
        };
        let (head, tail) = (of(first), of(last));
        // The two must not meet: a browser looks for the end behind the start.
        let room = if first.0 == last.0 { (head.len() / 2).max(1) } else { head.len() };
        let mut taken = room.min(3);
        while taken < room && source.repeats(head.start..head.start + taken) {
            taken += 1;
        }
        let start = (first.0, first.1.start..words[head.start + taken - 1].range().end);
        let after = head.start + taken;
        let room = if first.0 == last.0 { tail.len() - taken.min(tail.len()) } else { tail.len() };
        let mut taken = room.min(3);
        while taken < room && source.next(tail.end - taken..tail.end, after) != Some(tail.end - taken) {
            taken += 1;
        }
        let end = (taken > 0).then(|| (last.0, words[tail.end - taken].range().start..last.1.end));
        Self { prefix: None, start, end, suffix: None }
    }

    /// Adds words before the start, or behind it at a paragraph's beginning, while the start stands more than once in the article.
    fn with_context(mut self, source: &SourceText) -> Self {
        let words = &source.wording.words;
        let from = words.partition_point(|w| (w.block(), w.range().start) < (self.start.0, self.start.1.start));
        let to = words.partition_point(|w| (w.block(), w.range().start) < (self.start.0, self.start.1.end));
        if from >= to || !source.repeats(from..to) {
            return self;
        }
        let block = self.start.0;
        let before = words[..from].iter().rev().take(CONTEXT).take_while(|w| w.block() == block).count();
        let behind = if self.end.is_none() { words[to..].iter().take(CONTEXT).take_while(|w| w.block() == block).count() } else { 0 };
        let fewest = |room: usize, run: &dyn Fn(usize) -> Range<usize>| (1..=room).find(|n| !source.repeats(run(*n)));
        let by_prefix = fewest(before, &|n| from - n..to);
        let by_suffix = fewest(behind, &|n| from..to + n);
        // Where neither side alone tells it from the others, both together are the best there is.
        let (prefix, suffix) = match (by_prefix, by_suffix) {
            (Some(p), Some(s)) if s < p => (0, s),
            (Some(p), _) => (p, 0),
            (None, Some(s)) => (0, s),
            (None, None) => (before, behind),
        };
        let text = &source.blocks[block].text;
        self.prefix = (prefix > 0).then(|| (block, trimmed(text, words[from - prefix].range().start..self.start.1.start)));
        self.suffix = (suffix > 0).then(|| (block, trimmed(text, self.start.1.end..words[to + suffix - 1].range().end)));
        self
    }

    fn written(&self, source: &SourceText) -> String {
        let text = |place: &Place| encode(&source.blocks[place.0].text[place.1.clone()]);
        let mut out = String::new();
        if let Some(prefix) = &self.prefix {
            let _ = write!(out, "{}-,", text(prefix));
        }
        out.push_str(&text(&self.start));
        if let Some(end) = &self.end {
            let _ = write!(out, ",{}", text(end));
        }
        if let Some(suffix) = &self.suffix {
            let _ = write!(out, ",-{}", text(suffix));
        }
        out
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

impl SourceText {
    /// Whether the run of words stands more than once in the title and the text: a browser meets the title first.
    fn repeats(&self, run: Range<usize>) -> bool {
        Wording::of(&self.title).contains(&self.wording, &run) || self.next(run.clone(), 0).is_some_and(|first| self.next(run, first + 1).is_some())
    }

    /// Where the run of words stands next, from a word on.
    fn next(&self, run: Range<usize>, from: usize) -> Option<usize> {
        self.wording.find_line(self.wording.line_of(&run), from)
    }
}

/// Percent-encodes everything that is not an ASCII letter or digit: `-` and `,` have a meaning in the directive, `&` ends it.
fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::link;
    use crate::evidence::SourceText;
    use crate::types::Article;

    fn source(body: &str) -> SourceText {
        SourceText::new(&Article { title: "Robots in Ulm".to_owned(), body: body.to_owned(), ..Article::default() })
    }

    fn linked(passage: &str, body: &str) -> String {
        link("https://a.example/x", &[passage.to_owned()], Some(&source(body))).replace("https://a.example/x#:~:text=", "").replace("%20", " ")
    }

    #[test]
    fn a_short_passage_is_given_whole_as_the_article_types_it() {
        assert_eq!(linked("it's well-known, 5% & more", "He said “It’s well-known, 5% & more” twice."), "It%E2%80%99s well%2Dknown%2C 5%25 %26 more");
        assert_eq!(link("https://a.example/x#top", &["A b".to_owned()], None), "https://a.example/x#top:~:text=A%20b");
        assert_eq!(link("https://a.example/x#:~:text=old", &["A b".to_owned()], None), "https://a.example/x#:~:text=A%20b");
        assert_eq!(link("https://a.example/x", &[], None), "https://a.example/x");
    }

    #[test]
    fn context_is_added_only_where_it_is_needed() {
        let body = "The plant opened in May. Critics said the plant opened in May too late.\n\nThe plant closed.";
        assert_eq!(linked("the plant opened in May too", body), "the plant opened in May too");
        assert_eq!(linked("plant opened in May", "A plant opened in May. One plant opened in May."), "A-,plant opened in May");
        assert_eq!(linked("The plant", body), "The plant,-opened in May%2E Critics");
        assert_eq!(linked("robots in Ulm", "Many robots in Ulm work."), "Many-,robots in Ulm", "the title has it too");
    }

    #[test]
    fn a_long_passage_is_given_by_its_ends() {
        let long: Vec<String> = (0..80).map(|n| format!("word{n}")).collect();
        let body = format!("Before it. {} After it.\n\nNext paragraph here.", long.join(" "));
        assert_eq!(linked(&long.join(" "), &body), "word0 word1 word2,word77 word78 word79");
        assert_eq!(linked("After it. Next paragraph", &body), "After it,Next paragraph");
    }
}
