//! Takes connections: so many at once, and none that never says what it wants.
//!
//! A program may open about a thousand files by custom, and a connection is one. Where there are as many as may be, those that have asked for nothing for the longest
//! time give way, so that nobody can keep a reader out by doing nothing. A page that listens for news comes back by itself.

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// What is asked of those who connect.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Connections at once.
    pub most: usize,
    /// How long the head of a request may take to come, from the connection or the answer before on.
    pub head: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { most: 800, head: Duration::from_secs(30) }
    }
}

/// So long it is waited for somebody to go before others have to: most that are there are just being answered.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes connections for as long as it is asked to, and lets `app` answer.
pub(super) async fn serve(listener: TcpListener, app: Router, bounds: Bounds) -> Infallible {
    let places = Arc::new(Semaphore::new(bounds.most));
    let idle = Arc::default();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The system has no file left for one more.
            close_longest(&idle, bounds.most.div_ceil(8));
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        if let Some(place) = place(&places, &idle, bounds.most).await {
            tokio::spawn(attend(stream, app.clone(), Client::new(&idle), bounds.head, place));
        }
    }
}

/// A place for one connection, as soon as one is free. Where nobody goes by himself, an eighth of all give way. `None`: nobody closes the places, so never.
async fn place(places: &Arc<Semaphore>, idle: &Mutex<Idle>, most: usize) -> Option<OwnedSemaphorePermit> {
    loop {
        match tokio::time::timeout(PAUSE, Arc::clone(places).acquire_owned()).await {
            Ok(place) => return place.ok(),
            Err(_) => close_longest(idle, most.div_ceil(8)),
        }
    }
}

async fn attend(stream: TcpStream, app: Router, client: Client, head: Duration, _place: OwnedSemaphorePermit) {
    let app = TowerToHyperService::new(app);
    let client = Arc::new(client);
    let answering = Arc::clone(&client);
    let answer = service_fn(move |request| {
        answering.asks();
        let (client, answered) = (Arc::clone(&answering), app.call(request));
        async move {
            let answer = answered.await;
            client.is_idle();
            answer
        }
    });
    let connection = http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(head).serve_connection(TokioIo::new(stream), answer);
    tokio::select! {
        // What went wrong between the two is told to the other side by the end of the connection.
        _ = connection => {}
        () = client.leave.notified() => {}
    }
}

/// Connections for which no answer is being made, those that are so the longest first.
#[derive(Default)]
struct Idle {
    next: u64,
    since: BTreeMap<u64, Arc<Notify>>,
}

/// Ends so many of those that are idle the longest.
fn close_longest(idle: &Mutex<Idle>, many: usize) {
    let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
    (0..many).map_while(|_| idle.since.pop_first()).for_each(|(_, leave)| leave.notify_one());
}

/// The other side of a connection.
struct Client {
    idle: Arc<Mutex<Idle>>,
    /// Its place among those that are idle.
    ticket: AtomicU64,
    /// Told when it is to give way.
    leave: Arc<Notify>,
}

impl Client {
    fn new(idle: &Arc<Mutex<Idle>>) -> Self {
        let client = Self { idle: Arc::clone(idle), ticket: AtomicU64::new(0), leave: Arc::default() };
        client.is_idle();
        client
    }

    fn is_idle(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.next += 1;
        let ticket = idle.next;
        idle.since.insert(ticket, Arc::clone(&self.leave));
        self.ticket.store(ticket, Ordering::Relaxed);
    }

    fn asks(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).since.remove(&self.ticket.load(Ordering::Relaxed));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.asks();
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, serve};
    use axum::Router;
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::time::Duration;

    const ASKED: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const HOUR: Duration = Duration::from_secs(3600);

    fn start(bounds: Bounds) -> SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let app = Router::new().fallback(|| async { "fine" });
                serve(tokio::net::TcpListener::from_std(listener).unwrap(), app, bounds).await;
            });
        });
        at
    }

    fn connect(at: SocketAddr, sent: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(at).unwrap();
        stream.write_all(sent).unwrap();
        stream
    }

    fn is_answered(stream: &mut TcpStream) -> bool {
        let mut answer = Vec::new();
        while !answer.ends_with(b"fine") {
            let mut piece = [0; 512];
            match stream.read(&mut piece) {
                Ok(n) if n > 0 => answer.extend_from_slice(&piece[..n]),
                _ => return false,
            }
        }
        answer.starts_with(b"HTTP/1.1 200")
    }

    #[test]
    fn who_asks_for_nothing_gives_way() {
        let at = start(Bounds { most: 2, head: HOUR });
        let mut first = connect(at, &ASKED[..9]);
        let mut second = connect(at, &ASKED[..9]);
        let mut third = connect(at, ASKED);
        assert!(is_answered(&mut third));
        assert!(!is_answered(&mut first), "the one that waits longest is closed");
        second.write_all(&ASKED[9..]).unwrap();
        assert!(is_answered(&mut second), "the others are not");
        // One that asked just now has waited less than one that asked before.
        second.write_all(ASKED).unwrap();
        assert!(is_answered(&mut second));
        assert!(is_answered(&mut connect(at, ASKED)));
        assert!(!is_answered(&mut third));
        second.write_all(ASKED).unwrap();
        assert!(is_answered(&mut second));
    }

    #[test]
    fn a_head_that_does_not_come_ends_the_connection() {
        let at = start(Bounds { most: 9, head: Duration::from_millis(1) });
        for begun in [&b""[..], &ASKED[..5], &ASKED[..30]] {
            assert!(!is_answered(&mut connect(at, begun)));
        }
    }
}
