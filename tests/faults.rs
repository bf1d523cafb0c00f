//! A disk that refuses: files that may not grow beyond so many blocks, files that cannot be opened, folders that cannot be written, caches that are damaged.
//! The program says so in words, the site on disk is the old one or the new one, no file of the editor's is cut short, and afterwards the same command works.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on says where; it makes the files that it needs")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use trees::{Tree, tree};

mod trees;

/// Runs the program after `limit`, a line of the shell; gives its exit code and all that it said.
fn run(site: &Path, limit: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new("bash");
    command.arg("-c").arg(format!("{limit}\nexec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_digest")).args(arguments);
    command.current_dir(site).stdin(Stdio::null()).env("SOURCE_DATE_EPOCH", "1795000000").env("NO_COLOR", "1");
    let ran = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    // The site has its digest.yaml, whatever else cannot be read.
    for trace in ["missing-config", "panicked", "RUST_BACKTRACE", "os error", "stack backtrace"] {
        assert!(!said.contains(trace), "{limit} {arguments:?}: {said}");
    }
    (ran.status.code().unwrap_or_else(|| panic!("{limit} {arguments:?}: killed by a signal\n{said}")), said)
}

/// Writes past so many blocks fail, as on a full disk.
fn small_files(blocks: usize) -> String {
    format!("trap '' XFSZ; ulimit -f {blocks}")
}

fn few_files(open: usize) -> String {
    format!("ulimit -n {open}")
}

fn page(n: usize) -> String {
    let line = |line| {
        format!(
            "<p>The harbour council of Corvey bought {n}{line} boats from the yard that opened in 19{line}{n}, said its speaker. The Corvey budget had set aside \
             {line} million crowns for the purchase, which {line} members opposed.</p>"
        )
    };
    let text: String = (1..10).map(line).collect();
    let title = format!("Council of Corvey buys {n} boats for harbour");
    format!("<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>")
}

/// A site with a built public/, whose next build would differ.
fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), "", &["new", "site"]).0, 0);
    let site = folder.path().join("site");
    assert_eq!(run(&site, "", &["build"]).0, 0);
    fs::create_dir(site.join("raw")).unwrap();
    for n in 0..3 {
        fs::write(site.join(format!("raw/{n}.html")), page(n)).unwrap();
    }
    folder
}

/// No stage and no unfinished file lies about once a command that was not killed is done.
fn swept(site: &Path, when: &str) {
    let left = walkdir::WalkDir::new(site).into_iter().flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    let left: Vec<String> = left.filter(|n| n.contains(".stage-") || n.starts_with(".digest-") && n.ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{when}: {left:?}");
}

#[test]
fn a_build_that_may_not_write_leaves_the_old_site_or_the_new_one() {
    let folder = site();
    let site = folder.path().join("site");
    let (old, content) = (tree(&site.join("public")), tree(&site.join("content")));
    let config = fs::read_to_string(site.join("digest.yaml")).unwrap();
    fs::write(site.join("digest.yaml"), config.replace("My Digest", "Another Name")).unwrap();
    let clean = folder.path().join("clean");
    let command = ["build", "--no-compose", "--output", clean.to_str().unwrap()];
    assert_eq!(run(&site, "", &command).0, 0);
    let new = tree(&clean);
    assert_ne!(old, new);
    let limits = [0, 1, 2, 4, 8, 16, 24, 48, 96, 1000].map(small_files).into_iter().chain((4..12).chain([16, 24, 40]).map(few_files));
    let (mut refused, mut done) = (0, 0);
    for limit in limits {
        // Each begins with the old site.
        fs::write(site.join("digest.yaml"), &config).unwrap();
        assert_eq!(run(&site, "", &["build", "--no-compose"]).0, 0);
        assert_eq!(tree(&site.join("public")), old);
        fs::write(site.join("digest.yaml"), config.replace("My Digest", "Another Name")).unwrap();
        let (code, said) = run(&site, &limit, &["build", "--no-compose"]);
        let now = tree(&site.join("public"));
        match code {
            0 => assert!(now == new, "{limit}: {said}"),
            1 | 2 => assert!(now == old && said.contains("error"), "{limit}: {said}"),
            other => panic!("{limit}: exit {other}: {said}"),
        }
        (refused, done) = if code == 0 { (refused, done + 1) } else { (refused + 1, done) };
        assert_eq!(tree(&site.join("content")), content, "{limit}");
        swept(&site, &limit);
    }
    assert!(refused > 6 && done > 3, "{refused} refused, {done} done");
    assert_eq!(run(&site, "", &["build", "--no-compose"]).0, 0);
    assert_eq!(tree(&site.join("public")), new, "the same command works afterwards");
}

#[test]
fn adding_and_composing_lose_nothing() {
    let folder = site();
    let site = folder.path().join("site");
    let before = tree(&site.join("content"));
    let add = ["add", "raw/0.html", "raw/1.html", "raw/2.html"];
    assert_eq!(run(&site, "", &add).0, 0);
    let added = tree(&site.join("content"));
    assert_eq!(run(&site, "", &["compose"]).0, 0);
    let composed = tree(&site.join("content"));
    assert!(before.len() < added.len() && added.len() < composed.len());
    let reset = |to: &Tree| {
        fs::remove_dir_all(site.join("content")).unwrap();
        for (path, bytes) in to {
            let path = site.join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    };
    let limits: Vec<String> = [0, 1, 2, 4].map(small_files).into_iter().chain([4, 5, 6, 8, 12].map(few_files)).collect();
    for (arguments, from, to) in [(&add[..], &before, &added), (&["compose"][..], &added, &composed)] {
        let mut refused = 0;
        for limit in &limits {
            reset(from);
            let (code, said) = run(&site, limit, arguments);
            refused += usize::from(code != 0);
            assert!(code == 0 || said.contains("error"), "{limit} {arguments:?}: {said}");
            let now = tree(&site.join("content"));
            for (path, bytes) in &now {
                assert!(from.get(path) == Some(bytes) || to.get(path) == Some(bytes), "{limit} {arguments:?}: {path} is neither\n{said}");
            }
            assert!(from.keys().all(|path| now.contains_key(path)), "{limit} {arguments:?}: {said}");
            assert!(code != 0 || now == *to, "{limit} {arguments:?}: it says that all is well\n{said}");
            swept(&site, limit);
            assert_eq!(run(&site, "", arguments).0, 0);
            assert_eq!(tree(&site.join("content")), *to, "{limit} {arguments:?}: the same command works afterwards");
        }
        assert!(refused > 1, "{arguments:?}: {refused}");
    }
}

/// What else writes the editor's files: taking down, and the editor's word on stories.
#[test]
fn taking_down_and_deciding_lose_nothing() {
    let folder = site();
    let site = folder.path().join("site");
    assert_eq!(run(&site, "", &["add", "raw/0.html", "raw/1.html", "raw/2.html"]).0, 0);
    assert_eq!(run(&site, "", &["compose"]).0, 0);
    let files = || {
        let mut files = tree(&site);
        files.retain(|path, _| path.starts_with("content/") || path == "digest.yaml");
        files
    };
    let from = files();
    let digest = from.keys().find(|path| path.starts_with("content/digests/")).unwrap().clone();
    let story = digest.trim_start_matches("content/digests/").trim_end_matches(".md");
    let reset = || {
        fs::remove_dir_all(site.join("content")).unwrap();
        for (path, bytes) in &from {
            let path = site.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    };
    let limits: Vec<String> = [0, 1, 2, 4].map(small_files).into_iter().chain([4, 5, 6, 7, 8, 12].map(few_files)).collect();
    for arguments in [&["takedown", &digest, "--reason", "Withdrawn."][..], &["stories", "refuse", story], &["stories", "rename", story, "another-name"]] {
        reset();
        assert_eq!(run(&site, "", arguments).0, 0);
        let to = files();
        assert_ne!(from, to);
        let mut refused = 0;
        for limit in &limits {
            reset();
            let (code, said) = run(&site, limit, arguments);
            refused += usize::from(code != 0);
            assert!(code == 0 || said.contains("error"), "{limit} {arguments:?}: {said}");
            let now = files();
            for (path, bytes) in &now {
                assert!(from.get(path) == Some(bytes) || to.get(path) == Some(bytes), "{limit} {arguments:?}: {path} is neither\n{said}");
            }
            assert!(from.keys().all(|path| now.contains_key(path) || !to.contains_key(path)), "{limit} {arguments:?}: {said}");
            assert!(code != 0 || now == to, "{limit} {arguments:?}: it says that all is well\n{said}");
            swept(&site, limit);
        }
        assert!(refused > 1, "{arguments:?}: {refused}");
        reset();
        assert_eq!(run(&site, "", arguments).0, 0);
        assert_eq!(files(), to, "{arguments:?}: the same command works afterwards");
    }
}

/// What a power cut makes of files that were not flushed: the next build writes them again, whether anything else has changed or not.
#[test]
fn a_damaged_site_is_made_whole_by_the_next_build() {
    let folder = site();
    let site = folder.path().join("site");
    let public = site.join("public");
    let whole = tree(&public);
    for (how, damage) in [("empty", 0), ("cut short", 2), ("zeroed", 1)] {
        for (path, bytes) in whole.iter().filter(|(path, _)| *path != ".digest-site") {
            // Another file of that name, so that pages that share their bytes with another folder stay whole there.
            let cut = if damage == 1 { vec![0; bytes.len()] } else { bytes[..bytes.len().min(bytes.len() * damage / 4)].to_vec() };
            fs::remove_file(public.join(path)).unwrap();
            fs::write(public.join(path), cut).unwrap();
        }
        let (code, said) = run(&site, "", &["build", "--no-compose"]);
        assert!(code == 0 && tree(&public) == whole, "{how}: {said}");
    }
    // Without its marker it could be anybody's folder: it is left alone.
    fs::remove_file(public.join(".digest-site")).unwrap();
    let (code, said) = run(&site, "", &["build", "--no-compose"]);
    assert!(code == 2 && said.contains("not-ours"), "{said}");
}

#[test]
fn an_output_folder_that_cannot_be_made_is_said() {
    let folder = site();
    let site = folder.path().join("site");
    // Neither takes a folder, whoever asks.
    for output in ["/proc/digest/public", "/dev/null/public", "/sys/digest"] {
        let (code, said) = run(&site, "", &["build", "--no-compose", "--output", output]);
        assert!(code == 2 && said.contains("cannot-write") && said.contains(output), "{output}: {said}");
    }
}

#[test]
fn a_damaged_cache_changes_no_byte() {
    let folder = site();
    let site = folder.path().join("site");
    assert_eq!(run(&site, "", &["add", "raw/0.html", "raw/1.html"]).0, 0);
    assert_eq!(run(&site, "", &["build"]).0, 0);
    assert_eq!(run(&site, "", &["stories"]).0, 0);
    let (public, content, caches) = (tree(&site.join("public")), tree(&site.join("content")), tree(&site.join(".digest")));
    assert!(caches.values().filter(|bytes| !bytes.is_empty()).count() > 2, "{:?}", caches.keys());
    type Damage = fn(&[u8]) -> Vec<u8>;
    let damages: [(&str, Damage); 5] = [
        ("cut short", |b| b[..b.len() / 2].to_vec()),
        ("empty", |_| Vec::new()),
        ("zeroed", |b| vec![0; b.len()]),
        ("garbage", |b| b.iter().rev().map(|x| x ^ 0x5a).collect()),
        ("of another version", |b| [b"v999\n", b].concat()),
    ];
    for (how, damage) in damages {
        for (path, bytes) in &caches {
            fs::write(site.join(".digest").join(path), damage(bytes)).unwrap();
        }
        // As it stands, and from nothing: what was damaged is not only passed over because nothing had to be made.
        for fresh in [false, true] {
            if fresh {
                fs::remove_dir_all(site.join("public")).unwrap();
            }
            let (code, said) = run(&site, "", &["build"]);
            assert_eq!(code, 0, "{how}: {said}");
            assert!(tree(&site.join("public")) == public && tree(&site.join("content")) == content, "{how}: {said}");
        }
    }
}

#[test]
fn two_builds_at_once_both_end_well_and_a_foreign_folder_is_left_alone() {
    let folder = site();
    let site = folder.path().join("site");
    let text = fs::read_to_string(site.join("digest.yaml")).unwrap().replace("My Digest", "Another Name");
    fs::write(site.join("digest.yaml"), text).unwrap();
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
        command.args(["build", "--no-compose"]).current_dir(&site).env("SOURCE_DATE_EPOCH", "1795000000").env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let builds: Vec<_> = (0..4).map(|_| start()).collect();
    for build in builds {
        let ended = build.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let clean = folder.path().join("clean");
    assert_eq!(run(&site, "", &["build", "--no-compose", "--output", clean.to_str().unwrap()]).0, 0);
    assert_eq!(tree(&site.join("public")), tree(&clean));
    swept(&site, "four builds");

    // A link in the place of public/, to a folder that is ours and to one that is not; and a stranger's folder of that name.
    let stranger = folder.path().join("stranger");
    fs::create_dir(&stranger).unwrap();
    fs::write(stranger.join("thesis.txt"), "ten years of work").unwrap();
    fs::remove_dir_all(site.join("public")).unwrap();
    for target in [&stranger, &clean] {
        let before = tree(target);
        std::os::unix::fs::symlink(target, site.join("public")).unwrap();
        let (code, said) = run(&site, "", &["build", "--no-compose"]);
        assert!(code == 2 && said.contains("not-ours"), "{said}");
        assert_eq!(tree(target), before);
        fs::remove_file(site.join("public")).unwrap();
    }
    fs::rename(&stranger, site.join("public")).unwrap();
    let (code, said) = run(&site, "", &["build", "--no-compose"]);
    assert!(code == 2 && said.contains("not-ours"), "{said}");
    assert_eq!(fs::read_to_string(site.join("public/thesis.txt")).unwrap(), "ten years of work");
}
