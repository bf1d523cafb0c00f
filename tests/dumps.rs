//! How well `digest add` reads text dumps: on pages written for it (tests/cases/pages), each as three kinds of scraper would leave it. With
//! `-- --nocapture` it prints what each dump loses and gains.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking, and reads its own cases")]
#![expect(clippy::print_stdout, reason = "what each dump loses is printed where somebody asks for it")]

use digest::editorial::add::{Overrides, RawPage, clean};
use digest::text::markdown;
use std::collections::BTreeMap;

#[expect(dead_code, reason = "the benchmark uses the other half")]
mod pages;

/// The least mean F1 of the words of bodies, over all dumps and in each style. A prototype of the rules reached .917 on dumps made from pages of the web.
const LEAST: f64 = 0.93;

/// What a kind of scraper leaves of a page.
type Scraper = fn(&pages::Page) -> String;

/// The words of a text and how often each stands in it.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *out.entry(word.to_lowercase()).or_default() += 1;
    }
    out
}

/// Harmonic mean of precision and recall over the words.
fn f1(got: &BTreeMap<String, usize>, truth: &BTreeMap<String, usize>) -> f64 {
    let shared: usize = truth.iter().map(|(w, n)| *n.min(got.get(w).unwrap_or(&0))).sum();
    let all: usize = got.values().sum::<usize>() + truth.values().sum::<usize>();
    2.0 * shared as f64 / all.max(1) as f64
}

fn surplus(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> String {
    let more: Vec<&str> = one.iter().filter(|(w, n)| *n > other.get(*w).unwrap_or(&0)).map(|(w, _)| w.as_str()).take(24).collect();
    more.join(" ")
}

#[test]
fn dumps_give_their_articles() {
    let styles: [(&str, Scraper); 3] = [("window", pages::Page::window_dump), ("broken", pages::Page::broken_dump), ("rehost", pages::Page::rehost_dump)];
    let pages = pages::all();
    assert!(pages.len() >= 25);
    let (mut all, mut titles) = (Vec::new(), 0);
    for (style, dump) in styles {
        let mut scores = Vec::new();
        for page in &pages {
            let raw = RawPage { input: "dump.txt".to_owned(), bytes: dump(page).into_bytes(), address: None, content_type: None };
            let found = clean(&raw, &Overrides::default()).remove(0);
            let (body, title) = found.map(|c| (markdown::plain(&c.article.body), c.article.title)).unwrap_or_default();
            let (got, truth) = (words(&body), words(&page.truth()));
            let score = f1(&got, &truth);
            titles += usize::from(title == page.title);
            if score < 0.99 || title != page.title {
                println!("{style} {}: {score:.3} {title:?}; too many: {}; missing: {}", page.name, surplus(&got, &truth), surplus(&truth, &got));
            }
            scores.push(score);
        }
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        println!("{style}: mean F1 {mean:.4} on {} dumps", scores.len());
        assert!(mean >= LEAST, "{style}: {mean:.4}");
        all.extend(scores);
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    println!("all: mean F1 {mean:.4} on {} dumps, {titles} titles right", all.len());
    assert!(mean >= LEAST && titles * 10 >= all.len() * 9, "{mean:.4}, {titles} titles");
}
