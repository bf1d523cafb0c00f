use super::{Press, ROOT};
use crate::serve::edition::{Edition, Newsstand};
use crate::serve::{Settings, Watching, work};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A builder at work on a folder.
struct Work {
    _folder: tempfile::TempDir,
    root: PathBuf,
    stand: Arc<Newsstand>,
    marks: u32,
}

impl Work {
    fn start(watching: Watching, composes: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        put(&root, "content/digests/a.md", "a");
        let stand = Arc::new(Newsstand::new());
        let settings = Settings { root: root.clone(), watching, reload: true, follow: true };
        let (behind, named) = (Arc::clone(&stand), root.to_str().unwrap().to_owned());
        std::thread::spawn(move || {
            ROOT.with(|r| *r.borrow_mut() = named);
            let tell: Arc<work::Tell> = Arc::new(|_| ());
            work::run(&settings, Box::new(Press { composes }), &behind, &tell);
        });
        let mut work = Self { _folder: folder, root, stand, marks: 0 };
        work.settle(|_| true);
        work
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.root, path, text);
    }

    /// Waits until nothing is under way and the edition is as expected. Asks again and again, as a browser would; a machine that never gets there
    /// is stopped by the test's runner.
    fn settle(&mut self, is_there: impl Fn(&Edition) -> bool) -> Arc<Edition> {
        loop {
            let edition = self.stand.current();
            if !self.stand.is_busy() && edition.number > 0 && is_there(&edition) {
                return edition;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Makes a change after all others, and waits until it is on show: then the others are, too.
    fn all_shown(&mut self) -> Arc<Edition> {
        self.marks += 1;
        let name = format!("mark-{}.txt", self.marks);
        self.put(&format!("static/{name}"), "");
        self.settle(|e| e.fault.is_some() || e.site.as_ref().unwrap().has(&name))
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn pages(edition: &Edition) -> Vec<String> {
    edition.site.as_ref().unwrap().addresses().into_iter().filter(|a| a.ends_with(".html")).map(str::to_owned).collect()
}

fn shows(work: &mut Work) {
    let mut expect = |pages_now: &[&str]| assert_eq!(pages(&work.all_shown()), pages_now);
    expect(&["story/a/index.html"]);
    let root = work.root.clone();
    let put = |path: &str, text: &str| put(&root, path, text);
    put("content/digests/b.md", "b");
    let mut expect = |pages_now: &[&str]| assert_eq!(pages(&work.all_shown()), pages_now);
    expect(&["story/a/index.html", "story/b/index.html"]);
    // A folder in a folder in a new folder, filled at once.
    put("content/digests/x/y/z/c.md", "c");
    expect(&["story/a/index.html", "story/b/index.html", "story/x/y/z/c/index.html"]);
    fs::rename(root.join("content/digests/x"), root.join("content/digests/w")).unwrap();
    put("content/digests/w/y/z/d.md", "d");
    expect(&["story/a/index.html", "story/b/index.html", "story/w/y/z/c/index.html", "story/w/y/z/d/index.html"]);
    fs::remove_dir_all(root.join("content/digests/w")).unwrap();
    // As editors save: a file beside it, renamed over it.
    put("content/digests/.a.md.tmp", "A");
    fs::rename(root.join("content/digests/.a.md.tmp"), root.join("content/digests/a.md")).unwrap();
    expect(&["story/a/index.html", "story/b/index.html"]);
    // The whole of it away and back.
    fs::rename(root.join("content"), root.join("away")).unwrap();
    expect(&[]);
    put("content/digests/new.md", "new");
    expect(&["story/new/index.html"]);
    fs::remove_dir_all(root.join("content")).unwrap();
    fs::rename(root.join("away"), root.join("content")).unwrap();
    put("content/digests/later.md", "later");
    expect(&["story/a/index.html", "story/b/index.html", "story/later/index.html"]);
}

#[test]
fn whatever_changes_is_shown() {
    shows(&mut Work::start(Watching::Told, false));
}

#[test]
fn polling_shows_the_same() {
    shows(&mut Work::start(Watching::Polling(Duration::from_millis(5)), false));
}

#[test]
fn a_broken_file_keeps_the_good_site_until_it_is_mended() {
    let mut work = Work::start(Watching::Told, false);
    let good = work.all_shown();
    work.put("content/digests/a.md", "bad front matter\n");
    let broken = work.settle(|e| e.fault.is_some());
    assert_eq!(broken.errors, 1);
    let fault = broken.fault.clone().unwrap();
    assert!(fault.contains("content/digests/a.md:1:1") && fault.contains("bad front matter"), "the place and the line: {fault}");
    assert!(Arc::ptr_eq(broken.site.as_ref().unwrap(), good.site.as_ref().unwrap()));
    work.put("content/digests/a.md", "fine");
    let mended = work.settle(|e| e.fault.is_none());
    assert_eq!((mended.errors, mended.go.as_deref()), (0, Some("/story/a/")));
    assert!(mended.number > broken.number && broken.number > good.number);
}

#[test]
fn a_page_that_cannot_be_rendered_is_told_even_if_nobody_asks_for_it() {
    let mut work = Work::start(Watching::Told, false);
    // A page's own fault is found at once.
    work.put("content/digests/a.md", "broken template");
    let fault = work.settle(|e| e.fault.is_some()).fault.clone().unwrap();
    assert!(fault.contains("story/a/index.html: broken template"), "{fault}");
    work.put("content/digests/a.md", "a");
    work.settle(|e| e.fault.is_none());
}

#[test]
fn digests_that_are_written_meanwhile_do_not_loop() {
    let mut work = Work::start(Watching::Told, true);
    fs::create_dir(work.root.join("content/articles")).unwrap();
    work.put("content/articles/.n.md.tmp", "news");
    let before = work.all_shown().number;
    // In one step, so that it is one change however slow the machine is.
    fs::rename(work.root.join("content/articles/.n.md.tmp"), work.root.join("content/articles/n.md")).unwrap();
    let shown = work.settle(|e| e.site.as_ref().unwrap().has("story/n/index.html"));
    assert_eq!(shown.number, before + 1);
    // A change after our own: had ours been taken for one, there would be more builds than changes.
    let after = work.all_shown();
    assert_eq!(after.number, before + 2);
    assert_eq!(fs::read_to_string(work.root.join("content/digests/n.md")).unwrap(), "news");
}

#[test]
fn style_sheets_alone_are_swapped() {
    let mut work = Work::start(Watching::Told, false);
    work.put("static/css/a.css", "a{}");
    let before = work.all_shown();
    fs::write(work.root.join("static/css/a.css"), "b{}").unwrap();
    let restyled = work.settle(|e| e.number > before.number);
    assert!(restyled.restyled >= before.site.as_ref().map(|s| s.number));
    work.put("content/digests/a.md", "text");
    work.settle(|e| e.number > restyled.number && e.restyled.is_none());
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_watched() {
    let mut work = Work::start(Watching::Told, false);
    work.put("kept/linked.md", "one");
    std::os::unix::fs::symlink(work.root.join("kept/linked.md"), work.root.join("content/digests/l.md")).unwrap();
    let before = work.settle(|e| e.site.as_ref().unwrap().has("story/l/index.html"));
    work.all_shown();
    work.put("kept/linked.md", "two");
    let after = work.settle(|e| match e.site.as_ref().unwrap().content("story/l/index.html") {
        Ok(crate::files::Content::Bytes(bytes)) => bytes == b"two",
        _ => false,
    });
    assert!(after.number > before.number);
}
