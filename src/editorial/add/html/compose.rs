//! Kept blocks as the Markdown of an article's body.

use super::blocks::{Block, Kind, longest_run};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The Markdown of the blocks in order.
pub(super) fn markdown(blocks: &[&Block]) -> String {
    let mut out = String::new();
    // The page's own levels, closed up: the first level of heading that the article uses becomes `##`.
    let top = blocks.iter().filter_map(|b| level(b)).min().unwrap_or(2);
    let mut at = 0;
    while at < blocks.len() {
        let block = blocks[at];
        if let Some(place) = block.cell {
            let end = at + blocks[at..].iter().take_while(|b| b.cell.is_some_and(|c| c.table == place.table)).count();
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
            let fence = if block.text.contains("```") { "~".repeat((longest_run(&block.text, '~') + 1).max(4)) } else { "```".to_owned() };
            let lead = format!("{quote}{indent}{}", " ".repeat(mark.len()));
            let _ = write!(out, "{quote}{indent}{mark}{fence}{}", block.marked);
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

/// Rows of cells; blocks of one cell are put on one line. Columns of which nothing was kept are left out.
fn table(out: &mut String, cells: &[&Block]) {
    let mut rows: BTreeMap<usize, BTreeMap<usize, String>> = BTreeMap::new();
    for (cell, place) in cells.iter().filter_map(|block| Some((block, block.cell?))) {
        let text = rows.entry(place.row).or_default().entry(place.column).or_default();
        if !text.is_empty() && !cell.marked.is_empty() {
            text.push(' ');
        }
        text.push_str(&cell.marked);
    }
    let columns: BTreeSet<usize> = rows.values().flat_map(|row| row.keys().copied()).collect();
    for (number, row) in rows.values().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let filled: Vec<&str> = columns.iter().map(|column| row.get(column).map_or("", String::as_str)).collect();
        let _ = write!(out, "| {} |", filled.join(" | "));
        if number == 0 {
            let _ = write!(out, "\n|{}", " --- |".repeat(columns.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::editorial::add::html::blocks;
    use scraper::Html;

    #[test]
    fn cells_keep_their_columns_and_fences_close_where_their_code_ends() {
        let page = Html::parse_document(
            "<table><tr><th>Quay<th>Boxes<tr><td><p>North</p><p>old</p><td>9<tr><td><td>7</table><pre><code class='hl language-sh'>```\n~~~~\n</code></pre>",
        );
        let read = blocks::read(page.root_element(), None);
        let all: Vec<&blocks::Block> = read.blocks.iter().collect();
        assert_eq!(markdown(&all), "| Quay | Boxes |\n| --- | --- |\n| North old | 9 |\n|  | 7 |\n\n~~~~~sh\n```\n~~~~\n~~~~~");
    }
}
