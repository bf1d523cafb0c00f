//! docs/diagnostics.md and its pages are what the program says: the index is made from the codes, and the example of each page by running a case.
//!
//! A case is tests/cases/check/rules/CODE.md (see tests/rules.rs), and for what is no rule of the check tests/cases/diagnostics/CODE.md: a line on what it shows,
//! then steps in their order, each behind a line `=== `:
//!
//! - `=== PATH`: a file with the text that follows
//! - `=== site CASE`: the files of tests/cases/cli/CASE/site
//! - `=== link PATH TARGET`, `=== picture PATH WIDTH HEIGHT`: a link, an empty PNG
//! - `=== taken`: a port that another program listens on, `PORT` in what follows
//! - `=== answer PATH STATUS [PATH]`: what a host answers there, with the text that follows; its address is `SERVER` in what follows
//! - `=== model`: the next thing that a model says, at the same host
//! - `=== run ARGUMENTS`: the program is run; the page shows what the last run says under the code
//!
//! `UPDATE=1 cargo test --test diagnostics` writes the index and the examples anew; what stands in words on a page is written by hand.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it reads the docs and makes sites")]

#[path = "common/copy.rs"]
mod copy;

use copy::copy;
use digest::diag::{self, Code, Format, Severity, codes};
use digest::files;
use digest::pipeline::{self, Memory};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

/// What no test can bring about: a system whose means of telling of changes are used up. Its page shows what the program says then.
const BY_HAND: &[&str] = &["cannot-watch"];

#[test]
fn the_index_names_every_code() {
    let mut index = fs::read_to_string("tests/cases/docs/diagnostics-head.md").unwrap();
    for (group, codes) in codes::GROUPS {
        write!(index, "\n## {group}\n\n| code | severity | what it means |\n| --- | --- | --- |\n").unwrap();
        for code in *codes {
            writeln!(index, "| [{0}](diagnostics/{0}.md) | {1} | {2} |", code.name, code.severity.word(), code.about).unwrap();
        }
    }
    holds("docs/diagnostics.md", &index);
    let mut pages: Vec<String> = fs::read_dir("docs/diagnostics").unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    pages.sort();
    let mut wanted: Vec<String> = codes::ALL.iter().map(|c| format!("{}.md", c.name)).collect();
    wanted.sort();
    assert_eq!(pages, wanted);
}

#[test]
fn every_code_has_a_page_with_an_example_that_the_program_made() {
    let mut wrong = Vec::new();
    for code in codes::ALL {
        let path = format!("docs/diagnostics/{}.md", code.name);
        let page = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing"));
        let severity = match code.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        let head = format!("# {}\n\n{severity}: {}.\n\n", code.name, code.about);
        let parts = (|| {
            let (before, rest) = page.split_once("\n## Example\n\n")?;
            let (example, mend) = rest.split_once("\n\n## Mend\n\n")?;
            let (words, shown) = example.split_once("```text\n")?;
            let (shown, after) = shown.split_once("```")?;
            let mend = mend.strip_suffix("\n\n[All diagnostics](../diagnostics.md)\n")?;
            let about = before.split_once(".\n\n")?.1;
            (before.len() > 80 && !mend.trim().is_empty() && after.is_empty()).then_some((about, words, shown, mend))
        })();
        let Some((about, words, shown, mend)) = parts else {
            wrong.push(format!(
                "{path}: a page has its headline, its severity, what it means, `## Example` with a text, `## Mend`, and the way back to the index"
            ));
            continue;
        };
        let made = if BY_HAND.contains(&code.name) { shown.to_owned() } else { example(code) };
        let now = format!("{head}{about}\n## Example\n\n{words}```text\n{made}```\n\n## Mend\n\n{mend}\n\n[All diagnostics](../diagnostics.md)\n");
        if made.starts_with('(') {
            wrong.push(format!("{path}: {made}"));
        } else if now != page {
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, now).unwrap();
            } else {
                wrong.push(format!("{path} is not what the program says: UPDATE=1 cargo test --test diagnostics\n{now}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every link of the docs that leads to another file leads to one that is there.
#[test]
fn no_link_of_the_docs_leads_nowhere() {
    let link = regex::Regex::new(r"\]\(([^)#\s]+)[^)]*\)").unwrap();
    // What stands in a fence or between backticks is shown, not linked.
    let fenced = regex::Regex::new(r"(?ms)^```.*?^```|^    [^\n]*$|`[^`\n]*`").unwrap();
    let docs = walkdir::WalkDir::new("docs").into_iter().map(|e| e.unwrap().into_path()).filter(|p| p.extension().is_some_and(|e| e == "md"));
    let mut dead = Vec::new();
    for page in docs.chain(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(Into::into)) {
        let text = fs::read_to_string(&page).unwrap();
        for found in link.captures_iter(&fenced.replace_all(&text, "")) {
            let to = &found[1];
            if to.contains(['/', '.']) && !to.contains(':') && !page.parent().unwrap().join(to).exists() {
                dead.push(format!("{}: {to}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// Compares a file with what it should hold, or writes it.
fn holds(path: &str, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, wanted).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == wanted, "{path} is not what the program says: UPDATE=1 cargo test --test diagnostics");
}

/// A command and what it says under a code.
fn example(code: &Code) -> String {
    let rule = format!("tests/cases/check/rules/{}.md", code.name);
    if Path::new(&rule).exists() { of_a_rule(&rule, code) } else { of_a_case(&format!("tests/cases/diagnostics/{}.md", code.name), code) }
}

/// The shortest of what `digest check` says of the case of a rule.
fn of_a_rule(path: &str, code: &Code) -> String {
    let text = fs::read_to_string(path).unwrap();
    let case = text.split("=== findings\n").next().unwrap();
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("digest.yaml"), "title: The Daily Model\nbase_url: https://daily.example\n").unwrap();
    for part in case.split("\n=== ").skip(1) {
        let (name, contents) = part.split_once('\n').unwrap();
        write_file(root.path(), name, contents.as_bytes());
    }
    let snapshot = files::read(root.path()).value;
    let found = pipeline::check_site(&snapshot, "2026-10-01T12:00:00Z".parse().unwrap(), &Memory::default()).diagnostics;
    let shown = found.iter().filter(|d| d.code == code.name).map(|d| diag::render(std::slice::from_ref(d), &snapshot, Format::Human, false));
    let shortest = shown.min_by_key(|s| (s.lines().map(str::len).max(), s.len())).unwrap_or_else(|| panic!("{path}: not found"));
    format!("$ digest check\n{}\n", tidy(&shortest))
}

fn of_a_case(path: &str, code: &Code) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{path} is missing"));
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    fs::create_dir(&root).unwrap();
    let host = Host::start();
    let port = TcpListener::bind("127.0.0.1:0").unwrap();
    let number = port.local_addr().unwrap().port().to_string();
    let mut last = None;
    for part in text.split("\n=== ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let body = body.replace("SERVER", &host.address);
        let words: Vec<&str> = head.split(' ').collect();
        match words[..] {
            ["site", case] => copy(&Path::new("tests/cases/cli").join(case).join("site"), &root),
            #[cfg(unix)]
            ["link", from, to] => {
                fs::create_dir_all(root.join(from).parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(to, root.join(from)).unwrap();
            }
            ["picture", path, width, height] => write_file(&root, path, &picture(width.parse().unwrap(), height.parse().unwrap())),
            // The port is bound from the beginning.
            ["taken"] => {}
            ["answer", path, status, ref to @ ..] => {
                let location = to.first().map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
                let answer = format!("HTTP/1.1 {status} X\r\n{location}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
                host.answers.lock().unwrap().insert(path.to_owned(), answer);
            }
            ["model"] => host.says.lock().unwrap().push_back(body.trim().to_owned()),
            ["run", ref arguments @ ..] => last = Some((arguments.join(" "), run(&root, arguments, &number, &host.address))),
            [file] => write_file(&root, file, body.as_bytes()),
            _ => panic!("{path}: === {head}"),
        }
    }
    let (arguments, said) = last.unwrap_or_else(|| panic!("{path}: nothing is run"));
    let mark = format!("[{}]: ", code.name);
    // What a command says of its work stands directly above the first finding.
    let blocks = said.split("\n\n").filter_map(|block| block.find(&mark).map(|at| &block[block[..at].rfind('\n').map_or(0, |n| n + 1)..]));
    let Some(shortest) = blocks.min_by_key(|b| b.len()) else { return format!("(nothing of it is said)\n{said}\n") };
    let real = |text: &str| text.replace(&host.address, "https://courier.example").replace(&number, "8000");
    let arguments = arguments.replace("PORT", "8000").replace("SERVER", "https://courier.example").replace("--allow-private ", "");
    format!("$ digest {arguments}\n{}\n", tidy(&real(shortest)))
}

fn run(root: &Path, arguments: &[&str], port: &str, server: &str) -> String {
    let given = arguments.iter().map(|a| a.replace("PORT", port).replace("SERVER", server));
    let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
    command.args(given).current_dir(root).stdin(Stdio::null()).env("SOURCE_DATE_EPOCH", "1790856000").env("NO_COLOR", "1");
    let ran = command.output().unwrap();
    String::from_utf8(ran.stderr).unwrap()
}

/// Without what fills up lines.
fn tidy(shown: &str) -> String {
    shown.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn write_file(root: &Path, name: &str, contents: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

/// A white PNG, a bit a pixel.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let row = usize::try_from(width.div_ceil(8) * height).unwrap();
    encoder.write_header().unwrap().write_image_data(&vec![0xff; row]).unwrap();
    out
}

/// A host of pages, and of a model.
struct Host {
    address: String,
    answers: Arc<Mutex<BTreeMap<String, String>>>,
    says: Arc<Mutex<VecDeque<String>>>,
}

impl Host {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let host = Self { address, answers: Arc::default(), says: Arc::default() };
        let (answers, says) = (Arc::clone(&host.answers), Arc::clone(&host.says));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &answers, &says);
            }
        });
        host
    }
}

fn answer(mut stream: TcpStream, answers: &Mutex<BTreeMap<String, String>>, says: &Mutex<VecDeque<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let lines: Vec<String> = reader.by_ref().lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
    let length = lines.iter().find_map(|l| l.to_lowercase().strip_prefix("content-length:").and_then(|n| n.trim().parse().ok())).unwrap_or(0);
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let Some(first) = lines.first() else { return };
    let said = first.starts_with("POST ").then(|| says.lock().unwrap().pop_front()).flatten().map(|text| {
        let body = serde_json::json!({"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}).to_string();
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
    });
    let path = first.split(' ').nth(1).unwrap_or_default();
    let found = said.or_else(|| answers.lock().unwrap().get(path).cloned());
    let _ = stream.write_all(found.as_deref().unwrap_or("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
}
