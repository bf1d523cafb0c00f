//! The form of a model's sentences: what stands on the page as text, and what no sub-editor lets pass whether it is true or not.

use crate::evidence::is_attributed;
use crate::text::markdown::fold_space;
use crate::text::sentences::sentences;
use crate::text::words::words;
use crate::types::{Genre, Source};
use regex::Regex;
use std::sync::LazyLock;

/// Numbers of sentences that a model leaves in its text: `[3]`, `[1, 4]`, `[^2]`, `(sentences 3 and 4)`.
static MARKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\s*(?:\[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]|【\d[^】]{0,20}】|\((?:sentences?|sources?)\s+\d[\d\s,;and–-]*\))").ok());

/// The sentences of a claim, as they can be printed.
pub(super) fn claims(text: &str) -> Vec<String> {
    let text = plain(text);
    sentences(&text).into_iter().map(|r| closed(&text[r])).filter(|t| t.chars().any(char::is_alphanumeric)).collect()
}

/// A heading or headline: one line, no full stop, no quotation marks around it.
pub(super) fn heading(text: &str) -> String {
    let text = plain(text.trim_start_matches('#'));
    let text = text.trim_end_matches(['.', ':', ';', ' ']);
    let bare = text.strip_prefix(['"', '“']).and_then(|t| t.strip_suffix(['"', '”'])).filter(|t| !t.contains(['"', '“', '”']));
    bare.unwrap_or(text).trim_end_matches(['.', ' ']).to_owned()
}

/// Text without Markdown, marks of lists, and numbers of sentences.
fn plain(text: &str) -> String {
    let text = MARKS.as_ref().map_or_else(|| text.to_owned(), |marks| marks.replace_all(text, "").into_owned());
    let text: String = text.replace("**", "").replace("__", "").chars().filter(|c| *c != '`' && !crate::text::normal::is_invisible(*c)).collect();
    let text = fold_space(&text);
    text.trim_start_matches(['-', '•', '*', ' ']).trim_end_matches(['*', ' ']).to_owned()
}

/// With an end mark.
fn closed(sentence: &str) -> String {
    let inner = sentence.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ']);
    if inner.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '：']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// What is wrong with a sentence before anybody asks whether it is true. `opens`: no sentence stands before it in its section.
pub(super) fn fault(sentence: &str, opens: bool) -> Option<&'static str> {
    let bare = sentence.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    if bare.ends_with(['?', '？']) {
        return Some("it is a question");
    }
    if bare.ends_with([':', '：']) {
        return Some("it announces and says nothing");
    }
    if quotes_are_open(sentence) {
        return Some("a quotation mark has no partner");
    }
    let outside = outside_quotes(sentence);
    let spoken: Vec<&str> = words(&outside).into_iter().map(|r| &outside[r]).collect();
    if spoken.iter().enumerate().any(|(n, word)| is_first_person(word, n.checked_sub(1).and_then(|before| spoken.get(before).copied()))) {
        return Some("it speaks in the first person");
    }
    (opens && hangs(sentence)).then_some("it opens with a word that points to a sentence before it")
}

/// `US` is a country, and the I of Phase I a numeral.
fn is_first_person(word: &str, before: Option<&str>) -> bool {
    match word.split(['\'', '’']).next().unwrap_or(word) {
        "we" | "We" | "our" | "Our" | "ours" | "us" | "my" | "My" => true,
        "I" => before.is_none_or(|b| !b.starts_with(char::is_uppercase)),
        _ => false,
    }
}

/// Whether a sentence opens with a word that means something said before.
pub(super) fn hangs(sentence: &str) -> bool {
    let first = words(sentence).into_iter().next().map(|r| sentence[r].to_lowercase()).unwrap_or_default();
    let first = first.split(['\'', '’']).next().unwrap_or_default();
    matches!(
        first,
        "he" | "she"
            | "it"
            | "they"
            | "his"
            | "her"
            | "its"
            | "their"
            | "this"
            | "that"
            | "these"
            | "those"
            | "such"
            | "but"
            | "however"
            | "meanwhile"
            | "also"
            | "moreover"
    )
}

/// Opinion that is stated as a fact: every source is an opinion piece, and neither the sentence nor the one before it says whose words these are.
pub(super) fn unattributed(sentence: &str, before: Option<&str>, sources: &[&Source]) -> Option<String> {
    let first = sources.first()?;
    let names =
        |text: &str| sources.iter().any(|s| s.authors.iter().filter_map(|a| a.split_whitespace().last()).any(|a| text.contains(a)) || text.contains(s.name()));
    let is_told = [Some(sentence), before].into_iter().flatten().any(|text| is_attributed(text) || names(text));
    if is_told || sources.iter().any(|s| s.genre != Genre::Opinion) {
        return None;
    }
    let who = first.authors.first().map_or_else(|| first.name(), String::as_str);
    Some(format!("it rests on opinion alone and does not say whose it is ({who})"))
}

/// Headings that could stand over anything.
pub(super) fn is_empty_heading(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    ["key points", "introduction", "summary", "conclusion", "overview", "lead", "main points", "details", "background", "key takeaways", "other"]
        .contains(&lower.as_str())
}

fn quotes_are_open(text: &str) -> bool {
    let of = |mark: char| text.matches(mark).count();
    of('“') != of('”') || of('"') % 2 != 0
}

/// A text without what stands in double quotation marks.
fn outside_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for c in text.chars() {
        match c {
            '“' => open = true,
            '”' => open = false,
            '"' => open = !open,
            c if !open => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{claims, fault, heading, unattributed};
    use crate::types::{Genre, Source};

    #[test]
    fn a_claim_is_split_and_cleaned() {
        assert_eq!(claims("- **Acme** sold `two` units [3].  It ended [1, 4] then (sentences 2, 3)"), ["Acme sold two units.", "It ended then."]);
        assert_eq!(claims("He said “no”"), ["He said “no”."]);
        assert_eq!(claims(" … "), Vec::<String>::new());
        assert_eq!(heading("## “Chips return to China.”"), "Chips return to China");
        assert_eq!(heading("Acme calls it “over”"), "Acme calls it “over”");
    }

    #[test]
    fn what_no_sub_editor_lets_pass() {
        for (text, is_faulty) in [
            ("Will it end?", true),
            ("Three things happened:", true),
            ("We saw it.", true),
            ("The US let them.", false),
            ("World War I ended.", false),
            ("In the end I’d say no.", true),
            ("“We saw it,” Lee said.", false),
            ("Lee said “we saw it.", true),
            ("It ended.", true),
            ("Acme’s board met.", false),
        ] {
            assert_eq!(fault(text, true).is_some(), is_faulty, "{text}");
        }
        assert_eq!(fault("It ended.", false), None);
    }

    #[test]
    fn opinion_needs_its_owner() {
        let source = Source { authors: vec!["Ann Lee".to_owned()], publisher: Some("The Sun".to_owned()), genre: Genre::Opinion, ..Source::default() };
        assert!(unattributed("The race is lost.", None, &[&source]).is_some());
        for (text, before) in
            [("The race is lost, Lee writes.", None), ("For The Sun the race is lost.", None), ("The race is lost.", Some("Lee has no doubts."))]
        {
            assert_eq!(unattributed(text, before, &[&source]), None, "{text}");
        }
        assert!(unattributed("The race is lost.", None, &[&source, &Source::default()]).is_none());
    }
}
