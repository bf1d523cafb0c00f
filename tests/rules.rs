//! A case a rule: tests/cases/check/rules/CODE.md holds a small site in one file, and what `digest check` says of it.
//!
//! Files of the site stand behind lines `=== PATH`, what is said behind `=== findings`: a line a finding, its hints below it. digest.yaml is
//! `title: The Daily Model` where a case does not give it. Every code of form and truth has a case in which it is found, and in which content/digests/fine.md
//! comes close to it and is not found at fault. `UPDATE=1 cargo test --test rules` writes findings anew: read what changed before you keep it.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; cases are files")]

use digest::diag::{self, Format};
use digest::files;
use digest::pipeline::{self, Memory};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The clock of every case.
const NOW: &str = "2026-10-01T12:00:00Z";

/// What an editor's digest can be found to have wrong, all but what the reading of files finds.
const CODES: &[&str] = &[
    "unknown-key",
    "bad-value",
    "raw-html",
    "unsafe-link",
    "bad-citation",
    "unknown-source",
    "unused-source",
    "doubled-source",
    "undefined-footnote",
    "unused-footnote",
    "doubled-footnote",
    "bad-footnote",
    "link-mismatch",
    "no-address",
    "rehost-link",
    "missing-summary",
    "future-date",
    "unknown-topic",
    "image-without-alt",
    "no-sources",
    "duplicate-address",
    "alias-loop",
    "broken-link",
    "quote-not-in-article",
    "quote-from-other-source",
    "uncited-claim",
    "number-not-in-source",
    "name-not-in-source",
    "date-not-in-source",
    "negation-differs",
    "attribution-differs",
    "unsupported-claim",
    "opinion-as-fact",
    "single-origin",
    "sources-disagree",
    "quote-budget",
    "circular-source",
    "source-changed",
    "article-not-kept",
];

fn cases() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("tests/cases/check/rules").unwrap().map(|e| e.unwrap().path()).collect();
    found.sort();
    found
}

/// The case without its findings, and the findings.
fn halves(text: &str) -> (&str, &str) {
    text.split_once("=== findings\n").unwrap_or((text, ""))
}

fn write_site(case: &str, root: &Path) {
    fs::write(root.join("digest.yaml"), "title: The Daily Model\nbase_url: https://daily.example\n").unwrap();
    for part in case.split("\n=== ").skip(1) {
        let (name, contents) = part.split_once('\n').unwrap();
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
}

/// What is said of a case: `file:line:column: severity[code]: message`, and `    hint` below it.
fn said(case: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    write_site(case, root.path());
    let snapshot = files::read(root.path()).value;
    let mut findings = pipeline::check_site(&snapshot, NOW.parse().unwrap(), &Memory::default()).diagnostics;
    diag::sort(&mut findings);
    let mut out = String::new();
    for finding in &findings {
        out.push_str(&diag::render(std::slice::from_ref(finding), &snapshot, Format::Short, false));
        for hint in &finding.hints {
            let _ = writeln!(out, "    {hint}");
        }
    }
    out
}

#[test]
fn every_case_says_what_is_expected() {
    let mut wrong = String::new();
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        let (case, expected) = halves(&text);
        let now = said(case);
        if now == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{case}=== findings\n{now}")).unwrap();
        } else {
            let _ = writeln!(wrong, "== {}\n-- expected\n{expected}-- got\n{now}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_a_case_that_it_finds_and_one_that_it_leaves_alone() {
    for code in CODES {
        let path = format!("tests/cases/check/rules/{code}.md");
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing"));
        let (case, findings) = halves(&text);
        let mark = format!("[{code}]");
        assert!(findings.contains(&mark), "{path}: not found");
        assert!(case.contains("=== content/digests/fine.md\n"), "{path}: nothing that is fine");
        let at_fault = findings.lines().any(|l| l.starts_with("content/digests/fine.md:") && l.contains(&mark));
        assert!(!at_fault, "{path}: what is fine is found at fault");
    }
}

#[test]
fn ten_thousand_references_are_read_in_one_go() {
    let mut body = String::new();
    for n in 0..10_000 {
        let _ = write!(body, "Claim {n} is here.[^1][^{}]\n\n", n % 7 + 2);
    }
    let head = "---\ntitle: Many\ndate: 2026-09-16\nsummary: Many.\nsources:\n  - id: 1\n    title: One\n    url: https://one.example/\n---\n\n";
    let files = [("digest.yaml".to_owned(), b"title: Many\n".to_vec()), ("content/digests/many.md".to_owned(), format!("{head}{body}").into_bytes())];
    let checked = pipeline::check_site(&files::Snapshot::of(files), NOW.parse().unwrap(), &Memory::default());
    assert_eq!(checked.value.verdicts[0].len(), 10_000);
    assert_eq!(checked.diagnostics.iter().filter(|d| d.code == "unknown-source").count(), 10_000);
}
