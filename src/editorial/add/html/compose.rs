//! Kept blocks as the Markdown of an article's body.

use super::blocks::{Block, Kind};
use std::fmt::Write as _;

/// The Markdown of the blocks in order.
pub(super) fn markdown(blocks: &[&Block]) -> String {
    let mut out = String::new();
    // The page's own levels, closed up: the first level of heading that the article uses becomes `##`.
    let top = blocks.iter().filter_map(|b| level(b)).min().unwrap_or(2);
    let mut at = 0;
    while at < blocks.len() {
        let block = blocks[at];
        if let Some((table, ..)) = block.cell {
            let end = at + blocks[at..].iter().take_while(|b| b.cell.is_some_and(|c| c.0 == table)).count();
            separate(&mut out, "\n\n");
            self::table(&mut out, &blocks[at..end]);
            at = end;
            continue;
        }
        let follows_item = at > 0 && blocks[at - 1].list.is_some() && block.list.is_some();
        let quote_goes_on = at > 0 && blocks[at - 1].quoted && block.quoted;
        let gap = match (follows_item && block.list.is_some_and(|l| l.first), quote_goes_on) {
            (true, _) => "\n",
            (_, true) => "\n>\n",
            _ => "\n\n",
        };
        separate(&mut out, gap);
        one(&mut out, block, top);
        at += 1;
    }
    out
}

fn separate(out: &mut String, gap: &str) {
    if !out.is_empty() {
        out.push_str(gap);
    }
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        Kind::Heading(level) => Some(level),
        _ => None,
    }
}

fn one(out: &mut String, block: &Block, top: u8) {
    let quote = if block.quoted { "> " } else { "" };
    let (indent, mark) = match block.list {
        // An item's later blocks stand under its text.
        Some(place) => {
            let indent = "   ".repeat(place.depth.saturating_sub(1).min(6));
            let mark = match (place.first, place.number) {
                (true, Some(number)) => format!("{number}. "),
                (true, None) => "- ".to_owned(),
                (false, _) => "   ".to_owned(),
            };
            (indent, mark)
        }
        None => (String::new(), String::new()),
    };
    match block.kind {
        Kind::Heading(level) => {
            let marks = "#".repeat(usize::from((level - top).min(2)) + 2);
            let _ = write!(out, "{quote}{indent}{mark}{marks} {}", block.marked);
        }
        Kind::Code => {
            let fence = if block.text.contains("```") { "~~~~" } else { "```" };
            let lead = format!("{quote}{indent}{}", " ".repeat(mark.len()));
            let _ = write!(out, "{quote}{indent}{mark}{fence}");
            for line in block.text.lines() {
                let _ = write!(out, "\n{lead}{line}");
            }
            let _ = write!(out, "\n{lead}{fence}");
        }
        _ => {
            let _ = write!(out, "{quote}{indent}{mark}{}", block.marked);
        }
    }
}

/// Rows of cells; blocks of one cell are put on one line.
fn table(out: &mut String, cells: &[&Block]) {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for cell in cells {
        let row = cell.cell.map_or(0, |c| c.1);
        match rows.last_mut() {
            Some((last, texts)) if *last == row => texts.push(cell.marked.clone()),
            _ => rows.push((row, vec![cell.marked.clone()])),
        }
    }
    let columns = rows.iter().map(|(_, r)| r.len()).max().unwrap_or(1);
    for (number, (_, row)) in rows.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let filled: Vec<&str> = (0..columns).map(|c| row.get(c).map_or("", String::as_str)).collect();
        let _ = write!(out, "| {} |", filled.join(" | "));
        if number == 0 {
            let _ = write!(out, "\n|{}", " --- |".repeat(columns));
        }
    }
}
