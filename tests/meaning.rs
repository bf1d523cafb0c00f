//! Grouping with a model's vectors, from a small server on loopback that gives made-up ones and fails by script.

#![expect(clippy::disallowed_methods, reason = "the test looks at what the program wrote")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "each test has its own kinds of misbehaviour")]
mod loopback;

use loopback::{Act, KEY, Server};
use std::fs;

/// Two articles that tell of one event nearly in words of their own, and one of another.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "boat",
        "Dozens saved as boat capsizes",
        "Rescuers pulled forty people from the cold sea near the lighthouse before dawn. Helicopters searched until noon, while families waited in a sports hall and the mayor thanked volunteers who had brought blankets and soup to the quay.",
    ),
    (
        "ship",
        "Ferry sinks in open sea",
        "A passenger vessel went down in a storm on the open sea; coastguard crews reached all on board within an hour. The operator said its engine had failed twice this winter, and inspectors will examine maintenance records from the yard.",
    ),
    (
        "bank",
        "Central bank holds its rate",
        "Policy makers left borrowing costs where they were and spoke of patience. Economists had expected a cut after prices fell in January, and the currency rose against the dollar in early trading as investors sold bonds.",
    ),
];

/// What is at sea points one way, what is of money another.
fn vector(text: &str) -> Vec<f32> {
    let has = |words: &[&str]| f32::from(u8::from(words.iter().any(|w| text.contains(w))));
    vec![has(&["boat", "Ferry"]) * 3.0, has(&["bank"]) * 2.0, 0.1]
}

struct Site(tempfile::TempDir);

impl Site {
    fn new(service: &str) -> Self {
        let site = Site(tempfile::tempdir().unwrap());
        let model = format!("  model: {{base_url: \"{service}\", name: small-vectors, key_env: DIGEST_TEST_KEY, timeout: 5}}\n");
        site.write("digest.yaml", &format!("title: T\nstories:\n  days: 5\n{}", if service.is_empty() { "" } else { &model }));
        for (stem, title, body) in ARTICLES {
            site.write(&format!("content/articles/{stem}.md"), &format!("---\ntitle: {title}\npublished: 2026-02-01\n---\n\n{body}\n"));
        }
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Exit code, how many stories, everything that was said.
    fn run(&self, arguments: &[&str], key: Option<&str>) -> (Option<i32>, String, String) {
        let mut command = assert_cmd::Command::cargo_bin("digest").unwrap();
        command.env_remove("DIGEST_TEST_KEY").env("SOURCE_DATE_EPOCH", "1770000000").envs(key.map(|k| ("DIGEST_TEST_KEY", k)));
        let output = command.arg("--root").arg(self.0.path()).args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    fn stories(&self, key: Option<&str>) -> (Vec<Vec<String>>, String) {
        let (code, out, said) = self.run(&["stories", "--json"], key);
        assert_eq!(code, Some(0), "{said}");
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        let articles = |s: &serde_json::Value| s["articles"].as_array().unwrap().iter().map(|a| a.as_str().unwrap().to_owned()).collect();
        (read["stories"].as_array().unwrap().iter().map(articles).collect(), said)
    }
}

fn apart() -> Vec<Vec<String>> {
    Site::new("").stories(None).0
}

#[test]
fn what_a_model_finds_near_is_one_story_and_is_asked_about_once() {
    assert_eq!(apart().len(), 3, "their words alone keep them apart");
    let server = Server::start(vec![Act::Embed(vector), Act::Embed(vector)]);
    let site = Site::new(&server.address);
    let (together, _) = site.stories(Some(KEY));
    assert!(together.len() == 2 && together.iter().any(|s| s.len() == 2 && !s.contains(&"bank".to_owned())), "{together:?}");
    let head = &server.heads()[0];
    assert!(head.starts_with("POST /v1/embeddings ") && head.to_lowercase().contains(&format!("authorization: bearer {KEY}")), "{head}");
    assert_eq!(server.bodies()[0]["input"].as_array().unwrap().len(), 3);
    // A line that a person understands.
    let (_, out, _) = site.run(&["stories"], Some(KEY));
    assert!(out.contains("the model finds the two alike"), "{out}");
    // Neither the same articles again nor another command asks, with a key or without one.
    assert_eq!(site.stories(None), (together, String::new()));
    let (code, _, said) = site.run(&["compose"], None);
    assert_eq!((code, server.heads().len()), (Some(0), 1), "{said}");
    // A new article is asked about alone.
    site.write(
        "content/articles/raft.md",
        "---\ntitle: Survivors of the Ferry come home\npublished: 2026-02-02\n---\n\nFamilies met them at the station with blankets and soup.\n",
    );
    assert_eq!(site.stories(Some(KEY)).1, "asking small-vectors: vectors of 1 article\n");
    assert_eq!(server.bodies()[1]["input"].as_array().unwrap().len(), 1);
}

#[test]
fn a_service_that_fails_is_a_warning_and_words_group_alone() {
    let numbers = |_: &str| vec![0.0, 0.0];
    for (script, said) in [
        (vec![Act::Status(401, "", format!("{{\"error\":{{\"message\":\"bad key {KEY}\"}}}}"))], "does not accept the key"),
        (vec![Act::Status(404, "", "{\"error\":\"model 'small-vectors' not found\"}".to_owned())], "no such model"),
        (vec![Act::Status(429, "Retry-After: 3600\r\n", String::new())], "asks to wait 3600 seconds"),
        (vec![Act::Status(200, "", "<html>".to_owned()), Act::Status(200, "", "{\"data\":[]}".to_owned())], "no model's service"),
        (vec![Act::Embed(numbers), Act::Embed(numbers)], "no model's service"),
        (vec![Act::Status(302, "Location: http://elsewhere.example/\r\n", String::new())], "sends elsewhere"),
    ] {
        let server = Server::start(script);
        let site = Site::new(&server.address);
        let (stories, told) = site.stories(Some(KEY));
        assert_eq!(stories, apart(), "{told}");
        assert!(told.contains("warning[model-failed]") && told.contains(said) && told.contains("grouped by their words"), "{told}");
        assert!(!told.contains(KEY) && !told.contains("compose.model"), "{told}");
    }
    let site = Site::new("http://127.0.0.1:9");
    assert!(site.stories(None).1.contains("DIGEST_TEST_KEY is not set"));
}

#[test]
fn a_service_that_takes_less_at_once_is_asked_for_less() {
    let refusal = || Act::Status(400, "", "{\"error\":{\"message\":\"too many inputs\"}}".to_owned());
    let server = Server::start(vec![refusal(), Act::Embed(vector), refusal(), Act::Embed(vector), Act::Embed(vector)]);
    let (stories, told) = Site::new(&server.address).stories(Some(KEY));
    assert_eq!(stories.len(), 2, "{told}");
    let sizes: Vec<usize> = server.bodies().iter().map(|b| b["input"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [3, 1, 2, 1, 1]);
}

#[test]
fn vectors_that_were_damaged_are_asked_for_again() {
    let server = Server::start(vec![Act::Embed(vector), Act::Embed(vector)]);
    let site = Site::new(&server.address);
    let (first, _) = site.stories(Some(KEY));
    let path = site.0.path().join(".digest/vectors");
    let mut bytes = fs::read(&path).unwrap();
    bytes[9] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_eq!(site.stories(Some(KEY)).0, first);
    assert_eq!(server.heads().len(), 2);
}
