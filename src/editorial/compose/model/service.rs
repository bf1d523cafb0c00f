//! The corner where a model's service is asked: the only file of this room that names the network.
//!
//! In: questions, the service of digest.yaml, its key, a way to wait. Out: answers that can be read, or an error by its cause. Never: the key in a
//! message or an answer; the clock or the environment; a redirect followed, which could carry the key to another host.

use super::answers::Answer;
use super::embeddings;
use super::failure::{Cause, Failure, findings};
use super::protocol::{self, End, Refusals};
use super::question::Question;
use crate::config::{ModelApi, ModelService};
use crate::diag::{Checked, Diagnostic};
use chrono::DateTime;
use std::collections::VecDeque;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;
use url::{Host, Url};

/// How often a request is sent that the service could not answer: too many requests, a fault of its own, no connection.
const ATTEMPTS: u32 = 4;

/// How often it is sent where no answer came in time, which has cost the whole time already, or one that is no model's.
const SLOW_ATTEMPTS: u32 = 2;

/// How often an answer is asked for that comes but cannot be used.
const ANSWERS: u32 = 2;

/// The longest that a service may ask to wait for. One that asks for more has no more to give today.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Questions under way at once: services count requests a minute, and local ones answer one by one.
const LANES: usize = 3;

/// The longest response that is read, in bytes.
const LONGEST_RESPONSE: u64 = 8 << 20;

/// How the service lets time pass: `std::thread::sleep` in earnest, nothing in tests.
pub type Wait<'a> = &'a (dyn Fn(Duration) + Sync);

/// A model's service, ready to be asked.
pub struct Service<'a> {
    agent: ureq::Agent,
    address: String,
    /// Scheme, host and port, for messages.
    shown: String,
    api: ModelApi,
    key: Option<String>,
    key_env: Option<String>,
    wait: Wait<'a>,
}

impl fmt::Debug for Service<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Service").field("address", &self.address).field("api", &self.api).finish_non_exhaustive()
    }
}

impl<'a> Service<'a> {
    /// `key` is what the environment variable `settings.key_env` holds.
    ///
    /// # Errors
    /// A finding where a key is wanted and there is none, or where it cannot be sent.
    pub fn new(settings: &ModelService, key: Option<&str>, wait: Wait<'a>) -> Result<Self, Diagnostic> {
        let key = key.map(str::trim).filter(|k| !k.is_empty());
        if let (Some(name), None) = (&settings.key_env, key) {
            return Err(Failure::new(Cause::NoKey, format!("the environment variable {name} is not set")).finding(None));
        }
        if key.is_some_and(|k| !k.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(Failure::new(Cause::NoKey, "the key holds characters that no key has").finding(None));
        }
        let url = Url::parse(&settings.base_url).ok();
        let is_here = url.as_ref().and_then(Url::host).is_some_and(|h| match h {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(ip) => IpAddr::V4(ip).is_loopback(),
            Host::Ipv6(ip) => IpAddr::V6(ip).is_loopback(),
        });
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(settings.timeout.min(Duration::from_secs(15))))
            .timeout_global(Some(settings.timeout))
            .user_agent(concat!("digest/", env!("CARGO_PKG_VERSION")));
        if is_here {
            // A proxy of the environment cannot reach a server on this machine.
            config = config.proxy(None);
        }
        Ok(Self {
            agent: config.build().into(),
            address: protocol::address(&settings.base_url, settings.api),
            shown: url.map(|u| u.origin().ascii_serialization()).unwrap_or_default(),
            api: settings.api,
            key: key.map(str::to_owned),
            key_env: settings.key_env.clone(),
            wait,
        })
    }

    /// Asks until an answer comes that can be read, or until asking again is of no use.
    fn ask(&self, question: &Question) -> Result<Answer, Failure> {
        let mut limit = question.max_tokens;
        let mut refusals = Refusals::default();
        let mut patience = Patience::default();
        let mut answered = 0;
        loop {
            let failure = match self.send(question, limit, refusals) {
                Ok(said) => {
                    let failure = match (said.end, question.accepts(&said.text)) {
                        (End::Whole, Ok(())) => {
                            let text = self.without_key(said.text);
                            return Ok(Answer { key: question.key.clone(), story: question.story.clone(), model: question.model.clone(), text });
                        }
                        (End::Declined, _) => Failure::new(Cause::Declined, self.without_key(protocol::complaint(&said.text))),
                        (End::CutOff, _) => Failure::new(Cause::CutOff, format!("the limit was {limit} tokens")),
                        (End::Whole, Err(why)) => Failure::new(Cause::Unusable(why), ""),
                    };
                    answered += 1;
                    if answered == ANSWERS {
                        return Err(failure);
                    }
                    // With the same limit it would be cut off at the same place.
                    limit = if failure.cause == Cause::CutOff { limit.saturating_mul(2) } else { limit };
                    continue;
                }
                Err(failure) => failure,
            };
            if failure.cause == Cause::Rejected && refusals.learn(&failure.detail) {
                continue;
            }
            let Some(pause) = patience.pause(&failure) else { return Err(failure) };
            (self.wait)(pause);
        }
    }

    /// The vectors of texts, in their order, asked for until they come or until asking again is of no use. A service that does not take so many texts at once, or so
    /// long ones, is asked for fewer.
    fn embed(&self, model: &str, texts: &[&str]) -> Result<Vec<Vec<f32>>, Failure> {
        let mut patience = Patience::default();
        let failure = loop {
            let body = embeddings::request(model, texts).to_string();
            let got = self.post(&embeddings::address(&self.address), &body);
            match got.and_then(|text| embeddings::response(&text, texts.len()).ok_or_else(|| Failure::new(Cause::NoProtocol, self.shown.clone()))) {
                Ok(vectors) => return Ok(vectors),
                Err(failure) if failure.cause == Cause::Rejected && texts.len() > 1 => break failure,
                Err(failure) => match patience.pause(&failure) {
                    Some(pause) => (self.wait)(pause),
                    None => return Err(failure),
                },
            }
        };
        let (first, rest) = texts.split_at(texts.len() / 2);
        let mut vectors = self.embed(model, first).map_err(|f| if f.cause == Cause::Rejected { failure } else { f })?;
        vectors.extend(self.embed(model, rest)?);
        Ok(vectors)
    }

    /// One question.
    fn send(&self, question: &Question, limit: u32, refusals: Refusals) -> Result<protocol::Said, Failure> {
        let text = self.post(&self.address, &protocol::request(question, self.api, limit, refusals).to_string())?;
        protocol::response(&text, self.api).ok_or_else(|| Failure::new(Cause::NoProtocol, self.shown.clone()))
    }

    /// Sends JSON; gives the body of a good response.
    fn post(&self, address: &str, body: &str) -> Result<String, Failure> {
        let mut request = self.agent.post(address).header("content-type", "application/json").header("accept", "application/json");
        if self.api == ModelApi::Anthropic {
            request = request.header("anthropic-version", "2023-06-01");
        }
        if let Some(key) = &self.key {
            request = match self.api {
                ModelApi::OpenAi => request.header("authorization", format!("Bearer {key}")),
                ModelApi::Anthropic => request.header("x-api-key", key),
            };
        }
        let mut response = request.send(body).map_err(|e| self.unheard(&e))?;
        let status = response.status().as_u16();
        let wait = asked_wait(response.headers());
        let text = response.body_mut().with_config().limit(LONGEST_RESPONSE).read_to_vec().map_err(|e| self.unheard(&e))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        if status == 200 {
            return Ok(text);
        }
        let complaint = self.without_key(protocol::complaint(&text));
        let cause = match status {
            401 | 403 => Cause::Refused { key_env: self.key_env.clone() },
            404 => Cause::Unknown,
            // A quota that is spent does not come back while we wait.
            429 if complaint.contains("quota") || text.contains("insufficient_quota") => Cause::Spent,
            429 => Cause::Limited,
            408 | 425 | 500.. => Cause::Broken,
            300..=399 => Cause::Moved,
            _ => Cause::Rejected,
        };
        let detail = if complaint.is_empty() { format!("status {status}") } else { format!("status {status}: {complaint}") };
        Err(Failure { cause, detail, wait })
    }

    /// No response came.
    fn unheard(&self, error: &ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(_) => Failure::new(Cause::Slow, self.shown.clone()),
            ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::TimedOut => Failure::new(Cause::Slow, self.shown.clone()),
            ureq::Error::HostNotFound => Failure::new(Cause::Unreachable, format!("{}: no such host", self.shown)),
            ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
                Failure::new(Cause::Unreachable, format!("{}: connection refused", self.shown))
            }
            other => Failure::new(Cause::Unreachable, self.without_key(format!("{}: {}", self.shown, protocol::complaint(&other.to_string())))),
        }
    }

    /// A service may send back what it was sent: the key must not get into a message or a file by that way.
    fn without_key(&self, text: String) -> String {
        match &self.key {
            Some(key) if text.contains(key.as_str()) => text.replace(key.as_str(), "[key]"),
            _ => text,
        }
    }
}

/// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, which is read against the response's own `Date`.
fn asked_wait(headers: &ureq::http::HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    let given = text("retry-after")?;
    if let Ok(seconds) = given.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(given).ok()?;
    let now = DateTime::parse_from_rfc2822(text("date")?).ok()?;
    (until - now).to_std().ok()
}

/// How long a request is sent again.
#[derive(Debug, Default)]
struct Patience {
    sent: u32,
    slow: u32,
}

impl Patience {
    /// How long to wait before the request is sent once more; `None` where that is of no use.
    fn pause(&mut self, failure: &Failure) -> Option<Duration> {
        self.sent += 1;
        self.slow += u32::from(matches!(failure.cause, Cause::Slow | Cause::NoProtocol));
        if !failure.cause.may_pass() || self.sent == ATTEMPTS || self.slow == SLOW_ATTEMPTS {
            return None;
        }
        Some(failure.wait.unwrap_or(Duration::from_secs(1 << (self.sent - 1)))).filter(|pause| *pause <= LONGEST_WAIT)
    }
}

/// Texts that are sent at a time for their vectors.
const TEXTS: usize = 32;

/// Asks for the vectors of texts, in their order, a bundle at a time; `arrived` is called with each bundle's first place and its vectors, so that the caller can keep them at
/// once. What came before a failure has arrived.
///
/// # Errors
/// The finding that says why the rest did not come.
pub fn embed_all(texts: &[&str], model: &str, service: &Service, arrived: &mut dyn FnMut(usize, &[Vec<f32>])) -> Result<(), Diagnostic> {
    for (n, bundle) in texts.chunks(TEXTS).enumerate() {
        let vectors = service.embed(model, bundle).map_err(|failure| failure.finding(None))?;
        arrived(n * TEXTS, &vectors);
    }
    Ok(())
}

/// Asks all questions. `arrived` is told of each answer as it comes, on the caller's thread, so that it can be kept even if the program is stopped
/// before the last. The answers are in the order of the questions. Each failure is an error at its story's digest; once the service itself fails (no
/// connection, a refused key, no such model), the questions that wait are not asked, and one finding says how many they were.
pub fn ask_all(questions: &[Question], service: &Service, arrived: &mut dyn FnMut(&Answer)) -> Checked<Vec<Answer>> {
    let waiting: Mutex<VecDeque<(usize, &Question)>> = Mutex::new(questions.iter().enumerate().collect());
    let (sender, receiver) = mpsc::channel();
    let mut results: Vec<Option<Result<Answer, Failure>>> = questions.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..LANES.min(questions.len()) {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some((at, question)) = next else { break };
                    let result = service.ask(question);
                    if result.as_ref().is_err_and(|f| f.cause.is_of_the_service()) {
                        waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
                    }
                    if sender.send((at, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (at, result) in receiver {
            if let Ok(answer) = &result {
                arrived(answer);
            }
            results[at] = Some(result);
        }
    });
    findings(questions, results)
}
