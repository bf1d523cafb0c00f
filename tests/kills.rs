//! Programs that are killed at a random moment, two hundred times: whatever they were doing, the site on disk is whole, and every file of the editor's is as it was
//! or as it was to become.
//!
//! The moments are drawn from how long the command takes when nobody kills it. Here alone a test waits for time to pass: the moment is its subject, and
//! nothing depends on how fast the machine is.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

#[path = "common/dice.rs"]
mod dice;
mod trees;

use dice::Dice;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use trees::{Tree, tree};

fn digest(site: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
    command.args(arguments).current_dir(site).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", "1795000000");
    command
}

fn finish(site: &Path, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    assert!(digest(site, arguments).status().unwrap().success(), "{arguments:?}");
    start.elapsed()
}

/// Starts a command, kills it at a moment within `span`, and says whether it was still at work.
fn kill(site: &Path, arguments: &[&str], span: Duration, dice: &mut Dice) -> bool {
    let moment = span * u32::try_from(dice.roll(1_100)).unwrap() / 1_000;
    let mut child = digest(site, arguments).spawn().unwrap();
    std::thread::sleep(moment);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// A page as a paper would publish it, about one of several events.
fn page(n: usize) -> String {
    let towns = ["Ansel", "Brunn", "Corvey", "Dalby", "Ewell", "Fjord", "Gorse", "Hythe"];
    let town = towns[n % towns.len()];
    let mut text = String::new();
    for line in 0..12 {
        let (boats, year) = (n * 12 + line + 2, 1900 + (n * 7 + line * 3) % 99);
        write!(
            text,
            "<p>The harbour council of {town} bought {boats} boats from the yard that opened in {year}, said its speaker number {line}. The {town} \
             budget of {year} had set aside {boats} million crowns for the purchase, which {line} members opposed.</p>"
        )
        .unwrap();
    }
    format!(
        "<!doctype html><html lang=en><head><title>{town} council buys boats for its harbour, report {n}</title>\
         <link rel=canonical href=\"https://paper{n}.example/{town}/boats\">\
         <meta property=article:published_time content=\"2026-11-{:02}T08:00:00Z\"><meta property=og:site_name content=\"Paper {n}\"></head>\
         <body><article><h1>{town} council buys boats for its harbour, report {n}</h1>{text}</article></body></html>",
        10 + n % towns.len()
    )
}

/// A site with articles of several stories, and the pages that they were made from.
fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    finish(folder.path(), &["new", "site"]);
    fs::create_dir(site.join("raw")).unwrap();
    for n in 0..16 {
        fs::write(site.join(format!("raw/{n:02}.html")), page(n)).unwrap();
    }
    folder
}

fn raw(site: &Path) -> Vec<String> {
    let mut inputs: Vec<String> = tree(&site.join("raw")).into_keys().map(|name| format!("raw/{name}")).collect();
    inputs.sort();
    inputs
}

fn add(inputs: &[String]) -> Vec<&str> {
    std::iter::once("add").chain(inputs.iter().map(String::as_str)).collect()
}

/// Every file is one of `after`, or one of `before` and the same, and none of `before` is gone.
fn is_between(now: &Tree, before: &Tree, after: &Tree) -> Result<(), String> {
    if let Some(name) = before.keys().find(|name| !now.contains_key(*name)) {
        return Err(format!("{name} is gone"));
    }
    let unfinished = |name: &str| name.rsplit('/').next().unwrap().starts_with(".digest-") && name.ends_with(".tmp");
    let half = now.iter().find(|(name, bytes)| !unfinished(name) && before.get(*name) != Some(bytes) && after.get(*name) != Some(bytes));
    half.map_or(Ok(()), |(name, _)| Err(format!("{name} is neither what it was nor what it was to be")))
}

#[test]
fn eighty_builds() {
    let folder = site();
    let site = folder.path().join("site");
    let inputs = raw(&site);
    finish(&site, &add(&inputs));
    finish(&site, &["compose"]);
    let config = fs::read_to_string(site.join("digest.yaml")).unwrap();
    let other = config.replace("My Digest", "Another Name");
    assert_ne!(config, other);
    let command = ["build", "--no-compose"];
    // What stands there is always one of the two sites, whole.
    let mut wholes = Vec::new();
    let mut longest = Duration::ZERO;
    for text in [&other, &config] {
        fs::write(site.join("digest.yaml"), text).unwrap();
        longest = longest.max(finish(&site, &command));
        wholes.push(tree(&site.join("public")));
    }
    assert_ne!(wholes[0], wholes[1]);
    let content = tree(&site.join("content"));
    let (mut dice, mut killed) = (Dice(80), 0);
    for n in 0..80 {
        fs::write(site.join("digest.yaml"), [&other, &config][n % 2]).unwrap();
        killed += usize::from(kill(&site, &command, longest, &mut dice));
        let now = tree(&site.join("public"));
        assert!(wholes.contains(&now), "kill {n}: public/ is neither site ({} files; {} and {} are whole)", now.len(), wholes[0].len(), wholes[1].len());
        assert_eq!(tree(&site.join("content")), content, "kill {n}");
    }
    assert!(killed > 20, "only {killed} builds were still at work");
    fs::write(site.join("digest.yaml"), format!("{config}\n")).unwrap();
    finish(&site, &command);
    let beside: Vec<_> = fs::read_dir(&site).unwrap().map(|e| e.unwrap().file_name()).filter(|n| n.to_string_lossy().starts_with(".public")).collect();
    assert!(beside.is_empty(), "the last build left {beside:?}");
}

/// A build that is killed between putting its site in place and taking the old one away leaves that beside it, and the next finds nothing to write.
#[test]
fn what_a_killed_build_left_goes_where_nothing_changes() {
    let folder = site();
    let site = folder.path().join("site");
    finish(&site, &["build"]);
    let public = tree(&site.join("public"));
    fs::remove_dir_all(site.join(".digest")).unwrap();
    let left = site.join(".public.stage-12345");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("index.html"), "old").unwrap();
    finish(&site, &["build"]);
    assert_eq!(tree(&site.join("public")), public);
    assert!(!left.exists());
}

#[test]
fn sixty_composings() {
    let folder = site();
    let site = folder.path().join("site");
    let inputs = raw(&site);
    finish(&site, &add(&inputs));
    let span = finish(&site, &["compose"]);
    let digests = site.join("content/digests");
    let after = tree(&digests);
    assert!(after.len() > 4, "{:?}", after.keys());
    // One is edited by hand, and is forced to be written anew: it must be kept beside.
    let (edited, text) = after.iter().next().map(|(name, text)| (name.clone(), [text.as_slice(), b"\nA hand's own line.\n"].concat())).unwrap();
    let untouched = after;
    let begin = || {
        fs::remove_dir_all(&digests).unwrap();
        fs::create_dir(&digests).unwrap();
        fs::write(digests.join(&edited), &text).unwrap();
        tree(&digests)
    };
    let before = begin();
    finish(&site, &["compose", "--force"]);
    let after = tree(&digests);
    let (mut dice, mut killed) = (Dice(60), 0);
    for n in 0..60 {
        begin();
        killed += usize::from(kill(&site, &["compose", "--force"], span, &mut dice));
        let mut now = tree(&digests);
        let kept = now.remove(&format!("{edited}.orig"));
        assert!(kept.as_ref().is_none_or(|k| *k == text), "kill {n}: the hand's work was cut short");
        assert!(kept.is_some() || now[&edited] == text, "kill {n}: the hand's work is gone");
        is_between(&now, &before, &after).unwrap_or_else(|why| panic!("kill {n}: {why}"));
    }
    assert!(killed > 15, "only {killed} were still at work");
    fs::remove_dir_all(&digests).unwrap();
    finish(&site, &["compose"]);
    assert_eq!(tree(&digests), untouched, "nothing that a killed one left changes what comes of it");
}

#[test]
fn sixty_addings() {
    let folder = site();
    let site = folder.path().join("site");
    let inputs = raw(&site);
    let articles = site.join("content/articles");
    let before = tree(&articles);
    let span = finish(&site, &add(&inputs));
    let after = tree(&articles);
    assert_eq!(after.len(), before.len() + inputs.len());
    let sources = tree(&site.join("raw"));
    let (mut dice, mut killed) = (Dice(600), 0);
    for n in 0..60 {
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            // The one that was killed may not have come to it.
            let _ = fs::remove_file(articles.join(name));
        }
        killed += usize::from(kill(&site, &add(&inputs), span, &mut dice));
        is_between(&tree(&articles), &before, &after).unwrap_or_else(|why| panic!("kill {n}: {why}"));
        assert_eq!(tree(&site.join("raw")), sources, "kill {n}");
    }
    assert!(killed > 15, "only {killed} were still at work");
    finish(&site, &add(&inputs));
    assert_eq!(tree(&articles), after, "the next one finishes the work, and sweeps up");
}
