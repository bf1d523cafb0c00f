//! Small files that ask for much, and large ones: each is read in bounded time and memory, or refused in words.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the program with three gigabytes of address space and a minute of the processor.
fn run(site: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new("bash");
    command.arg("-c").arg("ulimit -v 3000000; ulimit -t 60; exec \"$0\" \"$@\"").arg(env!("CARGO_BIN_EXE_digest")).args(arguments);
    command.current_dir(site).stdin(Stdio::null()).env("SOURCE_DATE_EPOCH", "1795000000").env("NO_COLOR", "1");
    let ran = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(!said.contains("panicked"), "{said}");
    (ran.status.code().unwrap_or_else(|| panic!("ended by a signal: {:.500}", said)), said)
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/digests")).unwrap();
    fs::create_dir_all(folder.path().join("content/articles")).unwrap();
    fs::write(folder.path().join("digest.yaml"), "title: T\nbase_url: https://t.example\ncards: false\ncheck: {deny: []}\n").unwrap();
    folder
}

fn digest(front: &str, body: &str) -> String {
    format!(
        "---\ntitle: A\nsummary: S\ndate: 2026-01-02\nwriter: hand\n{front}sources:\n  - {{id: 1, title: A, publisher: P, url: 'https://p.example/1'}}\n---\n\n{body}Text.[^1]\n"
    )
}

#[test]
fn front_matter_that_swells_or_nests_is_refused_where_it_does() {
    let folder = site();
    let laughs: String = ('a'..'k').zip('b'..='k').map(|(of, name)| format!("  {name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(","))).collect();
    let stairs: String = (1..3000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    for (what, extra) in [
        ("a billion laughs", format!("extra:\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n{laughs}")),
        ("brackets", format!("extra:\n  a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000))),
        ("braces", format!("extra:\n  a: {}\n", "{a: ".repeat(100_000))),
        ("stairs", format!("extra:\n{}", &stairs[..stairs.len().min(900_000)])),
    ] {
        fs::write(folder.path().join("content/digests/a.md"), digest(&extra, "")).unwrap();
        let (code, said) = run(folder.path(), &["build", "--no-compose"]);
        assert!(code == 1 && (said.contains("front-matter") || said.contains("unreadable-file")), "{what}: {said:.1000}");
        assert!(!folder.path().join("public").exists(), "{what}");
    }
}

#[test]
fn bodies_a_million_deep_are_read() {
    for body in [">".repeat(1_000_000), "[".repeat(1_000_000), "- ".repeat(500_000), "“".repeat(300_000), (1..700).map(|n| "`".repeat(n) + "x").collect()] {
        let folder = site();
        fs::write(folder.path().join("content/digests/a.md"), digest("", &body)).unwrap();
        let (code, said) = run(folder.path(), &["build", "--no-compose"]);
        assert!(code == 0, "{:.8}…: {said:.1000}", body);
        assert!(folder.path().join("public/story/a/index.html").is_file());
    }
}

#[test]
fn a_hundred_thousand_references_and_thousands_of_definitions_are_built() {
    let definitions: String = (0..6_000).map(|n| format!("[^1{}]: [P](https://p.example/1): “x”\n", letters(n))).collect();
    let references: String = (0..6_000).map(|n| format!("x.[^1{}] ", letters(n))).collect();
    for body in ["x.[^1] ".repeat(100_000), "x[^1]".repeat(20_000), format!("{references}\n\n{definitions}\n")] {
        let folder = site();
        fs::write(folder.path().join("content/digests/a.md"), digest("", &body)).unwrap();
        let (code, said) = run(folder.path(), &["--format", "short", "build", "--no-compose"]);
        assert!(code == 0 && folder.path().join("public/story/a/index.html").is_file(), "{:.9}…: {said:.1000}", body);
    }
}

/// a, b, …, z, aa, ab, …
fn letters(n: usize) -> String {
    let last = char::from(b'a' + u8::try_from(n % 26).unwrap());
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

#[test]
fn what_is_larger_than_any_text_is_refused_and_hides_nothing_else() {
    let folder = site();
    let root = folder.path();
    fs::write(root.join("content/digests/b.md"), digest("", "")).unwrap();
    let notes: String = (0..100_000).map(|n| format!("Claim {n} is one of many.[^1]\n\n")).collect();
    fs::write(root.join("content/digests/notes.md"), digest("", &notes)).unwrap();
    // Two hundred megabytes of holes.
    fs::File::create(root.join("content/articles/film.md")).unwrap().set_len(200 << 20).unwrap();
    fs::write(root.join("content/articles/long.md"), format!("---\ntitle: T\n---\n\n{}\n", "word ".repeat(1 << 20))).unwrap();
    let (code, said) = run(root, &["check"]);
    assert_eq!(code, 1, "{said:.1000}");
    for (file, limit) in [("notes.md", "1 MiB"), ("film.md", "16 MiB"), ("long.md", "4 MiB")] {
        assert!(said.contains(file) && said.contains(&format!("larger than {limit}")), "{file}: {said:.2000}");
    }
    assert!(said.contains("content/digests/b.md"), "the others are checked: {said:.2000}");
    assert_eq!(run(root, &["add", "content/articles/film.md"]).0, 1);
}

/// Each claim is compared with each sentence, and the numbers and names of the one with those of the other.
#[test]
fn tables_told_as_sentences_are_checked() {
    let numbers = |from: usize, how_many: usize| (0..how_many).map(|n| format!("{} tonnes, ", from + n * n * 7)).collect::<String>();
    let names: String = (0..400).map(|n| format!("Ada{} Lorne{0}, ", letters(n))).collect();
    let (denials, pairs) = ("They will not open the doors. ".repeat(3_000), "cats and mice or ".repeat(3_000));
    let votes = format!("Members backed it by {}votes to 4", numbers(9, 300));
    let counted = |of: &str, how_many: usize| (0..how_many).map(|n| format!("{} {of} and ", n * 3 + 11)).collect::<String>();
    let open = format!("{}{}", "The doors will not. She ruled out a mill. ".repeat(1_500), "if the mill opens the doors and ".repeat(2_000));
    let article = format!(
        "The mill made {}and more.\n\nThe singers {names}may open.\n\n{denials}They open the doors. It has {pairs}cows.\n\n{votes}.\n\n{}mills.\n\n{open}it goes on.\n",
        numbers(3, 900),
        counted("tenants", 3_000)
    );
    let range: String = (0..400).map(|n| format!("{} to ", n * 3 + 1)).collect();
    let (sold, will) = (numbers(5, 300), "had not opened and will have opened and ".repeat(60));
    let claims = [
        format!("The mill made {sold}and more."),
        format!("The singers {names}have opened."),
        format!("The mill {will}may open."),
        format!("It fell from {range}nothing."),
        "They open the doors of every mill and open the doors of no house. ".trim_end().replace(". ", " ").repeat(30),
        format!("It has {}cows.", "cats and dogs or ".repeat(80)),
        format!("{votes} and against it, while {range}members were for it."),
        format!("It has {}mills.", counted("students", 200)),
        format!("The mill {}will open all doors.", "will have opened the doors and has opened the doors and ".repeat(40)),
    ];
    let folder = site();
    fs::write(folder.path().join("content/articles/a.md"), format!("---\ntitle: A\npublisher: P\nurl: https://p.example/1\n---\n\n{article}")).unwrap();
    for claim in claims {
        let body = format!("{claim}[^1]\n\n");
        fs::write(folder.path().join("content/digests/a.md"), digest("", &body).replace("example/1'}", "example/1', article: a}")).unwrap();
        let (code, said) = run(folder.path(), &["--format", "short", "check"]);
        assert!(code == 0 && said.contains("unsupported-claim"), "{claim:.30}…: {said:.1000}");
    }
}
