//! Against a small server on the loopback address, with a clock that only the test moves.

use super::{Answer, Cause, Clock, Fetcher, Patience, Validators, side_by_side};
use chrono::{DateTime, TimeDelta, Utc};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that answers by a rule until the test ends, and notes what it was asked.
pub(in crate::editorial::add) struct Server {
    pub base: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

#[derive(Clone, Debug)]
pub(in crate::editorial::add) struct Request {
    pub path: String,
    /// Name in small letters, and value.
    headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

impl Server {
    pub fn start(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&asked), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, log, answer) = (stream.unwrap(), Arc::clone(&log), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let Some(line) = lines.next() else { return };
                    let headers = lines.take_while(|l| !l.is_empty()).filter_map(|l| l.split_once(": ").map(|(n, v)| (n.to_lowercase(), v.to_owned())));
                    let request = Request { path: line.split(' ').nth(1).unwrap_or("/").to_owned(), headers: headers.collect() };
                    log.lock().unwrap().push(request.clone());
                    let _ = stream.write_all(&answer(&request));
                });
            }
        });
        Self { base, asked }
    }

    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|r| r.path).collect()
    }
}

pub(in crate::editorial::add) fn response(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Stands still but for what is waited.
#[derive(Debug)]
pub(in crate::editorial::add) struct TestClock {
    now: Mutex<DateTime<Utc>>,
    waited: Mutex<Vec<Duration>>,
}

impl TestClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { now: Mutex::new("2026-11-22T07:00:00Z".parse().unwrap()), waited: Mutex::default() })
    }

    pub fn pass(&self, time: Duration) {
        *self.now.lock().unwrap() += TimeDelta::from_std(time).unwrap();
    }

    pub fn waited(&self) -> Vec<u64> {
        self.waited.lock().unwrap().iter().map(Duration::as_secs).collect()
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().unwrap().push(time);
        self.pass(time);
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(true, Patience::default(), TestClock::new())
}

fn cause(fetcher: &Fetcher, address: &str) -> Cause {
    fetcher.fetch(address).unwrap_err().cause
}

#[test]
fn pages_are_fetched_through_redirects() {
    let server = Server::start(|r| match r.path.as_str() {
        "/old" => response("301 Moved", "Location: /new\r\n", ""),
        "/new" => response("200 OK", "Content-Type: text/html; charset=utf-8\r\n", "<p>Text</p>"),
        "/once" => response("302 Found", "Location: /old\r\n", ""),
        "/loop" => response("302 Found", "Location: /loop\r\n", ""),
        "/file" => response("302 Found", "Location: file:///etc/passwd\r\n", ""),
        "/nowhere" => response("302 Found", "Location: http://[\r\n", ""),
        _ => response("404 Not Found", "", ""),
    });
    let base = &server.base;
    let fetcher = fetcher();
    let moved = |path: &str| match fetcher.ask(&format!("{base}{path}"), &Validators::default()).unwrap() {
        Answer::Page(fetched) => (fetched.page, fetched.moved),
        Answer::Unchanged => panic!("unchanged"),
    };
    let (page, for_good) = moved("/old");
    assert_eq!((page.bytes.as_slice(), page.address, page.input), (&b"<p>Text</p>"[..], Some(format!("{base}/new")), format!("{base}/old")));
    assert_eq!((page.content_type.as_deref(), for_good), (Some("text/html; charset=utf-8"), Some(format!("{base}/new"))));
    assert_eq!((moved("/new").1, moved("/once").1), (None, None), "no redirect, and one that is not for good");
    for (path, expected) in [("/loop", Cause::Redirects), ("/nowhere", Cause::Redirects), ("/file", Cause::Address), ("/none", Cause::Status(404))] {
        assert_eq!(cause(&fetcher, &format!("{base}{path}")), expected, "{path}");
    }
    assert_eq!(server.paths().iter().filter(|p| *p == "/loop").count(), 9);
    for odd in ["", "paper.example", "ftp://paper.example/", "http://", "https://[::1", "mailto:a@b.example"] {
        assert_eq!(cause(&fetcher, odd), Cause::Address, "{odd}");
    }
    let agent = server.asked()[0].header("user-agent").unwrap().to_owned();
    assert!(agent.starts_with("digest/") && agent.contains("editor"), "{agent}");
}

#[test]
fn robots_txt_is_heeded_and_asked_for_once() {
    let server = Server::start(|r| match r.path.as_str() {
        "/robots.txt" => response("200 OK", "", "User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n"),
        "/door" => response("302 Found", "Location: /secret/a\r\n", ""),
        _ => response("200 OK", "", "fine"),
    });
    let clock = TestClock::new();
    let fetcher = Fetcher::new(true, Patience::default(), Arc::<TestClock>::clone(&clock));
    assert_eq!(cause(&fetcher, &format!("{}/secret/a", server.base)), Cause::Robots);
    assert_eq!(cause(&fetcher, &format!("{}/door", server.base)), Cause::Robots, "a redirect is no way around");
    assert!(fetcher.fetch(&format!("{}/open", server.base)).is_ok());
    assert_eq!(server.paths(), ["/robots.txt", "/door", "/open"]);
    assert_eq!(clock.waited().last(), Some(&7), "Crawl-delay");
}

#[test]
fn a_robots_txt_that_cannot_be_reached_forbids_everything_and_a_missing_one_nothing() {
    for (status, expected) in [("503 Busy", Some(Cause::RobotsUnreachable)), ("429 Slow", Some(Cause::RobotsUnreachable)), ("403 No", None), ("404 No", None)] {
        let server = Server::start(move |r| match r.path.as_str() {
            "/robots.txt" => response(status, "", ""),
            _ => response("200 OK", "", "fine"),
        });
        let fetcher = fetcher();
        for _ in 0..2 {
            assert_eq!(fetcher.fetch(&format!("{}/a", server.base)).err().map(|f| f.cause), expected, "{status}");
        }
        assert_eq!(server.paths().iter().filter(|p| *p == "/robots.txt").count(), 1);
    }
    let cut = Server::start(|r| match r.path.as_str() {
        "/robots.txt" => b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent: *".to_vec(),
        _ => response("200 OK", "", "fine"),
    });
    assert_eq!(cause(&fetcher(), &format!("{}/a", cut.base)), Cause::Connection, "half a file is none");
}

#[test]
fn the_own_machine_and_network_are_refused_in_every_spelling() {
    let server = Server::start(|_| response("200 OK", "", "secret"));
    let port = server.base.rsplit(':').next().unwrap().to_owned();
    let careful = Fetcher::new(false, Patience::default(), TestClock::new());
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
        "100.64.0.1",
        "10.0.0.1",
        "１２７.0.0.1",
    ] {
        let fault = careful.fetch(&format!("http://{host}:{port}/")).unwrap_err();
        assert_eq!(fault.cause, Cause::Private, "{host}: {fault:?}");
        assert!(fault.hint.contains("--allow-private"));
    }
    assert_eq!(server.paths(), [""; 0], "nothing was asked");
}

#[test]
fn compressed_answers_are_unpacked_up_to_the_limit() {
    let server = Server::start(|r| match r.path.as_str() {
        "/gzip" => response("200 OK", "Content-Encoding: gzip\r\n", include_bytes!("../../../../tests/cases/fetch/page.html.gz")),
        "/brotli" => response("200 OK", "Content-Encoding: br\r\n", include_bytes!("../../../../tests/cases/fetch/page.html.br")),
        "/gzip-bomb" => response("200 OK", "Content-Encoding: gzip\r\n", include_bytes!("../../../../tests/cases/fetch/bomb.gz")),
        "/brotli-bomb" => response("200 OK", "Content-Encoding: br\r\n", include_bytes!("../../../../tests/cases/fetch/bomb.br")),
        "/broken" => response("200 OK", "Content-Encoding: gzip\r\n", "no gzip at all"),
        "/large" => response("200 OK", "", vec![b'a'; super::LARGEST + 1]),
        _ => response("404 Not Found", "", ""),
    });
    let fetcher = fetcher();
    let at = |path: &str| fetcher.fetch(&format!("{}{path}", server.base));
    for path in ["/gzip", "/brotli"] {
        assert!(at(path).unwrap().bytes.ends_with(b"</html>\n"), "{path}");
    }
    for path in ["/gzip-bomb", "/brotli-bomb", "/large"] {
        assert_eq!(at(path).unwrap_err().cause, Cause::TooLarge, "{path}");
    }
    assert_eq!(at("/broken").unwrap_err().cause, Cause::Connection);
    assert!(server.asked()[1].header("accept-encoding").is_some_and(|e| e.contains("gzip") && e.contains("br")));
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    // It accepts and keeps the connection open without a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let patience = Patience { connect: Duration::from_millis(200), whole: Duration::from_millis(50), gap: Duration::ZERO };
    let fetcher = Fetcher::new(true, patience, TestClock::new());
    assert_eq!(cause(&fetcher, &format!("http://{}/", silent.local_addr().unwrap())), Cause::Timeout);
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", gone.local_addr().unwrap());
    drop(gone);
    let fault = fetcher.fetch(&address).unwrap_err();
    assert_eq!(fault.cause, Cause::Connection);
    assert!(fault.reason.contains("accepts no connection") && fault.is_passing(), "{fault:?}");
    let cut = Server::start(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec());
    assert_eq!(cause(&fetcher, &format!("{}/", cut.base)), Cause::Connection);
}

#[test]
fn a_page_that_did_not_change_is_not_sent_again() {
    let server = Server::start(|r| match (r.path.as_str(), r.header("if-none-match"), r.header("if-modified-since")) {
        ("/robots.txt", ..) => response("404 Not Found", "", ""),
        (_, Some("\"one\""), Some("Sun, 22 Nov 2026 06:00:00 GMT")) => b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec(),
        _ => response("200 OK", "ETag: \"one\"\r\nLast-Modified: Sun, 22 Nov 2026 06:00:00 GMT\r\n", "fine"),
    });
    let fetcher = fetcher();
    let address = format!("{}/feed", server.base);
    let Answer::Page(first) = fetcher.ask(&address, &Validators::default()).unwrap() else { panic!("unchanged") };
    assert!(matches!(fetcher.ask(&address, &first.validators).unwrap(), Answer::Unchanged));
    // What a damaged memory holds goes into no header.
    let odd = Validators { etag: Some("a\r\nHost: b".to_owned()), last_modified: Some("\u{7f}".to_owned()) };
    assert!(matches!(fetcher.ask(&address, &odd).unwrap(), Answer::Page(_)));
    assert_eq!(server.asked().last().unwrap().header("if-none-match"), None);
}

#[test]
fn a_host_that_asks_for_rest_is_left_alone() {
    let server = Server::start(|r| match r.path.as_str() {
        "/seconds" => response("429 Too Many Requests", "Retry-After: 120\r\n", ""),
        _ => response("404 Not Found", "", ""),
    });
    let dated = Server::start(|r| match r.path.as_str() {
        "/date" => response("503 Busy", "Retry-After: Sun, 22 Nov 2026 08:00:00 GMT\r\n", ""),
        _ => response("404 Not Found", "", ""),
    });
    let fetcher = fetcher();
    let fault = fetcher.fetch(&format!("{}/seconds", server.base)).unwrap_err();
    assert_eq!((fault.cause, fault.retry_after), (Cause::Status(429), Some(Duration::from_secs(120))));
    assert_eq!(cause(&fetcher, &format!("{}/other", server.base)), Cause::Status(429));
    assert_eq!(server.paths(), ["/robots.txt", "/seconds"]);
    let fault = fetcher.fetch(&format!("{}/date", dated.base)).unwrap_err();
    assert_eq!(fault.retry_after, Some(Duration::from_secs(3600)), "another host is asked all the same");
}

#[test]
fn requests_to_one_host_take_turns_with_a_pause() {
    let now = Arc::new(Mutex::new((0_u32, 0_u32)));
    let counts = Arc::clone(&now);
    let server = Server::start(move |_| {
        {
            let mut counts = counts.lock().unwrap();
            counts.0 += 1;
            counts.1 = counts.1.max(counts.0);
        }
        std::thread::yield_now();
        counts.lock().unwrap().0 -= 1;
        response("200 OK", "", "fine")
    });
    let clock = TestClock::new();
    let fetcher = Fetcher::new(true, Patience::default(), Arc::<TestClock>::clone(&clock));
    let base = &server.base;
    std::thread::scope(|scope| {
        for n in 0..6 {
            let fetcher = &fetcher;
            scope.spawn(move || fetcher.fetch(&format!("{base}/{n}")).unwrap());
        }
    });
    assert_eq!(now.lock().unwrap().1, 1, "one at a time");
    assert_eq!(clock.waited(), [1; 5], "a pause between each two");
}

#[test]
fn jobs_of_one_host_stay_in_order_and_results_in_theirs() {
    let jobs = ["http://a.example/1", "http://b.example/1", "file", "http://a.example/2", "https://a.example/3"];
    let order = Mutex::new(Vec::new());
    let done = side_by_side(
        &jobs,
        |j| j.starts_with("http").then_some(j),
        |j| {
            order.lock().unwrap().push(*j);
            assert_ne!(*j, "file");
            j.len()
        },
    );
    assert_eq!(done, [Some(18), Some(18), None, Some(18), Some(19)]);
    let order = order.into_inner().unwrap();
    let at = |j: &str| order.iter().position(|o| *o == j).unwrap();
    assert!(at(jobs[0]) < at(jobs[3]));
}
