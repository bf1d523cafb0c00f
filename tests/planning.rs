//! A plan that follows others is the plan that would have been made from nothing: whatever was edited before, every address, byte and finding is the same. And
//! pages of one fingerprint are one page.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it asks how long it is to go on")]

#[path = "common/dice.rs"]
mod dice;

use chrono::{DateTime, Duration, Utc};
use dice::Dice;
use digest::diag::Diagnostic;
use digest::files::{Content, Edit, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::{Fingerprint, Site};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

fn one<'a>(dice: &mut Dice, of: &[&'a str]) -> &'a str {
    of[dice.roll(of.len())]
}

const TOPICS: [&str; 5] = ["policy", "chips", "models", "Labour", "europe"];
const PUBLISHERS: [&str; 6] = ["Inland Post", "inland post", "Northern Register", "The Sheet", "Harbour Gazette", "A New Title"];
const WORDS: [&str; 12] = ["council", "labels", "letters", "court", "model", "chips", "ferry", "bridge", "tariff", "strike", "school", "harbour"];

/// A digest that the dice choose.
fn digest(dice: &mut Dice, n: usize) -> String {
    let mut text = format!("---\ntitle: The {} and the {} of {n}\n", one(dice, &WORDS), one(dice, &WORDS));
    let _ = match dice.roll(4) {
        0 => writeln!(text, "date: 2026-11-{:02}T{:02}:00:00Z", 1 + dice.roll(20), dice.roll(24)),
        _ => writeln!(text, "date: 2026-11-{:02}", 1 + dice.roll(24)),
    };
    if dice.roll(3) > 0 {
        let _ = writeln!(text, "summary: What the {} did to the {}.", one(dice, &WORDS), one(dice, &WORDS));
    }
    let _ = writeln!(text, "topics: [{}, {}]", one(dice, &TOPICS), one(dice, &TOPICS));
    for (sides, line) in [(9, "draft: true"), (9, "pin: true"), (5, "writer: hand"), (9, "updated: 2026-11-21"), (9, "genre: opinion")] {
        if dice.roll(sides) == 0 {
            text.push_str(line);
            text.push('\n');
        }
    }
    if dice.roll(6) == 0 {
        let _ = writeln!(text, "slug: other-{}", dice.roll(9));
    }
    if dice.roll(6) == 0 {
        let _ = writeln!(text, "aliases: [/story/story-{}/, /old/{}/]", dice.roll(12), dice.roll(5));
    }
    if dice.roll(5) == 0 {
        let _ = writeln!(text, "image: {{src: /pictures-of/{}.svg, alt: A drawing}}", dice.roll(3));
    }
    text.push_str("sources:\n");
    let sources = 1 + dice.roll(3);
    for s in 1..=sources {
        let _ = write!(text, "  - id: {s}\n    title: Report {s}\n    publisher: {}\n    url: https://paper.example/{n}/{s}\n", one(dice, &PUBLISHERS));
        if dice.roll(3) == 0 {
            let _ = writeln!(text, "    article: article-{}", dice.roll(4));
        }
    }
    let _ = write!(text, "---\n\nThe council met for the {n}th time about {}.[^{}]\n", one(dice, &WORDS), 1 + dice.roll(sources));
    match dice.roll(6) {
        0 => text.push_str(&format!("\nMore of it is in [the other story](/story/story-{}/).[^1]\n", dice.roll(14))),
        1 => text.push_str(&format!("\n![A drawing](/pictures-of/{}.svg)\n", dice.roll(3))),
        2 => text.push_str("\n## Why\n\n- One thing.[^1]\n- Another.\n"),
        _ => {}
    }
    text
}

fn article(dice: &mut Dice, n: usize) -> String {
    let (title, word, other) = (one(dice, &["A New Title", "The Test Sheet"]), one(dice, &WORDS), one(dice, &WORDS));
    format!(
        "---\ntitle: Report {n} on the {word}\npublisher: Inland Post\npublished: 2026-11-10\nlanguage: en\n---\n\nThe council met for the {n}th time about {other}. The {word} was late, according to {title}.\n"
    )
}

fn config(dice: &mut Dice) -> String {
    format!(
        "title: {}\nbase_url: https://sheet.example/{}\nlanguage: {}\ntimezone: {}\nsearch: {}\ncards: false\ntheme: {}\ntopics:\n  policy: {{name: {}}}\n  chips: {{name: Chips}}\n",
        one(dice, &["The Test Sheet", "A New Title", "Inland Post"]),
        one(dice, &["", "ai"]),
        one(dice, &["en", "en", "de"]),
        one(dice, &["Europe/Berlin", "Europe/Berlin", "Pacific/Auckland"]),
        dice.roll(3) > 0,
        one(dice, &["outpost", "broadsheet", "plain"]),
        one(dice, &["Policy", "Politics"]),
    )
}

/// One change, chosen by the dice: a path, and what stands there from now on.
fn change(dice: &mut Dice, now: &BTreeMap<String, String>) -> (String, Option<String>) {
    let n = dice.roll(14);
    let story = format!("content/digests/story-{n}.md");
    match dice.roll(20) {
        0 | 1 => (story, Some(digest(dice, n))),
        2 => (story, None),
        3 => (format!("content/digests/deep/story-{n}.md"), (dice.roll(2) == 0).then(|| digest(dice, n))),
        4 => (format!("content/articles/article-{}.md", n % 4), (dice.roll(4) > 0).then(|| article(dice, n))),
        5 => ("digest.yaml".to_owned(), Some(config(dice))),
        6 => (format!("content/pages/page-{}.md", n % 3), (dice.roll(3) > 0).then(|| format!("---\ntitle: Page {n}\n---\n\nTo [it](/story/story-{n}/).\n"))),
        7 => (
            format!("static/pictures-of/{}.svg", n % 3),
            (dice.roll(3) > 0).then(|| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} 9\"/>\n", 9 + n)),
        ),
        8 => (format!("static/file-{}.txt", n % 3), (dice.roll(3) > 0).then(|| format!("{n}"))),
        9 => ("themes/plain/static/css/main.css".to_owned(), Some(format!(".a{{order:{n}}}\n"))),
        10 => {
            // One of them asks for what no view has.
            let said = if n.is_multiple_of(4) { "{{ story.nothing }}".to_owned() } else { n.to_string() };
            let page = one(dice, &["404", "topic"]);
            (
                format!("themes/plain/templates/{page}.html"),
                Some(format!("{{% extends \"base.html\" %}}{{% block main %}}<p>{said}</p>{{% endblock main %}}\n")),
            )
        }
        11 => {
            let gone = "takedowns:\n".to_owned();
            ("content/takedowns.yaml".to_owned(), (dice.roll(2) == 0).then_some(gone))
        }
        12 => (story, Some("---\ntitle: [broken\n---\n".to_owned())),
        // Edits of what is there: a sentence more, another headline, a topic, a source, and the front matter moved down by a comment.
        kind => {
            let Some(text) = now.get(&story) else { return (story, Some(digest(dice, n))) };
            let word = one(dice, &WORDS);
            let edited = match kind {
                13 | 14 => format!("{text}\nOne {word} more.[^1]\n"),
                15 => text.replacen("title: The", &format!("title: The {word}"), 1),
                16 => text.replacen("topics: [", &format!("topics: [{}, ", one(dice, &TOPICS)), 1),
                17 => text.replacen("publisher: ", &format!("publisher: {}\n    authors: [A {word}] # ", one(dice, &PUBLISHERS)), 1),
                18 => text.replacen("---\n", "---\n# a note\n", 1),
                _ => text.replacen("summary: What", &format!("summary: What the {word} and"), 1),
            };
            (story, Some(edited))
        }
    }
}

/// The clock goes on by some hours with each step.
fn options(step: usize) -> Options {
    let now = DateTime::<Utc>::from_timestamp(1_795_000_000 - 260_000, 0).unwrap() + Duration::hours(2 * step as i64);
    Options { base_url: None, drafts: false, future: false, now }
}

type Pages = BTreeMap<String, Result<Vec<u8>, Diagnostic>>;

fn pages(site: &Site) -> Pages {
    let content = |address: &str| match site.content(address) {
        Ok(Content::Bytes(bytes)) => Ok(bytes),
        Ok(Content::CopyOf(path)) => Ok(path.to_str().unwrap().as_bytes().to_vec()),
        Err(fault) => Err(fault),
    };
    site.addresses().into_iter().map(|address| (address.to_owned(), content(address))).collect()
}

fn planned(snapshot: &Snapshot, step: usize, memory: &Memory) -> (Option<Site>, Vec<Diagnostic>) {
    let (site, findings) = pipeline::plan(snapshot, &options(step), memory);
    (site, findings.to_vec())
}

/// `DIGEST_SOAK=20 cargo test --test planning` runs so many seeds more.
#[test]
fn a_plan_after_any_edits_is_the_one_made_from_nothing() {
    let more = std::env::var("DIGEST_SOAK").ok().and_then(|n| n.parse().ok()).unwrap_or(0_u64);
    for seed in 1..=2 + more {
        follow(seed * 7919, 60);
    }
}

fn follow(seed: u64, steps: usize) {
    let mut dice = Dice(seed);
    let mut now: BTreeMap<String, String> = BTreeMap::from([
        ("digest.yaml".to_owned(), "title: The Test Sheet\nbase_url: https://sheet.example\ncards: false\ntopics:\n  policy: {name: Policy}\n".to_owned()),
        ("themes/plain/theme.yaml".to_owned(), "name: plain\nextends: outpost\n".to_owned()),
    ]);
    for n in 0..12 {
        now.insert(format!("content/digests/story-{n}.md"), digest(&mut dice, n));
    }
    let mut snapshot = Snapshot::of(now.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
    let memory = Memory::default();
    let mut known: HashMap<Fingerprint, (String, Result<Vec<u8>, Diagnostic>)> = HashMap::new();
    for step in 0..steps {
        let mut paths = Vec::new();
        // Nothing at all, one thing, or several at once.
        for _ in 0..[1, 1, 1, 0, 3][dice.roll(5)] {
            let (path, text) = change(&mut dice, &now);
            match &text {
                Some(text) => now.insert(path.clone(), text.clone()),
                None => now.remove(&path),
            };
            snapshot = snapshot.with(&[Edit { path: path.clone(), contents: text, keep_original: false }]);
            paths.push(path);
        }
        let when = format!("seed {seed}, step {step}: {}", paths.join(", "));
        let (again, findings) = planned(&snapshot, step, &memory);
        let (fresh, wanted) = planned(&snapshot, step, &Memory::default());
        assert_eq!(findings, wanted, "{when}");
        let (Some(again), Some(fresh)) = (&again, &fresh) else {
            assert_eq!(again.is_some(), fresh.is_some(), "{when}");
            continue;
        };
        // As in a server, not every plan is asked for its pages.
        if dice.roll(3) == 0 {
            continue;
        }
        let (shown, built) = (pages(again), pages(fresh));
        assert!(shown.keys().eq(built.keys()), "{when}: {:?}", shown.keys().filter(|k| !built.contains_key(*k)).collect::<Vec<_>>());
        for (address, bytes) in &built {
            assert!(shown[address] == *bytes, "{when}: {address} shows\n{}\nand is\n{}", said(&shown[address]), said(bytes));
        }
        for file in now.keys() {
            assert_eq!(again.page_of(file), fresh.page_of(file), "{when}: {file}");
        }
        let fingerprints = again.fingerprints();
        assert!(fingerprints == fresh.fingerprints(), "{when}");
        assert!(built.iter().filter(|(_, c)| c.is_err()).all(|(address, _)| fingerprints.iter().any(|(a, _)| a == address)), "{when}");
        for (address, made_from) in fingerprints {
            let here = (address.to_owned(), built[address].clone());
            let before = known.entry(made_from).or_insert_with(|| here.clone());
            assert!(*before == here, "{when}: {address} is made from the same as before, shows\n{}\nand showed\n{}", said(&here.1), said(&before.1));
        }
    }
}

fn said(content: &Result<Vec<u8>, Diagnostic>) -> String {
    content.as_ref().map_or_else(|fault| format!("{fault:?}"), |bytes| String::from_utf8_lossy(bytes).into_owned())
}
