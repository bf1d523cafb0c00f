//! Code blocks with their language's colours, as CSS classes: the page allows no inline style.

use super::Place;
use super::escape::push;
use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Loading the grammars takes longer than a whole small build, so it waits for the first code block.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Keeps the theme's names and the grammars' apart.
const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "c-" };

/// Beyond this many bytes a block is shown without colours: a grammar takes its time on a line of a megabyte.
const LONGEST: usize = 100_000;

pub(super) fn write(out: &mut String, language: &str, code: &str, place: Place) {
    // A feed has no style sheet for the classes, and nothing to scroll in.
    out.push_str(if place == Place::Page { "<pre tabindex=\"0\"><code>" } else { "<pre><code>" });
    match (place == Place::Page).then(|| colored(language, code)).flatten() {
        Some(html) => out.push_str(&html),
        None => push(out, code),
    }
    out.push_str("</code></pre>\n");
}

fn colored(language: &str, code: &str) -> Option<String> {
    let name = language.split([',', ' ', '{']).next().filter(|n| !n.is_empty())?;
    if code.len() > LONGEST {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(name)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, CLASSES);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
