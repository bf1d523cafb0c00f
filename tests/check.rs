//! Planted faults and fair paraphrases through the door of publish/check. The cases are lines of tests/cases/check/planted*.txt, the
//! articles lie beside them: adding one needs no Rust.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; its cases are files")]
#![expect(clippy::print_stdout, reason = "what is missed is shown with --nocapture")]

use digest::config::Config;

use digest::publish::check::{Desk, KeptArticle, VerdictKind, check};
use digest::types::{article_file, digest_file};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// Those written for the test, and the repository's own, by their stems.
fn articles() -> BTreeMap<String, Arc<KeptArticle>> {
    let mut found = BTreeMap::new();
    for folder in ["tests/cases/check/articles", "content/articles"] {
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let read = article_file::read(&format!("content/articles/{stem}.md").into(), &text);
            assert_eq!(read.diagnostics, [], "{stem}");
            let file = read.value.unwrap();
            found.insert(stem, Arc::new(KeptArticle::new(Arc::new(file))));
        }
    }
    found
}

/// The verdict on one claim that cites an article as a whole, and the findings about it.
fn judged(kept: &BTreeMap<String, Arc<KeptArticle>>, stem: &str, claim: &str) -> (VerdictKind, f64, Vec<String>) {
    let article = &kept[stem].text;
    let claim = digest::text::markdown::escape(claim);
    let text = format!(
        "---\ntitle: Judged\ndate: 2026-09-01\nsummary: One.\nsources:\n  - id: 1\n    title: {:?}\n    url: https://a.example/{stem}\n    article: {stem}\n---\n\n{claim}[^1]\n",
        article.title
    );
    let file = digest_file::read(&"content/digests/judged.md".into(), &text).value.unwrap();
    let file = file.open();
    assert_eq!(file.body.claims.len(), 1, "{claim}");
    let config = Config::default();
    let find = |stem: &str| kept.get(stem).cloned();
    let desk = Desk { config: &config, article: &find, now: "2026-10-01T00:00:00Z".parse().unwrap() };
    let checked = check(&file, &desk);
    let verdict = &checked.value[0];
    let said = checked.diagnostics.iter().filter(|d| d.span.as_ref().is_some_and(|s| s.start >= file.body_start)).map(|d| format!("{}: {}", d.code, d.message));
    (verdict.kind, verdict.support, said.collect())
}

#[test]
fn planted_faults_are_caught_and_paraphrases_pass() {
    let kept = articles();
    // What is caught at least of hard and of soft faults, and what is called wrong at most of what is true. The third to the ninth file stand as they were written,
    // before any verdict on them was seen; their first lines say what was caught then. The true claims of the third to the ninth are loose paraphrases, and little has
    // been mended for what the sixth to the ninth show; those of the last two are what an editor writes every day.
    let promised = Shares { hard: 0.95, soft: 0.6, alarms: 0.04 };
    let loose = Shares { hard: 0.95, soft: 0.85, alarms: 0.14 };
    let mended = Shares { hard: 0.95, soft: 0.85, alarms: 0.04 };
    let fresh = Shares { hard: 0.9, soft: 0.75, alarms: 0.25 };
    let ordinary = Shares { hard: 0.95, soft: 0.6, alarms: 0.06 };
    let latest = Shares { hard: 0.88, soft: 0.52, alarms: 0.09 };
    let latest_loose = Shares { hard: 0.95, soft: 0.6, alarms: 0.1 };
    let new = Shares { hard: 0.9, soft: 0.6, alarms: 0.34 };
    let newest = Shares { hard: 0.85, soft: 0.6, alarms: 0.18 };
    let mut short = Vec::new();
    for (name, shares) in [
        ("planted.txt", &promised),
        ("planted-2.txt", &promised),
        ("planted-3.txt", &loose),
        ("planted-4.txt", &mended),
        ("planted-5.txt", &mended),
        ("planted-6.txt", &fresh),
        ("planted-7.txt", &new),
        ("planted-8.txt", &new),
        ("planted-9.txt", &new),
        ("planted-10.txt", &ordinary),
        ("planted-11.txt", &ordinary),
        ("planted-12.txt", &latest),
        ("planted-13.txt", &latest),
        ("planted-14.txt", &latest_loose),
        ("planted-15.txt", &ordinary),
        ("planted-16.txt", &latest_loose),
        ("planted-17.txt", &latest_loose),
        ("planted-18.txt", &latest_loose),
        ("planted-19.txt", &newest),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check").join(name);
        short.extend(planted(&kept, &std::fs::read_to_string(path).unwrap(), shares).map(|said| format!("{name} {said}")));
    }
    assert_eq!(short, Vec::<String>::new());
}

struct Shares {
    hard: f64,
    soft: f64,
    alarms: f64,
}

/// Judges the lines of a file, and says where the shares that are caught are not those promised.
fn planted(kept: &BTreeMap<String, Arc<KeptArticle>>, cases: &str, shares: &Shares) -> Option<String> {
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = String::new();
    for line in cases.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let mut parts = line.splitn(3, ' ');
        let (kind, stem, claim) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        // A stem may be cut short.
        let stem = kept.keys().find(|s| s.starts_with(stem)).unwrap();
        let (verdict, support, said) = judged(kept, stem, claim);
        let caught = verdict != VerdictKind::Supported || !said.is_empty();
        let cell = tally.entry(kind).or_default();
        cell.0 += usize::from(caught);
        cell.1 += 1;
        if caught == (kind == "true") {
            let _ = writeln!(wrong, "{kind} {support:.2} {claim}\n      {}", said.join("\n      "));
        }
    }
    let share = |kinds: &[&str]| {
        let (caught, all) = kinds.iter().filter_map(|k| tally.get(k)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        caught as f64 / f64::max(all as f64, 1.0)
    };
    // Shown with --nocapture, and where a bound is missed.
    println!("{tally:?}\n{wrong}");
    let hard = share(&["number", "date", "name", "negation", "swap", "quote", "source"]);
    let soft = share(&["antonym", "overclaim", "word", "attribution", "invention"]);
    let alarms = share(&["true"]);
    (hard < shares.hard || soft < shares.soft || alarms > shares.alarms).then(|| format!("catches {hard:.3} and {soft:.3}, with {alarms:.3} false alarms"))
}
