//! The writer that asks a model, against a small server on loopback that behaves well and badly by script.

#![expect(clippy::disallowed_methods, reason = "the test looks at what the program wrote")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "each test has its own kinds of misbehaviour")]
mod loopback;

use digest::config::{ModelApi, ModelService};
use digest::diag::Diagnostic;
use digest::editorial::compose::model::{Answer, Answers, Assignment, Outcome, Question, Reading, Service, Written, ask_all, write};
use digest::evidence::{Located, SourceText, locate};
use digest::types::{Article, Genre, Source};
use loopback::{Act, KEY, Server};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Duration;

const FIRST: &str = "Acme Robotics opened a chip plant in Bonn on Tuesday, the company said. The plant cost 1.5 billion euros and employs 900 people.\n\nMayor Lena Vogt called the opening “a good day for the city.” Local residents have complained about the noise of the site.\n";
const SECOND: &str = "Acme Robotics has opened its chip plant in Bonn. Production of memory chips begins in March, chief executive Omar Haddad told reporters. The company did not receive subsidies from the state.\n";

impl Server {
    fn settings(&self, api: ModelApi) -> ModelService {
        ModelService {
            base_url: self.address.clone(),
            name: "small-model".to_owned(),
            key_env: Some("DIGEST_API_KEY".to_owned()),
            api,
            timeout: Duration::from_secs(20),
        }
    }
}

/// The articles of one story, as sources 1, 2, …
struct Desk {
    sources: Vec<Source>,
    texts: Vec<SourceText>,
}

impl Desk {
    fn of(bodies: &[&str]) -> Self {
        let mut desk = Desk { sources: Vec::new(), texts: Vec::new() };
        for (n, body) in bodies.iter().enumerate() {
            let title = format!("Acme opens a plant, report {}", n + 1);
            let article = Article { title: title.clone(), publisher: Some(format!("Paper {}", n + 1)), body: (*body).to_owned(), ..Article::default() };
            desk.texts.push(SourceText::new(&article));
            desk.sources.push(Source {
                id: u32::try_from(n + 1).unwrap(),
                title,
                publisher: article.publisher,
                url: Some(format!("https://paper{}.example/acme", n + 1)),
                ..Source::default()
            });
        }
        desk
    }

    fn write(&self, answers: &Answers) -> (Outcome, Vec<Diagnostic>) {
        let readings: Vec<Reading> = self.sources.iter().zip(&self.texts).map(|(source, text)| Reading { source, text }).collect();
        let assignment = Assignment { story: "acme-plant", readings: &readings, model: "small-model", words: 200, language: "en" };
        let checked = write(&assignment, answers);
        (checked.value, checked.diagnostics)
    }

    fn question(&self, answers: &Answers) -> Question {
        match self.write(answers).0 {
            Outcome::Needs(question) => *question,
            other => panic!("no question: {other:?}"),
        }
    }
}

/// Composes as the commands do: asks until nothing is needed or asking fails.
struct Run {
    outcome: Outcome,
    answers: Answers,
    diagnostics: Vec<Diagnostic>,
    waits: Vec<Duration>,
}

fn run(desk: &Desk, settings: &ModelService, mut answers: Answers) -> Run {
    let waits = Mutex::new(Vec::new());
    let wait = |time: Duration| waits.lock().unwrap().push(time);
    let (outcome, diagnostics) = loop {
        let (outcome, mut diagnostics) = desk.write(&answers);
        let Outcome::Needs(question) = &outcome else { break (outcome, diagnostics) };
        let service = Service::new(settings, Some(KEY), &wait).unwrap();
        let mut arrived = Vec::new();
        let got = ask_all(std::slice::from_ref(&**question), &service, &mut |a: &Answer| arrived.push(a.clone()));
        assert_eq!(arrived, got.value);
        let none = got.value.is_empty();
        got.take(&mut diagnostics).into_iter().for_each(|a| answers.insert(a));
        if none {
            break (outcome, diagnostics);
        }
    };
    let waits = waits.into_inner().unwrap();
    Run { outcome, answers, diagnostics, waits }
}

impl Run {
    fn written(&self) -> &Written {
        match &self.outcome {
            Outcome::Written(written) => written,
            other => panic!("nothing written: {other:?}\n{:#?}", self.diagnostics),
        }
    }

    fn claims(&self) -> Vec<&str> {
        self.written().draft.claims().map(|c| c.text.as_str()).collect()
    }

    /// The one error that the run ended with.
    fn failure(&self) -> String {
        assert!(matches!(self.outcome, Outcome::Needs(_)) && self.answers.is_empty(), "{:?}", self.outcome);
        let [d] = &self.diagnostics[..] else { panic!("{:#?}", self.diagnostics) };
        assert_eq!(d.code, "model-failed");
        assert!(!d.hints.is_empty());
        d.message.to_string()
    }
}

fn claim(text: &str, sentences: &[usize]) -> Value {
    json!({"text": text, "sentences": sentences})
}

fn reply(headline: &str, claims: &[Value]) -> String {
    json!({"headline": headline, "dek": "The plant in Bonn employs 900 people.", "sections": [{"heading": null, "claims": claims}]}).to_string()
}

fn good() -> String {
    reply(
        "Acme Robotics opens a chip plant in Bonn",
        &[
            claim("Acme Robotics opened a chip plant in Bonn.", &[1, 5]),
            claim("The plant cost 1.5 billion euros and employs 900 people.", &[2]),
            claim("Production of memory chips begins in March, chief executive Omar Haddad said.", &[6]),
        ],
    )
}

#[test]
fn a_good_answer_becomes_a_draft_whose_passages_stand_in_the_articles() {
    for api in [ModelApi::OpenAi, ModelApi::Anthropic] {
        let server = Server::start(vec![Act::Say(format!("Here it is:\n```json\n{}\n```", good()))]);
        let desk = Desk::of(&[FIRST, SECOND]);
        let run = run(&desk, &server.settings(api), Answers::default());
        let written = run.written();
        assert_eq!((written.model.as_str(), written.headline.as_deref()), ("small-model", Some("Acme Robotics opens a chip plant in Bonn")));
        assert_eq!(run.diagnostics, []);
        assert_eq!(run.claims().len(), 3);
        for claim in written.draft.claims() {
            assert!(!claim.citations.is_empty());
            for citation in &claim.citations {
                let at = desk.sources.iter().position(|s| s.id == citation.source).unwrap();
                assert!(matches!(locate(&citation.passage, &desk.texts[at]), Located::Stands(_)), "{citation:?}");
                assert!(citation.link.as_deref().is_some_and(|l| l.starts_with(desk.sources[at].url.as_deref().unwrap())));
            }
        }
        let first = written.draft.claims().next().unwrap();
        assert_eq!(first.citations.iter().map(|c| c.source).collect::<Vec<_>>(), [1, 2], "both articles say it");
        let head = &server.heads()[0];
        let (path, header) = match api {
            ModelApi::OpenAi => ("POST /v1/chat/completions ", format!("authorization: Bearer {KEY}")),
            ModelApi::Anthropic => ("POST /v1/messages ", format!("x-api-key: {KEY}")),
        };
        assert!(head.starts_with(path) && head.to_lowercase().contains(&header.to_lowercase()), "{head}");
    }
}

#[test]
fn what_is_in_the_lock_file_is_never_asked_again() {
    let server = Server::start(vec![Act::Say(good())]);
    let desk = Desk::of(&[FIRST, SECOND]);
    let settings = server.settings(ModelApi::OpenAi);
    let first = run(&desk, &settings, Answers::default());
    let text = first.answers.write();
    let kept = Answers::read(&text);
    assert_eq!(kept.diagnostics, []);
    assert_eq!(kept.value.write(), text, "written the same again");
    let second = run(&desk, &settings, kept.value);
    assert_eq!(second.outcome, first.outcome);
    assert_eq!(server.heads().len(), 1);
    // Another text is another question.
    let other = Desk::of(&[FIRST, &format!("{SECOND} It employs 30 apprentices.")]);
    assert_ne!(other.question(&first.answers).key, desk.question(&Answers::default()).key);
}

#[test]
fn invented_claims_are_asked_for_once_more_and_then_dropped() {
    let mut claims: Vec<Value> = serde_json::from_str::<Value>(&good()).unwrap()["sections"][0]["claims"].as_array().unwrap().clone();
    claims.push(claim("The plant employs 2,400 people.", &[2]));
    claims.push(claim("Mayor Lena Vogt called it “a disaster for our children.”", &[3]));
    claims.push(claim("Shares of Acme Robotics rose in Frankfurt.", &[99]));
    let repair = json!({"claims": [
        {"claim": 4, "text": "Local residents have complained about the noise of the site.", "sentences": [4]},
        {"claim": 5, "text": "Mayor Lena Vogt called it “the worst day of the city.”", "sentences": [3]},
    ]});
    let server = Server::start(vec![Act::Say(reply("Acme Robotics opens a chip plant in Bonn", &claims)), Act::Say(repair.to_string())]);
    let desk = Desk::of(&[FIRST, SECOND]);
    let run = run(&desk, &server.settings(ModelApi::OpenAi), Answers::default());
    let said = run.claims();
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(said.contains(&"Local residents have complained about the noise of the site."), "the mended claim takes its place");
    let dropped: Vec<_> = run.diagnostics.iter().map(|d| (d.code, &*d.message)).collect();
    assert_eq!(dropped.len(), 2, "{dropped:#?}");
    assert!(dropped.iter().all(|(code, _)| *code == "claim-dropped"));
    assert!(dropped[0].1.contains("worst day") && dropped[1].1.contains("Frankfurt"), "{dropped:#?}");
    let asked = &server.bodies()[1]["messages"];
    let again = asked[3]["content"].as_str().unwrap();
    assert!(again.contains("2,400") && again.contains("disaster") && again.contains("Frankfurt"), "the faults are told: {again}");
    assert!(!again.contains("Claim 1:"), "and only the faults: {again}");
}

#[test]
fn an_invented_headline_gives_way() {
    let invented = good().replace("Acme Robotics opens a chip plant in Bonn", "Mayor calls the plant “a swamp of lazy engineers”");
    let server = Server::start(vec![Act::Say(invented), Act::Say("{\"claims\": []}".to_owned())]);
    let desk = Desk::of(&[FIRST, SECOND]);
    let run = run(&desk, &server.settings(ModelApi::OpenAi), Answers::default());
    assert_eq!(run.written().headline, None);
    assert_eq!(run.claims().len(), 3);
    assert_eq!(run.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["claim-dropped"]);
}

#[test]
fn nothing_supported_is_an_error_and_no_draft() {
    let lies = reply("Acme Robotics opens a chip plant in Bonn", &[claim("Zeta Motors fired 4,000 workers in Lyon.", &[1])]);
    let server = Server::start(vec![Act::Say(lies), Act::Say("{\"claims\": []}".to_owned())]);
    let run = run(&Desk::of(&[FIRST, SECOND]), &server.settings(ModelApi::OpenAi), Answers::default());
    assert_eq!(run.outcome, Outcome::Nothing);
    assert!(run.diagnostics.iter().any(|d| d.code == "model-failed"), "{:#?}", run.diagnostics);
}

#[test]
fn a_busy_service_is_waited_for_as_long_as_it_asks() {
    let date = "Date: Sun, 01 Feb 2026 10:00:00 GMT\r\nRetry-After: Sun, 01 Feb 2026 10:00:45 GMT\r\n";
    let script = vec![
        Act::Status(429, "Retry-After: 7\r\n", "{\"error\": {\"message\": \"slow down\"}}".to_owned()),
        Act::Status(503, date, String::new()),
        Act::Status(500, "", "oops".to_owned()),
        Act::Say(good()),
    ];
    let server = Server::start(script);
    let run = run(&Desk::of(&[FIRST, SECOND]), &server.settings(ModelApi::OpenAi), Answers::default());
    assert_eq!(run.waits, [7, 45, 4].map(Duration::from_secs));
    assert_eq!(run.claims().len(), 3);
}

#[test]
fn failures_of_the_service_end_in_one_clear_error() {
    let status = |code: u16, headers: &'static str, body: &str| Act::Status(code, headers, body.to_owned());
    let fault = || status(500, "", "oops");
    let desk = Desk::of(&[FIRST, SECOND]);
    for (script, requests, waits, said) in [
        (vec![fault(), fault(), fault(), fault()], 4, 3, "has a fault (status 500: oops)"),
        (vec![status(429, "Retry-After: 3600\r\n", "")], 1, 0, "asks to wait 3600 seconds"),
        (vec![status(429, "", "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\"}}")], 1, 0, "quota"),
        (
            vec![status(401, "", &format!("{{\"error\":{{\"message\":\"bad key {KEY}\"}}}}"))],
            1,
            0,
            "does not accept the key in DIGEST_API_KEY (status 401: bad key [key])",
        ),
        (vec![status(404, "", "{\"error\":\"model 'small-model' not found\"}")], 1, 0, "no such model"),
        (vec![status(302, "Location: http://elsewhere.example/\r\n", "")], 1, 0, "sends elsewhere"),
        (vec![status(400, "", "{\"error\":{\"message\":\"maximum context length is 2048\"}}")], 1, 0, "maximum context length"),
        (vec![status(200, "", "<html>welcome</html>"), status(200, "", "")], 2, 1, "no model's service"),
        (vec![Act::Break, Act::Break, Act::Break, Act::Break], 4, 3, "cannot be reached"),
        (vec![Act::Say("{\"sections\": [{".to_owned()), Act::Say("I am sorry.".to_owned())], 2, 0, "not the JSON"),
        (vec![Act::Say(String::new()), Act::Say("  \n".to_owned())], 2, 0, "it is empty"),
        (vec![Act::Say("{\"sections\": []}".to_owned()), Act::Say("{\"sections\": []}".to_owned())], 2, 0, "no claims"),
        (vec![Act::Cut("{\"sections\": [{".to_owned()), Act::Cut("{\"sections\": [{".to_owned())], 2, 0, "cut off"),
    ] {
        for api in [ModelApi::OpenAi, ModelApi::Anthropic] {
            let server = Server::start(script.clone());
            let run = run(&desk, &server.settings(api), Answers::default());
            let failure = run.failure();
            assert!(failure.contains(said), "{failure}");
            assert_eq!((server.heads().len(), run.waits.len()), (requests, waits), "{failure}");
            assert!(!failure.contains(KEY));
        }
    }
}

#[test]
fn a_text_that_very_many_papers_ran_is_cited_by_a_few_of_them() {
    let mut desk = Desk::of(&[FIRST, FIRST, FIRST, FIRST, FIRST, FIRST, FIRST, SECOND]);
    for source in &mut desk.sources[..7] {
        source.origin = Some("agency-acme".to_owned());
    }
    let server = Server::start(vec![Act::Say(reply(
        "Acme Robotics opens a chip plant in Bonn",
        &[claim("Acme Robotics opened a chip plant in Bonn.", &[1]), claim("The plant cost 1.5 billion euros and employs 900 people.", &[2])],
    ))]);
    let run = run(&desk, &server.settings(ModelApi::OpenAi), Answers::default());
    let cited: Vec<Vec<u32>> = run.written().draft.claims().map(|c| c.citations.iter().map(|c| c.source).collect()).collect();
    assert_eq!(cited, [vec![1, 2, 8], vec![1, 2]]);
}

#[test]
fn answers_that_cannot_be_used_are_asked_for_once_more() {
    let desk = Desk::of(&[FIRST, SECOND]);
    for bad in [Act::Say("{\"sections\": [{".to_owned()), Act::Say(String::new()), Act::Cut(good())] {
        let is_cut = matches!(bad, Act::Cut(_));
        let server = Server::start(vec![bad, Act::Say(good())]);
        let run = run(&desk, &server.settings(ModelApi::OpenAi), Answers::default());
        assert_eq!(run.claims().len(), 3);
        let limits: Vec<_> = server.bodies().iter().map(|b| b["max_tokens"].as_u64().unwrap()).collect();
        assert_eq!(limits[1], if is_cut { limits[0] * 2 } else { limits[0] });
    }
}

#[test]
fn settings_that_a_service_refuses_are_left_out() {
    let complaint = |what: &str| Act::Status(400, "", json!({"error": {"message": what}}).to_string());
    let script = vec![complaint("Use 'max_completion_tokens' instead."), complaint("'temperature' does not support 0"), Act::Say(good())];
    let server = Server::start(script);
    let run = run(&Desk::of(&[FIRST, SECOND]), &server.settings(ModelApi::OpenAi), Answers::default());
    assert_eq!(run.claims().len(), 3);
    let last = &server.bodies()[2];
    assert!(last.get("max_tokens").is_none() && last.get("temperature").is_none() && last.get("max_completion_tokens").is_some(), "{last}");
}

#[test]
fn a_slow_service_is_given_up_and_a_closed_port_too() {
    let desk = Desk::of(&[FIRST, SECOND]);
    let server = Server::start(vec![Act::Hang, Act::Hang]);
    let settings = ModelService { timeout: Duration::from_millis(60), ..server.settings(ModelApi::OpenAi) };
    let slow = run(&desk, &settings, Answers::default());
    assert!(slow.failure().contains("in time"), "{}", slow.failure());
    assert_eq!(server.heads().len(), 2);

    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let settings = ModelService { base_url: format!("http://{closed}"), ..settings };
    let refused = run(&desk, &ModelService { timeout: Duration::from_secs(5), ..settings }, Answers::default());
    assert!(refused.failure().contains("connection refused"), "{}", refused.failure());
    assert_eq!(refused.waits, [1, 2, 4].map(Duration::from_secs));
}

#[test]
fn once_the_service_fails_the_rest_is_not_asked() {
    let questions: Vec<Question> = (0..40).map(|n| Desk::of(&[FIRST, &format!("{SECOND} Number {n} of them.")]).question(&Answers::default())).collect();
    let server = Server::start((0..3).map(|_| Act::Status(401, "", String::new())).collect());
    let settings = server.settings(ModelApi::OpenAi);
    let service = Service::new(&settings, Some(KEY), &|_| {}).unwrap();
    let got = ask_all(&questions, &service, &mut |_| {});
    assert!(got.value.is_empty() && got.diagnostics.len() <= 4, "{:#?}", got.diagnostics);
    assert!(got.diagnostics.last().unwrap().message.contains("was not asked"), "{:#?}", got.diagnostics);
}

#[test]
fn the_key_appears_nowhere() {
    // A service that sends back what it was sent.
    let server = Server::start(vec![Act::Say(format!("{KEY} {}", good()))]);
    let settings = server.settings(ModelApi::OpenAi);
    let run = run(&Desk::of(&[FIRST, SECOND]), &settings, Answers::default());
    assert_eq!(run.claims().len(), 3);
    assert!(!run.answers.write().contains(KEY));
    let service = Service::new(&settings, Some(KEY), &|_| {}).unwrap();
    assert!(!format!("{service:?}").contains(KEY));
    assert!(!server.bodies()[0].to_string().contains(KEY));
    for key in [None, Some("  "), Some("two words\n")] {
        let d = Service::new(&settings, key, &|_| {}).unwrap_err();
        assert!(d.code == "model-failed" && !d.message.contains("words"), "{d:?}");
    }
}

#[test]
fn copies_are_shown_once_and_opinion_is_named() {
    let mut desk = Desk::of(&[FIRST, FIRST, SECOND]);
    for source in &mut desk.sources[..2] {
        source.origin = Some("agency-acme".to_owned());
    }
    desk.sources[2].genre = Genre::Opinion;
    desk.sources[2].authors = vec!["Ann Lee".to_owned()];
    let question = desk.question(&Answers::default());
    let text = &question.messages[1].text;
    assert_eq!(text.matches("employs 900 people").count(), 1, "{text}");
    assert!(text.contains("by Ann Lee, opinion"), "{text}");
    let numbered: Vec<&str> = text.lines().filter(|l| l.starts_with('[')).map(|l| l.split(' ').next().unwrap()).collect();
    assert_eq!(numbered, ["[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]"]);
}

#[test]
fn bad_articles_give_a_finding_or_a_question() {
    for (bodies, asks) in
        [(vec![""], false), (vec!["# Only a heading"], false), (vec!["…", "“”"], false), (vec!["全新的芯片工厂在波恩开业。"], true), (vec![FIRST, ""], true)]
    {
        let (outcome, diagnostics) = Desk::of(&bodies).write(&Answers::default());
        assert_eq!(matches!(outcome, Outcome::Needs(_)), asks, "{outcome:?}");
        assert_eq!(diagnostics.len(), usize::from(!asks));
    }
    let long = "Acme said this again and again in Bonn. ".repeat(50_000);
    let question = Desk::of(&[&long, FIRST]).question(&Answers::default());
    assert!(question.messages[1].text.len() < 100_000 && question.messages[1].text.contains("employs 900"));
}

/// A site in a folder, composed by the program itself.
struct Site {
    root: tempfile::TempDir,
}

impl Site {
    fn new(service: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write(
            "digest.yaml",
            &format!("title: T\ncompose:\n  writer: model\n  model: {{base_url: \"{service}\", name: small-model, key_env: DIGEST_TEST_KEY}}\n"),
        );
        for (n, body) in [FIRST, SECOND].iter().enumerate() {
            let front = format!("title: Acme opens a plant in Bonn, report {n}\npublisher: Paper {n}\npublished: 2026-02-0{}\nstory: acme-plant\n", n + 1);
            write(&format!("content/articles/{n}.md"), &format!("---\n{front}---\n\n{body}"));
        }
        Self { root }
    }

    /// Exit code and everything printed.
    fn compose(&self, key: Option<&str>) -> (Option<i32>, String) {
        self.run(&["compose"], key)
    }

    fn run(&self, arguments: &[&str], key: Option<&str>) -> (Option<i32>, String) {
        let mut command = assert_cmd::Command::cargo_bin("digest").unwrap();
        command.env_remove("DIGEST_TEST_KEY").env("SOURCE_DATE_EPOCH", "1770000000");
        command.envs(key.map(|k| ("DIGEST_TEST_KEY", k)));
        let output = command.arg("--root").arg(self.root.path()).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code(), said)
    }

    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.root.path().join(path)).ok()
    }

    fn change_an_article(&self) {
        let path = self.root.path().join("content/articles/1.md");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("{}It employs 30 apprentices.\n", text)).unwrap();
    }
}

#[test]
fn the_program_asks_once_keeps_the_answer_and_needs_no_key_afterwards() {
    let server = Server::start(vec![Act::Say(good())]);
    let site = Site::new(&server.address);
    let (code, said) = site.compose(None);
    assert!(code == Some(1) && said.contains("DIGEST_TEST_KEY is not set") && site.read("content/digests/acme-plant.md").is_none(), "{said}");
    let (code, said) = site.compose(Some(KEY));
    assert_eq!(code, Some(0), "{said}");
    let digest = site.read("content/digests/acme-plant.md").unwrap();
    assert!(digest.contains("writer: model small-model") && digest.contains("title: Acme Robotics opens a chip plant in Bonn"), "{digest}");
    let lock = site.read(".digest.lock.yaml").unwrap();
    assert!(![&digest, &lock, &said].iter().any(|text| text.contains(KEY)));
    // Another machine, without a key: the same bytes, and nothing is asked.
    std::fs::remove_file(site.root.path().join("content/digests/acme-plant.md")).unwrap();
    let (code, said) = site.compose(None);
    assert_eq!((code, site.read("content/digests/acme-plant.md"), site.read(".digest.lock.yaml")), (Some(0), Some(digest), Some(lock)), "{said}");
    assert_eq!(server.heads().len(), 1);
}

#[test]
fn a_host_builds_without_a_key_and_the_page_says_who_wrote_it_until_somebody_has_read_it() {
    let server = Server::start(vec![Act::Say(good())]);
    let site = Site::new(&server.address);
    assert_eq!(site.compose(Some(KEY)).0, Some(0));
    let note = "Nobody has reviewed it.";
    let page = || site.read("public/story/acme-plant/index.html").unwrap();
    // From the answers alone, as in a fresh clone.
    std::fs::remove_file(site.root.path().join("content/digests/acme-plant.md")).unwrap();
    let (code, said) = site.run(&["build"], None);
    assert!(code == Some(0) && page().contains(note), "{said}");
    let digest = site.read("content/digests/acme-plant.md").unwrap();
    let read = digest.replacen("writer: model small-model\n", "writer: model small-model\nreviewed_by: Ann Lee\n", 1);
    std::fs::write(site.root.path().join("content/digests/acme-plant.md"), read).unwrap();
    for arguments in [&["build"][..], &["build", "--no-compose"]] {
        let (code, said) = site.run(arguments, None);
        assert!(code == Some(0) && !page().contains(note) && page().contains("Ann Lee"), "{said}");
    }
    assert_eq!(server.heads().len(), 1);
}

#[test]
fn a_build_whose_model_fails_leaves_the_site_as_it_was() {
    let server = Server::start(vec![Act::Say(good()), Act::Status(401, "", String::new()), Act::Status(401, "", String::new())]);
    let site = Site::new(&server.address);
    assert_eq!(site.run(&["build"], Some(KEY)).0, Some(0));
    let before = (site.read("content/digests/acme-plant.md"), site.read("public/story/acme-plant/index.html"));
    assert!(before.1.is_some());
    site.change_an_article();
    let (code, said) = site.run(&["build"], Some(KEY));
    assert!(code == Some(1) && said.contains("model-failed"), "{said}");
    assert_eq!((site.read("content/digests/acme-plant.md"), site.read("public/story/acme-plant/index.html")), before);
}

#[test]
fn where_the_model_fails_the_earlier_digest_stays() {
    let server = Server::start(vec![Act::Say(good()), Act::Status(401, "", format!("no {KEY}"))]);
    let site = Site::new(&server.address);
    assert_eq!(site.compose(Some(KEY)).0, Some(0));
    let (digest, lock) = (site.read("content/digests/acme-plant.md"), site.read(".digest.lock.yaml"));
    site.change_an_article();
    let (code, said) = site.compose(Some(KEY));
    assert!(code == Some(1) && said.contains("model-failed") && said.contains("acme-plant.md") && !said.contains(KEY), "{said}");
    assert_eq!((site.read("content/digests/acme-plant.md"), site.read(".digest.lock.yaml")), (digest, lock));
}

/// Whatever a service sends back, and it may send back all that it was sent, the key is printed nowhere and written nowhere.
#[test]
fn the_key_is_in_no_message_and_in_no_file() {
    let refusal = |status: u16, headers: &'static str| Act::Status(status, headers, format!("{{\"error\":{{\"message\":\"Bearer {KEY} is {KEY}\"}}}}"));
    let quoted = claim(&format!("Acme Robotics opened a chip plant in Bonn with {KEY}."), &[1]);
    let plain = claim("The plant cost 1.5 billion euros and employs 900 people.", &[2]);
    let scripts = [
        vec![refusal(400, ""), refusal(400, ""), refusal(400, ""), refusal(400, "")],
        vec![refusal(401, "")],
        vec![refusal(403, "")],
        vec![refusal(404, "")],
        vec![refusal(302, "Location: http://elsewhere.example/?key=sk-test-4711-secret\r\n")],
        vec![refusal(429, "Retry-After: 3600\r\nX-Key: sk-test-4711-secret\r\n")],
        vec![Act::Say(format!("no JSON but {KEY}")), Act::Say(KEY.to_owned())],
        vec![Act::Cut(format!("{{\"sections\": [\"{KEY}")), Act::Cut(KEY.to_owned())],
        vec![Act::Say(reply(&format!("Acme opens {KEY}"), &[quoted.clone(), plain.clone()])), Act::Say(reply(KEY, &[quoted, plain]))],
    ];
    for (n, script) in scripts.into_iter().enumerate() {
        let server = Server::start(script);
        let site = Site::new(&server.address);
        let (_, said) = site.compose(Some(KEY));
        assert!(!server.heads().is_empty() && !said.contains("panicked"), "{n}: {said}");
        assert!(!said.contains(KEY), "{n}: {said}");
        for entry in walkdir::WalkDir::new(site.root.path()).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(!bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes()), "{n}: {} holds the key", entry.path().display());
        }
    }
}
