use super::{Links, Picture, Place, Style, Text, render};
use crate::types::{Locale, Phrase, digest_file};
use std::sync::Arc;

const FRONT: &str = "---\ntitle: A\ndate: 2026-01-01\nsources:\n  - id: 1\n    title: One\n    publisher: The Sun\n    url: https://sun.example/1\n  - id: 2\n    title: Two\n    publisher: The Moon\n---\n\n";
const NOTES: &str =
    "\n\n[^1a]: [The Sun](https://sun.example/1#:~:text=x): “x”\n[^1b]: [The Sun](https://sun.example/1#:~:text=y): “y”\n[^2a]: The Moon: “z”\n";

fn html(body: &str) -> String {
    let path: Arc<str> = "content/digests/a.md".into();
    let file = digest_file::read(&path, &format!("{FRONT}{body}{NOTES}")).value.unwrap();
    let links = Links { base: String::new(), page: "/story/a/".to_owned() };
    let own = |address: &str| (address == "/i.png").then(|| Picture { src: address.to_owned(), ..Picture::default() });
    let phrases =
        [("cite", "Source {source}: {publisher}"), ("cite_for", ", for claim {number}"), ("cite_origins", "; {n} say so"), ("synthesis", "synthesis")];
    let locale = Locale::new("en", phrases.into_iter().map(|(key, text)| (key.to_owned(), Phrase::Plain(text.to_owned()))).collect());
    render(Text::Digest(&file.open()), &Style { place: Place::Page, prefix: "", links: &links, locale: &locale, pictures: Some(&own) })
}

/// Every tag is closed in the order in which it was opened.
fn nests(html: &str) -> bool {
    let tag = regex::Regex::new(r"<(/?)([a-z0-9]+)[^>]*>").unwrap();
    let mut open = Vec::new();
    for found in tag.captures_iter(html) {
        match (&found[1], &found[2]) {
            (_, "br" | "hr" | "img") => {}
            ("", name) => open.push(name.to_owned()),
            (_, name) => {
                if open.pop().as_deref() != Some(name) {
                    return false;
                }
            }
        }
    }
    open.is_empty()
}

#[test]
fn a_claim_is_a_span_with_its_numbers_in_it() {
    let page = html("It grew.[^1a][^1b][^2a] It fell.[^1b]");
    assert_eq!(page.matches("<span>1</span>").count(), 2, "neighbours share a number: {page}");
    assert!(
        page.contains(
            "id=\"claim-1\" data-claim=\"1\">It grew.<span class=\"cites\">\u{2060}<a class=\"cite many\" role=\"doc-noteref\" href=\"https://sun.example/1#:~:text=x\" data-notes=\"1a 1b\""
        ),
        "{page}"
    );
    assert!(page.contains("href=\"#source-2\""), "no address is known of the second: {page}");
    assert!(page.contains("aria-label=\"Source 1: The Sun, for claim 2; 1 say so\""), "{page}");
    assert!(!page.contains("sun.example/1#:~:text=y\">The Sun"), "definitions are left out");
}

#[test]
fn tags_nest_and_every_claim_has_its_id() {
    for body in [
        "A **bold claim. And** another one.[^1a]",
        "**One. Two.**[^1a] Three *four.[^2a] Five* six.",
        "*A **b.*** C [d. E](https://e.example) f.[^1a]",
        "- One **two\n- three**.[^1a]\n  - four. Five.[^1b]\n\n> Six *seven.* Eight.",
        "| a | b |\n|--:|---|\n| One.[^1a] | **Two** |",
        "A <b>c</b>.[^1a]\n\n<div>\nx\n</div>\n\nB & C &amp; \\[D\\].[^1]",
        "Text [in a link[^1a]](https://e.example) more.[^synthesis]",
        "# First\n\n## Same\n\n## Same\n\n```rust\nfn main() {}\n```",
    ] {
        let page = html(body);
        assert!(nests(&page), "{body}\n{page}");
        let path: Arc<str> = "a.md".into();
        let file = digest_file::read(&path, &format!("{FRONT}{body}{NOTES}")).value.unwrap();
        for n in 1..=file.open().body.claims.len() {
            assert_eq!(page.matches(&format!("id=\"claim-{n}\"")).count(), 1, "claim {n} of {body}\n{page}");
        }
    }
}

#[test]
fn nothing_of_the_text_runs() {
    let page = html("See <script>alert(1)</script> [a](javascript:x) ![b](https://t.example/p.png) ![c](/i.png \"t\")");
    assert!(page.contains("&lt;script&gt;") && !page.contains("javascript:"), "{page}");
    assert!(page.contains("<a href=\"https://t.example/p.png\">b</a>") && page.contains("<img src=\"/i.png\" alt=\"c\""), "{page}");
}

#[test]
fn headings_of_one_name_are_numbered_and_a_number_that_is_a_name_is_passed_over() {
    let page = html("## A\n\n## A 2\n\n## A\n\n## A\n\n## A 2");
    let ids: Vec<&str> = page.split("<h2 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["s-a", "s-a-2", "s-a-3", "s-a-4", "s-a-2-2"]);
}
