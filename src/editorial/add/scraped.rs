//! Whole pages that a reader for machines has turned into Markdown: the article stands among menus, pictures and other stories, as on the page.

use super::found::{Found, NotAnArticle};
use super::{dates, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// What stands over such a page, a line each: `Title: …`, `URL Source: …`, `Published Time: …`, and `Markdown Content:` before its text.
#[derive(Clone, Debug, Default)]
struct Head<'a> {
    title: Option<&'a str>,
    address: Option<&'a str>,
    /// The time that the page's own metadata give. A time in the form of mail headers is when the server changed the file.
    published: Option<&'a str>,
}

/// The lines above this one are looked at for a head.
const HEAD: usize = 40;

/// The head and the text below it; `None` where there is none.
fn head(text: &str) -> Option<(Head<'_>, &str)> {
    let mut head = Head::default();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(HEAD) {
        at += line.len();
        let line = line.trim();
        if line == "Markdown Content:" {
            return head.address.is_some().then(|| (head, &text[at..]));
        }
        let value = |label: &str| line.strip_prefix(label).map(str::trim).filter(|v| !v.is_empty());
        head.title = head.title.or(value("Title:"));
        head.address = head.address.or(value("URL Source:").filter(|v| v.starts_with("http")));
        head.published = head.published.or(value("Published Time:").filter(|v| v.starts_with(|c: char| c.is_ascii_digit())));
    }
    None
}

/// Whether a text is such a page.
pub(super) fn is_page(text: &str) -> bool {
    head(text).is_some() || is_framed(text)
}

/// The fewest items of menus in a page without a head, and how many of them stand before its text: lists of links behind it may be its own.
const MENU: usize = 8;
const MENU_ABOVE: usize = 4;

/// Whether a Markdown text has a page's frame around it: before its first paragraph and behind its last, many items that are nothing but a link.
fn is_framed(text: &str) -> bool {
    // Who wrote front matter has chosen the text below it.
    if text.starts_with("---") || !text.contains("](http") {
        return false;
    }
    let is_item = |line: &&str| {
        let rest = line.trim().trim_start_matches(['*', '-', '+']).trim_start();
        rest.starts_with('[') && rest.ends_with(')') && rest.matches("](").count() == 1 && rest.contains("](http")
    };
    let is_prose = |line: &&str| !line.trim_start().starts_with(['#', '*', '-', '+', '[', '!', '|']) && line.split_whitespace().count() >= 12;
    let lines: Vec<&str> = text.lines().collect();
    let (Some(first), Some(last)) = (lines.iter().position(is_prose), lines.iter().rposition(is_prose)) else { return false };
    let items = |lines: &[&str]| lines.iter().filter(|l| is_item(l)).count();
    let above = items(&lines[..first]);
    above >= MENU_ABOVE && above + items(&lines[last..]) >= MENU
}

/// The article of such a page: as a page of HTML, it is cleaned as those are. `address` is where it was read, if its head does not say.
pub(super) fn clean(text: &str, address: Option<&str>) -> Result<Found, NotAnArticle> {
    let (head, body) = head(text).unwrap_or((Head::default(), text));
    let mut page = "<html><head><title>".to_owned();
    push_html(&mut page, head.title.map(|t| Event::Text(t.into())).into_iter());
    page.push_str("</title></head><body>");
    push_html(&mut page, events(body));
    page.push_str("</body></html>");
    let mut found = html::clean(&page, head.address.or(address))?;
    let published = head.published.and_then(|p| dates::machine(p, dates::Order::Unknown));
    found.article.published = published.or(found.article.published);
    Ok(found)
}

/// A page's Markdown without its pictures: what stands under them is no text of the article.
fn events(body: &str) -> impl Iterator<Item = Event<'_>> {
    let mut pictures = 0_usize;
    Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter(move |event| {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => {
                pictures = pictures.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        pictures == 0
    })
}

#[cfg(test)]
mod tests {
    use super::{clean, is_page};

    const BODY: &str = "Castellan has become the first country in which a robot may close a wound [without a surgeon](https://ferry.example/x), its agency said on Wednesday.\n\n\
        The approval covers sutures of up to 12 centimetres and requires a surgeon in the room. “We are not handing over the knife,” said **Marta Vell**, its director.\n\n\
        ### What the trial found\n\nIn a trial of 340 patients the machine, called *Needle*, needed nine minutes on average, against 14 for surgeons. Infections were equally rare.\n";

    fn menu(items: usize) -> String {
        (0..items).map(|n| format!("*   [Section {n}](https://ferry.example/s{n})\n")).collect()
    }

    #[test]
    fn a_page_with_a_head_gives_its_article_alone() {
        let head = "Title: Robot surgeons & nurses win approval – Daily Ferry\n\nURL Source: https://ferry.example/robots\n\nPublished Time: 2026-10-28T07:15:00.000Z\n\nMarkdown Content:\n";
        let page = format!(
            "{head}[Skip to content](https://ferry.example/robots#main)\n\n{}\n![Image 1: An arm](https://ferry.example/arm.jpg)\n\n# Robot surgeons & nurses win approval\n\nBy [Dora Quell](https://ferry.example/quell)\n\n{BODY}\nAdvertisement\n\n## More from Health\n\n{}\n© 2026 The Daily Ferry\n",
            menu(3),
            menu(4)
        );
        assert!(is_page(&page));
        let article = clean(&page, None).unwrap().article;
        assert_eq!((article.title.as_str(), article.url.as_deref()), ("Robot surgeons & nurses win approval", Some("https://ferry.example/robots")));
        assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2026-10-28T07:15:00Z"));
        assert_eq!(article.authors, ["Dora Quell"]);
        assert!(article.body.starts_with("Castellan has") && article.body.ends_with("equally rare."), "{}", article.body);
        assert!(article.body.contains("[without a surgeon](https://ferry.example/x)") && article.body.contains("## What the trial found"), "{}", article.body);
        // When the server changed a file is not when its article was published.
        let served = page.replace("2026-10-28T07:15:00.000Z", "Wed, 28 Oct 2026 07:15:00 GMT");
        assert_eq!(clean(&served, None).unwrap().article.published, None);
    }

    #[test]
    fn what_somebody_wrote_is_no_page() {
        assert!(is_page(&format!("{}\n# A title\n\n{BODY}\n{}", menu(5), menu(5))));
        assert!(!is_page(&format!("# A title\n\n{BODY}\n{}", menu(15))));
        assert!(!is_page(&format!("---\ntitle: A\n---\n{}\n{BODY}\n{}", menu(5), menu(5))));
        assert!(!is_page(BODY) && !is_page("") && !is_page("URL Source: x\nMarkdown Content:"));
    }
}
