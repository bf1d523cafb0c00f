//! Plain text as a scraper left it: the article's lines among those of its page.
//!
//! Lines are scored one by one, prose for its words and the page's own lines against themselves; the article is the run of lines with the largest sum
//! (a maximum-subarray body, as in Weninger and Hsu's and Kohlschütter's density methods, over lines instead of tags), cut at the first
//! heading under which pages show other stories.

mod head;
mod lines;
mod run;

use super::found::{Found, NotAnArticle};
use super::{agency, bylines, genres, phrases};
use crate::text::markdown;
use crate::types::{Article, Moment};
use lines::Line;

/// The article in a dump.
pub(super) fn clean(text: &str) -> Result<Found, NotAnArticle> {
    let lines = lines::read(text);
    let insets = run::insets(&lines);
    let Some(span) = run::find(&lines, &insets) else {
        return Err(NotAnArticle::new("it has no running text", "an article needs a few whole sentences; a list of headlines is none"));
    };
    let head = head::read(&lines, &span);
    let is_text =
        |l: &&Line| !head.used.contains(&l.number) && !insets.contains(&l.number) && !phrases::is_prompt(&l.text) && !run::is_button(&lines, l.number);
    let mut kept: Vec<&Line> = lines[head.body_start..span.end].iter().filter(is_text).collect();
    let wall = lines[span.start..lines.len().min(span.end + 6)].iter().any(|l| phrases::is_paywall(&l.text));
    kept.retain(|l| !phrases::is_paywall(&l.text));
    // Headings with nothing under them, and the buttons that look like such.
    while kept.last().is_some_and(|l| !l.is_prose() && !l.is_item && !l.ends_sentence()) {
        kept.pop();
    }
    let mut article =
        Article { title: head.title, publisher: head.publisher, authors: head.authors, published: head.published.map(Moment::Day), ..Article::default() };
    let texts: Vec<&str> = kept.iter().map(|l| l.text.as_str()).collect();
    article.genre = genres::of_text(&article.title, &texts).unwrap_or_default();
    take_notes(&mut kept, &mut article);
    let mut texts: Vec<String> = kept.iter().map(|l| l.text.clone()).collect();
    if let Some(last) = texts.last_mut()
        && let Some((end, name)) = agency::closing_credit(last)
    {
        last.truncate(end);
        article.agency = Some(name.to_owned());
    }
    article.agency = article.agency.or_else(|| texts.first().and_then(|t| agency::dateline(t)).map(str::to_owned)).or(head.agency.map(str::to_owned));
    let words: usize = texts.iter().map(|t| crate::text::words::count(t)).sum();
    if words < FEWEST_WORDS {
        return Err(NotAnArticle::new("it has almost no running text", "an article needs a few whole sentences; a list of headlines is none"));
    }
    let cut = cut_off(&kept, texts.last().map_or("", String::as_str), wall);
    article.body = to_markdown(&kept, &texts);
    Ok(Found { article, cut })
}

/// Less running text than this is no article.
const FEWEST_WORDS: usize = 25;

/// Notes on the author leave the body and fill the metadata.
fn take_notes(kept: &mut Vec<&Line>, article: &mut Article) {
    // Some papers introduce who writes before the text.
    if kept.len() > 2
        && let Some(note) = bylines::of_note(&kept[0].text).filter(|n| kept[0].words <= 14 && article.authors.iter().all(|a| *a == n.name))
    {
        kept.remove(0);
        article.authors = vec![note.name];
        article.genre = note.genre.unwrap_or(article.genre);
    }
    while kept.len() > 1
        && let Some(note) = kept.last().and_then(|l| bylines::of_note(&l.text))
    {
        kept.pop();
        if article.authors.is_empty() {
            article.authors.push(note.name);
        }
        article.agency = article.agency.take().or(note.agency.map(str::to_owned));
        if let Some(genre) = note.genre {
            article.genre = genre;
        }
    }
}

/// Why the text is taken to be cut off, if it is.
fn cut_off(kept: &[&Line], ending: &str, wall: bool) -> Option<&'static str> {
    let first = kept.iter().find(|l| l.is_prose())?;
    let last = kept.last()?;
    let opens_small = first.raw.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '.' | ')')) && !first.is_item;
    // A dump that breaks lines at links and begins with a link's text has lost what stood before the link.
    let opens_with_link = first.raw.split_whitespace().take(9).skip(1).any(|w| matches!(w, "," | "." | ";"));
    let teaser = ending.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with('…') || ending.ends_with("...");
    if wall {
        Some("a paywall hides the rest")
    } else if opens_small || opens_with_link {
        Some("it begins in the middle of a sentence")
    } else if teaser || (last.is_prose() && !lines::ends_sentence(ending)) {
        Some("it ends in the middle of a sentence")
    } else {
        None
    }
}

fn to_markdown(kept: &[&Line], texts: &[String]) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for (line, text) in kept.iter().zip(texts) {
        let item = line.is_item;
        if !out.is_empty() {
            out.push_str(if item && in_list { "\n" } else { "\n\n" });
        }
        in_list = item;
        match (&line.marker, item) {
            (Some(number), true) => out.push_str(&format!("{number}. {}", markdown::escape(text))),
            (None, true) => out.push_str(&format!("- {}", markdown::escape(text))),
            _ if line.is_heading() => out.push_str(&format!("## {}", markdown::escape(text))),
            _ => out.push_str(&markdown::escape(text)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clean;

    const BODY: &str = "The port of Example opened a dock on Monday that unloads ships without a single crane driver, its owner said.\n\
        “We have waited ten years for this,” said Ann Lee, who runs the port, as the first ship was made fast.\n\
        Unions called the opening a gift to nobody and asked the city to publish the contract that it signed in May.\n";

    #[test]
    fn a_dump_gives_its_article_alone() {
        let page = format!(
            "logo\nA dock without drivers\n\nA dock without drivers\n\nExample Times30-07-2025\n{BODY}News in your inbox\nSign Up\nSign Up\nThe city did not answer questions on the contract by the time that this text was written. REUTERS\nOrange background\n\nComments\n\nNo comments yet...\n\nRelated Articles\n\nOther thing\nOther thing\n\nExample Post\n\ntime7 hours ago\n\nAnother story altogether tells of another port in which all the cranes have drivers and will have them for years to come, it says.\n"
        );
        let found = clean(&page).unwrap();
        let article = &found.article;
        assert_eq!(article.title, "A dock without drivers");
        assert_eq!(article.publisher.as_deref(), Some("Example Times"));
        assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2025-07-30"));
        assert_eq!(article.agency.as_deref(), Some("Reuters"));
        assert_eq!(article.body.split("\n\n").count(), 4, "{}", article.body);
        assert!(article.body.ends_with("was written.") && found.cut.is_none());
    }

    #[test]
    fn broken_lines_are_joined_and_a_lost_beginning_is_said() {
        let page = format!(
            "A dock without drivers\nDock plan , which the city made. Days later, the owner gave\nits answer: a dock that unloads ships in a day.\n{BODY}"
        );
        let found = clean(&page).unwrap();
        assert!(found.article.body.starts_with("Dock plan, which the city made. Days later, the owner gave its answer: a dock"), "{}", found.article.body);
        assert_eq!(found.cut, Some("it begins in the middle of a sentence"));
    }

    #[test]
    fn headings_and_lists_are_kept() {
        let page = format!(
            "Why the dock is empty of people\n\nby Ann Lee\n\nA dock, and what it means\n\n{}\n\nWhat comes next\n\n{}\n\n- The first pier opens in May.\n- The second pier follows.\n\nYou may also like\n\nLeave a Comment\n",
            BODY.lines().next().unwrap(),
            BODY.lines().nth(1).unwrap()
        );
        let found = clean(&page).unwrap();
        assert_eq!(found.article.title, "Why the dock is empty of people");
        assert_eq!(found.article.authors, ["Ann Lee"]);
        assert!(
            found.article.body.starts_with("## A dock, and what it means\n\n") && found.article.body.contains("\n\n## What comes next\n\n"),
            "{}",
            found.article.body
        );
        assert!(found.article.body.ends_with("- The first pier opens in May.\n- The second pier follows."), "{}", found.article.body);
    }

    #[test]
    fn a_list_of_headlines_is_no_article() {
        assert!(clean("Home\nNews\nA first headline\nA second headline\nLogin\n").is_err());
        assert!(clean("x").is_err());
    }
}
