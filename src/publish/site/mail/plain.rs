//! The edition of a day as plain text, for mail programs and people that want no more.

use super::super::catalogue::Story;
use super::super::pages::{edition_minutes, edition_path, label};
use super::super::{Site, dates};
use crate::types::{Block, BlockKind, OpenDigest};
use std::fmt::Write as _;

/// RFC 5322 asks for lines of at most 78 characters; less is left for the marks of replies.
const WIDTH: usize = 72;

/// email.txt of the edition at this place among all.
pub(in super::super) fn text(site: &Site, e: usize) -> String {
    let edition = &site.catalogue.editions[e];
    let date = dates::of_day(edition.day, site.locale());
    let count = edition.stories.len();
    let mut out = String::new();
    let _ = writeln!(out, "{}\n{}", site.config.title.to_uppercase(), "=".repeat(columns(&site.config.title).min(WIDTH)));
    let locale = site.locale();
    let (stories, minutes) = (locale.count("n_stories", count, &[]), locale.count("n_minutes", edition_minutes(site, edition), &[]));
    let _ = writeln!(out, "{} - {stories}, {minutes}\n", date.long);
    for (at, n) in edition.stories.iter().enumerate() {
        self::story(&mut out, site, &site.catalogue.stories[*n], at + 1);
    }
    let _ = writeln!(out, "{}\n{}", "-".repeat(WIDTH), site.urls.absolute(&edition_path(edition.day)));
    out
}

fn story(out: &mut String, site: &Site, story: &Story, number: usize) {
    let file = &story.file.open();
    let digest = &file.digest;
    let _ = writeln!(out, "{}", "-".repeat(WIDTH));
    wrap(out, &format!("{number}. {}", digest.title), "", "   ");
    let kicker = label(site, digest.genre).into_iter().chain(story.topics.iter().map(|t| site.catalogue.topics[*t].name.clone()));
    let kicker: Vec<String> = kicker.collect();
    if !kicker.is_empty() {
        wrap(out, &kicker.join(", "), "   ", "   ");
    }
    out.push('\n');
    if let Some(summary) = digest.summary.as_deref().filter(|s| !s.trim().is_empty()) {
        wrap(out, summary, "", "");
        out.push('\n');
    }
    for block in &file.body.blocks {
        let text = cited(file, block);
        match block.kind {
            BlockKind::Heading(_) => wrap(out, &format!("## {text}"), "", "   "),
            BlockKind::Item => wrap(out, &format!("* {text}"), "", "  "),
            BlockKind::Quote => wrap(out, &text, "> ", "> "),
            BlockKind::Code => text.lines().for_each(|line| {
                let _ = writeln!(out, "    {line}");
            }),
            _ => wrap(out, &text, "", ""),
        }
        out.push('\n');
    }
    for source in &digest.sources {
        let name = source.publisher.as_ref().map_or_else(|| source.title.clone(), |p| format!("{p}: {}", source.title));
        wrap(out, &format!("[{}] {name}", source.id), "", "    ");
        let _ = writeln!(out, "    {}", source.address().map_or(site.locale().text("no_address"), |a| a.trim()));
    }
    let _ = writeln!(out, "\n{} {}\n", site.locale().text("mail_every_passage"), site.urls.absolute(&story.path));
}

/// The text of a block with the numbers of the sources behind each claim.
fn cited(file: &OpenDigest, block: &Block) -> String {
    let mut out = String::new();
    let mut rest = block.text.as_str();
    for claim in file.body.claims.get(block.claims.clone()).unwrap_or_default() {
        let text = claim.text.as_str();
        // Claims follow each other with a space between, so that most need not be looked for.
        let next = if rest.starts_with(text) { Some(0) } else { rest.strip_prefix(' ').filter(|r| r.starts_with(text)).map(|_| 1) };
        let Some(at) = next.or_else(|| rest.find(text)) else { continue };
        let (before, behind) = rest.split_at(at + claim.text.len());
        out.push_str(before);
        let mut sources: Vec<u32> = claim.citations.iter().map(|c| c.source).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let _ = write!(out, "[{source}]");
        }
        rest = behind;
    }
    out + rest
}

/// Writes a text in lines, `first` before the first and `next` before the others. Scripts without spaces break anywhere, addresses nowhere.
fn wrap(out: &mut String, text: &str, first: &str, next: &str) {
    let mut start = out.len();
    out.push_str(first);
    // How much room the line takes so far: counted as it grows, not anew with every word.
    let mut taken = columns(first);
    let mut empty = true;
    for word in text.split_whitespace() {
        let width = columns(word);
        if !empty && taken + 1 + width > WIDTH {
            end_line(out, start);
            start = out.len();
            out.push_str(next);
            taken = columns(next);
            empty = true;
        }
        if !empty {
            out.push(' ');
            taken += 1;
        }
        if word.is_ascii() {
            out.push_str(word);
            taken += width;
        } else {
            for c in word.chars() {
                let wide = is_wide(c);
                if wide && taken + 2 > WIDTH {
                    end_line(out, start);
                    start = out.len();
                    out.push_str(next);
                    taken = columns(next);
                }
                out.push(c);
                taken += if wide { 2 } else { 1 };
            }
        }
        empty = false;
    }
    end_line(out, start);
}

/// Ends the line that begins at `start`, without white space at its end.
fn end_line(out: &mut String, start: usize) {
    let length = out[start..].trim_end().len();
    out.truncate(start + length);
    out.push('\n');
}

fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Whether a character takes the room of two (UAX #11, roughly: the scripts of East Asia and emoji).
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::{columns, wrap};

    #[test]
    fn lines_end_where_they_should() {
        let mut out = String::new();
        wrap(&mut out, &format!("{} https://a.example/{}", "word ".repeat(20), "x".repeat(90)), "* ", "  ");
        wrap(&mut out, &"人工智能".repeat(30), "", "");
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines.iter().all(|l| columns(l) <= 72 || l.contains("https")), "{out}");
        assert!(lines[0].starts_with("* word") && lines[1].starts_with("  word") && out.contains(&"x".repeat(90)), "{out}");
    }
}
