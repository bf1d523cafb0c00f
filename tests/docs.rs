//! The references in docs/ say what the program does: they are made from it, or held against it.
//!
//! `UPDATE=1 cargo test --test docs` writes docs/commands.md and NOTICE.md anew.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it reads and writes the docs")]

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

/// Compares a file with what it should hold, or writes it.
fn holds(path: &str, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, wanted).unwrap();
        return;
    }
    let is = fs::read_to_string(path).unwrap_or_default();
    let differs = is.lines().zip(wanted.lines()).position(|(a, b)| a != b).map_or(is.lines().count().min(wanted.lines().count()), |n| n) + 1;
    assert!(is == wanted, "{path} is not what the program says, from line {differs} on: UPDATE=1 cargo test --test docs");
}

fn help(command: &[String]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_digest")).args(command).arg("--help").env("COLUMNS", "100").output().unwrap();
    assert!(ran.status.success());
    String::from_utf8(ran.stdout).unwrap()
}

/// The names below `Commands:` in a help text.
fn commands(help: &str) -> Vec<String> {
    let below = help.lines().skip_while(|l| *l != "Commands:").skip(1);
    below.take_while(|l| l.starts_with("  ")).filter(|l| !l.starts_with("    ")).filter_map(|l| l.split_whitespace().next().map(str::to_owned)).collect()
}

fn describe(command: &[String], out: &mut String) {
    let text = help(command);
    let level = "#".repeat(command.len().min(3) + 1);
    if !command.is_empty() {
        write!(out, "\n{level} digest {}\n", command.join(" ")).unwrap();
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    write!(out, "\n```text\n{}\n```\n", lines.join("\n").trim_end()).unwrap();
    for name in commands(&text) {
        describe(&[command, &[name]].concat(), out);
    }
}

#[test]
fn the_reference_of_commands() {
    let mut out =
        "# Commands\n\nWhat `--help` says, made from the program. Exit codes: 0 fine, 1 problems in the content, 2 the tool could not work.\n".to_owned();
    describe(&[], &mut out);
    holds("docs/commands.md", &out);
}

/// The keys that a source file asks a YAML map for.
fn keys(path: &str) -> BTreeSet<String> {
    let asked =
        Regex::new(r#"\.(?:text|required|boolean|number|share|moment|genre|texts|map|maps|free_maps|item_spans|free|date|url)\(\s*"([a-z_]+)""#).unwrap();
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
    asked.captures_iter(&code).map(|c| c[1].to_owned()).collect()
}

/// The words in backticks in a page.
fn named(path: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = Regex::new(r"`([a-z_]+)(?::[^`]*)?`").unwrap();
    let yaml = Regex::new(r"(?m)^(?:  )*(?:- )?([a-z_]+):").unwrap();
    let inline = Regex::new(r"[{,] *([a-z_]+):").unwrap();
    [&code, &yaml, &inline].iter().flat_map(|pattern| pattern.captures_iter(&text).map(|c| c[1].to_owned()).collect::<Vec<_>>()).collect()
}

#[test]
fn every_key_that_the_program_reads_is_in_the_reference() {
    let sources = |folder: &str| -> Vec<String> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.unwrap());
        entries.map(|e| e.path().to_string_lossy().into_owned()).filter(|p| p.ends_with(".rs")).collect()
    };
    let mut missing = Vec::new();
    let pairs = [("src/config", "docs/configuration.md"), ("src/types/digest_file", "docs/content.md"), ("src/types/article_file", "docs/content.md")];
    for (folder, page) in pairs {
        let files = if fs::metadata(folder).is_ok() { sources(folder) } else { vec![format!("{folder}.rs")] };
        let asked: BTreeSet<String> = files.iter().flat_map(|file| keys(file)).collect();
        assert!(asked.len() > 5, "{folder}: the keys were not found: {asked:?}");
        let said = named(page);
        missing.extend(asked.difference(&said).map(|key| format!("{page} does not say what `{key}` is")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The fenced YAML of a page: each a digest.yaml or a part of one.
fn examples(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let fence = Regex::new(r"(?s)```yaml\n(.*?)```").unwrap();
    fence.captures_iter(&text).map(|c| c[1].to_owned()).collect()
}

#[test]
fn the_examples_of_the_configuration_are_read_without_a_finding() {
    let examples = examples("docs/configuration.md");
    assert!(!examples.is_empty());
    for example in examples {
        let site = tempfile::tempdir().unwrap();
        let whole = if example.contains("\ntitle:") || example.starts_with("title:") { example.clone() } else { format!("title: X\n{example}") };
        fs::write(site.path().join("digest.yaml"), whole).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_digest")).args(["--format", "short", "check"]).current_dir(site.path()).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(!said.contains("digest.yaml"), "{example}\n{said}");
    }
}

/// A crate of the lock file with what its own manifest says of its licence.
#[test]
fn the_notices_name_every_crate() {
    let ran = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, &serde_json::Value> = metadata["packages"].as_array().unwrap().iter().map(|p| (text(&p["id"]), p)).collect();
    // What is built into the program: the crates that are reached without development and build dependencies.
    let nodes: BTreeMap<String, &serde_json::Value> = metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|n| (text(&n["id"]), n)).collect();
    let root = text(&metadata["resolve"]["root"]);
    let (mut reached, mut open) = (BTreeSet::new(), vec![root.clone()]);
    while let Some(id) = open.pop() {
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            let built_in = dependency["dep_kinds"].as_array().unwrap().iter().any(|k| k["kind"].is_null());
            let next = text(&dependency["pkg"]);
            if built_in && reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    let mut by_licence: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in &reached {
        let package = packages[id];
        let licence = text(&package["license"]).replace('/', " OR ").replace("  ", " ");
        assert!(!licence.is_empty(), "{} names no licence", package["name"]);
        let free = licence.split(" OR ").any(|choice| !choice.contains("GPL"));
        assert!(free, "{}: {licence}", package["name"]);
        by_licence.entry(licence).or_default().insert(format!("{} {}", text(&package["name"]), text(&package["version"])));
    }
    let mut out = fs::read_to_string("tests/cases/docs/notice-head.md").unwrap();
    for (licence, crates) in by_licence {
        write!(out, "\n### {licence}\n\n{}\n", crates.into_iter().collect::<Vec<_>>().join(", ")).unwrap();
    }
    holds("NOTICE.md", &out);
}
