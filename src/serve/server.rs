//! Takes connections, and answers from what is on show.

use super::answer::{self, Answer, Body as Sent, Request, plain};
use super::connections::{self, Bounds};
use super::edition::{Edition, Newsstand};
use super::{Ended, host, reload};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri, header};
use futures_core::Stream;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::net::{IpAddr, TcpListener};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// What stands between the requests and the site.
pub(super) struct Counter {
    pub newsstand: Arc<Newsstand>,
    pub bound: IpAddr,
    /// The real path of the site's folder.
    pub root: PathBuf,
    pub reload: bool,
}

/// A line that says nothing, now and then, so that a browser that is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(20);

pub(super) fn run(listener: TcpListener, counter: Counter) -> io::Result<Ended> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let ended = runtime.block_on(async {
        let counter = Arc::new(counter);
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = Router::new().fallback(handle).with_state(Arc::clone(&counter));
        tokio::select! {
            never = connections::serve(listener, app, Bounds::default()) => match never {},
            _ = tokio::signal::ctrl_c() => Ok(Ended::ByHand),
            () = counter.newsstand.closed() => Ok(Ended::NothingToShow),
        }
    });
    // Requests under way and pages that listen for news are not waited for.
    runtime.shutdown_background();
    ended
}

async fn handle(State(counter): State<Arc<Counter>>, method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let host = text(header::HOST).or_else(|| uri.authority().map(ToString::to_string)).unwrap_or_default();
    if !host::is_ours(&host, counter.bound) {
        let told = "This server answers to 127.0.0.1 and localhost alone.\n";
        return send(plain(403, told, &[]), &method);
    }
    if !text(header::ORIGIN).is_none_or(|origin| host::is_own_origin(&origin, &host)) {
        return send(plain(403, "This server answers to its own pages alone.\n", &[]), &method);
    }
    if method != Method::GET && method != Method::HEAD {
        return send(plain(405, "Pages can be read here, nothing else.\n", &[("allow", "GET, HEAD")]), &method);
    }
    match uri.path() {
        "/__digest/status" => return send(status(&counter.newsstand), &method),
        "/__digest/news" if counter.reload => return news(&counter.newsstand),
        reload::SCRIPT_ADDRESS if counter.reload => {
            let headers = [("content-type", "text/javascript; charset=utf-8"), ("cache-control", "no-cache")];
            let headers = headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec();
            return send(Answer { status: 200, headers, body: Sent::Bytes(reload::SCRIPT.as_bytes().to_vec()) }, &method);
        }
        path if path.starts_with("/__digest/") => return send(plain(404, "There is nothing here.\n", &[]), &method),
        _ => {}
    }
    let request = Request {
        path: uri.path().to_owned(),
        query: uri.query().map(str::to_owned),
        if_none_match: text(header::IF_NONE_MATCH),
        range: text(header::RANGE),
        if_range: text(header::IF_RANGE),
    };
    let edition = counter.newsstand.first().await;
    // Rendering is work: it must not keep the threads from taking other requests.
    let made = tokio::task::spawn_blocking(move || answer::answer(&edition, &request, &counter.root, counter.reload)).await;
    send(made.unwrap_or_else(|_| plain(500, "The page could not be made.\n", &[])), &method)
}

fn status(stand: &Newsstand) -> Answer {
    // Asked before the rest: whoever is told that nothing is under way is told of the newest build.
    let busy = stand.is_busy();
    let edition = stand.current();
    let text = serde_json::json!({ "build": edition.number, "busy": busy, "errors": edition.errors, "warnings": edition.warnings }).to_string();
    let headers = [("content-type", "application/json; charset=utf-8"), ("cache-control", "no-store")];
    Answer { status: 200, headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(), body: Sent::Bytes(text.into_bytes()) }
}

fn send(answer: Answer, method: &Method) -> Response<Body> {
    let length = answer.body.length();
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        // A value of the site's own _headers that cannot stand in a header is left out.
        if let (Ok(name), Ok(value)) = (header::HeaderName::try_from(name), header::HeaderValue::try_from(value)) {
            response = response.header(name, value);
        }
    }
    if answer.status != 304 {
        response = response.header(header::CONTENT_LENGTH, length);
    }
    let body = match answer.body {
        _ if *method == Method::HEAD => Body::empty(),
        Sent::Bytes(bytes) => Body::from(bytes),
        Sent::File { path, start, length } => Body::from_stream(pieces(path, start, length)),
    };
    response.body(body).unwrap_or_else(|_| Response::new(Body::empty()))
}

/// A body that comes bit by bit.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// Reads a file as fast as the other side takes it, never more than a few pieces ahead.
fn pieces(path: PathBuf, start: u64, length: u64) -> Pieces {
    const PIECE: usize = 1 << 16;
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let read = || -> io::Result<()> {
            let mut file = std::fs::File::open(path)?;
            file.seek(SeekFrom::Start(start))?;
            let mut rest = file.take(length);
            loop {
                let mut piece = vec![0; PIECE];
                let n = rest.read(&mut piece)?;
                piece.truncate(n);
                if n == 0 || sender.blocking_send(Ok(piece.into())).is_err() {
                    return Ok(());
                }
            }
        };
        if let Err(error) = read() {
            let _ = sender.blocking_send(Err(error));
        }
    });
    Pieces(receiver)
}

/// Tells a page of every edition, the present one first (server-sent events: <https://html.spec.whatwg.org/multipage/server-sent-events.html>).
fn news(stand: &Newsstand) -> Response<Body> {
    let mut editions = stand.watch();
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let line = |edition: &Edition| Bytes::from(format!("data: {}\n\n", reload::news(edition)));
        let mut next = {
            let now = editions.borrow_and_update();
            // A browser comes back half a second after the server was started anew.
            if now.number == 0 { Bytes::from("retry: 500\n\n") } else { [&b"retry: 500\n"[..], &line(&now)].concat().into() }
        };
        while sender.send(Ok(next)).await.is_ok() {
            next = match tokio::time::timeout(HEARTBEAT, editions.changed()).await {
                Err(_) => Bytes::from(":\n\n"),
                Ok(Ok(())) => line(&editions.borrow_and_update()),
                Ok(Err(_)) => return,
            };
        }
    });
    let response = Response::builder().header(header::CONTENT_TYPE, "text/event-stream").header(header::CACHE_CONTROL, "no-store");
    response.body(Body::from_stream(Pieces(receiver))).unwrap_or_else(|_| Response::new(Body::empty()))
}
