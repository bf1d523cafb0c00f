//! The text of a digest file.

use crate::text::hash;
use crate::types::article_file::{put, put_image, put_list, put_moment};
use crate::types::{Digest, Genre, Source, Writer, yaml};
use std::fmt::Write as _;

/// Front matter and body as a file. Reading it gives both back. `composed` is written as it is.
#[must_use]
pub fn write(digest: &Digest, body: &str) -> String {
    let mut out = String::from("---\n");
    put(&mut out, "title", Some(&digest.title));
    put_moment(&mut out, "date", Some(digest.date));
    put_moment(&mut out, "updated", digest.updated);
    put(&mut out, "summary", digest.summary.as_ref());
    put_list(&mut out, "topics", &digest.topics, false);
    if digest.genre != Genre::News {
        put(&mut out, "genre", Some(digest.genre.word()));
    }
    match &digest.writer {
        Writer::Extractive => out.push_str("writer: extractive\n"),
        Writer::Model(name) => put(&mut out, "writer", Some(format!("model {name}"))),
        Writer::Hand => {}
    }
    put(&mut out, "reviewed_by", digest.reviewed_by.as_ref());
    for (key, value) in [("draft", digest.draft), ("pin", digest.pin)] {
        if value {
            let _ = writeln!(out, "{key}: true");
        }
    }
    put(&mut out, "slug", digest.slug.as_ref());
    put_list(&mut out, "aliases", &digest.aliases, false);
    if !digest.corrections.is_empty() {
        out.push_str("corrections:\n");
        for correction in &digest.corrections {
            let _ = writeln!(out, "  - date: {}\n    text: {}", correction.date, yaml::scalar(&correction.text));
        }
    }
    if let Some(image) = &digest.image {
        put_image(&mut out, image);
    }
    if let Some(extra) = &digest.extra {
        // JSON is YAML too.
        let _ = writeln!(out, "extra: {extra}");
    }
    if !digest.sources.is_empty() {
        out.push_str("sources:\n");
        for source in &digest.sources {
            put_source(&mut out, source);
        }
    }
    put_list(&mut out, "also_read", &digest.also_read, false);
    put(&mut out, "composed", digest.composed.as_ref());
    let _ = write!(out, "---\n\n{}\n", body.trim_matches('\n'));
    out
}

fn put_source(out: &mut String, source: &Source) {
    let mut lines = String::new();
    let _ = writeln!(lines, "id: {}", source.id);
    put(&mut lines, "title", Some(&source.title));
    put(&mut lines, "publisher", source.publisher.as_ref());
    put_list(&mut lines, "author", &source.authors, true);
    put_moment(&mut lines, "published", source.published);
    put(&mut lines, "url", source.url.as_ref());
    put(&mut lines, "via", source.via.as_ref());
    if source.genre != Genre::News {
        put(&mut lines, "genre", Some(source.genre.word()));
    }
    put(&mut lines, "language", source.language.as_ref());
    put(&mut lines, "article", source.article.as_ref());
    put(&mut lines, "hash", source.hash.as_ref());
    put(&mut lines, "origin", source.origin.as_ref());
    for (n, line) in lines.lines().enumerate() {
        let _ = writeln!(out, "  {} {line}", if n == 0 { "-" } else { " " });
    }
}

/// Fingerprint of a digest file as the program wrote it: its text with LF ends and without the line `composed:`.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut kept = String::with_capacity(text.len());
    let mut front = true;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if front && line.starts_with("composed:") {
            continue;
        }
        if n > 0 && line.trim_end() == "---" {
            front = false;
        }
        kept.push_str(line);
    }
    hash::of(&[&kept])
}
