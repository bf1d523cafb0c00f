//! content/articles/STEM.md, read and written.

use super::front::read_map;
use super::{Article, ArticleFile, Fields, Image, Moment, Placement, split_front_matter, yaml};
use crate::diag::Checked;
use crate::text::normal::line_ends;
use std::fmt::Write as _;
use std::sync::Arc;

/// Reads an article file. `None` where it cannot be used at all; a file with lesser faults gives both an article and findings.
#[must_use]
pub fn read(path: &Arc<str>, text: &str) -> Checked<Option<ArticleFile>> {
    let parts = match split_front_matter(path, text) {
        Ok(parts) => parts,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let mut fields = match read_map(path, text, &parts.yaml, "article") {
        Ok(fields) => fields,
        Err(d) => return Checked::new(None, vec![d]),
    };
    let title = fields.required("title");
    let article = Article {
        title: title.clone().unwrap_or_default(),
        publisher: fields.text("publisher"),
        authors: fields.texts("author"),
        agency: fields.text("agency"),
        published: fields.moment("published"),
        url: fields.text("url"),
        via: fields.text("via"),
        added: fields.moment("added").map(Moment::day),
        language: fields.text("language"),
        genre: fields.genre("genre").unwrap_or_default(),
        truncated: fields.boolean("truncated").unwrap_or(false),
        tags: fields.texts("tags"),
        image: read_image(&mut fields),
        story: fields.text("story").map(|s| if s == "none" { Placement::Nowhere } else { Placement::Story(s) }),
        body: line_ends(&text[parts.body.clone()]).trim_matches('\n').to_owned(),
    };
    let stem = stem_of(path).to_owned();
    let diagnostics = fields.finish();
    Checked::new(title.map(|_| ArticleFile { stem, path: Arc::clone(path), body_start: parts.body.start, article }), diagnostics)
}

/// The name of a file without its folder and its `.md`.
#[must_use]
pub fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

pub(super) fn read_image(fields: &mut Fields) -> Option<Image> {
    let mut map = fields.map("image", "image")?;
    let src = map.required("src");
    let (alt, credit) = (map.text("alt"), map.text("credit"));
    fields.adopt(map.finish());
    src.map(|src| Image { src, alt, credit })
}

/// The text of an article file. Reading it gives the article back.
#[must_use]
pub fn write(article: &Article) -> String {
    let mut out = String::from("---\n");
    put(&mut out, "title", Some(&article.title));
    put(&mut out, "publisher", article.publisher.as_ref());
    put_list(&mut out, "author", &article.authors, true);
    put(&mut out, "agency", article.agency.as_ref());
    put_moment(&mut out, "published", article.published);
    put(&mut out, "url", article.url.as_ref());
    put(&mut out, "via", article.via.as_ref());
    put_moment(&mut out, "added", article.added.map(Moment::Day));
    put(&mut out, "language", article.language.as_ref());
    if article.genre != super::Genre::News {
        put(&mut out, "genre", Some(article.genre.word()));
    }
    if article.truncated {
        out.push_str("truncated: true\n");
    }
    put_list(&mut out, "tags", &article.tags, false);
    if let Some(image) = &article.image {
        put_image(&mut out, image);
    }
    match &article.story {
        Some(Placement::Story(name)) => put(&mut out, "story", Some(name)),
        Some(Placement::Nowhere) => out.push_str("story: none\n"),
        None => {}
    }
    let _ = write!(out, "---\n\n{}\n", article.body.trim_matches('\n'));
    out
}

pub(super) fn put(out: &mut String, key: &str, value: Option<impl AsRef<str>>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key}: {}", yaml::scalar(value.as_ref()));
    }
}

/// Dates stand bare: they are read as text whether quoted or not.
pub(super) fn put_moment(out: &mut String, key: &str, value: Option<Moment>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key}: {value}");
    }
}

/// `[a, b]`; a list of one as the text alone where `alone`.
pub(super) fn put_list(out: &mut String, key: &str, values: &[String], alone: bool) {
    match values {
        [] => {}
        [one] if alone => put(out, key, Some(one)),
        many => {
            let items: Vec<_> = many.iter().map(|v| yaml::scalar(v)).collect();
            let _ = writeln!(out, "{key}: [{}]", items.join(", "));
        }
    }
}

pub(super) fn put_image(out: &mut String, image: &Image) {
    let mut parts = vec![format!("src: {}", yaml::scalar(&image.src))];
    parts.extend(image.alt.as_ref().map(|a| format!("alt: {}", yaml::scalar(a))));
    parts.extend(image.credit.as_ref().map(|c| format!("credit: {}", yaml::scalar(c))));
    let _ = writeln!(out, "image: {{{}}}", parts.join(", "));
}
