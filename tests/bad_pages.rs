//! What `digest add` does with what no editor would send it on purpose: an error in words, or an article, and never a panic or half a file.
//!
//! Each input is made here. That none takes long is not timed: a hang is a test that does not end. docs/reliability.md has the limits.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking, and makes its own inputs")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What is expected of an input.
enum Expected {
    /// No article, and the reason has these words.
    Error(&'static str),
    /// So many articles; the first has these words in its body.
    Articles(usize, &'static str),
    /// Either, as long as it ends in words.
    Either,
}
use Expected::{Articles, Either, Error};

const PROSE: &str = "The harbour office said on Sunday that its new crane had lifted nine hundred boxes without a driver, and that nobody was hurt while it did so. Its owner, a family firm from the next town, wants to build four more of them before the spring, if the council lets it.";

/// Runs the command on one input, under the limits of a small machine: three gigabytes of address space.
fn add(folder: &Path, name: &str, bytes: &[u8]) -> (Vec<serde_json::Value>, String, Option<i32>) {
    fs::write(folder.join(name), bytes).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 3000000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_digest"), "add", "--dry-run", "--json", name]);
    let output = command.current_dir(folder).env("RUST_BACKTRACE", "1").output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    fs::remove_file(folder.join(name)).unwrap();
    (lines, String::from_utf8(output.stderr).unwrap(), output.status.code())
}

fn hold(inputs: Vec<(&str, Vec<u8>, Expected)>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, expected) in inputs {
        let (lines, err, code) = add(folder.path(), name, &bytes);
        let shown = || format!("{name}: {code:?} {err} {:?}", lines.iter().take(2).collect::<Vec<_>>());
        assert!(matches!(code, Some(0 | 1)) && !lines.is_empty() && !err.contains("panicked"), "{}", shown());
        assert!(!lines.iter().any(|l| l["error"].as_str().is_some_and(|e| e.contains("inside the program"))), "{}", shown());
        match expected {
            Error(part) => assert!(code == Some(1) && lines.len() == 1 && lines[0]["error"].as_str().is_some_and(|e| e.contains(part)), "{}", shown()),
            Articles(count, part) => {
                assert!(lines.len() == count && lines[0]["body"].as_str().is_some_and(|b| b.contains(part)), "{} {}", lines.len(), shown());
            }
            Either => {}
        }
    }
}

fn page(body: &str) -> Vec<u8> {
    format!("<!doctype html><html><head><title>A crane without a driver</title></head><body>{body}</body></html>").into_bytes()
}

fn article() -> String {
    format!("<article><h1>A crane without a driver</h1><p>{PROSE}</p><p>{PROSE} Again.</p></article>")
}

fn rss(items: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Example Times</title>{items}</channel></rss>").into_bytes()
}

#[test]
fn nothing_and_noise() {
    let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    hold(vec![
        ("empty.html", Vec::new(), Error("it is empty")),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t\n ".to_vec(), Error("it is empty")),
        ("mark.txt", b"\xef\xbb\xbf".to_vec(), Error("it is empty")),
        ("noise.html", noise.clone(), Error("a binary file")),
        ("noise.txt", [b"Some text, and then: ", noise.as_slice()].concat(), Error("a binary file")),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Error("a picture")),
        ("page.pdf", b"%PDF-1.7\n1 0 obj".to_vec(), Error("a PDF file")),
        ("packed.html", include_bytes!("cases/fetch/bomb.gz").to_vec(), Error("a gzip file")),
        ("zeros.txt", vec![0; 1000], Error("a binary file")),
    ]);
}

#[test]
fn size() {
    let mut large = page(&article());
    large.resize(50 * 1024 * 1024, b' ');
    hold(vec![
        ("large.html", large, Error("larger than 16 MiB")),
        ("large.txt", "All work and no play. ".repeat(50 * 1024 * 1024 / 22).into_bytes(), Error("larger than")),
        ("line.txt", vec![b'x'; 3 * 1024 * 1024], Error("no running text")),
        // Each of them is escaped by what writes HTML anew.
        ("ampersands.html", page(&format!("<p>{}</p>{}", "&".repeat(2_000_000), article())), Articles(1, "nine hundred boxes")),
        ("words.txt", "word ".repeat(600_000).into_bytes(), Either),
        ("lines.txt", format!("{PROSE}\n").repeat(2_000).into_bytes(), Either),
        ("short-lines.txt", "a\n".repeat(100_000).into_bytes(), Error("no running text")),
        ("paragraphs.html", page(&format!("<p>{PROSE}</p>").repeat(2_000)), Articles(1, "nine hundred boxes")),
    ]);
}

#[test]
fn nesting() {
    let nest = |n: usize, tag: &str| page(&format!("{}{}", format!("<{tag}>").repeat(n), article()));
    let deep_entry = format!("<item><title>Deep</title><link>https://times.example/a</link><description>{}x</description></item>", "<b>".repeat(1_000_000));
    let inside =
        format!("<item><title>Deep</title><link>https://times.example/a</link><description><![CDATA[{}{PROSE}]]></description></item>", "<b>".repeat(30_000));
    hold(vec![
        // Formatting that is never closed opens again in each paragraph: 9,000 tags would be a million elements.
        (
            "formatting.html",
            page(&format!("<p>{}{}{}", (0..3000).map(|n| format!("<b id={n}><i id={n}>")).collect::<String>(), "<p>x".repeat(3000), article())),
            Error("more elements than any article"),
        ),
        ("million.html", nest(1_000_000, "div"), Error("more elements than any article")),
        ("deep.html", nest(39_000, "div"), Articles(1, "nine hundred boxes")),
        ("lists.html", nest(6_000, "ul><li"), Either),
        ("formatting.html", nest(30_000, "b"), Articles(1, "nine hundred boxes")),
        ("tables.html", nest(2_000, "table><tr><td"), Either),
        ("quotes.md", format!("# A crane\n\n{}{PROSE}\n", "> ".repeat(100_000)).into_bytes(), Either),
        ("brackets.md", format!("# A crane\n\n{}{PROSE}\n", "[".repeat(200_000)).into_bytes(), Either),
        ("stars.md", format!("# A crane\n\n{}{PROSE}\n", "*a **b ".repeat(50_000)).into_bytes(), Either),
        ("deep.xml", rss(&deep_entry), Either),
        ("inside.xml", rss(&inside), Articles(1, "nine hundred boxes")),
        ("deep.json", format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":{}", "[".repeat(1_000_000)).into_bytes(), Error("not well-formed")),
        (
            "ld.html",
            page(&format!("<script type=\"application/ld+json\">{}</script>{}", "{\"@graph\":[".repeat(100_000), article())),
            Articles(1, "nine hundred boxes"),
        ),
    ]);
}

#[test]
fn tags_that_never_end() {
    let attributes: String = (0..200_000).fold(String::new(), |mut out, n| {
        let _ = write!(out, " a{n}=\"{n}\"");
        out
    });
    hold(vec![
        ("comment.html", page(&format!("{}<!-- {PROSE}", article())), Articles(1, "nine hundred boxes")),
        ("script.html", page(&format!("{}<script>if (a < b) {{ {PROSE}", article())), Articles(1, "nine hundred boxes")),
        ("tag.html", page(&format!("{}<a href=\"{}", article(), "x".repeat(1_000_000))), Articles(1, "nine hundred boxes")),
        ("attributes.html", page(&format!("<div{attributes}>{}</div>", article())), Articles(1, "nine hundred boxes")),
        ("closing.html", page(&format!("{}{}", article(), "</p>".repeat(30_000))), Either),
        ("less.html", page(&format!("{}{}", article(), "< ".repeat(30_000))), Either),
        ("unclosed.html", format!("<html><body><p>{PROSE}<p>{PROSE} Again.").into_bytes(), Articles(1, "nine hundred boxes")),
    ]);
}

#[test]
fn charsets() {
    let text = page(&article().replace("harbour", "Häfen"));
    let label = |charset: &str, bytes: &[u8]| [format!("<meta charset=\"{charset}\">").as_bytes(), bytes].concat();
    let latin = encoding_rs::WINDOWS_1252.encode(std::str::from_utf8(&text).unwrap()).0.into_owned();
    let mut broken = text.clone();
    broken.extend_from_slice("<p>Größe, Maß, Öl</p>".as_bytes());
    broken.extend_from_slice(b"<p>\xff and \xc3\x28</p>");
    let wide: Vec<u8> = [b"\xff\xfe".to_vec(), std::str::from_utf8(&text).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    hold(vec![
        ("lie.html", label("shift_jis", &text), Articles(1, "Häfen")),
        ("unknown.html", label("x-no-such-charset", &text), Articles(1, "Häfen")),
        ("latin.html", label("iso-8859-1", &latin), Articles(1, "Häfen")),
        ("unlabelled.html", latin, Articles(1, "Häfen")),
        ("broken.html", label("utf-8", &broken), Articles(1, "Häfen")),
        ("wide.html", wide.clone(), Articles(1, "Häfen")),
        ("half.html", wide[..wide.len() - 1].to_vec(), Articles(1, "Häfen")),
        ("utf7.html", label("utf-7", &text), Articles(1, "Häfen")),
        ("nul.html", [text.as_slice(), b"<p>\0 and \x01 and \x1b[31m</p>"].concat(), Articles(1, "Häfen")),
    ]);
}

#[test]
fn feeds() {
    let entry = |n: usize| {
        format!(
            "<item><title>Crane {n} & its driver</title><link>https://times.example/{n}?a=1&b=2</link><description><![CDATA[<p>Crane {n}. {PROSE}</p>]]></description></item>"
        )
    };
    let many: String = (0..10_000).map(entry).collect();
    let laughs: String = (1..12).fold("<!ENTITY a0 \"ha\">".to_owned(), |out, n| format!("{out}<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    hold(vec![
        ("ampersand.xml", rss(&entry(1)), Articles(1, "Crane 1.")),
        ("many.xml", rss(&many), Articles(10_000, "Crane 0.")),
        ("laughs.xml", format!("<?xml version=\"1.0\"?><!DOCTYPE rss [{laughs}]><rss version=\"2.0\"><channel><title>&a11;</title><item><title>&a11;</title><description>&a11; {PROSE}</description></item></channel></rss>").into_bytes(), Either),
        ("outside.xml", format!("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>x</title><item><title>x</title><description>&x; {PROSE}</description></item></channel></rss>").into_bytes(), Either),
        ("cut.xml", rss(&many)[..400_000].to_vec(), Error("not well-formed")),
        ("none.xml", rss(""), Error("no entries")),
        ("dates.xml", rss(&entry(1).replace("<title>", "<pubDate>Sun, 99 Foo 99999999999 25:61:00 +9999</pubDate><title>")), Articles(1, "Crane 1.")),
        ("control.xml", rss(&entry(1).replace("driver", "dri\u{1}ver\u{b}")), Articles(1, "Crane 1.")),
    ]);
}
