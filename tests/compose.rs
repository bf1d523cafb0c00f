//! Digests as the extractive writer makes them: a folder of tests/cases/compose a case, with `articles/*.md`, `digest.yaml` where it needs one, and
//! `expected.md`: every file that is written, then every finding.

#![expect(clippy::disallowed_methods, reason = "cases are files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use chrono::NaiveDate;
use digest::evidence::{Cited, Located, SourceText, judge, locate};
use digest::files::{Edit, Snapshot};
use digest::pipeline::{self, ComposeOptions, Content, Memory};
use digest::text::words::count;
use digest::types::{DigestFile, digest_file};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn options() -> ComposeOptions {
    ComposeOptions { stories: vec![], words: None, force: false, today: NaiveDate::from_ymd_opt(2026, 1, 31).unwrap() }
}

fn read(snapshot: &Snapshot) -> Content {
    let read = Content::read(snapshot, &Memory::default());
    assert!(!read.has_errors(), "{:#?}", read.diagnostics);
    read.value
}

fn compose(snapshot: &Snapshot, options: &ComposeOptions) -> (Vec<Edit>, Vec<String>) {
    let content = read(snapshot);
    let composed = pipeline::compose(&content, &pipeline::stories(&content), options);
    let said = composed.diagnostics.iter().map(|d| format!("{}[{}]: {}", d.severity.word(), d.code, d.message)).collect();
    (composed.value.edits, said)
}

fn site(articles: &[(&str, String)]) -> Snapshot {
    let config = ("digest.yaml".to_owned(), b"title: Test\n".to_vec());
    Snapshot::of(articles.iter().map(|(stem, text)| (format!("content/articles/{stem}.md"), text.clone().into_bytes())).chain([config]))
}

/// What every digest holds, whatever its articles are.
fn assert_sound(content: &Content, edit: &Edit, words: u32) -> DigestFile {
    let text = edit.contents.as_ref().unwrap();
    let read = digest_file::read(&edit.path.as_str().into(), text);
    assert!(read.diagnostics.is_empty(), "{}: {:#?}\n{text}", edit.path, read.diagnostics);
    let file = read.value.unwrap();
    assert!(!file.is_edited(), "{}", edit.path);
    let open = file.open();
    assert!(!open.body.claims.is_empty(), "{}", edit.path);
    for claim in &open.body.claims {
        assert!(!claim.citations.is_empty(), "{}: {}", edit.path, claim.text);
        let sources: Vec<(SourceText, Vec<String>)> = claim
            .citations
            .iter()
            .map(|c| {
                let stem = file.source(c.source).unwrap().article.clone().unwrap();
                let source = SourceText::new(&content.article(&stem).unwrap().article);
                let passage = open.note(&c.label).unwrap().passage.clone();
                assert!(matches!(locate(&passage, &source), Located::Stands(_)), "{}: {passage:?}", edit.path);
                (source, passage)
            })
            .collect();
        let cited: Vec<Cited> = sources.iter().map(|(source, passage)| Cited { source, passage: Some(passage) }).collect();
        assert!(judge(&claim.text, &cited).supported, "{}: {}", edit.path, claim.text);
    }
    let written: usize = open.body.claims.iter().map(|c| count(&c.text)).sum();
    assert!(written <= words as usize, "{}: {written} words", edit.path);
    file
}

#[test]
fn every_case_is_written_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/compose");
    let mut cases: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let mut files = vec![("digest.yaml".to_owned(), fs::read(case.join("digest.yaml")).unwrap_or_else(|_| b"title: Test\n".to_vec()))];
        for entry in fs::read_dir(case.join("articles")).unwrap() {
            let path = entry.unwrap().path();
            files.push((format!("content/articles/{}", path.file_name().unwrap().to_str().unwrap()), fs::read(&path).unwrap()));
        }
        let snapshot = Snapshot::of(files);
        let (edits, said) = compose(&snapshot, &options());
        let content = read(&snapshot);
        let mut made = String::new();
        for edit in &edits {
            assert_sound(&content, edit, content.config.compose.words);
            let _ = write!(made, "=== {}\n{}", edit.path, edit.contents.as_ref().unwrap());
        }
        for line in said {
            let _ = writeln!(made, "=== {line}");
        }
        // What is written is not written again.
        assert_eq!(compose(&snapshot.with(&edits), &options()).0, [], "{name}");
        if made != fs::read_to_string(case.join("expected.md")).unwrap_or_default() {
            let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compose-{name}.md"));
            fs::write(&actual, &made).unwrap();
            wrong.push(format!("{name}: differs from what is expected; compare and copy {}", actual.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn article(title: &str, day: &str, body: &str) -> String {
    format!("---\ntitle: {title}\npublisher: Harbour Courier\npublished: {day}\nurl: https://courier.example/{day}\nstory: norrby\n---\n\n{body}\n")
}

const BODY: &str = "The town of Norrby opened a shared data centre in its old paper mill on Monday. The building cost 40 million kronor and heats 600 homes in winter.\n\nMayor Ada Lorne said the town would rent half of its machines to schools at cost. A second hall is planned for the spring of 2027.\n\nThe operator of the mill, Kestrel Works, employs 45 people on the site. The county paid a third of the bill, according to the council's budget.";

#[test]
fn a_digest_is_written_anew_only_when_its_sources_change() {
    let first = site(&[("a", article("Norrby opens a data centre in a paper mill", "2025-03-04", BODY))]);
    let (edits, _) = compose(&first, &options());
    let before = assert_sound(&read(&first), &edits[0], 320);
    let written = first.with(&edits);
    assert_eq!(compose(&written, &ComposeOptions { words: Some(40), ..options() }).0, [], "other settings change no file that stands");

    let later = "Kestrel Works has sold all the heat of its first hall to houses by the river. The firm signed contracts with 900 households over the winter.\n\nA third hall may follow in 2028 if the county pays a part of it, officials said in a letter. Engineers will test a quieter pump in the coming months.";
    let second = article("Kestrel Works sells all its heat", "2025-03-09", later);
    let more = Edit { path: "content/articles/0-later.md".into(), contents: Some(second), keep_original: false };
    let (edits, said) = compose(&written.with(std::slice::from_ref(&more)), &options());
    assert_eq!(said, Vec::<String>::new());
    let after = assert_sound(&read(&written.with(std::slice::from_ref(&more))), &edits[0], 320);
    assert_eq!(after.digest.sources[0].article, before.digest.sources[0].article, "numbers stay");
    assert_eq!(after.digest.sources[1].article.as_deref(), Some("0-later"));
    assert_eq!((after.digest.date.to_string(), after.digest.updated.map(|u| u.to_string())), ("2025-03-09".into(), Some("2026-01-31".into())));

    let edited = Edit { path: edits[0].path.clone(), contents: before.text.text().replace("title: ", "title: Our ").into(), keep_original: false };
    let by_hand = written.with(&[edited, more]);
    let (edits, said) = compose(&by_hand, &options());
    assert_eq!(edits, []);
    assert!(said.len() == 1 && said[0].starts_with("note[edited-digest]") && said[0].contains("Kestrel Works sells"), "{said:?}");
    let (edits, _) = compose(&by_hand, &ComposeOptions { force: true, ..options() });
    assert!(edits.len() == 1 && edits[0].keep_original);
}

#[test]
fn a_hundred_articles_make_one_digest_within_the_budget() {
    let articles: Vec<(String, String)> = (0..100)
        .map(|n| {
            let body = format!("{BODY}\n\nReporter number {n} counted {} visitors in the hall of the mill that day. Street {n} was closed to cars until the evening of the opening.", 100 + n * 7);
            (format!("a{n:03}"), article(&format!("Norrby opens its data centre, report {n}"), "2025-03-04", &body))
        })
        .collect();
    let snapshot = site(&articles.iter().map(|(stem, text)| (stem.as_str(), text.clone())).collect::<Vec<_>>());
    let (edits, _) = compose(&snapshot, &ComposeOptions { words: Some(120), ..options() });
    assert_sound(&read(&snapshot), &edits[0], 120);
}

/// Sentences of news, written for the test, from which articles of any mixture are made.
const SENTENCES: &[&str] = &[
    "The council of Norrby voted on Monday to buy forty machines for its schools.",
    "The machines cost 2.5 million kronor and come from Kestrel Works.",
    "“We waited four years for this day,” said Mayor Ada Lorne.",
    "She thanked the teachers who had written the plan in their evenings.",
    "Critics say the money would have paid for three more teachers.",
    "“Nobody asked the children,” said Bo Quist, who voted against it.",
    "“A machine does not tie a shoelace.”",
    "Deliveries begin in August and end before the winter holidays.",
    "However, the county has not yet promised its third of the price.",
    "In 1998 the town was the first on the coast to wire its classrooms.",
    "Read more: ten towns that wired their classrooms",
    "Why did it take four years?",
    "The vote was 14 to 9, with two members absent from the hall.",
    "这座小镇为学校购买了四十台机器。",
    "I have never seen such a debate in our town.",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 24, failure_persistence: None, ..Default::default() })]

    /// Whatever the articles are: a sound digest or a finding, and the same bytes in whatever order the files come and however many threads write.
    #[test]
    fn neither_order_nor_threads_change_a_byte(
        articles in proptest::collection::vec((proptest::collection::vec(0..SENTENCES.len(), 0..12), 0..4_u32), 1..6),
        turn in 0..6_usize,
    ) {
        let files: Vec<(String, String)> = articles
            .iter()
            .enumerate()
            .map(|(n, (picks, day))| {
                let body = picks.iter().map(|p| SENTENCES[*p]).collect::<Vec<_>>().chunks(3).map(|c| c.join(" ")).collect::<Vec<_>>().join("\n\n");
                (format!("a{n}"), article(&format!("Norrby buys machines for its schools, report {n}"), &format!("2025-03-0{}", day + 1), &body))
            })
            .collect();
        let given = |files: &[(String, String)]| site(&files.iter().map(|(stem, text)| (stem.as_str(), text.clone())).collect::<Vec<_>>());
        let mut turned = files.clone();
        turned.rotate_left(turn % files.len());
        let threads = |n: usize| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        let first = threads(1).install(|| compose(&given(&files), &options()));
        let second = threads(3).install(|| compose(&given(&turned), &options()));
        proptest::prop_assert_eq!(&first, &second);
        let snapshot = given(&files);
        let content = read(&snapshot);
        for edit in &first.0 {
            assert_sound(&content, edit, content.config.compose.words);
        }
        proptest::prop_assert!(!first.0.is_empty() || !first.1.is_empty(), "neither a digest nor a word");
    }
}

#[test]
fn a_page_that_is_no_article_is_passed_over() {
    let notice = "---\ntitle: Wayback Machine\npublisher: Old Pages\n---\n\nThe seed for this crawl was a list of every host in the Wayback Machine. These crawls are part of an effort to archive pages as they are created.\n";
    let snapshot = site(&[("notice", notice.to_owned()), ("a", article("Norrby opens a data centre in a paper mill", "2025-03-04", BODY))]);
    let (edits, said) = compose(&snapshot, &options());
    assert_eq!((edits.len(), said), (1, Vec::<String>::new()));
}

#[test]
fn an_unknown_story_is_named() {
    let snapshot = site(&[("a", article("Norrby opens a data centre", "2025-03-04", BODY))]);
    let (edits, said) = compose(&snapshot, &ComposeOptions { stories: vec!["norby".into()], ..options() });
    assert_eq!((edits.len(), said), (0, vec!["error[bad-value]: there is no story `norby`".to_owned()]));
}

#[test]
fn what_may_belong_to_a_published_story_waits_for_the_editor() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli/stories-undecided/site");
    let snapshot = digest::files::read(&case).value;
    let paths = |snapshot: &Snapshot, stories: &[&str]| {
        let options = ComposeOptions { stories: stories.iter().map(|s| (*s).to_owned()).collect(), ..options() };
        let (edits, said) = compose(snapshot, &options);
        let undecided = said.iter().filter(|s| s.starts_with("note[undecided-article]")).count();
        (edits.into_iter().map(|e| e.path).collect::<Vec<_>>(), undecided)
    };
    let own = "content/digests/hotels-count-the-cost-of-a-week-of-ash.md".to_owned();
    let (written, undecided) = paths(&snapshot, &[]);
    assert!(!written.is_empty() && !written.contains(&own) && undecided == 1, "{written:?}, {undecided}");
    assert_eq!(paths(&snapshot, &["hotels-count-the-cost-of-a-week-of-ash"]), (vec![own.clone()], 0), "an editor may ask for it by name");
    let article = "content/articles/maybe.md";
    let text = std::str::from_utf8(snapshot.bytes(article).unwrap()).unwrap();
    let text = text.replacen("---\n", "---\nstory: hotels-count-the-cost-of-a-week-of-ash\n", 1);
    let said = snapshot.with(&[Edit { path: article.to_owned(), contents: Some(text), keep_original: false }]);
    let (written, undecided) = paths(&said, &[]);
    assert!(written.contains(&own) && undecided == 0, "{written:?}, {undecided}");
}
