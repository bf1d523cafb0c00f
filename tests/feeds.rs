//! `digest add --feeds` as people type it, against a small server on the loopback address.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking, and makes its own site")]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

/// Answers each path by a rule, and notes paths and conditions. It knows no robots.txt.
fn serve(answer: fn(&str) -> Option<String>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines: Vec<String> = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let Some(path) = lines.first().and_then(|l| l.split(' ').nth(1)).map(str::to_owned) else { continue };
            let known = lines.iter().any(|l| l.eq_ignore_ascii_case("if-none-match: \"one\""));
            log.lock().unwrap().push(format!("{path}{}", if known { " if changed" } else { "" }));
            let answer = match answer(&path) {
                _ if known => "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned(),
                Some(body) => format!("HTTP/1.1 200 OK\r\nETag: \"one\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()),
                None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
            };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (base, asked)
}

fn feed(path: &str) -> Option<String> {
    (path == "/feed").then(|| {
        let mut out = "<rss version=\"2.0\"><channel><title>Example Times</title>".to_owned();
        for name in ["north", "south", "north"] {
            let _ = write!(out, "<item><title>The {name} pier opens</title><link>https://times.example/{name}</link><description><![CDATA[");
            for n in 0..8 {
                let _ =
                    write!(out, "<p>The {name} pier, which the town closed {n} years ago, opened again on Sunday with a fair and a speech by its mayor.</p>");
            }
            out.push_str("]]></description></item>");
        }
        out + "</channel></rss>"
    })
}

fn digest(root: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_digest"))
        .args(["--root", root.to_str().unwrap(), "--format", "short", "add"])
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1795300000")
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code())
}

fn articles(root: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join("content/articles")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn subscriptions_are_followed_from_run_to_run() {
    let (base, asked) = serve(feed);
    // Another host: two feeds of one would be a pause apart.
    let (other, _) = serve(|_| None);
    let site = tempfile::tempdir().unwrap();
    let root = site.path();
    let yaml = format!(
        "title: Test\ntopics:\n  ports: {{name: Ports}}\nfeeds:\n  - address: {other}/gone\n  - address: {base}/feed\n    publisher: Example Times\n    topics: [ports]\n"
    );
    fs::write(root.join("digest.yaml"), yaml).unwrap();

    let (_, err, code) = digest(root, &["--feeds"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("digest.yaml:5:14"), "the feed's place: {err}");
    assert!(err.contains("is an address of this machine") && articles(root).is_empty(), "{err}");
    fs::remove_dir_all(root.join(".digest")).unwrap();

    let (out, err, _) = digest(root, &["--feeds", "--allow-private", "--dry-run", "--json"]);
    assert_eq!((out.lines().count(), articles(root).len(), root.join(".digest").exists()), (2, 0, false), "{err}");

    let (_, err, code) = digest(root, &["--feeds", "--allow-private"]);
    assert_eq!((code, articles(root).len()), (Some(1), 2), "{err}");
    assert!(err.contains("has no such page (404)"), "one bad feed stops no other: {err}");
    let text = fs::read_to_string(root.join("content/articles").join(&articles(root)[0])).unwrap();
    assert!(text.contains("publisher: Example Times") && text.contains("ports"), "{text}");

    let (_, err, _) = digest(root, &["--feeds", "--allow-private"]);
    assert!(err.contains("is left alone until") && articles(root).len() == 2, "{err}");
    assert_eq!(asked.lock().unwrap().last().unwrap(), "/feed if changed");

    // Damage, then loss: one full request each, and no second copy.
    let memory = root.join(".digest/feeds.json");
    let whole = fs::read(&memory).unwrap();
    fs::write(&memory, &whole[..whole.len() / 2]).unwrap();
    for _ in 0..2 {
        let (_, err, _) = digest(root, &["--feeds", "--allow-private"]);
        assert_eq!(articles(root).len(), 2, "{err}");
        assert_eq!(asked.lock().unwrap().last().unwrap(), "/feed");
        fs::remove_file(&memory).unwrap();
    }

    // What an editor deleted is remembered in the memory alone.
    fs::remove_file(root.join("content/articles").join(&articles(root)[0])).unwrap();
    let (_, err, _) = digest(root, &["--feeds", "--allow-private"]);
    assert_eq!(articles(root).len(), 2, "deleted with the memory gone, it is new: {err}");
}

/// A story that the house gives two addresses.
fn story_twice(path: &str) -> Option<String> {
    (path == "/feed").then(|| {
        let text = "<p>The harbour board voted on Tuesday to test the new cranes at night, when no ship is due and nobody stands on the quay.</p>".repeat(8);
        let items = ["a", "b"].map(|name| {
            format!("<item><title>Cranes at night</title><link>https://times.example/{name}</link><description><![CDATA[{text}]]></description></item>")
        });
        format!("<rss version=\"2.0\"><channel><title>Example Times</title>{}</channel></rss>", items.concat())
    })
}

#[test]
fn a_story_twice_in_a_feed_is_told_with_the_file_that_has_it() {
    let (base, _) = serve(story_twice);
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("digest.yaml"), format!("title: Test\nfeeds:\n  - address: {base}/feed\n")).unwrap();
    let (_, err, code) = digest(site.path(), &["--feeds", "--allow-private"]);
    let files = articles(site.path());
    assert_eq!((files.len(), code), (1, Some(0)), "{err}");
    assert!(err.contains(&format!("content/articles/{} has this article already: its text is the same", files[0])), "{err}");
}

#[test]
fn without_feeds_there_is_nothing_to_ask() {
    let site = tempfile::tempdir().unwrap();
    let (_, err, code) = digest(site.path(), &["--feeds"]);
    assert_eq!(code, Some(2), "{err}");
    fs::write(site.path().join("digest.yaml"), "title: Test\n").unwrap();
    let (_, err, code) = digest(site.path(), &["--feeds"]);
    assert!(code == Some(0) && err.contains("names no feeds"), "{err}");
    let (_, err, code) = digest(site.path(), &["--feeds", "page.html"]);
    assert!(code == Some(2) && err.contains("cannot be used with"), "{err}");
    let (_, _, code) = digest(site.path(), &[]);
    assert_eq!(code, Some(2));
}
