//! The editor's word on stories: what stands in which file after it, and that taking it back gives the files that there were.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use digest::files::{self, Snapshot};
use digest::pipeline::{Content, Decision, Memory, decide, stories};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of the case `stories-decided`, every one with line ends of its own.
fn site(line_end: &str) -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli/stories-decided/site");
    let read = files::read(&root).value;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace('\n', line_end).into_bytes();
    Snapshot::of(read.files().map(|(path, file)| (path.to_string(), text(&file.contents().unwrap()))))
}

fn decided(snapshot: &Snapshot, decision: &Decision) -> Snapshot {
    let read = Content::read(snapshot, &Memory::default());
    assert_eq!(read.diagnostics, []);
    let decided = decide(&read.value, snapshot, &stories(&read.value), decision).unwrap();
    snapshot.with(&decided.edits)
}

fn texts(snapshot: &Snapshot) -> BTreeMap<String, String> {
    snapshot.files().map(|(path, file)| (path.to_string(), file.text().unwrap().into_owned())).collect()
}

/// The lines that are in one and not in the other, `-` and `+` before them.
fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let (before, after) = (texts(before), texts(after));
    let lines = |all: &BTreeMap<String, String>| all.iter().flat_map(|(p, t)| t.lines().map(move |l| format!("{p}: {l}"))).collect::<Vec<_>>();
    let (old, new) = (lines(&before), lines(&after));
    let only = |a: &[String], b: &[String], sign: &str| a.iter().filter(|l| !b.contains(l)).map(|l| format!("{sign} {l}")).collect::<Vec<_>>();
    [only(&old, &new, "-"), only(&new, &old, "+")].concat()
}

fn rename(story: &str, name: &str) -> Decision {
    Decision::Rename { story: story.to_owned(), name: name.to_owned() }
}

fn merge(story: &str, into: &str) -> Decision {
    Decision::Merge { stories: vec![story.to_owned()], into: into.to_owned() }
}

const TUNNEL: &str = "new-tunnel-in-the-westfjords-opens-late";

#[test]
fn a_decision_changes_its_own_lines_and_no_other_byte() {
    for line_end in ["\n", "\r\n"] {
        let site = site(line_end);
        let split = Decision::Split { story: "katla-erupts".to_owned(), articles: vec!["new-1".to_owned()], name: Some("keflavik".to_owned()) };
        assert_eq!(changed(&site, &decided(&site, &split)), ["+ content/articles/new-1.md: story: keflavik"]);
        let refused = decided(&site, &Decision::Refuse { story: TUNNEL.to_owned() });
        let lines = changed(&site, &refused);
        let wanted = [
            "- digest.yaml: stories: {days: 4}       # we are quick",
            &format!("+ content/articles/old-3.md: story: {TUNNEL}"),
            &format!("+ digest.yaml: stories: {{refused: [{TUNNEL}], days: 4}}       # we are quick"),
        ];
        assert_eq!(lines, wanted);
        let accepted = decided(&refused, &Decision::Accept { story: TUNNEL.to_owned() });
        assert!(texts(&accepted)["digest.yaml"].contains("stories: {refused: [], days: 4}       # we are quick"));
        for text in texts(&refused).values() {
            assert_eq!(text.matches('\n').count(), text.matches(line_end).count(), "line ends stay as they are: {text:?}");
        }
    }
}

#[test]
fn an_address_that_goes_leads_to_where_the_story_is() {
    let site = site("\n");
    let renamed = decided(&site, &rename("katla-erupts", "katla"));
    let text = &texts(&renamed)["content/digests/katla.md"];
    assert!(text.contains("\naliases: [\"/story/katla-erupts/\"]\n---\n") && text.contains("writer: hand   # Jana"), "{text}");
    assert!(!texts(&renamed).contains_key("content/digests/katla-erupts.md"));
    // Back again: the first address is its own, and the second leads to it.
    let back = decided(&renamed, &rename("katla", "katla-erupts"));
    let lines = changed(&site, &back);
    assert_eq!(lines, ["+ content/digests/katla-erupts.md: aliases: [\"/story/katla/\"]"]);

    let mut two = texts(&site);
    let other = two["content/digests/katla-erupts.md"].replace("old-1", "bridge").replace("old-2", "new-2").replace("title: Katla erupts\n", "title: Bridge\n");
    two.insert("content/digests/bridge.md".to_owned(), other);
    let two = Snapshot::of(two.into_iter().map(|(p, t)| (p, t.into_bytes())));
    let merged = decided(&two, &merge("bridge", "katla-erupts"));
    assert!(texts(&merged)["content/digests/katla-erupts.md"].contains("aliases: [\"/story/bridge/\"]"));
    assert!(!texts(&merged).contains_key("content/digests/bridge.md"));
    let split = Decision::Split { story: "katla-erupts".to_owned(), articles: vec!["bridge".to_owned(), "new-2".to_owned()], name: Some("bridge".to_owned()) };
    let apart = decided(&merged, &split);
    assert!(texts(&apart)["content/digests/katla-erupts.md"].contains("aliases: []"), "its address is free again");
}

#[test]
fn a_digest_that_no_hand_touched_is_still_one() {
    let mut texts = texts(&site("\n"));
    let digest = texts.get_mut("content/digests/katla-erupts.md").unwrap();
    let print = digest::types::digest_file::fingerprint(digest);
    *digest = digest.replacen("sources:\n", &format!("composed: {print}\nsources:\n"), 1);
    let site = Snapshot::of(texts.into_iter().map(|(p, t)| (p, t.into_bytes())));
    let renamed = decided(&site, &rename("katla-erupts", "katla"));
    let content = Content::read(&renamed, &Memory::default()).value;
    assert!(!content.digest("katla").unwrap().is_edited());
}

#[test]
fn a_refused_story_takes_in_what_is_told_of_it_later() {
    let site = site("\n");
    let refused = decided(&site, &Decision::Refuse { story: "harwick-bridge-is-shut".to_owned() });
    let mut texts = texts(&refused);
    let later = texts["content/articles/bridge.md"].replace("# Read on the train.\n", "").replace("2026-04-08", "2026-04-09");
    texts.insert("content/articles/later.md".to_owned(), later.replace("Harwick shuts", "No way over"));
    let content = Content::read(&Snapshot::of(texts.into_iter().map(|(p, t)| (p, t.into_bytes()))), &Memory::default()).value;
    let grouping = stories(&content);
    assert_eq!(grouping.apart, ["bridge", "later", "new-2"]);
    assert_eq!(grouping.stories.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["katla-erupts", TUNNEL]);
}

/// Killed after any number of its edits, a decision has lost no article and no digest, and the site can be read.
#[test]
fn a_decision_that_was_cut_off_has_lost_nothing() {
    let (one, mut two) = (site("\n"), texts(&site("\n")));
    let other = two["content/digests/katla-erupts.md"].replace("old-1", "bridge").replace("old-2", "new-2").replace("title: Katla erupts\n", "title: Bridge\n");
    two.insert("content/digests/bridge.md".to_owned(), other.replace("The volcano Katla", "Another volcano"));
    let two = Snapshot::of(two.into_iter().map(|(p, t)| (p, t.into_bytes())));
    let split = Decision::Split { story: "katla-erupts".to_owned(), articles: vec!["new-1".to_owned()], name: Some("keflavik".to_owned()) };
    let refuse = |story: &str| Decision::Refuse { story: story.to_owned() };
    let body = |text: &str| text.split("\n---\n").nth(1).unwrap_or(text).trim().to_owned();
    for (site, decision) in [
        (&one, rename("katla-erupts", "katla")),
        (&one, rename(TUNNEL, "tunnel")),
        (&one, split),
        (&one, refuse("katla-erupts")),
        (&one, refuse(TUNNEL)),
        (&two, merge("bridge", "katla-erupts")),
    ] {
        let read = Content::read(site, &Memory::default()).value;
        let edits = decide(&read, site, &stories(&read), &decision).unwrap().edits;
        let bodies: Vec<String> = texts(site).iter().filter(|(path, _)| path.ends_with(".md")).map(|(_, text)| body(text)).collect();
        for n in 0..=edits.len() {
            let root = tempfile::tempdir().unwrap();
            let whole: Vec<_> = texts(site).into_iter().map(|(path, text)| files::Edit { path, contents: Some(text), keep_original: false }).collect();
            files::apply(root.path(), &whole).unwrap();
            files::apply(root.path(), &edits[..n]).unwrap();
            let errors = Content::read(&files::read(root.path()).value, &Memory::default()).diagnostics;
            assert_eq!(errors, [], "{decision:?} after {n} edits");
            let there: Vec<String> = walkdir::WalkDir::new(root.path())
                .into_iter()
                .map(Result::unwrap)
                .filter(|e| e.file_type().is_file())
                .map(|e| body(&String::from_utf8_lossy(&files::contents(e.path()).unwrap())))
                .collect();
            assert!(bodies.iter().all(|body| there.contains(body)), "{decision:?} after {n} of {} edits: a text is gone", edits.len());
        }
    }
}
