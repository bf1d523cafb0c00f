//! Composing once more: a folder of tests/cases/recompose a case. `articles/` is what the digest was first written from; `later/` lies over it afterwards, an empty
//! file takes an article away; `edit.txt` is what a hand changed in the digest, a line taken out and the line put in its place; where `force` is there, `--force` is
//! said. `expected.md` is what comes of it: every file that is written, then every finding.

#![expect(clippy::disallowed_methods, reason = "cases are files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use chrono::NaiveDate;
use digest::files::{Edit, Snapshot};
use digest::pipeline::{self, ComposeOptions, Content, Memory};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn compose(snapshot: &Snapshot, force: bool, day: u32) -> (Vec<Edit>, Vec<String>) {
    let read = Content::read(snapshot, &Memory::default());
    assert!(!read.has_errors(), "{:#?}", read.diagnostics);
    let options = ComposeOptions { stories: vec![], words: None, force, today: NaiveDate::from_ymd_opt(2026, 1, day).unwrap() };
    let composed = pipeline::compose(&read.value, &pipeline::stories(&read.value), &options);
    let said = composed.diagnostics.iter().map(|d| format!("{}[{}]: {}\n    {}", d.severity.word(), d.code, d.message, d.hints.join("\n    "))).collect();
    (composed.value.edits, said)
}

fn laid(folder: &Path) -> Vec<Edit> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut edits: Vec<Edit> = entries
        .map(|e| e.unwrap().path())
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            Edit { path: format!("content/articles/{name}"), contents: Some(text).filter(|t| !t.is_empty()), keep_original: false }
        })
        .collect();
    edits.sort_by(|a, b| a.path.cmp(&b.path));
    edits
}

#[test]
fn every_case_is_composed_again_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recompose");
    let mut cases: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let empty = Snapshot::of([("digest.yaml".to_owned(), b"title: Test\n".to_vec())]);
        let first = empty.with(&laid(&case.join("articles")));
        let (mut edits, said) = compose(&first, false, 10);
        assert!(edits.len() == 1 && said.is_empty(), "{name}: {said:?}");
        if let Ok(edit) = fs::read_to_string(case.join("edit.txt")) {
            let (out, put) = edit.trim_end().split_once('\n').unwrap();
            let text = edits[0].contents.take().unwrap();
            assert!(text.contains(out), "{name}: {out:?} does not stand in\n{text}");
            edits[0].contents = Some(text.replacen(out, put, 1));
        }
        let standing = first.with(&edits);
        let later = standing.with(&laid(&case.join("later")));
        let force = case.join("force").exists();
        let (again, said) = compose(&later, force, 31);
        let mut made = String::new();
        for edit in &again {
            let kept = if edit.keep_original { " (what stood there is kept)" } else { "" };
            let _ = write!(made, "=== {}{kept}\n{}", edit.path, edit.contents.as_ref().unwrap());
        }
        for line in said {
            let _ = writeln!(made, "=== {line}");
        }
        // What stands then is left alone.
        if !force && !again.is_empty() {
            assert_eq!(compose(&later.with(&again), false, 31).0, [], "{name}");
        }
        if made != fs::read_to_string(case.join("expected.md")).unwrap_or_default() {
            let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("recompose-{name}.md"));
            fs::write(&actual, &made).unwrap();
            wrong.push(format!("{name}: differs from what is expected; compare and copy {}", actual.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
