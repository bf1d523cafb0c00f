//! Whether the folder that a command is to work in is a site's.

use crate::config;
use crate::diag::{Diagnostic, Span, codes};
use crate::files;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// Why no command can work here; `None` where digest.yaml lies at the root. What stands in it is for the command to judge.
pub(super) fn fault(root: &Path) -> Option<Diagnostic> {
    let path = root.join(config::FILE);
    // Whatever is no file, as a pipe, is not opened: it might never answer.
    let error = match std::fs::metadata(&path) {
        Ok(meta) if meta.is_file() => std::fs::File::open(&path).err()?,
        Ok(_) => return Some(unreadable("it is no file")),
        Err(error) => error,
    };
    if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
        return Some(unreadable(&files::plain(&error)));
    }
    let root_shown = files::shown(root).display();
    let missing = match std::fs::metadata(root) {
        Ok(meta) if meta.is_dir() => Diagnostic::new(&codes::MISSING_CONFIG, Span::whole(config::FILE), "there is no digest.yaml here"),
        Ok(_) => {
            return Some(
                Diagnostic::homeless(&codes::MISSING_CONFIG, format!("{root_shown} is a file, not a site's folder")).hint("name the folder that it lies in"),
            );
        }
        Err(_) => {
            return Some(
                Diagnostic::homeless(&codes::MISSING_CONFIG, format!("there is no folder {root_shown}"))
                    .hint("correct --root, or make a site with `digest new DIR`"),
            );
        }
    };
    Some(match near(root) {
        Some(site) if site == "." => missing.hint("this folder is a site itself: leave `--root` away"),
        Some(site) => missing.hint(format!("{site} is a site: go there, or name it with `--root {site}`")),
        None => missing.hint("run this in a site's folder, name it with --root, or make a site with `digest new DIR`"),
    })
}

fn unreadable(why: &str) -> Diagnostic {
    let found = Diagnostic::new(&codes::UNREADABLE_FILE, Span::whole(config::FILE), format!("cannot be read: {why}"));
    found.hint("correct what keeps it from being read, and run the command again")
}

/// A site's folder that whoever is here may have meant: one above, or the only one directly below.
fn near(root: &Path) -> Option<String> {
    let is_site = |folder: &Path| folder.join(config::FILE).is_file();
    let real = root.canonicalize().ok()?;
    if let Some(above) = real.ancestors().skip(1).position(is_site) {
        return Some(climbed(root, above + 1));
    }
    let mut below = std::fs::read_dir(root).ok()?.flatten().map(|entry| entry.path()).filter(|path| is_site(path));
    let (site, second) = (below.next()?, below.next());
    second.is_none().then(|| files::shown(&site).display().to_string())
}

/// The folder so many steps above, as whoever is here would write it.
fn climbed(root: &Path, steps: usize) -> String {
    let mut path = files::shown(root).to_owned();
    for _ in 0..steps {
        if !matches!(path.components().next_back(), Some(Component::Normal(_))) || !path.pop() {
            path.push("..");
        }
    }
    let shown = path.display().to_string();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if shown.is_empty() { ".".to_owned() } else { shown.to_owned() }
}
