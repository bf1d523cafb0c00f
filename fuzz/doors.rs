//! One function for each parser that meets foreign bytes. The fuzz targets call them on what they make up, `tests/fuzz_corpus.rs` on what is kept in corpus/.
//!
//! Each may do anything but panic, hang, or break a promise that it checks here.

#![allow(dead_code, reason = "each target uses one of these")]

use digest::config::Config;
use digest::diag::{Diagnostic, Span};
use digest::editorial::add::{Cleaned, Overrides, RawPage, clean};
use digest::evidence::{SourceText, link};
use digest::publish::render::{Links, Place, Style, Text, render};
use digest::text::markdown;
use digest::types::{Article, Locale, OpenDigest, article_file, page_file};
use std::sync::Arc;

pub fn page(bytes: &[u8]) {
    add("page.html", Some("text/html"), bytes);
}

pub fn dump(bytes: &[u8]) {
    add("dump.txt", Some("text/plain"), bytes);
}

/// The root element is given, so that what is made up is read as a feed more often than not.
pub fn feed(bytes: &[u8]) {
    add("feed.xml", None, bytes);
    add("feed.xml", None, &[b"<rss version=\"2.0\"><channel><title>Example Times</title><item>", bytes, b"</item></channel></rss>"].concat());
}

/// What is cleaned can be written, and says the same when it is read again.
fn add(input: &str, content_type: Option<&str>, bytes: &[u8]) {
    let address = Some("https://paper.example/2026/11/22/a".to_owned());
    let raw = RawPage { input: input.to_owned(), bytes: bytes.to_vec(), address, content_type: content_type.map(str::to_owned) };
    for result in clean(&raw, &Overrides::default()) {
        match result {
            Ok(Cleaned { article, .. }) => written(&article),
            // Panics are contained there, and would be passed over here.
            Err(none) => assert!(!none.reason.contains("inside the program"), "{}", none.reason),
        }
    }
}

fn written(article: &Article) {
    let text = article_file::write(article);
    let again = article_file::read(&"content/articles/a.md".into(), &text);
    let Some(file) = again.value else { panic!("an article that was written cannot be read: {:?}\n{text}", again.diagnostics) };
    assert_eq!(file.article.body.trim(), article.body.trim());
    assert_eq!(file.article.title, article.title);
}

/// The front matter of every kind of file, and digest.yaml.
pub fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let path: Arc<str> = "content/articles/a.md".into();
    told(&text, &article_file::read(&path, &text).diagnostics);
    told(&text, &page_file::read(&path, &text).diagnostics);
    told(&text, &digest::types::digest_file::read(&path, &text).diagnostics);
    told(&text, &Config::read(&path, &text).diagnostics);
}

/// Every finding stands at a place that the file has.
fn told(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        if let Some(range) = finding.span.as_ref().map(Span::range) {
            assert!(text.get(range.clone()).is_some(), "{finding:?} stands at {range:?} of {}", text.len());
        }
    }
}

pub fn digest_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = digest::types::digest_file::read(&"content/digests/a.md".into(), &text);
    told(&text, &read.diagnostics);
    let Some(file) = read.value else { return };
    for claim in &file.open().body.claims {
        assert!(text.get(claim.span.clone()).is_some(), "a claim stands at {:?}", claim.span);
    }
    shown(&file.open());
    // A digest that the program writes is one that it reads.
    let again = digest::types::digest_file::write(&file.digest, &text[file.body_start..]);
    assert!(digest::types::digest_file::read(&"content/digests/a.md".into(), &again).value.is_some(), "{again}");
}

/// The body of a digest with one source, whatever it holds.
pub fn markdown(bytes: &[u8]) {
    let body = String::from_utf8_lossy(bytes);
    for block in markdown::blocks(&body) {
        std::hint::black_box(block.text.len());
    }
    std::hint::black_box(markdown::plain(&body));
    let text = format!("---\ntitle: A dock\ndate: 2026-11-22\nsources:\n  - id: 1\n    title: One\n    url: https://paper.example/a\n---\n\n{body}");
    if let Some(file) = digest::types::digest_file::read(&"content/digests/a.md".into(), &text).value {
        shown(&file.open());
    }
}

/// No tag of the input comes through, and no address that runs.
fn shown(file: &OpenDigest) {
    let (links, locale) = (Links::default(), Locale::new("en", [].into_iter().collect()));
    for place in [Place::Page, Place::Feed, Place::Mail] {
        let html = render(Text::Digest(file), &Style { place, prefix: "", links: &links, locale: &locale, pictures: None }).to_lowercase();
        assert!(!html.contains("<script") && !html.contains("<iframe") && !html.contains("=\"javascript:"), "{html}");
    }
}

/// The passage before the first line break, in the article behind it.
pub fn fragment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (passage, body) = text.split_once('\n').unwrap_or((&text, ""));
    let source = SourceText::new(&Article { body: body.to_owned(), ..Article::default() });
    let parts: Vec<String> = passage.split("[…]").map(str::to_owned).collect();
    for source in [None, Some(&source)] {
        let address = link("https://paper.example/a?b=c", &parts, source);
        assert!(address.starts_with("https://paper.example/a?b=c"), "{address}");
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
        assert!(address.chars().all(plain), "{address}");
    }
}
