//! Whose view it is: claims that rest on opinion alone, or on what a company says of itself, carry the name of who says so.

use super::lists::PARTICIPLES;
use super::material::Report;
use super::subbing::is_spoken;
use crate::text::words::count;
use crate::types::Genre;

/// How the claims of one report are given to its author.
#[derive(Clone, Debug)]
pub(super) struct Byline {
    genre: Genre,
    /// "Catherine Thorbecke"; of two, both; of more, the first "and others".
    author: Option<String>,
    surname: Option<String>,
    /// "the Japan Times".
    publisher: Option<String>,
}

impl Byline {
    /// `None` where the report's claims stand in the digest's own voice. A copy that lost its label or its byline takes those of its origin.
    pub fn of(report: usize, reports: &[Report]) -> Option<Self> {
        let origin = || reports.iter().filter(|r| r.origin == reports[report].origin);
        let genre = genre(report, reports);
        if !matches!(genre, Genre::Opinion | Genre::PressRelease) {
            return None;
        }
        let own = &reports[report].file.article;
        let a = if own.authors.is_empty() { origin().map(|r| &r.file.article).find(|a| !a.authors.is_empty()).unwrap_or(own) } else { own };
        let author = match a.authors.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [one, two] => Some(format!("{one} and {two}")),
            [one, ..] => Some(format!("{one} and others")),
        };
        let surname = match a.authors.as_slice() {
            [one] => one.split_whitespace().last().map(str::to_owned),
            _ => author.clone(),
        };
        Some(Self { genre, author, surname, publisher: a.publisher.as_deref().map(with_article) })
    }

    /// Whether a text names the author.
    pub fn is_named_in(&self, text: &str) -> bool {
        self.surname.as_deref().is_some_and(|s| text.contains(s))
    }

    /// Words that an attribution adds at most, after the first.
    pub fn words(&self) -> usize {
        3 + self.surname.as_deref().map_or(1, count).saturating_sub(1)
    }

    /// Words that the first attribution adds.
    pub fn words_first(&self) -> usize {
        let (behind, before) = self.first();
        count(&behind).max(count(&before))
    }

    /// Behind a sentence and before it, the first time: whole names.
    fn first(&self) -> (String, String) {
        let place = |sep: &str| self.publisher.as_ref().map_or(String::new(), |p| format!(" {sep} {p}"));
        match (self.genre, &self.author) {
            (Genre::PressRelease, _) => {
                let from = format!("a press release{}", place("from"));
                (format!("according to {from}"), format!("According to {from},"))
            }
            (_, Some(author)) => (format!("writes {author}{}", place("in")), format!("According to {author}{},", place("in"))),
            (_, None) => (format!("according to an opinion column{}", place("in")), format!("According to an opinion column{},", place("in"))),
        }
    }

    fn later(&self, nth: usize) -> (String, String) {
        let even = nth.is_multiple_of(2);
        match (self.genre, &self.surname, &self.publisher) {
            (Genre::PressRelease, _, Some(publisher)) => (format!("according to {publisher}"), format!("According to {publisher},")),
            (Genre::PressRelease, _, None) => ("the press release says".to_owned(), "According to the press release,".to_owned()),
            (_, Some(name), _) if even => (format!("according to {name}"), format!("According to {name},")),
            (_, Some(name), _) => (format!("{name} writes"), format!("{name} writes that")),
            (_, None, _) if even => ("according to the column".to_owned(), "According to the column,".to_owned()),
            (_, None, _) => ("the column says".to_owned(), "The column says that".to_owned()),
        }
    }

    /// The sentence with its attribution; `nth` counts those of this report from 0.
    pub fn attribute(&self, text: &str, nth: usize, report: &Report) -> String {
        // A sentence that names its author, or another who says it, already says whose it is.
        if is_spoken(text) || self.is_named_in(text) {
            return text.to_owned();
        }
        let (behind, before) = if nth == 0 { self.first() } else { self.later(nth) };
        let bare = text.trim_end_matches('.');
        let continued = continued(text, report);
        // Behind a quotation the name would take the quoted words for its own; behind a long sentence nobody looks for it.
        let quoted = bare.ends_with(['”', '’', '"', '!', '?', ')']);
        let far = count(text) > 34 || (nth > 0 && nth.is_multiple_of(3));
        // `According to Lorne, held in the old mill, the fair …`: what was held would be Lorne. Names have no small letter.
        let participle = continued != text && opens_with_participle(text);
        if quoted || (!participle && (far || text.contains(':'))) { format!("{before} {continued}") } else { format!("{bare}, {behind}.") }
    }
}

/// Whether a phrase without a verb of its own stands before the subject and speaks of it: `Held in the old mill, the fair …`.
fn opens_with_participle(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("").to_lowercase();
    let is_participle = PARTICIPLES.has(&first) || (first.len() > 4 && (first.ends_with("ing") || first.ends_with("ed")));
    is_participle && text.contains(", ")
}

/// The sentence as it goes on behind "According to …, ": its first letter small, unless it begins with a name.
fn continued(text: &str, report: &Report) -> String {
    let first: String = text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.')).collect();
    let stem = first.trim_end_matches("'s").trim_end_matches("’s");
    let shouted = stem.chars().filter(|c| c.is_uppercase()).count() > 1;
    // A name is what stands with a capital in the middle of a sentence too.
    let name = stem.chars().next().is_some_and(|c| !c.is_uppercase())
        || shouted
        || report.lines.iter().any(|l| {
            l.text.split_whitespace().skip(1).any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").trim_end_matches("’s") == stem)
        });
    let function_word = crate::text::words::is_stop_word(&stem.to_lowercase()) && stem != "I";
    if name && !function_word {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// What kind of text a report is: a copy of a labelled text is what the label says.
pub(super) fn genre(report: usize, reports: &[Report]) -> Genre {
    let own = reports[report].genre();
    let origin = reports[report].origin;
    if own == Genre::News { reports.iter().filter(|r| r.origin == origin).map(Report::genre).find(|g| *g != Genre::News).unwrap_or(own) } else { own }
}

/// "the Japan Times", "Bloomberg": papers whose names end in these carry the article in running text.
pub(super) fn with_article(name: &str) -> String {
    const PAPERS: &[&str] = &[
        "Times",
        "Post",
        "Journal",
        "Guardian",
        "Telegraph",
        "Tribune",
        "Herald",
        "Independent",
        "Economist",
        "Star",
        "Sun",
        "Mirror",
        "Observer",
        "Globe",
        "Mail",
        "Gazette",
        "Chronicle",
        "Register",
        "Examiner",
        "Standard",
        "Press",
        "Review",
        "Atlantic",
        "Verge",
        "Information",
        "Inquirer",
        "Diplomat",
        "Conversation",
        "Age",
        "Australian",
        "Spectator",
        "Monitor",
        "Record",
        "Express",
        "Sentinel",
        "Courier",
        "Bee",
        "Dispatch",
    ];
    let last = name.split_whitespace().last().unwrap_or("");
    if name.to_lowercase().starts_with("the ") {
        format!("the {}", &name[4..])
    } else if PAPERS.contains(&last) {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Byline, opens_with_participle};
    use crate::editorial::compose::material;
    use crate::types::{Article, ArticleFile, Genre, Story};

    #[test]
    fn a_name_stands_before_no_participle_that_speaks_of_another() {
        let body = "Held in the old mill, the fair of Norrby drew more people than the town has. In spring, the mill was empty. Norrby is small.";
        let article = Article {
            title: "A fair".into(),
            body: body.into(),
            authors: vec!["Ada Lorne".into()],
            publisher: Some("Harbour Courier".into()),
            genre: Genre::Opinion,
            ..Article::default()
        };
        let file = ArticleFile { stem: "a".into(), path: "content/articles/a.md".into(), body_start: 0, article };
        let story = Story { name: "s".into(), articles: vec!["a".into()], origins: vec![], joins: vec![], published: false };
        let reports = material::read(&story, &[&file]);
        let byline = Byline::of(0, &reports).unwrap();
        let long = "and nobody who came there by boat from the islands or by train from the inland towns had seen so many machines of so many makers in one hall of one mill";
        for (text, nth, made) in [
            (
                format!("Held in the old mill, the fair drew thousands, {long}."),
                0,
                format!("Held in the old mill, the fair drew thousands, {long}, writes Ada Lorne in the Harbour Courier."),
            ),
            (
                format!("Held in the old mill, the fair drew thousands, {long}."),
                1,
                format!("Held in the old mill, the fair drew thousands, {long}, Lorne writes."),
            ),
            (
                "Asked of its price, the town named two: one or the other.".to_owned(),
                2,
                "Asked of its price, the town named two: one or the other, according to Lorne.".to_owned(),
            ),
            (
                format!("In spring, the mill was empty, {long}."),
                0,
                format!("According to Ada Lorne in the Harbour Courier, in spring, the mill was empty, {long}."),
            ),
            (format!("Norrby is small, {long}."), 1, format!("Lorne writes that Norrby is small, {long}.")),
        ] {
            assert_eq!(byline.attribute(&text, nth, &reports[0]), made);
        }
    }

    #[test]
    fn participles_are_known_by_their_ends_or_by_the_list() {
        for text in ["Held in the mill, the fair opened.", "Built by hand, it sank.", "Founded in 1990, the firm grew.", "Speaking at the fair, she smiled."] {
            assert!(opens_with_participle(text), "{text}");
        }
        for text in ["The fair, held in the mill, opened.", "Red, white and blue flags hung there.", "Held ground is ground."] {
            assert!(!opens_with_participle(text), "{text}");
        }
    }
}
