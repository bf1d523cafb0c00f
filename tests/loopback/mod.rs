//! A model's service on loopback that behaves well and badly by script.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

pub const KEY: &str = "sk-test-4711-secret";

/// What the server does with one connection.
#[derive(Clone)]
pub enum Act {
    /// A good response of the protocol around this text of the model's.
    Say(String),
    /// The same, cut off by the limit.
    Cut(String),
    /// This status with these header lines and this body.
    Status(u16, &'static str, String),
    /// Takes the request and never answers.
    Hang,
    /// For each text that is asked about, the vector that this gives it.
    Embed(fn(&str) -> Vec<f32>),
    /// Shuts the door in the middle of the response.
    Break,
}

pub struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    pub fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for act in script {
                let (stream, _) = listener.accept().unwrap();
                serve(stream, &act, &seen);
            }
        });
        Self { address, requests }
    }

    pub fn heads(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|(head, _)| head.clone()).collect()
    }

    pub fn bodies(&self) -> Vec<Value> {
        self.requests.lock().unwrap().iter().map(|(_, body)| body.clone()).collect()
    }
}

fn serve(mut stream: TcpStream, act: &Act, seen: &Mutex<Vec<(String, Value)>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    while reader.read_line(&mut head).unwrap() > 2 {}
    let length = head.lines().find_map(|l| l.to_lowercase().strip_prefix("content-length:").map(|n| n.trim().parse::<usize>().unwrap())).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let anthropic = head.starts_with("POST /v1/messages ");
    let asked: Value = serde_json::from_slice(&body).unwrap();
    seen.lock().unwrap().push((head, asked.clone()));
    let wrapped = |text: &str, cut: bool| {
        if anthropic {
            json!({"content": [{"type": "text", "text": text}], "stop_reason": if cut { "max_tokens" } else { "end_turn" }}).to_string()
        } else {
            json!({"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": if cut { "length" } else { "stop" }}]}).to_string()
        }
    };
    let (status, headers, body) = match act {
        Act::Say(text) => (200, "", wrapped(text, false)),
        Act::Cut(text) => (200, "", wrapped(text, true)),
        Act::Status(status, headers, body) => (*status, *headers, body.clone()),
        Act::Embed(vector) => {
            let one = |(n, text): (usize, &Value)| json!({"index": n, "embedding": vector(text.as_str().unwrap())});
            let given: Vec<Value> = asked["input"].as_array().unwrap().iter().enumerate().map(one).collect();
            (200, "", json!({"object": "list", "data": given}).to_string())
        }
        Act::Hang => {
            // Until the client gives up and closes.
            let _ = stream.read(&mut [0]);
            return;
        }
        Act::Break => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"choi");
            return;
        }
    };
    let _ =
        write!(stream, "HTTP/1.1 {status} X\r\n{headers}Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
}
