//! What people type and what they see: a folder a case, in tests/cases/cli.
//!
//! A case holds `transcript`, and `site/` where it starts from files. A line of the transcript that begins with `$ digest` is run in a copy of
//! the site; below it stands what it prints, `! ` before a line of standard error, and its exit code where that is not 0. `UPDATE=1 cargo test --test cli` writes
//! transcripts anew: read what changed before you keep it. A command that fails must leave every file of the site as it was.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

#[path = "common/copy.rs"]
mod copy;

use copy::copy;
use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn transcripts() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/cases/cli").unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let path = case.join("transcript");
        let expected = fs::read_to_string(&path).unwrap();
        let got = replay(case, &expected);
        if got != expected {
            if update {
                fs::write(&path, &got).unwrap();
            }
            wrong.push(format!("== {}\n-- expected\n{expected}\n-- got\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty() || update, "{}", wrong.join("\n"));
    assert!(cases.len() > 10, "the cases were not found");
}

/// Runs the commands of a transcript, and writes down what they print.
fn replay(case: &Path, transcript: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    if case.join("site").exists() {
        copy(&case.join("site"), &site);
    } else {
        fs::create_dir(&site).unwrap();
    }
    let mut out = String::new();
    for line in transcript.lines().filter(|l| l.starts_with("$ digest")) {
        let arguments: Vec<&str> = line.split_whitespace().skip(2).collect();
        let before = tree(folder.path());
        let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
        command.args(arguments).current_dir(&site).stdin(Stdio::null());
        let ran = command.env("SOURCE_DATE_EPOCH", "1795000000").env("NO_COLOR", "1").env("COLUMNS", "100").output().unwrap();
        if !ran.status.success() {
            assert_eq!(tree(folder.path()), before, "{line}: a command that fails writes nothing");
        }
        out.push_str(line);
        out.push('\n');
        out.push_str(&plain(&ran.stdout));
        for line in plain(&ran.stderr).lines() {
            out.push_str(format!("! {line}").trim_end());
            out.push('\n');
        }
        match ran.status.code() {
            Some(0) => {}
            code => out.push_str(&format!("exit {}\n", code.unwrap_or(-1))),
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Text without what differs from run to run.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let times = Regex::new(r"\b\d+(\.\d+)? (ms|s)\b").unwrap();
    let text = times.replace_all(&text, "TIME");
    // How many files a theme has is no matter of these cases, nor is how wide a figure is.
    let counts = Regex::new(r"\b\d+ files changed").unwrap();
    let text = counts.replace_all(&text, "N files changed");
    Regex::new(r"(?m)^ +TIME").unwrap().replace_all(&text, "  TIME").into_owned()
}

/// Every file with its bytes, our own caches left out.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.unwrap())
        .filter(|e| e.file_type().is_file() && !e.path().components().any(|c| c.as_os_str() == ".digest"))
        .map(|e| (e.path().to_owned(), fs::read(e.path()).unwrap()))
        .collect()
}
