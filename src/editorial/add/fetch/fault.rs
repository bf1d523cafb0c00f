//! Why an address could not be fetched, in words for the editor.

use super::guard::PrivateAddress;
use std::io::ErrorKind;
use std::time::Duration;
use url::Url;

/// What stood in the way of a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchFault {
    pub cause: Cause,
    pub reason: String,
    pub hint: String,
    /// How long the host asks to be left alone (RFC 9110, section 10.2.3).
    pub retry_after: Option<Duration>,
}

/// The kinds of cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is no address that can be fetched.
    Address,
    /// It belongs to this machine or to its network.
    Private,
    /// The host's robots.txt does not allow it.
    Robots,
    /// The host's robots.txt could not be read, so that nothing may be fetched (RFC 9309, section 2.3.1.4).
    RobotsUnreachable,
    NoHost,
    Timeout,
    Connection,
    Certificate,
    Redirects,
    TooLarge,
    /// The host answered with this status, which gives no page.
    Status(u16),
}

impl FetchFault {
    pub(super) fn new(cause: Cause, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { cause, reason: reason.into(), hint: hint.into(), retry_after: None }
    }

    /// Whether the same request may well succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self.cause {
            Cause::RobotsUnreachable | Cause::NoHost | Cause::Timeout | Cause::Connection => true,
            Cause::Status(status) => matches!(status, 408 | 425 | 429 | 500..),
            Cause::Address | Cause::Private | Cause::Robots | Cause::Certificate | Cause::Redirects | Cause::TooLarge => false,
        }
    }

    /// Whether the host wants no more requests for now.
    pub(in crate::editorial::add) fn asks_for_rest(&self) -> bool {
        self.retry_after.is_some() || matches!(self.cause, Cause::Status(429 | 503))
    }
}

/// An answer that gives no page.
pub(super) fn refused(status: u16, url: &Url, retry_after: Option<Duration>) -> FetchFault {
    let host = url.host_str().unwrap_or_default();
    let (reason, hint) = match status {
        401 | 402 | 403 | 451 => (format!("{host} refuses it ({status})"), "open it in a browser where you are signed in, save the page, and add the file"),
        404 | 410 => (format!("{host} has no such page ({status})"), "check the address"),
        429 => (format!("{host} asks for fewer requests (429)"), "try again later"),
        500.. => (format!("{host} failed ({status})"), "try again later"),
        _ => (format!("{host} answered {status}"), "open it in a browser and save the page"),
    };
    FetchFault { retry_after, ..FetchFault::new(Cause::Status(status), reason, hint) }
}

/// A failure of the network by its cause.
pub(super) fn of_error(error: &ureq::Error, url: &Url) -> FetchFault {
    let host = url.host_str().unwrap_or_default();
    let no_host = || FetchFault::new(Cause::NoHost, format!("there is no host {host}"), "check the address, and whether this machine is online");
    let late = || FetchFault::new(Cause::Timeout, format!("{host} did not answer in time"), "try again later");
    match error {
        ureq::Error::HostNotFound => no_host(),
        ureq::Error::Timeout(_) => late(),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
            let reason = format!("no safe connection to {host}: {error}");
            FetchFault::new(Cause::Certificate, reason, "check the address; the host's certificate may have run out")
        }
        ureq::Error::Io(io) => of_guard(io, host).unwrap_or_else(|| {
            if io.to_string().contains("lookup") || io.to_string().contains("resolve") {
                return no_host();
            }
            match io.kind() {
                ErrorKind::TimedOut => late(),
                ErrorKind::ConnectionRefused => FetchFault::new(Cause::Connection, format!("{host} accepts no connection"), "check the address, and its port"),
                _ => FetchFault::new(Cause::Connection, format!("the connection to {host} failed: {}", words(io)), "try again"),
            }
        }),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchFault::new(Cause::Address, format!("{host} cannot be asked: {error}"), "check the address"),
        other => FetchFault::new(Cause::Connection, format!("{host} could not be fetched: {other}"), "open it in a browser and save the page"),
    }
}

/// The guard's word, where it is that: the network's own failures are told apart by whoever asks.
fn of_guard(io: &std::io::Error, host: &str) -> Option<FetchFault> {
    let private = io.kind() == ErrorKind::PermissionDenied && io.get_ref().is_some_and(|e| e.is::<PrivateAddress>());
    private.then(|| {
        let reason = format!("{host} is an address of this machine or of its network");
        FetchFault::new(Cause::Private, reason, "if you mean it, add --allow-private")
    })
}

/// A body that broke off while it was read.
pub(super) fn of_body(error: &std::io::Error, url: &Url) -> FetchFault {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        Some(inner) => of_error(inner, url),
        None => FetchFault::new(Cause::Connection, format!("the answer broke off: {}", words(error)), "try again"),
    }
}

fn words(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}
