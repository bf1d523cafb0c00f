use crate::diag::{Checked, Texts as _};
use crate::files::{Edit, File, Snapshot, apply, read, reread};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.files().map(|(path, _)| &**path).collect()
}

fn said(checked: &Checked<Snapshot>) -> Vec<(String, String)> {
    let mut said: Vec<_> = checked.diagnostics.iter().map(|d| (d.span.as_ref().unwrap().file.to_string(), d.message.to_string())).collect();
    said.sort();
    said
}

#[test]
fn a_sites_files_are_read_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    for path in [
        "digest.yaml",
        ".digest.lock.yaml",
        "content/digests/a.md",
        "content/articles/deep/down/b.md",
        "static/robots.txt",
        "static/.well-known/x",
        "static/.htaccess",
        "themes/own/theme.yaml",
        // None of these.
        "README.md",
        "public/index.html",
        ".digest/lock",
        "content/digests/.a.md.swp",
        "content/digests/a.md~",
        "content/digests/4913",
        "content/digests/#a.md#",
        "content/.DS_Store",
        "static/.DS_Store",
        "static/node_modules/x.js",
        "content/digests/a.md.orig",
        "themes/.git/index",
    ] {
        put(root.path(), path, path.as_bytes());
    }
    let read = read(root.path());
    assert_eq!(read.diagnostics, []);
    assert_eq!(
        paths(&read.value),
        [
            ".digest.lock.yaml",
            "content/articles/deep/down/b.md",
            "content/digests/a.md",
            "digest.yaml",
            "static/.htaccess",
            "static/.well-known/x",
            "static/robots.txt",
            "themes/own/theme.yaml"
        ]
    );
    assert!(matches!(read.value.get("static/robots.txt"), Some(File::OnDisk { length: 17, .. })), "what is copied is not held");
    assert_eq!(read.value.text("content/digests/a.md"), Some("content/digests/a.md".into()));
    assert_eq!(read.value.markdown("content/digests/").count(), 1);
}

#[test]
fn a_root_that_is_not_there_is_an_empty_snapshot() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(paths(&read(&root.path().join("nowhere")).value), [""; 0]);
}

#[cfg(unix)]
#[test]
fn one_bad_file_stops_no_other() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let around = tempfile::tempdir().unwrap();
    let root = around.path().join("site");
    put(around.path(), "secret.txt", b"secret");
    put(around.path(), "secrets/key.txt", b"secret");
    put(&root, "content/digests/a.md", b"a");
    put(&root, "kept/b.md", b"b");
    symlink(around.path().join("secret.txt"), root.join("content/digests/out.md")).unwrap();
    symlink(around.path().join("secrets"), root.join("content/secrets")).unwrap();
    symlink("nowhere", root.join("content/digests/dangling.md")).unwrap();
    // What Emacs leaves while a file is being edited.
    symlink("me@host.1234", root.join("content/digests/.#a.md")).unwrap();
    symlink("..", root.join("content/digests/round")).unwrap();
    symlink(root.join("kept"), root.join("content/kept")).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(root.join("content/digests").join(name), "x").unwrap();

    let read = read(&root);
    assert_eq!(paths(&read.value), ["content/digests/a.md", "content/kept/b.md"]);
    let outside = "a link that leads out of the site's folder is not followed";
    let expected = [
        ("content/digests/caf\u{fffd}.md", "the file's name is not UTF-8"),
        ("content/digests/dangling.md", "cannot be read: the link leads nowhere"),
        ("content/digests/out.md", outside),
        ("content/digests/round", "cannot be read: the link leads back to a folder above it"),
        ("content/secrets", outside),
    ];
    assert_eq!(said(&read), expected.map(|(path, message)| (path.to_owned(), message.to_owned())));
}

#[test]
fn bytes_come_as_they_are() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "content/articles/bom.md", b"\xef\xbb\xbfa\r\nb");
    put(root.path(), "content/digests/latin.md", b"caf\xe9");
    put(root.path(), "content/digests/empty.md", b"");
    let read = read(root.path());
    assert_eq!(read.diagnostics, [], "what bytes mean is for others to judge");
    assert_eq!(read.value.bytes("content/articles/bom.md").unwrap().as_ref(), b"\xef\xbb\xbfa\r\nb");
    assert_eq!(read.value.text("content/digests/latin.md"), None);
    assert_eq!(read.value.text("content/digests/empty.md"), Some("".into()));
}

/// Reading again what changed gives what reading all gives.
fn check_again(root: &Path, before: &mut Checked<Snapshot>, changed: &[&str]) {
    let changed: BTreeSet<String> = changed.iter().map(|c| (*c).to_owned()).collect();
    let again = reread(root, before, &changed);
    let whole = read(root);
    let held = |s: &Snapshot| -> Vec<_> { s.files().map(|(p, f)| (p.to_string(), format!("{f:?}"))).collect() };
    assert_eq!(held(&again.value), held(&whole.value), "{changed:?}");
    assert_eq!(said(&again), said(&whole), "{changed:?}");
    *before = again;
}

#[test]
fn reading_again_what_changed_is_reading_all() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    put(root, "content/digests/a.md", b"a");
    put(root, "content/digests/ab.md", b"ab");
    put(root, "content/digests/sub/c.md", b"c");
    let mut now = read(root);
    check_again(root, &mut now, &[]);
    put(root, "digest.yaml", b"title: x");
    put(root, "content/digests/a.md", b"A");
    check_again(root, &mut now, &["digest.yaml", "content/digests/a.md"]);
    fs::remove_file(root.join("content/digests/a.md")).unwrap();
    check_again(root, &mut now, &["content/digests/a.md"]);
    fs::rename(root.join("content/digests/sub"), root.join("content/digests/su")).unwrap();
    check_again(root, &mut now, &["content/digests/sub", "content/digests/su"]);
    put(root, "themes/own/static/x/y.css", b"y");
    check_again(root, &mut now, &["themes"]);
    fs::remove_dir_all(root.join("content")).unwrap();
    check_again(root, &mut now, &["content", "content/digests/ab.md"]);
    put(root, "content", b"a file where a folder was");
    check_again(root, &mut now, &["content"]);
    put(root, "public/index.html", b"x");
    check_again(root, &mut now, &["public/index.html", "../x", "/etc/passwd"]);
    #[cfg(unix)]
    {
        fs::remove_file(root.join("content")).unwrap();
        std::os::unix::fs::symlink("themes", root.join("content")).unwrap();
        check_again(root, &mut now, &["content"]);
        put(root, "themes/own/static/x/y.css", b"z");
        check_again(root, &mut now, &["themes/own/static/x/y.css"]);
        fs::remove_file(root.join("content")).unwrap();
        std::os::unix::fs::symlink("/", root.join("content")).unwrap();
        check_again(root, &mut now, &["content"]);
        fs::remove_file(root.join("content")).unwrap();
        check_again(root, &mut now, &["content"]);
        assert_eq!(said(&now), []);
    }
}

#[test]
fn a_snapshot_with_edits_is_the_folder_after_them() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "content/digests/a.md", b"a");
    put(root.path(), "content/digests/b.md", b"b");
    let edit = |path: &str, contents: Option<&str>| Edit { path: path.to_owned(), contents: contents.map(str::to_owned), keep_original: false };
    let edits = [
        edit("content/digests/a.md", Some("A")),
        edit("content/digests/b.md", None),
        edit("content/digests/c.md", Some("c")),
        edit("content/x.md.orig", Some("o")),
    ];
    let thought = read(root.path()).value.with(&edits[..3]);
    apply(root.path(), &edits).unwrap();
    let held = |s: &Snapshot| -> Vec<_> { s.files().map(|(p, _)| (p.to_string(), s.text(p).map(Cow::into_owned))).collect() };
    assert_eq!(held(&read(root.path()).value), held(&thought));
}
