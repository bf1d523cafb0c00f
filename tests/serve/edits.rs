//! Random changes of a site's folder, as people and their editors make them: what must show, and what breaks a build.

use crate::copy::copy;
use crate::dice::Dice;
use crate::support::Site;
use std::fs;
use std::path::{Path, PathBuf};

pub fn digest(title: &str, slug: &str, n: usize) -> String {
    let slug = if slug.is_empty() { String::new() } else { format!("slug: {slug}\n") };
    format!(
        "---\ntitle: {title} {n}\ndate: 2026-11-{:02}\nsummary: What happened, in short.\ntopics: [policy]\nwriter: hand\n{slug}sources:\n  - id: 1\n    title: A report\n    publisher: Inland Post\n    published: 2026-11-10\n    url: https://inland-post.example/{n}\n---\n\nThe council met for the {n}th time.[^1]\n",
        1 + n % 20
    )
}

/// One change of the folder, chosen by the dice. Gives its name.
pub fn change(site: &Site, dice: &mut Dice, step: usize) -> &'static str {
    let root = site.root();
    let digests = root.join("content/digests");
    let there: Vec<_> = walkdir::WalkDir::new(&digests)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file() && e.file_name().to_str().is_some_and(|n| n.ends_with(".md") && !n.starts_with('.')))
        .map(walkdir::DirEntry::into_path)
        .collect();
    let one = (!there.is_empty()).then(|| there[dice.roll(there.len().max(1))].clone());
    match dice.roll(25) {
        0 => {
            if let Some(path) = one {
                fs::write(path, digest("Saved", "", step)).unwrap();
            }
            "save"
        }
        1 => {
            if let Some(path) = one {
                let beside = path.with_file_name(".saving.tmp");
                fs::write(&beside, digest("Renamed over", "", step)).unwrap();
                fs::rename(beside, path).unwrap();
            }
            "atomic save"
        }
        2 => {
            if let Some(path) = one {
                fs::remove_file(path).unwrap();
            }
            "delete"
        }
        3 => {
            site.put(&format!("content/digests/new-{step}.md"), &digest("New", "", step));
            "new digest"
        }
        4 => {
            site.put(&format!("content/digests/deep/{step}/down/nested-{step}.md"), &digest("Nested", "", step));
            "new nested folder"
        }
        5 => {
            if digests.join("deep").exists() {
                fs::rename(digests.join("deep"), digests.join(format!("moved-{step}"))).unwrap();
            }
            "rename folder"
        }
        6 => {
            site.put(&format!("content/digests/slugged-{step}.md"), &digest("Slugged", &format!("other-{step}"), step));
            "slug"
        }
        7 => {
            let text = site.text("themes/plain/templates/story.html");
            site.put("themes/plain/templates/story.html", &text.replace("</main>", &format!("<p>{step}</p></main>")));
            "template"
        }
        8 => {
            site.put("themes/plain/static/css/main.css", &format!(".a{{order:{step}}}\n"));
            "style sheet"
        }
        9 => {
            let text = site.text("digest.yaml");
            let rest = text.split_once('\n').unwrap().1;
            site.put("digest.yaml", &format!("title: The Test Sheet {step}\n{rest}"));
            "digest.yaml"
        }
        10 => {
            site.put(&format!("static/deep/{step}/file.txt"), &format!("{step}"));
            "static file"
        }
        11 => {
            let _ = fs::remove_dir_all(root.join("static/deep"));
            "static folder gone"
        }
        12 => {
            site.put(&format!("content/pages/page-{}.md", step % 4), &format!("---\ntitle: Page {step}\n---\n\nText.\n"));
            "page"
        }
        13 => {
            let _ = fs::remove_dir_all(root.join("away"));
            fs::rename(root.join("content"), root.join("away")).unwrap();
            copy(&root.join("away"), &root.join("content"));
            "the content folder away and back"
        }
        14 => {
            // What the digest of the ferry cites: its verdicts and the fragments of its links follow.
            let text = site.text("content/articles/ferry.md");
            site.put("content/articles/ferry.md", &format!("{text}\nThe ferry made {step} crossings more.\n"));
            "article"
        }
        15 => {
            site.put(&format!("content/articles/other-{}.md", step % 3), &article(step));
            "new article"
        }
        16 => {
            for n in 0..3 {
                let _ = fs::remove_file(root.join(format!("content/articles/other-{n}.md")));
            }
            "articles gone"
        }
        17 => {
            site.put("themes/plain/theme.yaml", &format!("name: plain\nversion: {step}\nextends: {}\n", ["outpost", "base"][dice.roll(2)]));
            site.put("themes/base/static/only-base.txt", "from the theme below");
            "theme.yaml"
        }
        18 => {
            for n in 0..12 {
                site.put("content/digests/hasty.md", &digest("Hasty", "", step * 100 + n));
            }
            "a burst over one file"
        }
        19 => {
            for n in 0..15 {
                site.put(&format!("content/digests/many/{n}.md"), &digest("Many", &format!("many-{n}"), step + n));
            }
            "a burst of files"
        }
        20 => {
            let _ = fs::remove_dir_all(digests.join("many"));
            "a folder gone"
        }
        21 => {
            // Another address for a digest that has one.
            site.put("content/digests/wanderer.md", &digest("Wanderer", &format!("wanders-{step}"), step));
            "renamed slug"
        }
        22 => {
            saved_in_steps(&digests.join("bridge.md"), &digest("In steps", "", step));
            "an editor that saves in steps"
        }
        23 => {
            for name in [".bridge.md.swp", "bridge.md~", ".DS_Store", "4913", "#bridge.md#"] {
                site.put(&format!("content/digests/{name}"), "no digest");
            }
            site.put(".git/HEAD", &format!("ref: {step}"));
            "leftovers"
        }
        _ => {
            #[cfg(unix)]
            {
                let _ = fs::remove_file(digests.join("linked.md"));
                site.put("kept/linked.md", &digest("Linked", "", step));
                std::os::unix::fs::symlink(root.join("kept/linked.md"), digests.join("linked.md")).unwrap();
            }
            "link"
        }
    }
}

/// Breaks something, and gives the text that mends it.
pub fn breakage(site: &Site, dice: &mut Dice) -> (&'static str, String) {
    let (path, broken) = [
        ("content/digests/bridge.md", "---\ntitle: [broken\n---\n\nText.\n"),
        ("content/digests/bridge.md", ""),
        ("themes/plain/templates/story.html", "{% extends \"base.html\" %}{% block main %}{{ story.titel }}{% endblock main %}"),
        ("themes/plain/templates/home.html", "{% if %}"),
        ("digest.yaml", "titel: x\n"),
        ("content/pages/about.md", "no front matter"),
        ("themes/plain/theme.yaml", "extends: nowhere\n"),
        ("themes/plain/theme.yaml", "extends: [\n"),
        ("content/articles/ferry.md", "---\ntitel: x\n---\n\nText.\n"),
        ("content/digests/fresh/broken.md", "---\ntitle: Broken\n"),
    ][dice.roll(10)];
    let good = fs::read_to_string(site.root().join(path)).unwrap_or_else(|_| digest("Back", "", 7));
    site.put(path, broken);
    (path, good)
}

fn article(n: usize) -> String {
    format!("---\ntitle: Another report {n}\npublisher: Inland Post\npublished: 2026-11-10\nlanguage: en\n---\n\nThe council met for the {n}th time.\n")
}

/// First empty, then half, then whole, with the old file moved aside: as some editors do.
fn saved_in_steps(path: &Path, text: &str) {
    let aside: PathBuf = path.with_file_name("bridge.md~");
    let _ = fs::rename(path, aside);
    fs::write(path, "").unwrap();
    fs::write(path, &text[..text.len() / 2]).unwrap();
    fs::write(path, text).unwrap();
}
