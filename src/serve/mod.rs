//! Shows the site while it is written: a watcher, a server that renders what is asked for, a script that reloads pages.
//!
//! In: a root, a listening socket, and a [`Desk`] that makes a site from what the folder says. Out: answers over HTTP, and [`Event`]s for whoever
//! prints. Never: a page written to disk; an answer that differs from what a build would write by more than the line that loads the script; a file from
//! outside the site; an answer to a name under which this machine is not known to itself.

#![expect(clippy::disallowed_methods, reason = "this room is a door to the outside")]

mod address;
mod answer;
mod changes;
mod connections;
mod edition;
mod headers_file;
mod host;
mod media_type;
mod poll;
mod range;
mod reload;
mod server;
mod watch;
mod work;

use crate::diag::{Checked, Diagnostic, Findings};
use crate::files::{Plan, Snapshot};
use crate::publish::site::{Fingerprint, Site};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A site that can be shown.
pub trait Shown: Plan + Send {
    /// The address, from the site's root, of the page that is made from the file at this path.
    fn page_of(&self, path: &str) -> Option<String>;

    /// The addresses at which something can fail to be made, each with the hash of what it is made from: what was made once can be made again as long as
    /// its hash stays.
    fn fingerprints(&self) -> Vec<(&str, Fingerprint)>;
}

impl Shown for Site {
    fn page_of(&self, path: &str) -> Option<String> {
        Site::page_of(self, path)
    }

    fn fingerprints(&self) -> Vec<(&str, Fingerprint)> {
        Site::fingerprints(self)
    }
}

/// What a desk made of a folder.
pub struct Made {
    /// `None` where findings stop the build.
    pub site: Option<Arc<dyn Shown>>,
    pub findings: Findings,
    /// The folder as it is after what the desk wrote.
    pub snapshot: Snapshot,
    /// Paths that the desk wrote: a change there is no news.
    pub written: BTreeSet<String>,
}

/// Makes a site from a folder: what stands behind the server.
pub trait Desk: Send {
    /// `changed` names what differs from the time before, `None` the first time.
    fn make(&mut self, snapshot: &Checked<Snapshot>, changed: Option<&BTreeSet<String>>) -> Made;
}

/// How to look for changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    Not,
    /// The system tells.
    Told,
    /// By reading again and again, for network drives.
    Polling(Duration),
}

#[derive(Clone, Debug)]
pub struct Settings {
    pub root: PathBuf,
    pub watching: Watching,
    /// Pages load the script that reloads them.
    pub reload: bool,
    /// The browser is led to the page whose file was saved.
    pub follow: bool,
}

/// What happened, for people.
#[derive(Debug)]
pub enum Event<'a> {
    /// A build is done; its number counts from 1.
    Built { number: u64, made: &'a Made, changed: Option<&'a BTreeSet<String>>, took: Duration },
    /// Pages that could not be rendered, found once the site was looked through.
    Broken { diagnostics: &'a [Diagnostic], snapshot: &'a Snapshot },
    /// The system does not tell of all changes any more.
    Blind { why: String },
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Made").field("site", &self.site.is_some()).field("findings", &self.findings).finish_non_exhaustive()
    }
}

/// Takes the port asked for, or 8000 or the next free one above it.
///
/// # Errors
/// The port asked for is taken, or the address is not this machine's.
pub fn listen(bind: IpAddr, port: Option<u16>) -> std::io::Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind((bind, port));
    }
    let mut last = None;
    for port in 8000..8100 {
        match TcpListener::bind((bind, port)) {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            done => return done,
        }
    }
    Err(last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
}

/// The address of a site that is served from here, without a slash at its end.
#[must_use]
pub fn base_url(at: SocketAddr) -> String {
    let ip = match at.ip() {
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, at.port()))
}

/// Why serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Ctrl-C.
    ByHand,
    /// Nothing is watched, and the only build was stopped by its findings.
    NothingToShow,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// A socket that cannot be used; a fault of the program's own in making the site, after which no change would be shown any more.
pub fn run(settings: Settings, listener: TcpListener, desk: Box<dyn Desk>, tell: impl Fn(Event) + Send + Sync + 'static) -> std::io::Result<Ended> {
    let tell: Arc<work::Tell> = Arc::new(tell);
    let bound = listener.local_addr()?.ip();
    let newsstand = Arc::new(edition::Newsstand::new());
    let behind = Arc::clone(&newsstand);
    let (reload, root) = (settings.reload, settings.root.clone());
    let work = move || {
        let worked = std::panic::catch_unwind(AssertUnwindSafe(|| work::run(&settings, desk, &behind, &tell)));
        if worked.is_err() {
            behind.close();
        }
        worked.is_ok()
    };
    let builder = std::thread::Builder::new().name("build".to_owned()).spawn(work)?;
    let ended = server::run(listener, server::Counter { newsstand, bound, root, reload })?;
    // By hand it ends while the builder waits for changes, and nobody waits for the builder.
    if ended == Ended::NothingToShow && !builder.join().unwrap_or_default() {
        return Err(std::io::Error::other("a fault of the program stopped the making of the site"));
    }
    Ok(ended)
}

#[cfg(test)]
mod tests;
