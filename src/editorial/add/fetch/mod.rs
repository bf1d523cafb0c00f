//! Pages and feeds by their address: the one corner of this room that uses the network.
//!
//! Polite: it says who it is, heeds robots.txt (RFC 9309), asks a host one thing at a time with a pause after each, and leaves alone who asks for it. Careful:
//! nothing without a limit of time, size and redirects, and no request to an address of the own machine or network, which a page could otherwise lead
//! to by a redirect or a name (server-side request forgery).

mod clock;
mod fault;
mod guard;
mod side_by_side;
#[cfg(test)]
pub(super) mod tests;
mod turns;

pub use clock::Clock;
pub use fault::{Cause, FetchFault};
pub use side_by_side::side_by_side;

use super::robots::{NAME, Robots};
use super::{LARGEST, RawPage};
use chrono::DateTime;
use guard::Guard;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use turns::{Turn, Turns};
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// How often a page may send on to another.
const MOST_REDIRECTS: usize = 8;
/// How often a robots.txt may; RFC 9309, section 2.3.1.2, asks for five at least.
const MOST_ROBOTS_REDIRECTS: usize = 5;
/// RFC 9309, section 2.5: crawlers read at least 500 KiB of a robots.txt.
const LARGEST_ROBOTS: u64 = 500 * 1024;
/// The longest that a robots.txt can have us wait between two requests.
const LONGEST_DELAY: Duration = Duration::from_secs(60);
/// The longest that a host can ask to be left alone.
const LONGEST_REST: Duration = Duration::from_secs(24 * 60 * 60);

/// What a host gave to tell the present state of a page from others (RFC 9110, section 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What a host answered.
#[derive(Debug)]
pub enum Answer {
    /// The page is as it was when the host gave the validators.
    Unchanged,
    Page(Fetched),
}

/// A page that came.
#[derive(Debug)]
pub struct Fetched {
    pub page: RawPage,
    pub validators: Validators,
    /// Where the address leads for good, if every redirect on the way said so.
    pub moved: Option<String>,
}

/// Fetches pages; remembers each host's robots.txt while it lives.
#[derive(Debug)]
pub struct Fetcher {
    agent: ureq::Agent,
    patience: Patience,
    clock: Arc<dyn Clock>,
    turns: Turns,
    robots: Mutex<BTreeMap<String, Result<Robots, FetchFault>>>,
}

/// Times after which a fetch is given up, and the time between two requests to one host.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub connect: Duration,
    pub whole: Duration,
    pub gap: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(40), gap: Duration::from_secs(1) }
    }
}

impl Fetcher {
    /// A fetcher; with `allow_private`, also of the own machine and network.
    #[must_use]
    pub fn new(allow_private: bool, patience: Patience, clock: Arc<dyn Clock>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(patience.connect))
            .timeout_resolve(Some(patience.connect))
            .timeout_per_call(Some(patience.whole))
            // Behind a proxy the proxy would resolve the name, and the guard would see nothing.
            .proxy(None)
            .user_agent(format!("{NAME}/{} (static-site generator; fetches feeds and single pages for an editor)", env!("CARGO_PKG_VERSION")))
            .accept("text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json;q=0.9,text/*;q=0.8,*/*;q=0.1")
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Guard::new(allow_private));
        Self { agent, patience, clock: Arc::clone(&clock), turns: Turns::new(clock), robots: Mutex::default() }
    }

    /// What tells this fetcher the time.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The page at an address, after its redirects.
    ///
    /// # Errors
    /// Where the address, its host, the network or the page stands in the way.
    pub fn fetch(&self, address: &str) -> Result<RawPage, FetchFault> {
        match self.ask(address, &Validators::default())? {
            Answer::Page(fetched) => Ok(fetched.page),
            // A 304 to a request without conditions is no answer.
            Answer::Unchanged => Err(FetchFault::new(Cause::Status(304), "it answered 304, which gives no page", "try again")),
        }
    }

    /// The page at an address, if it is not the one that gave these validators.
    ///
    /// # Errors
    /// As [`Fetcher::fetch`].
    pub fn ask(&self, address: &str, known: &Validators) -> Result<Answer, FetchFault> {
        let parsed = Url::parse(address.trim());
        let mut url = parsed.map_err(|e| FetchFault::new(Cause::Address, format!("it is no address: {e}"), "write it in full, with https://"))?;
        let mut turn: Option<Turn> = None;
        let mut for_good = true;
        for hop in 0..=MOST_REDIRECTS {
            let host = web_host(&url)?;
            // A redirect within the host belongs to the request that led to it.
            let is_new = turn.as_ref().is_none_or(|t| t.host != host);
            if is_new {
                // One turn is given back before the next is taken, or two fetches could wait for each other.
                drop(turn.take());
                turn = Some(self.turns.take(&host)?);
            }
            let Some(turn) = &turn else { break };
            let asked = self.hop(&url, known, turn, is_new);
            if let Err(fault) = &asked {
                turn.failed(fault);
            }
            let (status, mut response) = asked?;
            let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
            if status == 304 {
                turn.answered();
                return Ok(Answer::Unchanged);
            }
            if let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, header("location")) {
                for_good &= matches!(status, 301 | 308);
                let hint = "open it in a browser and save the page";
                url = url.join(&location).map_err(|_| FetchFault::new(Cause::Redirects, format!("it redirects to `{location}`, which is no address"), hint))?;
                turn.answered();
                continue;
            }
            let validators = Validators { etag: header("etag"), last_modified: header("last-modified") };
            let content_type = header("content-type");
            let bytes = read(&mut response, LARGEST as u64, &url).inspect_err(|fault| turn.failed(fault))?;
            turn.answered();
            let page = RawPage { input: address.to_owned(), bytes, address: Some(url.to_string()), content_type };
            return Ok(Answer::Page(Fetched { page, validators, moved: (hop > 0 && for_good).then(|| url.to_string()) }));
        }
        let reason = format!("it redirects more than {MOST_REDIRECTS} times");
        Err(FetchFault::new(Cause::Redirects, reason, "open it in a browser and save the page"))
    }

    /// One request, allowed by the host's robots.txt and after the pause that it asks for.
    fn hop(&self, url: &Url, known: &Validators, turn: &Turn, is_new: bool) -> Result<(u16, Response<ureq::Body>), FetchFault> {
        let robots = self.robots(url)?;
        let path = url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()));
        if !robots.allows(&path) {
            let host = url.host_str().unwrap_or_default();
            let reason = format!("the robots.txt of {host} does not allow programs to fetch it");
            return Err(FetchFault::new(Cause::Robots, reason, "open it in a browser, save the page, and add the file"));
        }
        if is_new {
            turn.pause(self.patience.gap.max(robots.delay.unwrap_or_default().min(LONGEST_DELAY)));
        }
        let mut request = self.agent.get(url.as_str());
        for (name, value) in [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)] {
            if let Some(value) = value.as_ref().filter(|v| v.bytes().all(|b| (0x20..0x7f).contains(&b))) {
                request = request.header(name, value);
            }
        }
        let response = request.call().map_err(|e| fault::of_error(&e, url))?;
        let status = response.status().as_u16();
        if matches!(status, 200..400) && status != 300 { Ok((status, response)) } else { Err(fault::refused(status, url, self.rest(&response))) }
    }

    /// How long the host asks to be left alone: seconds, or a day and time.
    fn rest(&self, response: &Response<ureq::Body>) -> Option<Duration> {
        let text = response.headers().get("retry-after")?.to_str().ok()?.trim();
        let rest = match text.parse::<u64>() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => (DateTime::parse_from_rfc2822(text).ok()?.to_utc() - self.clock.now()).to_std().ok()?,
        };
        Some(rest.min(LONGEST_REST))
    }

    /// The rules of the host, asked for once.
    fn robots(&self, url: &Url) -> Result<Robots, FetchFault> {
        let origin = url.origin().ascii_serialization();
        let known = self.robots.lock().unwrap_or_else(PoisonError::into_inner).get(&origin).cloned();
        if let Some(known) = known {
            return known;
        }
        let robots = self.robots_of(url);
        self.robots.lock().unwrap_or_else(PoisonError::into_inner).insert(origin, robots.clone());
        robots
    }

    /// RFC 9309, section 2.3.1: no such file allows everything, one that cannot be reached allows nothing.
    fn robots_of(&self, url: &Url) -> Result<Robots, FetchFault> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        for _ in 0..=MOST_ROBOTS_REDIRECTS {
            let mut response = self.agent.get(at.as_str()).call().map_err(|e| fault::of_error(&e, &at))?;
            let status = response.status().as_u16();
            let location = response.headers().get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
            match (status, location) {
                (300..400, Some(location)) => match at.join(&location) {
                    Ok(next) if matches!(next.scheme(), "http" | "https") => at = next,
                    _ => return Ok(Robots::default()),
                },
                (200..300, _) => {
                    let mut bytes = Vec::new();
                    let read = response.body_mut().with_config().reader().take(LARGEST_ROBOTS).read_to_end(&mut bytes);
                    return read.map(|_| Robots::read(&String::from_utf8_lossy(&bytes))).map_err(|e| fault::of_body(&e, &at));
                }
                (429 | 500.., _) => {
                    let host = url.host_str().unwrap_or_default();
                    let reason = format!("{host} answers {status} when asked for its robots.txt, so nothing may be fetched from it now");
                    let fault = FetchFault::new(Cause::RobotsUnreachable, reason, "try again later");
                    return Err(FetchFault { retry_after: self.rest(&response), ..fault });
                }
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

/// The host and port of a web address; several addresses of one host take turns.
fn host_of(address: &str) -> Option<String> {
    web_host(&Url::parse(address.trim()).ok()?).ok()
}

fn web_host(url: &Url) -> Result<String, FetchFault> {
    match (url.scheme(), url.host_str()) {
        ("http" | "https", Some(host)) => Ok(format!("{host}:{}", url.port_or_known_default().unwrap_or_default())),
        (scheme, _) => Err(FetchFault::new(Cause::Address, format!("`{scheme}` is no web address"), "only http and https addresses are fetched")),
    }
}

/// The body, unpacked, up to the limit: a small answer can unpack to a large one.
fn read(response: &mut Response<ureq::Body>, limit: u64, url: &Url) -> Result<Vec<u8>, FetchFault> {
    let mut bytes = Vec::new();
    response.body_mut().with_config().reader().take(limit + 1).read_to_end(&mut bytes).map_err(|e| fault::of_body(&e, url))?;
    if bytes.len() as u64 > limit {
        let reason = format!("the answer is larger than {} MiB", limit / 1024 / 1024);
        return Err(FetchFault::new(Cause::TooLarge, reason, "an article is far smaller; save the page by hand"));
    }
    Ok(bytes)
}
