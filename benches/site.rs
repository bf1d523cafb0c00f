//! The publish wing on a site of a thousand digests, room by room: `cargo bench --bench site`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says where")]

use chrono::{DateTime, Utc};
use digest::files::{Content, Edit, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use digest::types::digest_file;
use std::fmt::Write as _;
use std::sync::Arc;

const DIGESTS: usize = 1_000;

fn main() {
    divan::main();
}

/// A digest of twelve claims with four sources; the number decides what it says.
fn digest(n: usize) -> String {
    let mut text = format!("---\ntitle: Council {n} settles the rule on labels\ndate: 2026-{:02}-{:02}\n", 1 + n % 10, 1 + n % 28);
    let _ = write!(text, "summary: The {n}th council decided what letters must say.\ntopics: [topic-{}, topic-{}]\nwriter: hand\nsources:\n", n % 17, n % 5);
    for s in 1..=4 {
        let publisher = (n * 7 + s) % 40;
        let _ = write!(
            text,
            "  - id: {s}\n    title: Report {n} of paper {s}\n    publisher: Paper {publisher}\n    url: https://paper-{publisher}.example/{n}/{s}\n"
        );
    }
    text.push_str("---\n");
    for c in 0..12 {
        if c % 4 == 0 {
            let _ = write!(text, "\n## Part {c}\n\n");
        }
        let _ =
            writeln!(text, "The council of town {c} voted {n} to {c} for *the rule* after a dispute about fines.[^{}{}]", 1 + c % 4, ["a", "b", "c"][c / 4]);
    }
    for c in 0..12 {
        let _ = write!(text, "\n[^{}{}]: [Paper](https://paper.example/{n}): “voted {n} to {c} for the rule”\n", 1 + c % 4, ["a", "b", "c"][c / 4]);
    }
    text
}

fn snapshot() -> Snapshot {
    let digests = (0..DIGESTS).map(|n| (format!("content/digests/council-{n}.md"), digest(n).into_bytes()));
    Snapshot::of(digests.chain([("digest.yaml".to_owned(), b"title: Bench\nsearch: false\ncards: false\ncheck: {deny: []}\n".to_vec())]))
}

fn options() -> Options {
    Options { base_url: None, drafts: false, future: true, now: DateTime::<Utc>::from_timestamp(1_795_000_000, 0).unwrap() }
}

fn site(memory: &Memory) -> Site {
    pipeline::plan(&snapshot(), &options(), memory).0.unwrap()
}

/// A digest's text read.
#[divan::bench]
fn read_one(bencher: divan::Bencher) {
    let (path, text): (Arc<str>, String) = ("content/digests/a.md".into(), digest(7));
    bencher.bench_local(|| digest_file::read(&path, divan::black_box(&text)));
}

/// Read, checked and planned from nothing.
#[divan::bench(sample_count = 10)]
fn plan_from_nothing(bencher: divan::Bencher) {
    let snapshot = snapshot();
    bencher.bench_local(|| pipeline::plan(&snapshot, &options(), &Memory::default()));
}

/// Planned again where nothing has changed: what `serve` does after each save.
#[divan::bench(sample_count = 20)]
fn plan_again(bencher: divan::Bencher) {
    let (snapshot, memory) = (snapshot(), Memory::default());
    let _ = pipeline::plan(&snapshot, &options(), &memory);
    bencher.bench_local(|| pipeline::plan(&snapshot, &options(), &memory));
}

/// Planned again after a save, by what was saved: a sentence of one digest, its headline, and a digest that comes and goes.
#[divan::bench(args = ["sentence", "headline", "digest"], sample_count = 20)]
fn plan_after_a_save(bencher: divan::Bencher, saved: &str) {
    let (before, memory) = (snapshot(), Memory::default());
    let path = if saved == "digest" { "content/digests/new.md" } else { "content/digests/council-7.md" };
    let text = if saved == "headline" { digest(7).replacen("Council", "Committee", 1) } else { digest(7) + "\nOne more.[^1a]\n" };
    let after = before.with(&[Edit { path: path.to_owned(), contents: Some(text), keep_original: false }]);
    let mut both = [&before, &after].into_iter().cycle();
    bencher.bench_local(|| {
        let site = pipeline::plan(both.next().unwrap(), &options(), &memory).0.unwrap();
        site.content("story/council-7/index.html").is_ok()
    });
}

fn rendered(bencher: divan::Bencher, is_wanted: impl Fn(&str) -> bool) {
    let site = site(&Memory::default());
    let wanted: Vec<&str> = site.addresses().into_iter().filter(|a| is_wanted(a)).collect();
    let mut all = wanted.iter().cycle();
    bencher.bench_local(|| match site.content(all.next().unwrap()).unwrap() {
        Content::Bytes(bytes) => bytes.len(),
        Content::CopyOf(_) => 0,
    });
}

/// One story page.
#[divan::bench]
fn story_page(bencher: divan::Bencher) {
    rendered(bencher, |a| a.starts_with("story/") && a.ends_with("index.html"));
}

/// One claims.json.
#[divan::bench]
fn story_claims(bencher: divan::Bencher) {
    rendered(bencher, |a| a.starts_with("story/") && a.ends_with("claims.json"));
}

/// One page of a topic: twenty teasers.
#[divan::bench]
fn topic_page(bencher: divan::Bencher) {
    rendered(bencher, |a| a.starts_with("topics/topic") && a.ends_with("index.html"));
}
