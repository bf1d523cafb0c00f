//! The model that takes a second look at supported claims, against a small server on loopback that behaves well and badly by script.

#![expect(clippy::disallowed_methods, reason = "the test looks at what the program wrote")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "each test has its own kinds of misbehaviour")]
mod loopback;

use digest::config::{ModelApi, ModelService};
use digest::editorial::compose::model::{Question, Service, ask_all};
use loopback::{Act, KEY, Server};
use serde_json::json;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

const ARTICLE: &str = "The port of Tideham opened a second quay on Tuesday, the harbour master said. It cost 40 million euros.\n\nFerries to Norrby will use it from May, if the inspectors agree.\n";

/// A site with two claims that the program's own judge supports, and one that it does not.
struct Site {
    root: tempfile::TempDir,
}

impl Site {
    fn new(service: &str) -> Self {
        let site = Self { root: tempfile::tempdir().unwrap() };
        site.write(
            "digest.yaml",
            &format!("title: T\ncheck:\n  model: {{base_url: \"{service}\", name: small-model, key_env: DIGEST_TEST_KEY, timeout: 2}}\n"),
        );
        let source = "title: A second quay in Tideham\npublisher: Harbour Courier\npublished: 2026-01-28\nurl: https://courier.example/quay\n";
        site.write("content/articles/quay.md", &format!("---\n{source}---\n\n{ARTICLE}"));
        let at = "[Harbour Courier](https://courier.example/quay)";
        site.write(
            "content/digests/quay.md",
            &format!(
                "---\ntitle: A second quay in Tideham\ndate: 2026-01-29\nsummary: Tideham opened a second quay.\nsources:\n  - id: 1\n    title: A second quay in Tideham\n    publisher: Harbour Courier\n    url: https://courier.example/quay\n    article: quay\n---\n\nThe port of Tideham opened a second quay on Tuesday.[^1a] It cost 40 million euros.[^1b]\n\nIt cost 90 million euros.[^1c]\n\n[^1a]: {at}: “The port of Tideham opened a second quay on Tuesday”\n[^1b]: {at}: “It cost 40 million euros.”\n[^1c]: {at}: “It cost 40 million euros.”\n"
            ),
        );
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn lock(&self) -> Option<String> {
        std::fs::read_to_string(self.root.path().join(".digest.lock.yaml")).ok()
    }

    /// Exit code and everything printed.
    fn run(&self, arguments: &[&str], key: Option<&str>) -> (Option<i32>, String) {
        let mut command = assert_cmd::Command::cargo_bin("digest").unwrap();
        command.env_remove("DIGEST_TEST_KEY").env("SOURCE_DATE_EPOCH", "1770000000");
        command.envs(key.map(|k| ("DIGEST_TEST_KEY", k)));
        let output = command.arg("--root").arg(self.root.path()).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains(KEY) && !said.contains("panicked"), "{said}");
        (output.status.code(), said)
    }
}

fn doubt() -> String {
    json!({"doubts": [{"claim": 2, "reason": "The cost is of the first quay."}, {"claim": 9, "reason": "There is no such claim."}]}).to_string()
}

#[test]
fn a_doubt_is_a_warning_beside_the_claim_asked_for_once_and_kept() {
    for anthropic in [false, true] {
        let server = Server::start(vec![Act::Say(format!("Well:\n```json\n{}\n```", doubt()))]);
        let site = Site::new(&server.address);
        if anthropic {
            let text = std::fs::read_to_string(site.root.path().join("digest.yaml")).unwrap();
            site.write("digest.yaml", &text.replace("timeout: 2", "timeout: 2, api: anthropic"));
        }
        let (code, said) = site.run(&["check"], Some(KEY));
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("doubted-claim") && said.contains("The cost is of the first quay.") && !said.contains("no such claim"), "{said}");
        assert!(said.contains("2 supported, 1 unsupported") && said.contains("number-not-in-source"), "the program's own verdicts stay: {said}");
        let asked = server.bodies()[0].to_string();
        assert!(asked.contains("Claim 2") && !asked.contains("Claim 3") && !asked.contains("90 million"), "only what is supported is asked about: {asked}");
        assert!(asked.contains("if the inspectors agree") || asked.contains("the harbour master said"), "with what stands around: {asked}");
        // Again, on a machine without a key, and in a build: the same words, and nothing is asked.
        let lock = site.lock().unwrap();
        let (again, same) = site.run(&["check"], None);
        assert_eq!(
            (again, &same, site.lock().as_ref()),
            (Some(0), &said.lines().filter(|l| !l.starts_with("asking")).map(|l| format!("{l}\n")).collect(), Some(&lock))
        );
        let (stopped, built) = site.run(&["build", "--no-compose", "--strict"], None);
        assert!(stopped == Some(1) && built.contains("doubted-claim"), "{built}");
        assert_eq!(site.run(&["check", "--strict"], None).0, Some(1), "a warning stops a strict check");
        assert_eq!(server.heads().len(), 1);
        // The editor puts the doubt aside.
        site.write(
            ".digest.lock.yaml",
            &lock.replace("The cost is of the first quay.", "").replace("\\\"claim\\\":2", "\\\"claim\\\":8").replace("\"claim\":2", "\"claim\":8"),
        );
        assert!(!site.run(&["check"], None).1.contains("doubted-claim"));
    }
}

#[test]
fn what_another_command_asked_meanwhile_is_kept() {
    let server = Server::start(vec![Act::Say(doubt())]);
    let site = Site::new(&server.address);
    let lock = digest::files::Lock::take(site.root.path(), || ()).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_digest"));
    command.arg("--root").arg(site.root.path()).arg("check").env("DIGEST_TEST_KEY", KEY);
    let mut check = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(check.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line.contains("another command is at work")), "it has read the folder, and waits");
    let theirs = "answers:\n  0123456789abcdef:\n    story: another\n    model: small-model\n    text: paid for\n";
    site.write(".digest.lock.yaml", theirs);
    drop(lock);
    said.for_each(drop);
    assert!(check.wait().unwrap().success());
    let answers = site.lock().unwrap();
    assert!(answers.contains("paid for") && answers.contains("The cost is of the first quay."), "{answers}");
}

#[test]
fn a_service_that_fails_blocks_nothing_and_is_named() {
    let busy = |status| Act::Status(status, "Retry-After: 0\r\n", "{\"error\": {\"message\": \"slow down\"}}".to_owned());
    let scripts: Vec<(Vec<Act>, &str)> = vec![
        (vec![busy(429), busy(429), busy(429), busy(429)], "takes no more questions"),
        (vec![busy(500), busy(503), busy(500), busy(502)], "has a fault"),
        (vec![Act::Status(401, "", format!("no {KEY}"))], "does not accept the key"),
        (vec![Act::Status(404, "", String::new())], "knows no such model"),
        (vec![Act::Say("I cannot say.".to_owned()), Act::Say("{\"doubts\": 7}".to_owned())], "cannot be used, twice"),
        (vec![Act::Say(String::new()), Act::Say(" ".to_owned())], "it is empty"),
        (vec![Act::Cut("{\"doubts\": [".to_owned()), Act::Cut("{\"doubts\": [{".to_owned())], "was cut off, twice"),
    ];
    for (script, cause) in scripts {
        let count = script.len();
        let server = Server::start(script);
        let site = Site::new(&server.address);
        let (code, said) = site.run(&["check"], Some(KEY));
        assert!(code == Some(0) && said.contains("model-failed") && said.contains(cause), "{cause}: {said}");
        assert!(!said.contains("compose.model") && !said.contains("writer: extractive"), "the hint is of the right section: {said}");
        assert!(said.contains("2 supported, 1 unsupported") && site.lock().is_none(), "{said}");
        assert_eq!(server.heads().len(), count, "{cause}");
    }
    let site = Site::new("http://127.0.0.1:9");
    let (code, said) = site.run(&["check"], None);
    assert!(code == Some(0) && said.contains("DIGEST_TEST_KEY is not set"), "{said}");
}

#[test]
fn silence_and_broken_answers_are_waited_out_and_then_named() {
    for (script, cause, pauses) in
        [(vec![Act::Hang, Act::Hang], "did not answer in time", 1), (vec![Act::Break, Act::Break, Act::Break, Act::Break], "cannot be reached", 3)]
    {
        let server = Server::start(script);
        let settings = ModelService {
            base_url: server.address.clone(),
            name: "small-model".to_owned(),
            key_env: None,
            api: ModelApi::OpenAi,
            timeout: Duration::from_secs(1),
        };
        let waits = Mutex::new(0);
        let wait = |_: Duration| *waits.lock().unwrap() += 1;
        let service = Service::new(&settings, None, &wait).unwrap();
        let question = Question::about_doubts("quay", "small-model", "Judge.", "Claim 1: “It is.”", 1);
        let asked = ask_all(&[question], &service, &mut |_| {});
        assert!(asked.value.is_empty() && asked.diagnostics[0].message.contains(cause), "{:?}", asked.diagnostics);
        assert_eq!(*waits.lock().unwrap(), pauses, "{cause}");
    }
}

#[test]
fn an_answer_after_failures_counts_and_builds_ask_nothing() {
    let server = Server::start(vec![Act::Status(429, "Retry-After: 0\r\n", String::new()), Act::Say("{\"doubts\"".to_owned()), Act::Say(doubt())]);
    let site = Site::new(&server.address);
    site.run(&["build", "--no-compose"], Some(KEY));
    assert!(server.heads().is_empty() && site.lock().is_none(), "a build asks nothing");
    let (_, said) = site.run(&["check"], Some(KEY));
    assert!(said.contains("doubted-claim") && server.heads().len() == 3, "{said}");
    // Another text of the article is another question.
    let question = server.bodies()[2].to_string();
    assert!(question.contains("40 million"));
}
