//! Pages of other sites, and connections that are many or never finish.

use super::CASE;
use crate::support::{Server, Site};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

#[test]
fn pages_of_other_sites_are_refused() {
    let site = Site::of(CASE);
    let server = Server::start(&site, &["--no-compose"]);
    let own = server.base_url();
    for (origin, status) in [
        (own.as_str(), 200),
        ("http://evil.example", 403),
        ("https://evil.example", 403),
        ("http://127.0.0.1:1", 403),
        ("null", 403),
        ("http://127.0.0.1.evil.example", 403),
    ] {
        for path in ["/", "/claims.json", "/__digest/status"] {
            assert_eq!(server.ask("GET", path, &[("Origin", origin)]).unwrap().status, status, "{origin} {path}");
        }
    }
    // A page that leads to itself by another name of this machine has that name in both.
    let host = format!("localhost:{}", server.port);
    let answer = server.ask("GET", "/", &[("Host", &host), ("Origin", &format!("http://{host}"))]).unwrap();
    assert_eq!(answer.status, 200);
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn it_listens_on_the_loopback_alone() {
    let site = Site::of(CASE);
    let server = Server::start(&site, &["--no-compose"]);
    // Another address of the loopback stands for any other of this machine's: what listens everywhere has taken it.
    let other = Ipv4Addr::new(127, 0, 0, 2);
    assert!(TcpStream::connect((other, server.port)).is_err());
    assert!(TcpListener::bind((other, server.port)).is_ok(), "the port is free elsewhere");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let site = Site::of(CASE);
    let server = Server::start(&site, &["--no-compose"]);
    assert_eq!(server.get("/notes.txt").status, 200);
    // Put there behind the server's back, in the place of a file that it knows.
    let secret = site.beside("secret.txt");
    std::fs::write(&secret, "secret").unwrap();
    let known = site.root().join("static/notes.txt");
    std::fs::remove_file(&known).unwrap();
    std::os::unix::fs::symlink(&secret, &known).unwrap();
    let answer = server.get("/notes.txt");
    assert!(answer.status == 404 && !answer.body.windows(6).any(|w| w == b"secret"), "{}", answer.status);
}

#[test]
fn nine_hundred_slow_connections_and_as_many_after_them_stop_nothing() {
    let site = Site::of(CASE);
    let server = Server::start(&site, &["--no-compose"]);
    let page = server.get("/").body;
    // Each has begun a request and never ends it. Below the thousand and twenty-four files that a program may open by custom, on both sides.
    let slow: Vec<TcpStream> = (0..900)
        .map(|n| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
            let begun: &[u8] = [&b"G"[..], b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b""][n % 4];
            stream.write_all(begun).unwrap();
            stream
        })
        .collect();
    assert!(server.get("/").body == page);
    drop(slow);
    // And as many that ask and are answered, all open at once.
    let mut asked: Vec<TcpStream> = (0..900)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
            stream.write_all(b"GET /__digest/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            stream
        })
        .collect();
    for stream in &mut asked {
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        assert!(all.starts_with(b"HTTP/1.1 200"));
    }
    // Requests that are no requests end their own connection.
    for nonsense in [&b"\0\0\0\0\r\n\r\n"[..], b"GET /\xff HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", &[b'A'; 1 << 20]] {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let _ = stream.write_all(nonsense);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        assert!(!all.starts_with(b"HTTP/1.1 200"));
    }
    assert!(server.get("/").body == page);
}
