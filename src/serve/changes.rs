//! What the system says has changed → paths of the site.

use crate::files::{self, Snapshot};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Everything has to be read anew.
pub(super) const ALL: &str = "";

/// The paths of an event that concern the site, relative to the root; [`ALL`] where the system lost count. Empty for what does not matter: reading (our own
/// above all), swap files, the built site. A change where a link of the site leads to (`links`) is one of everything.
pub(super) fn of(event: &Event, root: &Path, links: &[PathBuf]) -> BTreeSet<String> {
    if event.need_rescan() {
        return BTreeSet::from([ALL.to_owned()]);
    }
    // That a file was closed after writing is the end of a change; all other reading is none.
    if matches!(event.kind, EventKind::Access(_)) && !ends_a_save(event) {
        return BTreeSet::new();
    }
    event.paths.iter().filter_map(|path| concerning(path, root, links)).collect()
}

/// Whether an event is the last step of a save: a file closed by who wrote it, or renamed to its place, or removed.
pub(super) fn ends_a_save(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) | EventKind::Remove(_)
    )
}

fn concerning(path: &Path, root: &Path, links: &[PathBuf]) -> Option<String> {
    if path == root {
        // The folder itself went away or came back; a change of its own times says nothing.
        return (!path.exists()).then(|| ALL.to_owned());
    }
    if links.iter().any(|link| path.starts_with(link)) {
        return Some(ALL.to_owned());
    }
    match files::relative(root, path) {
        Some(relative) => files::concerns(&relative).then_some(relative),
        // A name that is not UTF-8: its folder says so in a finding.
        None => path.parent().and_then(|p| files::relative(root, p)).filter(|p| files::concerns(p)),
    }
}

/// Whether nothing below these paths differs between two snapshots.
pub(super) fn same(a: &Snapshot, b: &Snapshot, paths: &BTreeSet<String>) -> bool {
    paths.iter().all(|path| {
        let below = format!("{path}/");
        let of = |s: &Snapshot| {
            let here: Vec<_> = s.under(&below).map(|(path, file)| (path.clone(), file.clone())).collect();
            (s.get(path).cloned(), here)
        };
        path != ALL && of(a) == of(b)
    })
}

/// Whether every change is one that was expected: a path of ours, or a folder on the way to one.
pub(super) fn are_ours(changed: &BTreeSet<String>, ours: &BTreeSet<String>) -> bool {
    let is_ours = |path: &String| ours.iter().any(|o| o.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    changed.iter().all(|path| path != ALL && is_ours(path))
}

/// Whether a browser that swaps its style sheets shows all of a change.
pub(super) fn are_styles(changed: &BTreeSet<String>) -> bool {
    let is_style = |path: &String| path.ends_with(".css") && (path.starts_with("static/") || path.starts_with("themes/"));
    !changed.is_empty() && changed.iter().all(is_style)
}

#[cfg(test)]
mod tests {
    use super::{are_ours, are_styles, of};
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, ModifyKind};
    use notify::{Event, EventKind};
    use std::collections::BTreeSet;
    use std::path::Path;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn only_what_concerns_the_site_is_a_change() {
        let root = Path::new("/site");
        let changed = |kind: EventKind, path: &str| of(&Event::new(kind).add_path(path.into()), root, &["/site/kept/linked.md".into()]);
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert_eq!(changed(written, "/site/content/digests/a.md"), set(&["content/digests/a.md"]));
        assert_eq!(changed(EventKind::Create(CreateKind::Folder), "/site/themes"), set(&["themes"]));
        assert_eq!(changed(EventKind::Access(AccessKind::Any), "/site/content/digests/a.md"), set(&[]));
        for other in ["/site/public/index.html", "/site/.digest/lock", "/site/content/.a.md.swp", "/site/.git/HEAD", "/site/README.md", "/elsewhere/x.md"] {
            assert_eq!(changed(written, other), set(&[]), "{other}");
        }
        assert_eq!(changed(written, "/site/kept/linked.md"), set(&[""]));
        assert_eq!(of(&Event::new(EventKind::Other).set_flag(Flag::Rescan), root, &[]), set(&[""]));
    }

    #[test]
    fn our_own_writing_is_no_news() {
        let ours = set(&["content/digests/a.md"]);
        assert!(are_ours(&set(&["content/digests", "content/digests/a.md"]), &ours));
        assert!(!are_ours(&set(&["content/digests/a.md", "content/digests/b.md"]), &ours));
        assert!(!are_ours(&set(&["content/digests/a"]), &ours));
        assert!(!are_ours(&set(&[""]), &ours));
    }

    #[test]
    fn style_sheets_alone_are_swapped() {
        assert!(are_styles(&set(&["static/css/a.css", "themes/outpost/static/css/main.css"])));
        assert!(!are_styles(&set(&["static/css/a.css", "static/a.js"])) && !are_styles(&set(&["content/a.css"])) && !are_styles(&set(&[])));
    }
}
