//! The search index as a browser would use it: what a query finds, in which order, and how many bytes it takes at ten thousand stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use digest::files::{Content, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// What a reader may wait for: a first page of results, all of it, as a host sends it.
const MOST: usize = 100_000;

fn site_of(digests: impl IntoIterator<Item = (String, String)>) -> Site {
    let mut files = vec![("digest.yaml".to_owned(), b"title: A\ncards: false\ntopics:\n  chips: {name: Chips & silicon}\ncheck: {deny: []}\n".to_vec())];
    files.extend(digests.into_iter().map(|(stem, text)| (format!("content/digests/{stem}.md"), text.into_bytes())));
    let options = Options { base_url: None, drafts: false, future: false, now: "2027-01-01T00:00:00Z".parse().unwrap() };
    pipeline::build(&Snapshot::of(files), &options, &Memory::default()).value.unwrap()
}

/// A reader of the index, which counts what it loads.
struct Reader<'a> {
    site: &'a Site,
    loaded: BTreeMap<String, (usize, Value)>,
}

impl<'a> Reader<'a> {
    fn new(site: &'a Site) -> Self {
        Self { site, loaded: BTreeMap::new() }
    }

    fn load(&mut self, address: &str) -> Value {
        let site = self.site;
        let load = || {
            let Content::Bytes(bytes) = site.content(address).unwrap() else { unreachable!("the index is made, not copied") };
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(&bytes).unwrap();
            (packed.finish().unwrap().len(), serde_json::from_slice(&bytes).unwrap())
        };
        self.loaded.entry(address.to_owned()).or_insert_with(load).1.clone()
    }

    fn part(firsts: &Value, term: &str) -> usize {
        firsts.as_array().unwrap().iter().filter(|f| f.as_str().unwrap() <= term).count().saturating_sub(1)
    }

    /// Numbers of the stories that have a term, with their classes.
    fn postings(entry: Option<&Value>) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (class, numbers) in entry.and_then(Value::as_array).into_iter().flatten().enumerate() {
            let mut number = 0;
            for step in numbers.as_array().unwrap() {
                number += step.as_u64().unwrap() as usize;
                out.push((number, class));
            }
        }
        out
    }

    fn exact(&mut self, term: &str) -> Vec<(usize, usize)> {
        let contents = self.load("search/index.json");
        let part = self.load(&format!("search/t/{}.json", Self::part(&contents["terms"], term)));
        Self::postings(part.get(term))
    }

    fn beginning(&mut self, word: &str) -> Vec<(usize, usize)> {
        let contents = self.load("search/index.json");
        let (first, last) = (Self::part(&contents["terms"], word), Self::part(&contents["terms"], &format!("{word}\u{ffff}")));
        if last - first >= 2 {
            let part = self.load(&format!("search/p/{}.json", Self::part(&contents["beginnings"], word)));
            return Self::postings(part.get(word));
        }
        let parts: Vec<Value> = (first..=last).map(|n| self.load(&format!("search/t/{n}.json"))).collect();
        let terms = parts.iter().flat_map(|p| p.as_object().unwrap());
        terms.filter(|(term, _)| term.starts_with(word)).flat_map(|(_, entry)| Self::postings(Some(entry))).collect()
    }

    /// The headlines of the first ten, the last word being typed still.
    fn search(&mut self, terms: &[&str]) -> Vec<String> {
        let mut best: BTreeMap<usize, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for (n, term) in terms.iter().enumerate() {
            let mut found = self.exact(term);
            if n + 1 == terms.len() {
                found.extend(self.beginning(term));
            }
            let mut classes: BTreeMap<usize, usize> = BTreeMap::new();
            for (story, class) in found {
                classes.entry(story).and_modify(|c| *c = class.min(*c)).or_insert(class);
            }
            for (story, class) in classes {
                let entry = best.entry(story).or_default();
                entry.0 += [12, 6, 3, 1][class];
                entry.1.insert(n);
            }
        }
        let mut ranked: Vec<(usize, usize)> = best.into_iter().filter(|(_, (_, words))| words.len() == terms.len()).map(|(s, (w, _))| (w, s)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let shown: Vec<usize> = ranked.into_iter().take(10).map(|(_, story)| story).collect();
        let together = self.load("search/index.json")["together"].as_u64().unwrap() as usize;
        shown.into_iter().map(|s| self.load(&format!("search/s/{}.json", s / together))[s % together][1].as_str().unwrap().to_owned()).collect()
    }

    fn bytes(&self) -> usize {
        self.loaded.values().map(|(bytes, _)| bytes).sum()
    }
}

fn digest(title: &str, day: usize, publisher: &str, topic: &str, claims: &[String]) -> String {
    let body: Vec<String> = claims.iter().map(|c| format!("{c}[^1]")).collect();
    format!(
        "---\ntitle: {title}\nsummary: What it comes to.\ndate: 2026-{:02}-{:02}\ntopics: [{topic}]\nwriter: hand\nsources:\n  - id: 1\n    title: T\n    publisher: {publisher}\n    url: https://a.example/1\n---\n\n{}\n",
        1 + day / 28 % 12,
        1 + day % 28,
        body.join(" ")
    )
}

#[test]
fn headlines_come_before_publishers_before_claims_and_newer_before_older() {
    let site = site_of([
        ("a".to_owned(), digest("Harbour strike ends", 1, "Courier", "chips", &["The port opens.".to_owned()])),
        ("b".to_owned(), digest("Wages rise", 9, "Harbour Gazette", "chips", &["Nothing else.".to_owned()])),
        ("c".to_owned(), digest("Ferries return", 10, "Courier", "chips", &["Ships leave the harbour again.".to_owned()])),
        ("d".to_owned(), digest("Harbours compared", 5, "Courier", "chips", &["Ports differ.".to_owned()])),
        ("e".to_owned(), digest("人工智能的未来", 6, "Łódź Dziennik", "chips", &["Élysée.".to_owned()])),
    ]);
    let found = |terms: &[&str]| Reader::new(&site).search(terms);
    assert_eq!(found(&["harbour"]), ["Harbours compared", "Harbour strike ends", "Wages rise", "Ferries return"]);
    assert_eq!(found(&["harb"]), ["Harbours compared", "Harbour strike ends", "Wages rise", "Ferries return"], "as it is typed");
    assert_eq!(found(&["harbour", "strike"]), ["Harbour strike ends"]);
    assert_eq!(found(&["智能"]), ["人工智能的未来"]);
    assert_eq!(found(&["lodz"]), ["人工智能的未来"]);
    assert_eq!(found(&["elysee"]), ["人工智能的未来"]);
    assert_eq!(found(&["silicon"]).len(), 5, "a topic's name");
    assert!(found(&["nowhere"]).is_empty());
}

/// A word of a vocabulary like that of news: a few words are everywhere, most are rare (Zipf). `at` is any number.
fn word(at: u64) -> String {
    const SYLLABLES: [&str; 20] =
        ["an", "be", "cor", "da", "el", "fin", "gra", "ho", "in", "ja", "ki", "lo", "mer", "no", "pra", "qui", "ra", "so", "tu", "ver"];
    let mut rank = (40_000f64.powf((at % 10_007) as f64 / 10_007.0)) as u64;
    let mut out = String::new();
    while rank > 0 || out.len() < 4 {
        out.push_str(SYLLABLES[(rank % 20) as usize]);
        rank /= 20;
    }
    out
}

#[test]
fn at_ten_thousand_stories_a_query_takes_less_than_a_hundred_kilobytes() {
    let mut state = 7u64;
    let mut next = move || {
        // An ordinary linear congruence (Knuth, MMIX): the same stories in every run.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        word(state >> 33)
    };
    let mut words = |count: usize| (0..count).map(|_| next()).collect::<Vec<_>>().join(" ");
    let digests: Vec<(String, String)> = (0..10_000)
        .map(|n| {
            let claims: Vec<String> = (0..12).map(|_| format!("Claim {}.", words(16))).collect();
            (format!("story-{n:05}"), digest(&format!("Story {}", words(8)), n % 330, &format!("The {}", words(1)), "chips", &claims))
        })
        .collect();
    let site = site_of(digests);
    let (common, middle, rare) = (word(0), word(5_000), word(9_900));
    let queries: Vec<Vec<&str>> = vec![
        vec![&common],
        vec![&middle],
        vec![&rare],
        vec![&common, &middle, &rare],
        vec!["claim", "story", &common],
        vec!["a"],
        vec!["co"],
        vec!["cor"],
        vec!["mer", "inde"],
    ];
    for query in queries {
        let mut reader = Reader::new(&site);
        let found = reader.search(&query);
        assert!(reader.bytes() < MOST, "{query:?}: {} bytes in {} files", reader.bytes(), reader.loaded.len());
        assert!(!found.is_empty() || query.len() > 1, "{query:?}");
    }
    // Nothing that a query loads is out of proportion to the rest.
    let largest = site.addresses().into_iter().filter(|a| a.starts_with("search/") && a.ends_with(".json")).map(|a| match site.content(a).unwrap() {
        Content::Bytes(bytes) => (bytes.len(), a),
        Content::CopyOf(_) => unreachable!("the index is made, not copied"),
    });
    let largest = largest.max().unwrap();
    assert!(largest.0 < 64_000, "{largest:?}");
}
