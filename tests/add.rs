//! `digest add` on pages kept as files: a folder of `tests/cases/add` holds one input and what the command prints for it.
//!
//! A new case needs no Rust: make a folder with `input.EXT`, and `UPDATE=1 cargo test --test add` writes the rest. Read what changed before you keep it.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking; cases are files")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/add");
    let mut folders: Vec<PathBuf> = root.read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders
}

fn digest(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_digest")).args(arguments).current_dir(folder).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code())
}

fn input(folder: &Path) -> String {
    let names = folder.read_dir().unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.into_iter().find(|n| n.starts_with("input.")).unwrap()
}

fn expected(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_default()
}

/// Writes what the command says now; no file stands for nothing said.
#[expect(clippy::disallowed_methods, reason = "a test writes its own cases where it is asked to")]
fn update(path: &Path, said: &str) {
    if !said.is_empty() || path.exists() {
        std::fs::write(path, said).unwrap();
    }
}

#[test]
fn every_case_gives_what_it_should() {
    for folder in folders() {
        let (out, err, code) = digest(&folder, &["--format", "short", "add", "--dry-run", &input(&folder)]);
        if std::env::var_os("UPDATE").is_some() {
            update(&folder.join("expected.md"), &out);
            update(&folder.join("expected.err"), &err);
        }
        assert_eq!(out, expected(&folder, "expected.md"), "{}", folder.display());
        assert_eq!(err, expected(&folder, "expected.err"), "{}", folder.display());
        assert_eq!(code, Some(i32::from(err.contains("error"))), "{}", folder.display());
    }
}

#[test]
fn articles_are_added_once_and_never_over_another() {
    let site = tempfile::tempdir().unwrap();
    let root = site.path().to_str().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/add/html-news");
    let (_, err, code) = digest(&case, &["--root", root, "add", "input.html"]);
    assert_eq!(code, Some(2), "without digest.yaml: {err}");
    std::fs::write(site.path().join("digest.yaml"), "title: Test\n").unwrap();
    let (_, err, code) = digest(&case, &["--root", root, "add", "input.html"]);
    assert_eq!((code, err.contains("added content/articles/2025-07-30-example-times-")), (Some(0), true), "{err}");
    let (_, err, code) = digest(&case, &["--root", root, "--format", "short", "add", "input.html"]);
    assert_eq!((code, err.contains("already-added")), (Some(0), true), "{err}");
    // The same headline, day and house, and another text: a file of its own.
    let other = case.parent().unwrap().join("html-paywall");
    let arguments = ["--root", root, "add", "input.html", "--published", "2025-07-30", "--publisher", "Example Times"];
    let (_, err, _) = digest(&other, &arguments);
    assert!(err.contains("-2.md"), "{err}");
}

#[test]
fn an_article_twice_in_one_run_is_told_with_the_file_that_has_it() {
    let site = tempfile::tempdir().unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/add/html-news/input.html");
    std::fs::write(site.path().join("digest.yaml"), "title: Test\n").unwrap();
    std::fs::copy(&page, site.path().join("one.html")).unwrap();
    std::fs::copy(&page, site.path().join("two.html")).unwrap();
    let (_, err, code) = digest(site.path(), &["--format", "short", "add", "one.html", "two.html"]);
    let files: Vec<_> = site.path().join("content/articles").read_dir().unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!((files.len(), code), (1, Some(0)), "{err}");
    assert!(err.contains("two.html") && err.contains(&format!("content/articles/{} has this article already", files[0])), "{err}");
}

#[test]
fn json_is_one_object_an_article() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/add/feed-bare-ampersand");
    let (out, _, code) = digest(&case, &["--root", "/nowhere", "add", "--dry-run", "--json", "input.xml", "missing.html"]);
    let lines: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((lines.len(), code), (4, Some(1)));
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["input", "title", "author", "publisher", "published", "url", "language", "genre", "body"]);
    assert_eq!(lines[3]["input"], "missing.html");
    assert!(lines[2]["error"].is_string() && lines[3]["error"].is_string());
}
