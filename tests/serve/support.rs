//! A site in a folder of its own, and a server on it, both through the program as people run it.

use crate::copy::copy;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The clock of all builds in tests.
const CLOCK: &str = "1795000000";

/// A copy of a case's folder that may be changed.
pub struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    pub fn of(case: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new(case), &folder.path().join("site"));
        Self { folder }
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A place beside the site.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        command(&self.root(), arguments).output().unwrap()
    }

    /// What a clean build writes: every address with its bytes; or what it says where it stops.
    pub fn build(&self, base_url: &str) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let output = self.beside("clean");
        let _ = fs::remove_dir_all(&output);
        let ran = self.run(&["build", "--no-compose", "--base-url", base_url, "--output", output.to_str().unwrap()]);
        if !ran.status.success() {
            return Err(String::from_utf8(ran.stderr).unwrap());
        }
        Ok(files(&output))
    }
}

pub fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digest"));
    command.arg("--root").arg(root).args(arguments);
    command.env("SOURCE_DATE_EPOCH", CLOCK).env("NO_COLOR", "1").env_remove("DIGEST_API_KEY").stdin(Stdio::null());
    command
}

/// Every file of a built site by its address, the marker left out.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.unwrap())
        .filter(|e| e.file_type().is_file() && e.file_name() != ".digest-site")
        .map(|e| (e.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"), fs::read(e.path()).unwrap()))
        .collect()
}

/// A port that nobody listens on now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A running `digest serve`; ended when dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub build: u64,
    pub busy: bool,
    pub errors: u64,
    pub warnings: u64,
}

impl Server {
    pub fn start(site: &Site, arguments: &[&str]) -> Self {
        let port = free_port();
        let text = port.to_string();
        let mut all = vec!["serve", "--port", text.as_str()];
        all.extend(arguments);
        let child = command(&site.root(), &all).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut server = Self { child, port };
        server.settle(|s| s.build > 0);
        server
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).unwrap()
    }

    /// One request. `None` where nobody answers yet.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let host = if headers.iter().any(|(n, _)| *n == "Host") { String::new() } else { format!("Host: 127.0.0.1:{}\r\n", self.port) };
        let more: String = headers.iter().map(|(n, v)| format!("{n}: {v}\r\n")).collect();
        stream.write_all(format!("{method} {path} HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n").as_bytes()).ok()?;
        let mut all = Vec::new();
        stream.read_to_end(&mut all).ok()?;
        let end = all.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
        Some(Answer { status, headers, body: all[end + 4..].to_vec() })
    }

    pub fn status(&self) -> Option<Status> {
        let answer = self.ask("GET", "/__digest/status", &[])?;
        let json: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let number = |key: &str| json[key].as_u64().unwrap();
        Some(Status { build: number("build"), busy: json["busy"].as_bool().unwrap(), errors: number("errors"), warnings: number("warnings") })
    }

    /// The system's number of the server.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the server to end.
    pub fn end(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    /// A page that waits for news, as a browser's does; its first news has come.
    pub fn listen(&self) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("GET /__digest/news HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes()).unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).unwrap();
        stream
    }

    /// Asks until nothing is under way and the status is as expected.
    pub fn settle(&mut self, is_there: impl Fn(Status) -> bool) -> Status {
        loop {
            if let Some(status) = self.status()
                && !status.busy
                && is_there(status)
            {
                return status;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "the server has ended");
            std::thread::sleep(std::time::Duration::from_millis(3));
        }
    }

    /// Makes a change after all others, and waits until it was seen: then so were the others. Where the site is `good`, the change itself shows on
    /// it. Where it is broken it cannot, so a few more are made and waited for.
    pub fn settle_after(&mut self, site: &Site, mark: usize, good: bool) -> Status {
        let mut last = None;
        for round in 0..5 {
            let before = self.status().unwrap().build;
            let name = format!("mark-{mark}-{round}.txt");
            // Renamed into its place, so that it is one change.
            site.put("static/.mark.tmp", &name);
            fs::rename(site.root().join("static/.mark.tmp"), site.root().join("static").join(&name)).unwrap();
            let status = self.settle(|s| s.build > before);
            let shown = self.get(&format!("/{name}")).status == 200;
            last = Some(status);
            if (good && shown && status.errors == 0) || (!good && round > 0 && status.errors > 0) {
                break;
            }
        }
        last.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
