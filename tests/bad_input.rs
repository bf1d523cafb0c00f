//! Content at its worst: whatever an editor or a scraper puts into a digest, every page holds, nothing of it runs, and a finding says what is wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use digest::diag::Diagnostic;
use digest::files::{Content, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use regex::Regex;
use std::collections::BTreeSet;

const CONFIG: &str = "title: The Ledger\ntagline: News\nbase_url: https://ledger.example\ntopics:\n  chips: {name: Chips}\ncheck: {deny: []}\n";

fn build(files: &[(&str, String)]) -> (Site, Vec<Diagnostic>) {
    let mut all: Vec<(String, Vec<u8>)> = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect();
    if !files.iter().any(|(path, _)| *path == "digest.yaml") {
        all.push(("digest.yaml".to_owned(), CONFIG.as_bytes().to_vec()));
    }
    let options = Options { base_url: None, drafts: false, future: false, now: "2026-01-03T00:00:00Z".parse().unwrap() };
    let built = pipeline::build(&Snapshot::of(all), &options, &Memory::default());
    (built.value.unwrap(), built.diagnostics)
}

fn text(site: &Site, address: &str) -> String {
    match site.content(address).unwrap() {
        Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Content::CopyOf(_) => unreachable!("these snapshots hold their files"),
    }
}

/// Every file of the site can be made; every page is whole, carries each id once, loads nothing from elsewhere and runs nothing that is not ours.
fn holds(site: &Site) {
    let id = Regex::new(r#"\sid="([^"]*)""#).unwrap();
    let loads = Regex::new(r#"<(?:script|img|iframe|object|embed|source|video|audio)\b[^>]*\b(?:src|srcset|data)="([^"]*)""#).unwrap();
    let handler = Regex::new(r#"<[a-z][^<>"']*(?:"[^"]*"[^<>"']*)*\son[a-z]+\s*="#).unwrap();
    let unsafe_link = Regex::new(r#"(?i)\b(?:href|src|action)="\s*(?:javascript|data|vbscript):"#).unwrap();
    for address in site.addresses() {
        let text = text(site, address);
        if address.ends_with(".json") || address.ends_with(".webmanifest") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|e| panic!("{address}: {e}"));
        }
        if address.ends_with(".xml") {
            assert!(!text.contains("<script") && !text.contains('\u{0}') && !text.contains('\u{b}'), "{address}");
        }
        if !address.ends_with(".html") {
            continue;
        }
        assert!(text.trim_end().ends_with("</html>"), "{address}");
        let mut ids = BTreeSet::new();
        for found in id.captures_iter(&text) {
            assert!(ids.insert(found[1].to_owned()), "{address}: the id {} stands twice", &found[1]);
        }
        for found in loads.captures_iter(&text) {
            assert!(found[1].starts_with('/') && !found[1].starts_with("//"), "{address} loads {}", &found[1]);
        }
        for script in text.match_indices("<script").map(|(at, _)| &text[at..]) {
            assert!(script.starts_with("<script src=\"/") || script.starts_with("<script type=\"application/ld+json\">"), "{address}: {}", &script[..80]);
        }
        assert!(!handler.is_match(&text), "{address}: {:?}", handler.find(&text));
        assert!(!unsafe_link.is_match(&text), "{address}: {:?}", unsafe_link.find(&text));
    }
}

fn digest(front: &str, body: &str) -> String {
    format!("---\ndate: 2026-01-02\nwriter: hand\n{front}\n---\n\n{body}\n")
}

const SOURCE: &str = "sources:\n  - id: 1\n    title: T\n    publisher: Courier\n    url: https://courier.example/1";

fn codes(found: &[Diagnostic]) -> BTreeSet<&str> {
    found.iter().map(|d| d.code).collect()
}

#[test]
fn a_headline_of_three_hundred_characters() {
    for title in ["Harbour wages rise again ".repeat(12), "Donaudampfschifffahrt".repeat(15), "人工智能".repeat(75)] {
        let front = format!("title: {}\nsummary: S.\n{SOURCE}", title.trim());
        let (site, found) = build(&[("content/digests/a.md", digest(&front, "Text.[^1]"))]);
        holds(&site);
        assert!(found.iter().all(|d| d.code != "bad-value"), "{found:?}");
        assert!(text(&site, "story/a/index.html").contains(title.trim()));
        let card = site.content("story/a/card.png").unwrap();
        assert!(matches!(card, Content::Bytes(bytes) if bytes.starts_with(b"\x89PNG") && bytes.len() > 2000));
    }
}

#[test]
fn no_sources_and_sources_without_an_address() {
    let (site, found) = build(&[("content/digests/a.md", digest("title: A\nsummary: S.", "Text without anything behind it."))]);
    holds(&site);
    assert!(codes(&found).is_superset(&BTreeSet::from(["no-sources", "uncited-claim"])), "{found:?}");
    let front = "title: A\nsummary: S.\nsources:\n  - id: 1\n    title: A letter";
    let (site, found) = build(&[("content/digests/a.md", digest(front, "Text.[^1a]\n\n[^1a]: A letter: “we stop”"))]);
    holds(&site);
    assert!(codes(&found).contains("no-address"), "{found:?}");
    let page = text(&site, "story/a/index.html");
    assert!(page.contains("href=\"#source-1\"") && page.contains("id=\"source-1\""), "the number leads to the list: {page}");
    assert!(text(&site, "2026/01/02/email.html").contains("https://ledger.example/story/a/#source-1"));
}

#[test]
fn eighty_sources() {
    let mut front = "title: A\nsummary: S.\nsources:".to_owned();
    let mut body = String::new();
    for n in 1..=80 {
        front.push_str(&format!("\n  - id: {n}\n    title: Title {n}\n    publisher: Publisher {n}\n    url: https://p{n}.example/1"));
        body.push_str(&format!("Claim number {n} is one of many.[^{n}]\n\n"));
    }
    body.push_str("All of them say so.");
    (1..=80).for_each(|n| body.push_str(&format!("[^{n}]")));
    let (site, found) = build(&[("content/digests/a.md", digest(&front, &body))]);
    holds(&site);
    assert!(found.iter().all(|d| d.code != "bad-citation"), "{found:?}");
    let page = text(&site, "story/a/index.html");
    assert!(page.contains("id=\"source-80\"") && page.contains("id=\"claim-81\""));
    assert!(site.addresses().iter().filter(|a| a.starts_with("publishers/")).count() >= 80);
}

#[test]
fn emoji_and_scripts_from_right_to_left() {
    let config = CONFIG.replace("title: The Ledger", "title: دفتر\nlanguage: ar");
    let front = format!("title: \"🚀 الذكاء الاصطناعي 👩🏽‍🔬\"\nsummary: \"خبر \\u202e قصير.\"\ntopics: [chips, \"🔥\"]\n{SOURCE}");
    let (site, found) = build(&[
        ("digest.yaml", config),
        ("content/digests/a.md", digest(&front, "نص قصير.[^1]")),
        ("content/digests/b.md", digest(&format!("title: 🚀🚀\nsummary: 🚀\n{SOURCE}"), "🚀[^1]")),
    ]);
    holds(&site);
    assert!(codes(&found).contains("unknown-topic"), "{found:?}");
    let page = text(&site, "story/a/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\"") && page.contains("🚀 الذكاء الاصطناعي 👩🏽‍🔬"), "{page}");
    // A topic of one has its page and its feed.
    let topics: Vec<&str> = site.addresses().into_iter().filter(|a| a.starts_with("topics/") && a.ends_with("feed.xml")).collect();
    assert_eq!(topics.len(), 2, "{topics:?}");
}

#[test]
fn html_in_every_field() {
    let html = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)><a href=\\\"javascript:alert(1)\\\">\\\" onmouseover=\\\"alert(1) {{ site.title }} {% include 'x' %} ]]> &lt;b&gt;";
    let config =
        format!("title: \"{html}\"\ntagline: \"{html}\"\nbase_url: https://ledger.example\ntopics:\n  chips: {{name: \"{html}\"}}\ncheck: {{deny: []}}\n");
    let front = format!(
        "title: \"{html}\"\nsummary: \"{html}\"\ntopics: [chips, \"{html}\"]\nreviewed_by: \"{html}\"\nimage: {{src: \"{html}\", alt: \"{html}\", credit: \"{html}\"}}\ncorrections:\n  - date: 2026-01-02\n    text: \"{html}\"\nsources:\n  - id: 1\n    title: \"{html}\"\n    publisher: \"{html}\"\n    author: \"{html}\"\n    url: \"https://courier.example/{html}\"\n  - id: 2\n    title: T\n    publisher: Other\n    url: \"javascript:alert(1)\""
    );
    let raw = html.replace("\\\"", "\"");
    let body = format!(
        "Text {raw} more.[^1a][^2]\n\n## {raw}\n\n- {raw}[^1]\n\n> {raw}[^1]\n\n```{raw}\n{raw}\n```\n\n![{raw}](javascript:alert(1)) [x](javascript:alert(1)) <script>alert(2)</script>\n\n<div onclick=\"alert(1)\">{raw}</div>\n\n[^1a]: [{raw}](https://courier.example/): “{raw}”"
    );
    let page = format!("---\ntitle: \"{html}\"\nsummary: \"{html}\"\n---\n\n{raw}\n");
    let (site, found) = build(&[("digest.yaml", config), ("content/digests/a.md", digest(&front, &body)), ("content/pages/about.md", page)]);
    holds(&site);
    let codes = codes(&found);
    for code in ["raw-html", "unsafe-link", "remote-picture"] {
        assert!(codes.contains(code) || code == "remote-picture" && codes.contains("broken-picture"), "{code}: {found:?}");
    }
    // What was written is shown, as text.
    assert!(
        text(&site, "story/a/index.html").contains("&lt;script&gt;alert(1)&lt;&#x2F;script&gt;")
            || text(&site, "story/a/index.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;")
    );
    // Structured data and feeds are still what they say they are.
    let page = text(&site, "story/a/index.html");
    let data = page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(data).unwrap()["headline"].as_str().unwrap().contains("<script>"));
    assert_eq!(feed_rs::parser::parse(text(&site, "feed.xml").as_bytes()).unwrap().entries.len(), 1);
}

#[test]
fn control_characters_do_not_break_feeds() {
    let front = format!("title: \"A\\u0001\\u000b\\u0085B\"\nsummary: \"\\u0000 S\"\n{SOURCE}");
    let (site, _) = build(&[("content/digests/a.md", digest(&front, "Text\u{c}more.[^1]"))]);
    holds(&site);
    assert_eq!(feed_rs::parser::parse(text(&site, "feed.xml").as_bytes()).unwrap().entries.len(), 1);
}
