//! What the fuzzers began with and what they found, through the same doors: every file of fuzz/corpus. docs/reliability.md tells how to run them.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking, and reads its own cases")]

use std::path::Path;

#[path = "../fuzz/doors.rs"]
mod doors;

fn replay(target: &str, door: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{}", folder.display());
    for path in paths {
        door(&std::fs::read(&path).unwrap());
    }
}

#[test]
fn pages() {
    replay("page", doors::page);
}

#[test]
fn dumps() {
    replay("dump", doors::dump);
}

#[test]
fn feeds() {
    replay("feed", doors::feed);
}

#[test]
fn front_matter() {
    replay("front_matter", doors::front_matter);
}

#[test]
fn digests() {
    replay("digest_file", doors::digest_file);
}

#[test]
fn markdown() {
    replay("markdown", doors::markdown);
}

#[test]
fn fragments() {
    replay("fragment", doors::fragment);
}
