//! Which names of a site's folder are its own, and which are left behind by editors and systems.

/// The folders that belong to a site, and whether their files are held in memory.
pub(super) const FOLDERS: [(&str, bool); 3] = [("content", true), ("static", false), ("themes", true)];

/// Where an editor drops raw pages.
pub const INBOX: &str = "content/inbox/";

/// Where those are kept that have been taken, below the inbox: they are read no more.
pub(super) const DONE: &str = "done";

/// The single files that belong to it.
pub(super) const SINGLE: [&str; 2] = [crate::config::FILE, ".digest.lock.yaml"];

/// The file that marks a folder as made by this program. No folder without it is ever emptied.
pub const MARKER: &str = ".digest-site";

/// Files that editors, systems and version control leave behind, and hidden ones.
fn is_passing_name(name: &str) -> bool {
    name.starts_with('.') || is_leftover(name)
}

/// What nobody wants on a site, even where hidden files are welcome: in static/, `.htaccess` and `.well-known` are copied.
fn is_leftover(name: &str) -> bool {
    const WHOLE: [&str; 9] = ["4913", "Thumbs.db", "desktop.ini", ".DS_Store", ".git", ".hg", ".svn", ".jj", "node_modules"];
    const ENDS: [&str; 9] = ["~", ".swp", ".swo", ".swx", ".tmp", ".orig", ".kate-swp", "___jb_tmp___", "___jb_old___"];
    const STARTS: [&str; 6] = ["#", ".#", "._", ".~", ".digest-", ".goutputstream-"];
    WHOLE.contains(&name) || ENDS.iter().any(|e| name.ends_with(e)) || STARTS.iter().any(|s| name.starts_with(s))
}

/// Whether an entry named `name` is passed over, found in a folder whose path relative to the root is `folder`.
pub(super) fn is_passed_over(folder: &str, name: &str) -> bool {
    if name == DONE && INBOX.strip_suffix('/') == Some(folder) {
        return true;
    }
    // static/ of the site, or themes/NAME/static/.
    let copied = folder == "static" || folder.starts_with("static/") || folder.strip_prefix("themes/").and_then(|f| f.split('/').nth(1)) == Some("static");
    if copied { is_leftover(name) } else { is_passing_name(name) }
}

/// Whether a change at this path, relative to the root and with `/` between its parts, can change a build. A folder of a site that
/// comes or goes as a whole does.
#[must_use]
pub fn concerns(path: &str) -> bool {
    if SINGLE.contains(&path) {
        return true;
    }
    let mut parts = path.split('/');
    let Some((folder, _)) = FOLDERS.iter().find(|(f, _)| Some(*f) == parts.clone().next()) else { return false };
    parts.next();
    let mut above = (*folder).to_owned();
    for part in parts {
        if is_passed_over(&above, part) {
            return false;
        }
        above.push('/');
        above.push_str(part);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::concerns;

    #[test]
    fn editors_leavings_concern_nobody() {
        for mine in [
            "digest.yaml",
            ".digest.lock.yaml",
            "content",
            "content/digests/a.md",
            "static/.htaccess",
            "static/.well-known/security.txt",
            "themes/own/static/.nojekyll",
            "themes/own/templates/story.html",
        ] {
            assert!(concerns(mine), "{mine}");
        }
        for other in [
            "public/index.html",
            ".digest/lock",
            ".git/index",
            "README.md",
            "digest.yaml~",
            "content/digests/.a.md.swp",
            "content/digests/a.md~",
            "content/digests/.#a.md",
            "content/digests/#a.md#",
            "content/digests/4913",
            "content/.git/index",
            "content/digests/a.md.orig",
            "content/digests/.digest-x1.tmp",
            "static/.DS_Store",
            "static/._photo.jpg",
            "themes/own/templates/.story.html.swp",
        ] {
            assert!(!concerns(other), "{other}");
        }
    }
}
