//! The inputs that are named one by one: files, standard input, addresses.

use super::Taken;
use crate::editorial::add::fetch::{Fetcher, side_by_side};
use crate::editorial::add::{self, NotAnArticle, Overrides, RawPage};
use std::io::Read as _;

/// Reads and cleans all inputs, several at once, and gives what they hold in the order in which they were named. `took_one` is called after each, from any thread.
pub(super) fn all(inputs: &[String], overrides: &Overrides, fetcher: &Fetcher, took_one: &(dyn Fn() + Sync)) -> Vec<Taken> {
    let work = |input: &String| {
        let taken = take(input, overrides, fetcher);
        took_one();
        taken
    };
    let lost = |input: &String| Taken {
        input: input.clone(),
        fetched: true,
        results: vec![Err(NotAnArticle { reason: "reading it failed inside the program".to_owned(), hint: "please report this page".to_owned() })],
    };
    let taken = side_by_side(inputs, |input| is_address(input).then_some(input), work);
    taken.into_iter().zip(inputs).map(|(taken, input)| taken.unwrap_or_else(|| lost(input))).collect()
}

fn is_address(input: &str) -> bool {
    input.starts_with("http://") || input.starts_with("https://")
}

fn take(input: &str, overrides: &Overrides, fetcher: &Fetcher) -> Taken {
    let none = |reason: String, hint: String| vec![Err(NotAnArticle { reason, hint })];
    let (fetched, results) = if is_address(input) {
        match fetcher.fetch(input) {
            Ok(raw) => (true, add::clean(&raw, overrides)),
            Err(fault) => (false, none(fault.reason, fault.hint)),
        }
    } else {
        let results = match bytes(input) {
            Ok(bytes) => add::clean(&RawPage { input: input.to_owned(), bytes, address: None, content_type: None }, overrides),
            Err(error) => none(format!("it cannot be read: {}", plain(&error)), "name a file that is there, or `-`".to_owned()),
        };
        (true, results)
    };
    Taken { input: input.to_owned(), fetched, results }
}

/// The bytes of a file or of standard input; one byte more than is allowed at most, so that a device without end ends.
fn bytes(input: &str) -> std::io::Result<Vec<u8>> {
    let limit = add::LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    if input == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(input)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}
