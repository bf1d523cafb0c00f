//! Pages and feeds by their address: the one corner of this room that uses the network.
//!
//! Polite: it says who it is, heeds robots.txt (RFC 9309) and asks once. Careful: nothing without a limit of time, size and redirects, and no request to an address
//! of the own machine or network, which a page could otherwise lead to by a redirect or a name (server-side request forgery).

use super::robots::{NAME, Robots};
use super::{LARGEST, RawPage};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// How often a page may send on to another.
const MOST_REDIRECTS: usize = 8;
/// RFC 9309, section 2.5: crawlers read at least 500 KiB of a robots.txt.
const LARGEST_ROBOTS: u64 = 500 * 1024;

/// Why an address could not be fetched, in words for the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchFault {
    pub reason: String,
    pub hint: String,
}

impl FetchFault {
    fn new(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { reason: reason.into(), hint: hint.into() }
    }
}

/// Fetches pages; remembers each host's robots.txt while it lives.
#[derive(Debug)]
pub struct Fetcher {
    agent: ureq::Agent,
    robots: Mutex<BTreeMap<String, Result<Robots, FetchFault>>>,
}

/// Times after which a fetch is given up.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub connect: Duration,
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(40) }
    }
}

impl Fetcher {
    /// A fetcher; with `allow_private`, also of the own machine and network.
    #[must_use]
    pub fn new(allow_private: bool, patience: Patience) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(patience.connect))
            .timeout_resolve(Some(patience.connect))
            .timeout_per_call(Some(patience.whole))
            // Behind a proxy the proxy would resolve the name, and the guard below would see nothing.
            .proxy(None)
            .user_agent(format!("{NAME}/{} (+{})", env!("CARGO_PKG_VERSION"), "static-site generator; fetches single pages for an editor"))
            .accept("text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json;q=0.9,text/*;q=0.8,*/*;q=0.1")
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Guard { allow_private, inner: DefaultResolver::default() });
        Self { agent, robots: Mutex::new(BTreeMap::new()) }
    }

    /// The page at an address, after its redirects.
    ///
    /// # Errors
    /// Where the address, its host, the network or the page stands in the way.
    pub fn fetch(&self, address: &str) -> Result<RawPage, FetchFault> {
        let mut url = Url::parse(address).map_err(|e| FetchFault::new(format!("it is no address: {e}"), "write it in full, with https://"))?;
        for _ in 0..=MOST_REDIRECTS {
            self.may(&url)?;
            let mut response = self.agent.get(url.as_str()).call().map_err(|e| fault(&e, &url))?;
            let status = response.status().as_u16();
            let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
            if matches!(status, 301 | 302 | 303 | 307 | 308)
                && let Some(location) = header("location")
            {
                url = url
                    .join(&location)
                    .map_err(|_| FetchFault::new(format!("it redirects to `{location}`, which is no address"), "open it in a browser and save the page"))?;
                continue;
            }
            if !(200..300).contains(&status) {
                return Err(refused(status, &url));
            }
            let content_type = header("content-type");
            let bytes = read(&mut response, LARGEST as u64, &url)?;
            return Ok(RawPage { input: address.to_owned(), bytes, address: Some(url.to_string()), content_type });
        }
        Err(FetchFault::new(format!("it redirects more than {MOST_REDIRECTS} times"), "open it in a browser and save the page"))
    }

    /// Whether this address may be asked for at all.
    fn may(&self, url: &Url) -> Result<(), FetchFault> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(FetchFault::new(format!("`{}` is no web address", url.scheme()), "only http and https addresses are fetched"));
        }
        let origin = url.origin().ascii_serialization();
        let known = self.robots.lock().unwrap_or_else(PoisonError::into_inner).get(&origin).cloned();
        let robots = match known {
            Some(robots) => robots,
            None => {
                let robots = self.robots_of(url);
                self.robots.lock().unwrap_or_else(PoisonError::into_inner).insert(origin, robots.clone());
                robots
            }
        }?;
        let path = url.query().map_or_else(|| url.path().to_owned(), |q| format!("{}?{q}", url.path()));
        if robots.allows(&path) {
            return Ok(());
        }
        Err(FetchFault::new(
            format!("the robots.txt of {} does not allow programs to fetch it", url.host_str().unwrap_or_default()),
            "open it in a browser, save the page, and add the file",
        ))
    }

    /// RFC 9309, section 2.3.1: no such file allows everything, a server that fails allows nothing.
    fn robots_of(&self, url: &Url) -> Result<Robots, FetchFault> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        for _ in 0..5 {
            let mut response = self.agent.get(at.as_str()).call().map_err(|e| fault(&e, &at))?;
            let status = response.status().as_u16();
            let location = response.headers().get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
            match (status, location) {
                (300..400, Some(location)) => match at.join(&location) {
                    Ok(next) if matches!(next.scheme(), "http" | "https") => at = next,
                    _ => return Ok(Robots::default()),
                },
                (200..300, _) => {
                    let mut bytes = Vec::new();
                    let _ = response.body_mut().with_config().reader().take(LARGEST_ROBOTS).read_to_end(&mut bytes);
                    return Ok(Robots::read(&String::from_utf8_lossy(&bytes)));
                }
                (500..600, _) => {
                    let host = url.host_str().unwrap_or_default();
                    return Err(FetchFault::new(
                        format!("{host} answers {status} when asked for its robots.txt, so nothing may be fetched from it now"),
                        "try again later",
                    ));
                }
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

/// The body, unpacked, up to the limit: a small answer can unpack to a large one.
fn read(response: &mut ureq::http::Response<ureq::Body>, limit: u64, url: &Url) -> Result<Vec<u8>, FetchFault> {
    let mut bytes = Vec::new();
    response.body_mut().with_config().reader().take(limit + 1).read_to_end(&mut bytes).map_err(|e| {
        match e.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            Some(inner) => fault(inner, url),
            None => FetchFault::new(format!("the answer broke off: {}", words(&e)), "try again"),
        }
    })?;
    if bytes.len() as u64 > limit {
        return Err(FetchFault::new(format!("the answer is larger than {} MiB", limit / 1024 / 1024), "an article is far smaller; save the page by hand"));
    }
    Ok(bytes)
}

fn refused(status: u16, url: &Url) -> FetchFault {
    let host = url.host_str().unwrap_or_default();
    match status {
        401 | 402 | 403 | 451 => {
            FetchFault::new(format!("{host} refuses it ({status})"), "open it in a browser where you are signed in, save the page, and add the file")
        }
        404 | 410 => FetchFault::new(format!("{host} has no such page ({status})"), "check the address"),
        429 => FetchFault::new(format!("{host} asks for fewer requests (429)"), "try again later"),
        500.. => FetchFault::new(format!("{host} failed ({status})"), "try again later"),
        _ => FetchFault::new(format!("{host} answered {status}"), "open it in a browser and save the page"),
    }
}

/// A failure of the network by its cause.
fn fault(error: &ureq::Error, url: &Url) -> FetchFault {
    let host = url.host_str().unwrap_or_default();
    match error {
        ureq::Error::HostNotFound => FetchFault::new(format!("there is no host {host}"), "check the address, and whether this machine is online"),
        ureq::Error::Timeout(_) => FetchFault::new(format!("{host} did not answer in time"), "try again later"),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
            FetchFault::new(format!("no safe connection to {host}: {error}"), "check the address; the host's certificate may have run out")
        }
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::PermissionDenied && io.get_ref().is_some_and(|e| e.is::<PrivateAddress>()) => {
            FetchFault::new(format!("{host} is an address of this machine or of its network"), "if you mean it, add --allow-private")
        }
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            FetchFault::new(format!("{host} accepts no connection"), "check the address, and its port")
        }
        ureq::Error::Io(io) if io.to_string().contains("lookup") || io.to_string().contains("resolve") => {
            FetchFault::new(format!("there is no host {host}"), "check the address, and whether this machine is online")
        }
        ureq::Error::Io(io) => FetchFault::new(format!("the connection to {host} failed: {}", words(io)), "try again"),
        other => FetchFault::new(format!("{host} could not be fetched: {other}"), "open it in a browser and save the page"),
    }
}

fn words(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// Resolves names, and gives no address of the own machine or network. The connection is made to what it gives, so that a name cannot change in between.
#[derive(Debug)]
struct Guard {
    allow_private: bool,
    inner: DefaultResolver,
}

impl std::fmt::Debug for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("private address")
    }
}

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an address of this machine or of its network")
    }
}

struct PrivateAddress;

impl std::error::Error for PrivateAddress {}

impl Resolver for Guard {
    fn resolve(&self, uri: &ureq::http::Uri, config: &ureq::config::Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One private address among several is enough: a host that mixes them is up to something.
        if !self.allow_private && found.iter().any(|a| is_private(a.ip())) {
            return Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, PrivateAddress)));
        }
        Ok(found)
    }
}

/// Whether an address is not one of the public network (the special-purpose registries of IANA, RFC 6890).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

fn is_private_v4(a: Ipv4Addr) -> bool {
    let [first, second, third, _] = a.octets();
    a.is_private()
        || a.is_loopback()
        || a.is_link_local()
        || a.is_broadcast()
        || a.is_documentation()
        || a.is_unspecified()
        || a.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second))
}

fn is_private_v6(a: Ipv6Addr) -> bool {
    if let Some(v4) = a.to_ipv4_mapped() {
        return is_private_v4(v4);
    }
    let s = a.segments();
    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address inside.
    let carried = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    a.is_loopback()
        || a.is_unspecified()
        || a.is_multicast()
        || s[0] & 0xfe00 == 0xfc00
        || s[0] & 0xffc0 == 0xfe80
        || (s[0] == 0x2001 && s[1] == 0x0db8)
        || (s[0] == 0x64 && s[1] == 0xff9b && carried(s[6], s[7]))
        || (s[0] == 0x2002 && carried(s[1], s[2]))
        || s[..6] == [0; 6]
}

#[cfg(test)]
mod tests {
    use super::{Fetcher, Patience, is_private};
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;

    /// A server on the loopback address that answers each path by a rule, until the test ends.
    fn serve(answer: fn(&str) -> Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                reader.read_line(&mut line).unwrap();
                let mut header = String::new();
                while reader.read_line(&mut header).is_ok_and(|n| n > 2) {
                    header.clear();
                }
                let _ = stream.write_all(&answer(line.split(' ').nth(1).unwrap_or("/")));
            }
        });
        base
    }

    fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}", body.len()).into_bytes()
    }

    fn fetcher() -> Fetcher {
        Fetcher::new(true, Patience::default())
    }

    #[test]
    fn pages_are_fetched_through_redirects() {
        let base = serve(|path| match path {
            "/robots.txt" => response("404 Not Found", "", ""),
            "/old" => response("301 Moved", "Location: /new\r\n", ""),
            "/new" => response("200 OK", "Content-Type: text/html; charset=utf-8\r\n", "<p>Text</p>"),
            "/loop" => response("302 Found", "Location: /loop\r\n", ""),
            "/file" => response("302 Found", "Location: file:///etc/passwd\r\n", ""),
            _ => response("404 Not Found", "", ""),
        });
        let page = fetcher().fetch(&format!("{base}/old")).unwrap();
        assert_eq!((page.bytes.as_slice(), page.address), (&b"<p>Text</p>"[..], Some(format!("{base}/new"))));
        assert!(fetcher().fetch(&format!("{base}/loop")).unwrap_err().reason.contains("redirects more than"));
        assert!(fetcher().fetch(&format!("{base}/none")).unwrap_err().reason.contains("no such page"));
        assert!(fetcher().fetch(&format!("{base}/file")).unwrap_err().reason.contains("no web address"));
    }

    #[test]
    fn robots_and_the_own_network_are_left_alone() {
        let base = serve(|path| match path {
            "/robots.txt" => response("200 OK", "", "User-agent: *\nDisallow: /secret\n"),
            _ => response("200 OK", "", "fine"),
        });
        assert!(fetcher().fetch(&format!("{base}/secret/a")).unwrap_err().reason.contains("robots.txt"));
        assert!(fetcher().fetch(&format!("{base}/open")).is_ok());
        let careful = Fetcher::new(false, Patience::default());
        for address in [format!("{base}/open"), base.replace("127.0.0.1", "localhost"), base.replace("127.0.0.1", "[::ffff:127.0.0.1]")] {
            let fault = careful.fetch(&address).unwrap_err();
            assert!(fault.hint.contains("--allow-private"), "{address}: {fault:?}");
        }
    }

    #[test]
    fn a_server_that_fails_is_told_from_a_page_that_is_missing() {
        let base = serve(|path| match path {
            "/robots.txt" => response("503 Service Unavailable", "", ""),
            _ => response("200 OK", "", "fine"),
        });
        assert!(fetcher().fetch(&format!("{base}/a")).unwrap_err().reason.contains("503"));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let gone = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        assert!(fetcher().fetch(&gone).unwrap_err().reason.contains("accepts no connection"));
    }

    #[test]
    fn special_addresses_are_known() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "2606:2800:220:1::1", "100.128.0.1"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }
}
