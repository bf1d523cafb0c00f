//! `digest check --external` against a small server on the loopback address.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking, and makes its own site")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

/// A server that has one page, and notes what it is asked for. It knows no robots.txt.
fn serve(page: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines: Vec<String> = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let Some(path) = lines.first().and_then(|l| l.split(' ').nth(1)).map(str::to_owned) else { continue };
            let answer = if path == page {
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<p>x\n".to_owned()
            } else {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
            };
            log.lock().unwrap().push(path);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (base, asked)
}

fn check(root: &Path, now: &str, more: &[&str]) -> (String, Option<i32>) {
    ask(root, now, &[&["--allow-private"], more].concat())
}

fn ask(root: &Path, now: &str, more: &[&str]) -> (String, Option<i32>) {
    let ran = Command::new(env!("CARGO_BIN_EXE_digest"))
        .args(["--root", root.to_str().unwrap(), "--format", "short", "check", "--external"])
        .args(more)
        .env("SOURCE_DATE_EPOCH", now)
        .output()
        .unwrap();
    (String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap(), ran.status.code())
}

#[test]
fn each_original_is_asked_once_a_day() {
    let (there, asked) = serve("/there");
    let (gone, _) = serve("/nothing");
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/digests")).unwrap();
    fs::write(root.path().join("digest.yaml"), "title: The Daily Model\n").unwrap();
    for name in ["one", "two"] {
        let text = format!(
            "---\ntitle: A mill\ndate: 2026-09-16\nsummary: A mill.\nsources:\n  - id: 1\n    title: One\n    url: {there}/there#part-{name}\n  - id: 2\n    title: Two\n    url: {gone}/gone\n---\n\nIt was sold.[^1][^2]\n"
        );
        fs::write(root.path().join(format!("content/digests/{name}.md")), text).unwrap();
    }
    let pages = || asked.lock().unwrap().iter().filter(|p| *p == "/there").count();
    let (said, _) = ask(root.path(), "1795290000", &[]);
    assert!(said.contains("an address of this machine") && pages() == 0, "who is not asked has answered nothing\n{said}");
    let (said, code) = check(root.path(), "1795300000", &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches("warning[fetch-failed]: the original has gone").count(), 2, "at every source that names it\n{said}");
    assert!(said.contains("asking 2 originals"), "{said}");
    assert_eq!(pages(), 1, "two digests, one question");
    let (said, _) = check(root.path(), "1795310000", &[]);
    assert!(said.contains("asking 0 originals; 2 answered within a day") && said.contains("has gone"), "{said}");
    assert_eq!(pages(), 1);
    fs::write(root.path().join("digest.yaml"), "title: The Daily Model\ncheck: {deny: [fetch-failed]}\n").unwrap();
    assert_eq!(check(root.path(), "1795310000", &[]).1, Some(1), "told to, it stops");
    let (said, _) = check(root.path(), "1795390000", &[]);
    assert!(said.contains("asking 2 originals\n"), "a day later they are asked again\n{said}");
    assert_eq!(pages(), 2);
}
