//! The builder: waits for changes, reads again what changed, has a site made, and puts it on show.

use super::changes::{self, ALL};
use super::edition::{Edition, Newsstand, Printed, fault};
use super::watch::{Batch, Changes, Polled, Told};
use super::{Desk, Event, Made, Settings, Watching};
use crate::diag::{self, Diagnostic};
use crate::files::{self, Snapshot};
use crate::publish::site::Fingerprint;
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So long after a build all its pages are looked through, if nothing else has come.
const IDLE: Duration = Duration::from_millis(300);
/// Where the system does not tell, that often somebody looks.
const POLL: Duration = Duration::from_millis(500);

/// Hears what happens.
pub(super) type Tell = dyn Fn(Event) + Send + Sync;

/// Works until there can be no more changes.
pub(super) fn run(settings: &Settings, mut desk: Box<dyn Desk>, stand: &Arc<Newsstand>, tell: &Arc<Tell>) {
    // Watched before it is read, so that nothing changes unseen in between.
    let mut source = source(settings, stand, &**tell);
    let mut folder = files::read(&settings.root);
    let mut ours = BTreeSet::new();
    let mut number = 0;
    let mut changed: Option<BTreeSet<String>> = None;
    let mut notes = 1;
    let seen = Arc::default();
    loop {
        number += 1;
        let start = Instant::now();
        let made = desk.make(&folder, changed.as_ref());
        folder.value = made.snapshot.clone();
        ours.extend(made.written.iter().cloned());
        let (made, suspects) = check_first(made, changed.as_ref(), &stand.current().suspects);
        let took = start.elapsed();
        show(settings, stand, number, &made, suspects, changed.as_ref());
        stand.done(notes);
        tell(Event::Built { number, made: &made, changed: changed.as_ref(), took });
        look_through(stand, number, made.snapshot.clone(), tell, &seen);
        let Some(source) = source.as_mut() else {
            if made.site.is_none() {
                stand.close();
            }
            return;
        };
        loop {
            source.also(folder.value.links());
            let Some(batch) = source.next() else { return };
            let Batch { paths, notes: came, blind } = batch;
            if let Some(why) = blind {
                tell(Event::Blind { why });
            }
            let read = files::reread(&settings.root, &folder, &paths);
            // Our own writing comes back as a change; where it is all that came, it is on show already.
            let is_ours = changes::are_ours(&paths, &ours) && changes::same(&folder.value, &read.value, &paths);
            ours.retain(|path| !paths.contains(path));
            folder = read;
            if is_ours {
                stand.done(came);
                continue;
            }
            (changed, notes) = (Some(paths), came);
            break;
        }
    }
}

fn source(settings: &Settings, stand: &Arc<Newsstand>, tell: &Tell) -> Option<Box<dyn Changes>> {
    let told = Arc::clone(stand);
    let seen: Arc<dyn Fn() + Send + Sync> = Arc::new(move || told.see());
    match settings.watching {
        Watching::Not => None,
        Watching::Polling(every) => Some(Box::new(Polled::new(&settings.root, every, seen))),
        Watching::Told => match Told::new(&settings.root, Arc::clone(&seen)) {
            Ok(source) => Some(Box::new(source)),
            Err(error) => {
                tell(Event::Blind { why: error.to_string() });
                Some(Box::new(Polled::new(&settings.root, POLL, seen)))
            }
        },
    }
}

/// Renders a page of each kind where a change may have broken them all, and those that could not be rendered before: a template's fault then stops
/// the build, as it would with `build`, and the good site stays. Gives the addresses that cannot be rendered as well.
fn check_first(mut made: Made, changed: Option<&BTreeSet<String>>, suspects: &BTreeSet<String>) -> (Made, BTreeSet<String>) {
    let Some(site) = &made.site else { return (made, suspects.clone()) };
    let wide = changed.is_none_or(|paths| paths.iter().any(|p| p == ALL || p == crate::config::FILE || p.starts_with("themes")));
    let mut pages: BTreeSet<String> = changed.into_iter().flatten().filter_map(|path| site.page_of(path)).map(|path| index_of(&path)).collect();
    let mut kinds = BTreeSet::new();
    for address in site.addresses() {
        if suspects.contains(address) || (wide && address.ends_with(".html") && kinds.insert(kind(address))) {
            pages.insert(address.to_owned());
        }
    }
    let faults: Vec<(String, Diagnostic)> = pages.into_iter().filter_map(|page| site.content(&page).err().map(|d| (page, d))).collect();
    if faults.is_empty() {
        return (made, BTreeSet::new());
    }
    let (addresses, found): (BTreeSet<String>, Vec<Diagnostic>) = faults.into_iter().unzip();
    made.findings.push(found);
    made.site = None;
    (made, addresses)
}

/// `/story/a/` is `story/a/index.html`.
fn index_of(path: &str) -> String {
    format!("{}index.html", path.trim_start_matches('/'))
}

/// Pages of one kind have one name at one depth below one folder.
fn kind(address: &str) -> (usize, &str, &str) {
    let first = address.split('/').next().unwrap_or_default();
    let last = address.rsplit('/').next().unwrap_or_default();
    let is_number = first.bytes().all(|b| b.is_ascii_digit());
    (address.split('/').count(), if is_number { "" } else { first }, last)
}

fn show(settings: &Settings, stand: &Newsstand, number: u64, made: &Made, suspects: BTreeSet<String>, changed: Option<&BTreeSet<String>>) {
    let before = stand.current();
    let summary = made.findings.summary();
    let mut edition =
        Edition { number, errors: summary.errors, warnings: summary.warnings, suspects, fault: None, restyled: None, go: None, ..Edition::clone(&before) };
    match &made.site {
        Some(site) => {
            let printed = Arc::new(Printed::new(Arc::clone(site), number));
            let go = |paths: &BTreeSet<String>| paths.iter().find_map(|path| printed.page_of(path));
            edition.go = changed.filter(|_| settings.follow).and_then(go);
            edition.restyled = before.site.as_ref().filter(|_| changed.is_some_and(changes::are_styles)).map(|s| s.number);
            edition.earlier = edition.site.replace(printed);
        }
        None => {
            edition.errors = edition.errors.max(1);
            edition.fault = Some(fault(&made.findings.errors(), &made.snapshot).unwrap_or_else(|| "The site cannot be built.".to_owned()));
        }
    }
    stand.show(edition);
}

/// What was rendered without a fault, by what it was made from.
type Seen = Arc<Mutex<HashSet<Fingerprint>>>;

/// Renders once nobody waits for anything what has not been rendered yet, and was made from other things than what has, so that a fault in any page is told as
/// `build` would tell it, and the site before the last need not be kept.
fn look_through(stand: &Arc<Newsstand>, number: u64, snapshot: Snapshot, tell: &Arc<Tell>, seen: &Seen) {
    let (stand, tell, seen) = (Arc::clone(stand), Arc::clone(tell), Arc::clone(seen));
    let look = move || {
        std::thread::sleep(IDLE);
        let is_old = || stand.is_busy() || stand.current().number != number;
        let edition = stand.current();
        let Some(site) = edition.site.as_ref().filter(|s| s.number == number) else { return };
        if is_old() {
            return;
        }
        let (mut faults, mut suspects) = (Vec::new(), BTreeSet::new());
        let pages = site.fingerprints();
        for (address, made_from) in &pages {
            if is_old() {
                return;
            }
            let good = || seen.lock().unwrap_or_else(PoisonError::into_inner);
            if good().contains(made_from) {
                continue;
            }
            match site.content(address) {
                // Kept at once, so that it is not done again where the next save comes before the last page.
                Ok(_) => drop(good().insert(*made_from)),
                Err(fault) => {
                    suspects.insert((*address).to_owned());
                    faults.push(fault);
                }
            }
        }
        let present: HashSet<Fingerprint> = pages.into_iter().map(|(_, made_from)| made_from).collect();
        seen.lock().unwrap_or_else(PoisonError::into_inner).retain(|known| present.contains(known));
        diag::sort(&mut faults);
        if !faults.is_empty() {
            tell(Event::Broken { diagnostics: &faults, snapshot: &snapshot });
        }
        stand.amend(number, |edition| match fault(&faults, &snapshot) {
            None => edition.earlier = None,
            Some(text) => {
                edition.errors += faults.len();
                edition.suspects = suspects;
                edition.fault = Some(text);
            }
        });
    };
    // Without a thread there is only less to tell.
    let _ = std::thread::Builder::new().name("look-through".to_owned()).spawn(look);
}
