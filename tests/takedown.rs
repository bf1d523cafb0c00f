//! What must go goes with one command, says so at its address, and does not come back.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

#[path = "common/copy.rs"]
mod copy;

use assert_cmd::Command;
use copy::copy;
use digest::files;
use digest::pipeline::{self, Content, Memory};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        copy(Path::new("tests/cases/takedown/site"), site.0.path());
        site
    }

    fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(relative)
    }

    fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap_or_else(|e| panic!("{relative}: {e}"))
    }

    /// Runs the program, and gives what it says and whether it succeeded.
    fn run(&self, arguments: &[&str]) -> (String, bool) {
        let ran = Command::new(env!("CARGO_BIN_EXE_digest"))
            .arg("--root")
            .arg(self.0.path())
            .args(arguments)
            .env("SOURCE_DATE_EPOCH", "1790769600")
            .output()
            .unwrap();
        (String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap(), ran.status.success())
    }
}

#[test]
fn a_digest_goes_and_its_address_says_so() {
    let site = Site::new();
    let (said, fine) = site.run(&["takedown", "content/digests/mill.md", "--reason", "A court <ordered> it."]);
    assert!(fine && said.contains("/story/mill/ says so"), "{said}");
    assert!(!site.path("content/digests/mill.md").exists() && site.path("content/articles/mill.md").exists());
    let (said, fine) = site.run(&["takedown", "content/digests/mill.md"]);
    assert!(!fine && said.contains("was taken down on"), "{said}");
    assert!(site.run(&["build", "--no-compose"]).1);
    for page in ["public/story/mill/index.html", "public/old/mill/index.html"] {
        let html = site.read(page);
        assert!(html.contains("Withdrawn") && html.contains("A court &lt;ordered&gt; it.") && html.contains("noindex"), "{html}");
        assert!(!html.contains("paper mill"), "nothing of the story is left");
    }
    let redirects = site.read("public/_redirects");
    assert!(redirects.contains("/story/mill/* /410.html 410!\n") && redirects.contains("/old/mill/* /410.html 410!\n"), "{redirects}");
    assert!(site.read("public/410.html").contains("Withdrawn"));
    assert!(site.read("public/story/mill/index.html").contains("withdrawn on <time datetime=\"2026-09-30\">30 September 2026</time>."));
    for gone in ["feed.xml", "feed.json", "sitemap.xml", "index.html"] {
        assert!(!site.read(&format!("public/{gone}")).contains("/story/mill/"), "{gone}");
    }
    let claims: serde_json::Value = serde_json::from_str(&site.read("public/claims.json")).unwrap();
    assert_eq!(claims["stories"].as_array().unwrap().len(), 1);
    assert_eq!(claims["withdrawn"][0]["urls"][0], "https://daily.example/story/mill/");
    assert!(!site.path("public/story/mill/claims.json").exists());
    // The articles are still there, and the story is not written again, by whatever name.
    assert!(site.run(&["compose"]).1);
    assert!(!site.path("content/digests/mill.md").exists());
    let again: Vec<_> = fs::read_dir(site.path("content/digests")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(again, ["school.md"]);
}

#[test]
fn an_article_goes_with_all_that_rests_on_it_alone() {
    let site = Site::new();
    let (said, fine) = site.run(&["takedown", "https://courier.example/mill"]);
    assert!(fine, "{said}");
    let digest = site.read("content/digests/mill.md");
    for gone in ["€2.4 million", "11 to 4", "sold for a song", "At the council", "[^1", "courier.example"] {
        assert!(!digest.contains(gone), "{gone} is still in\n{digest}");
    }
    for kept in [
        "Kestrel Foundry has bought the paper mill.[^2a]",
        "## The school",
        "[^2a]: [Inland Post]",
        "text: What rested on an article of Harbour Courier was taken out.",
    ] {
        assert!(digest.contains(kept), "{kept} is missing in\n{digest}");
    }
    let body = digest.split("\n---\n").nth(1).unwrap();
    assert!(!body.lines().any(|l| l.starts_with(' ')) && !body.contains("  "), "no space is left behind\n{body}");
    let (said, fine) = site.run(&["build", "--no-compose"]);
    assert!(fine, "{said}");
    assert!(site.read("public/story/mill/index.html").contains("Corrections"));
    // It is not added again: neither by its address nor by its text.
    let page = site.path("again.md");
    fs::write(&page, fs::read_to_string("tests/cases/takedown/site/content/articles/mill.md").unwrap()).unwrap();
    let (said, _) = site.run(&["add", page.to_str().unwrap()]);
    assert!(said.contains("taken-down") && !site.path("content/articles/mill.md").exists(), "{said}");
    assert_eq!(fs::read_dir(site.path("content/articles")).unwrap().count(), 1);
    // Nor by way of the inbox.
    fs::create_dir_all(site.path("content/inbox")).unwrap();
    fs::copy(&page, site.path("content/inbox/again.md")).unwrap();
    let (said, fine) = site.run(&["build"]);
    assert!(fine && said.contains("taken-down"), "{said}");
    assert_eq!(fs::read_dir(site.path("content/articles")).unwrap().count(), 1);
    assert!(site.path("content/inbox/done/again.md").exists());
}

#[test]
fn a_digest_that_rests_on_the_article_alone_goes_too() {
    let site = Site::new();
    let (said, fine) = site.run(&["takedown", "content/articles/post.md"]);
    assert!(fine && said.contains("content/digests/school.md is taken down"), "{said}");
    assert!(!site.path("content/digests/school.md").exists() && site.path("content/digests/mill.md").exists());
}

#[test]
fn what_is_not_there_is_named_and_nothing_is_written() {
    let site = Site::new();
    let (said, fine) = site.run(&["takedown", "mil"]);
    assert!(!fine && said.contains("did you mean `mill`?"), "{said}");
    let (said, fine) = site.run(&["takedown", "mill", "--dry-run"]);
    // Both a digest and an article are called so.
    assert!(!fine && said.contains("content/digests/mill.md"), "{said}");
    assert!(site.path("content/digests/mill.md").exists() && !site.path("content/takedowns.yaml").exists());
}

#[test]
fn a_published_site_is_proved_again_by_its_claims() {
    let site = Site::new();
    assert!(site.run(&["build", "--no-compose"]).1);
    let public = site.path("public");
    let public = public.to_str().unwrap();
    let (said, fine) = site.run(&["check", "--site", public]);
    assert!(fine && said.contains("everything holds"), "{said}");
    // A passage and a verdict that somebody changed behind our back, one at a time, so that each is seen to be found.
    let path = site.path("public/story/mill/claims.json");
    let claims = fs::read_to_string(&path).unwrap();
    for (from, to, found) in [
        ("for €2.4 million", "for €9.9 million", "quote-not-in-article"),
        ("\"verdict\":\"supported\"", "\"verdict\":\"unsupported\"", "the verdict is “unsupported” there"),
    ] {
        fs::write(&path, claims.replace(from, to)).unwrap();
        let (said, fine) = site.run(&["check", "--site", public]);
        assert!(!fine && said.contains(found), "{from}: {said}");
    }
}

#[test]
fn a_takedown_that_was_cut_off_is_finished_by_the_same_command() {
    let today = "2026-10-01".parse().unwrap();
    let plan = |site: &Site, name: &str| {
        let content = Content::read(&files::read(site.0.path()).value, &Memory::default()).value;
        pipeline::takedown(&content, name, Some("Withdrawn."), today).map(|plan| plan.edits)
    };
    let texts = |site: &Site| {
        let files = walkdir::WalkDir::new(site.path("content")).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        files.map(|e| (e.path().strip_prefix(site.0.path()).unwrap().to_owned(), fs::read_to_string(e.path()).unwrap())).collect::<BTreeMap<_, _>>()
    };
    for name in ["content/digests/mill.md", "https://courier.example/mill", "content/articles/post.md"] {
        let site = Site::new();
        let edits = plan(&site, name).unwrap();
        files::apply(site.0.path(), &edits).unwrap();
        let whole = texts(&site);
        assert!(edits.len() > 1);
        for n in 0..edits.len() {
            let site = Site::new();
            files::apply(site.0.path(), &edits[..n]).unwrap();
            files::apply(site.0.path(), &plan(&site, name).unwrap()).unwrap();
            assert_eq!(texts(&site), whole, "{name}: killed after {n} of {} edits", edits.len());
        }
    }
}
