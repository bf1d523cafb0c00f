//! The keys of a digest's front matter.

use crate::diag::{Diagnostic, Span, codes};
use crate::types::article_file::read_image;
use crate::types::{Correction, Digest, Fields, Places, Source, Writer};
use std::collections::BTreeMap;

/// The digest, `None` where `title` or `date` is missing or unusable; the places of its values; all faults.
pub(super) fn read(mut fields: Fields) -> (Option<Digest>, Places, Vec<Diagnostic>) {
    let mut places = Places::default();
    let title = fields.required("title");
    let date = fields.required("date").and_then(|_| fields.moment("date"));
    let writer = match fields.text("writer").as_deref() {
        None | Some("hand") => Writer::Hand,
        Some("extractive") => Writer::Extractive,
        Some(other) => match other.strip_prefix("model ") {
            Some(name) => Writer::Model(name.to_owned()),
            None => {
                fields.fault("writer", format!("`{other}` is not a writer"), "one of: extractive, model NAME, hand");
                Writer::Hand
            }
        },
    };
    let sources = read_sources(&mut fields, &mut places);
    let corrections = read_corrections(&mut fields);
    let digest = Digest {
        title: title.clone().unwrap_or_default(),
        date: date.unwrap_or(crate::types::Moment::Day(chrono::NaiveDate::MIN)),
        updated: fields.moment("updated"),
        summary: fields.text("summary"),
        topics: fields.texts("topics"),
        genre: fields.genre("genre").unwrap_or_default(),
        writer,
        reviewed_by: fields.text("reviewed_by"),
        draft: fields.boolean("draft").unwrap_or(false),
        pin: fields.boolean("pin").unwrap_or(false),
        slug: fields.text("slug"),
        aliases: fields.texts("aliases"),
        corrections,
        image: read_image(&mut fields),
        extra: fields.free("extra"),
        sources,
        also_read: fields.texts("also_read"),
        composed: fields.text("composed"),
    };
    places.keep(|key| fields.range(key), |key| fields.item_ranges(key));
    let usable = title.is_some() && date.is_some();
    (usable.then_some(digest), places, fields.finish())
}

fn read_sources(fields: &mut Fields, places: &mut Places) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut seen: BTreeMap<u32, Span> = BTreeMap::new();
    for (n, mut map) in fields.maps("sources", "source").into_iter().enumerate() {
        let title = map.required("title");
        let id = map.number("id", 1);
        let source = Source {
            id: id.unwrap_or(0),
            title: title.unwrap_or_default(),
            publisher: map.text("publisher"),
            authors: map.texts("author"),
            published: map.moment("published"),
            url: map.text("url"),
            via: map.text("via"),
            genre: map.genre("genre").unwrap_or_default(),
            language: map.text("language"),
            article: map.text("article"),
            hash: map.text("hash"),
            origin: map.text("origin"),
        };
        places.keep_source(|key| map.range(key));
        let place = map.span("id");
        let mut found = map.finish();
        match id {
            None if !found.iter().any(|d| d.message.contains("`id`")) => {
                found.push(Diagnostic::new(&codes::MISSING_KEY, place.clone(), "the source has no `id`").hint(format!("add a line `id: {}`", n + 1)));
            }
            Some(id) => {
                if let Some(first) = seen.get(&id) {
                    found.push(
                        Diagnostic::new(&codes::DOUBLED_SOURCE, place.clone(), format!("two sources have the number {id}"))
                            .label(first.clone(), "the first is here")
                            .hint("give the later one the next free number, and mend the citations that mean it"),
                    );
                }
                seen.entry(id).or_insert(place);
            }
            None => {}
        }
        fields.adopt(found);
        sources.push(source);
    }
    sources
}

fn read_corrections(fields: &mut Fields) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for mut map in fields.maps("corrections", "correction") {
        let (date, text) = (map.moment("date"), map.required("text"));
        if date.is_none() {
            map.required("date");
        }
        if let (Some(date), Some(text)) = (date, text) {
            corrections.push(Correction { date, text });
        }
        let found = map.finish();
        fields.adopt(found);
    }
    corrections
}
