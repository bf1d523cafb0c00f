use crate::diag::{Diagnostic, codes};
use crate::files::{Content, MARKER, Plan, PublishFault, Published, Target, publish};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A plan of fixed texts; `broken` cannot be rendered.
#[derive(Clone, Default)]
struct Texts {
    pages: BTreeMap<&'static str, &'static str>,
    copies: BTreeMap<&'static str, PathBuf>,
    broken: Vec<&'static str>,
}

impl Plan for Texts {
    fn addresses(&self) -> Vec<&str> {
        self.pages.keys().chain(self.copies.keys()).chain(&self.broken).copied().collect()
    }

    fn content(&self, address: &str) -> Result<Content, Diagnostic> {
        match (self.pages.get(address), self.copies.get(address)) {
            (Some(text), _) => Ok(Content::Bytes(text.as_bytes().to_vec())),
            (None, Some(path)) => Ok(Content::CopyOf(path.clone())),
            (None, None) => Err(Diagnostic::homeless(&codes::TEMPLATE_ERROR, format!("{address} cannot be rendered"))),
        }
    }
}

fn pages(pages: &[(&'static str, &'static str)]) -> Texts {
    Texts { pages: pages.iter().copied().collect(), ..Texts::default() }
}

/// A root with a site's folders, in a folder of its own, so that what is left beside it shows.
fn site() -> (TempDir, PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let root = around.path().join("site");
    fs::create_dir_all(root.join("content")).unwrap();
    (around, root)
}

fn run(plan: &Texts, root: &Path) -> Result<Published, PublishFault> {
    publish(plan, &Target::new(root, &root.join("public")).unwrap(), &|| ())
}

/// Every file below a folder with its text, the marker left out.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.unwrap())
        .filter(|e| e.file_type().is_file() && e.file_name() != MARKER)
        .map(|e| (e.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(e.path()).unwrap()))
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_site_goes_up_changes_and_shrinks() {
    let (_around, root) = site();
    let plan = pages(&[("index.html", "home"), ("story/a/index.html", "a"), ("story/b/index.html", "b")]);
    assert_eq!(run(&plan, &root), Ok(Published { files: 3, changed: 3, removed: 0 }));
    assert!(root.join("public").join(MARKER).is_file());

    let plan = pages(&[("index.html", "home"), ("story/a/index.html", "A")]);
    assert_eq!(run(&plan, &root), Ok(Published { files: 2, changed: 1, removed: 1 }));
    let stands: Vec<_> = tree(&root.join("public")).into_iter().collect();
    assert_eq!(stands, [("index.html".to_owned(), "home".to_owned()), ("story/a/index.html".to_owned(), "A".to_owned())]);
    assert!(!root.join("public/story/b").exists(), "no empty folder is left");
    assert_eq!(names(&root), ["content", "public"], "nothing is left beside the site");
}

#[test]
fn where_nothing_changed_nothing_is_written() {
    let (_around, root) = site();
    let plan = pages(&[("index.html", "home"), ("a/index.html", "a")]);
    run(&plan, &root).unwrap();
    let times = |root: &Path| -> Vec<_> {
        let entries = walkdir::WalkDir::new(root).sort_by_file_name();
        entries.into_iter().map(|e| e.unwrap()).map(|e| (e.path().to_owned(), e.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = times(&root);
    assert_eq!(run(&plan, &root), Ok(Published { files: 2, changed: 0, removed: 0 }));
    assert_eq!(times(&root), before, "not even the root folder was touched, as a stage beside the site would");
}

#[cfg(unix)]
#[test]
fn what_did_not_change_keeps_its_file() {
    use std::os::unix::fs::MetadataExt as _;
    let (_around, root) = site();
    run(&pages(&[("a", "1"), ("b", "1")]), &root).unwrap();
    let of = |name: &str| fs::metadata(root.join("public").join(name)).unwrap().ino();
    let before = (of("a"), of("b"));
    run(&pages(&[("a", "1"), ("b", "2")]), &root).unwrap();
    assert_eq!(of("a"), before.0);
    assert_ne!(of("b"), before.1);
}

#[test]
fn copies_follow_their_file() {
    let (_around, root) = site();
    let picture = root.join("picture.bin");
    fs::write(&picture, vec![7; 200_000]).unwrap();
    let plan = Texts { copies: [("picture.bin", picture.clone())].into(), ..Texts::default() };
    assert_eq!(run(&plan, &root).unwrap().changed, 1);
    assert_eq!(run(&plan, &root).unwrap().changed, 0);
    let mut other = vec![7; 200_000];
    other[150_000] = 8;
    fs::write(&picture, &other).unwrap();
    assert_eq!(run(&plan, &root).unwrap().changed, 1, "one byte in the middle, the length is the same");
    assert_eq!(fs::read(root.join("public/picture.bin")).unwrap(), other);
    fs::remove_file(&picture).unwrap();
    assert!(matches!(run(&plan, &root), Err(PublishFault::Disk(_))));
    assert_eq!(fs::read(root.join("public/picture.bin")).unwrap(), other, "the old site stands");
}

#[test]
fn a_page_that_cannot_be_rendered_leaves_the_old_site_and_hides_no_other() {
    let (_around, root) = site();
    run(&pages(&[("index.html", "old")]), &root).unwrap();
    let broken = Texts { broken: vec!["x.html", "y.html"], ..pages(&[("index.html", "new")]) };
    let Err(PublishFault::Content(found)) = run(&broken, &root) else { panic!("the build must stop") };
    assert_eq!(found.iter().map(|d| &*d.message).collect::<Vec<_>>(), ["x.html cannot be rendered", "y.html cannot be rendered"]);
    assert_eq!(tree(&root.join("public"))["index.html"], "old");
    assert_eq!(names(&root), ["content", "public"]);
}

#[test]
fn a_file_in_the_way_of_a_folder_is_no_obstacle() {
    let (_around, root) = site();
    run(&pages(&[("a", "file")]), &root).unwrap();
    run(&pages(&[("a/index.html", "page")]), &root).unwrap();
    assert_eq!(tree(&root.join("public")).into_keys().collect::<Vec<_>>(), ["a/index.html"]);
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let (around, root) = site();
    fs::create_dir_all(root.join("content/digests")).unwrap();
    let foreign = around.path().join("thesis");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("chapter-1.tex"), "ten years of work").unwrap();
    fs::write(around.path().join("file"), "").unwrap();
    let mut refused = vec![
        (foreign.clone(), "files that this program did not make"),
        (around.path().join("file"), "is a file"),
        (root.clone(), "the site's own files"),
        (root.join("."), "the site's own files"),
        (around.path().to_owned(), "the site's own files"),
        (PathBuf::from("/"), "the site's own files"),
        (root.join("content"), "one of the site's own folders"),
        (root.join("content/digests/../digests/public"), "lies in content/"),
        (root.join("static/site"), "lies in static/"),
        (root.join(".git"), "one of the site's own folders"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&foreign, root.join("public")).unwrap();
        refused.push((root.join("public"), "is a link"));
        std::os::unix::fs::symlink(root.join("content"), around.path().join("way-in")).unwrap();
        refused.push((around.path().join("way-in/public"), "lies in content/"));
    }
    for (target, why) in refused {
        let found = Target::new(&root, &target).unwrap_err();
        assert_eq!(found.code, "not-ours", "{}", target.display());
        assert!(found.message.contains(why), "{}: {}", target.display(), found.message);
    }
    assert_eq!(fs::read_to_string(foreign.join("chapter-1.tex")).unwrap(), "ten years of work");
}

#[test]
fn an_empty_folder_and_one_deep_down_are_welcome() {
    let (around, root) = site();
    for target in [around.path().join("empty"), around.path().join("a/b/c"), root.join("out/site")] {
        if target.ends_with("empty") {
            fs::create_dir(&target).unwrap();
        }
        publish(&pages(&[("index.html", "x")]), &Target::new(&root, &target).unwrap(), &|| ()).unwrap();
        assert_eq!(tree(&target)["index.html"], "x");
    }
}

#[test]
fn stages_of_dead_builds_are_cleared_and_those_of_living_ones_are_not() {
    let (_around, root) = site();
    let (dead, alive, other) = (root.join(".public.stage-999998"), root.join(".public.stage-999999"), root.join(".public.stage-notes"));
    for folder in [&dead, &alive, &other] {
        fs::create_dir_all(folder.join("story")).unwrap();
        fs::write(folder.join(".digest-in-use"), "").unwrap();
    }
    let held = fs::File::open(alive.join(".digest-in-use")).unwrap();
    held.try_lock().unwrap();
    run(&pages(&[("index.html", "x")]), &root).unwrap();
    assert!(!dead.exists() && alive.exists() && other.exists());
    assert!(!root.join("public/.digest-in-use").exists());
}

#[test]
fn a_site_that_a_killed_build_moved_aside_comes_back() {
    let (_around, root) = site();
    run(&pages(&[("index.html", "old")]), &root).unwrap();
    fs::rename(root.join("public"), root.join(".public.before")).unwrap();
    run(&Texts { broken: vec!["x"], ..pages(&[("index.html", "new")]) }, &root).unwrap_err();
    assert_eq!(tree(&root.join("public"))["index.html"], "old");
}

#[test]
fn a_place_that_cannot_be_written_is_said_and_named_as_the_user_named_it() {
    let (_around, root) = site();
    fs::write(root.join("file"), "").unwrap();
    let found = match Target::new(&root, &root.join("file/public")) {
        Err(found) => found,
        Ok(target) => match publish(&pages(&[("index.html", "x")]), &target, &|| ()) {
            Err(PublishFault::Disk(found)) => found,
            other => panic!("{other:?}"),
        },
    };
    assert_eq!(found.code, "cannot-write");
    assert!(found.message.contains("file/public") && found.message.ends_with("a part of its path is a file, not a folder"), "{}", found.message);
}
