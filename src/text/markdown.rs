//! Markdown as plain text, and plain text as Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a block of an article's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    Heading,
    Paragraph,
    Item,
    Quote,
    Cell,
    Code,
}

/// A block of running text, without Markdown. White space is folded to single spaces, except in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    pub kind: TextKind,
    pub text: String,
}

/// How articles are read. Footnotes are not enabled: their marks are text in an article.
fn options() -> Options {
    Options::ENABLE_TABLES
}

/// The blocks of an article's body in order. Pictures are left out; links and emphasis leave their words.
#[must_use]
pub fn blocks(markdown: &str) -> Vec<TextBlock> {
    let mut reader = BlockReader::default();
    for event in Parser::new_ext(markdown, options()) {
        reader.event(event);
    }
    reader.flush();
    reader.out
}

/// The plain text of an article's body: blocks with an empty line between them.
#[must_use]
pub fn plain(markdown: &str) -> String {
    blocks(markdown).into_iter().map(|b| b.text).collect::<Vec<_>>().join("\n\n")
}

#[derive(Default)]
struct BlockReader {
    out: Vec<TextBlock>,
    text: String,
    kinds: Vec<TextKind>,
    images: usize,
}

impl BlockReader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images -= 1,
            Event::Start(tag) => {
                if let Some(kind) = kind_of(&tag) {
                    self.flush();
                    self.kinds.push(kind);
                } else if matches!(tag, Tag::Paragraph | Tag::List(_) | Tag::Table(_)) {
                    self.flush();
                }
            }
            Event::End(end) => {
                if matches!(
                    end,
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::List(_)
                ) {
                    self.flush();
                }
                if matches!(end, TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell | TagEnd::CodeBlock) {
                    self.kinds.pop();
                }
            }
            _ if self.images > 0 => {}
            Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => self.text.push_str(&t),
            Event::SoftBreak | Event::HardBreak => self.text.push(if self.kinds.last() == Some(&TextKind::Code) { '\n' } else { ' ' }),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let kind = self.kinds.last().copied().unwrap_or(TextKind::Paragraph);
        let text = std::mem::take(&mut self.text);
        let text = if kind == TextKind::Code { text.trim_end().to_owned() } else { fold_space(&text) };
        if !text.is_empty() {
            self.out.push(TextBlock { kind, text });
        }
    }
}

fn kind_of(tag: &Tag) -> Option<TextKind> {
    Some(match tag {
        Tag::Heading { .. } => TextKind::Heading,
        Tag::Item => TextKind::Item,
        Tag::BlockQuote(_) => TextKind::Quote,
        Tag::TableCell => TextKind::Cell,
        Tag::CodeBlock(_) => TextKind::Code,
        _ => return None,
    })
}

/// All white space to single spaces, none at the ends.
#[must_use]
pub fn fold_space(text: &str) -> String {
    // Most text is folded as it is.
    let mut before = None;
    let is_folded = text.chars().all(|c| {
        let alone = if c == ' ' { before != Some(' ') } else { !c.is_whitespace() };
        before = Some(c);
        alone
    });
    if is_folded {
        return text.trim_matches(' ').to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Plain text, one line, as Markdown that reads as that text. Only what would be taken for Markdown is escaped, so that people can read it.
#[must_use]
pub fn escape(text: &str) -> String {
    let text = fold_space(text);
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    let word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let first_word: String = chars.iter().take_while(|c| !c.is_whitespace()).collect();
    for (at, &c) in chars.iter().enumerate() {
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !(at > 0 && word(at - 1) && word(at + 1)),
            '~' => chars.get(at + 1) == Some(&'~') || (at > 0 && chars[at - 1] == '~'),
            '&' => entity_follows(&chars[at + 1..]),
            '|' => true,
            '#' | '>' | '+' | '-' | '=' if at == 0 => true,
            '.' | ')' => at > 0 && at < 10 && at + 1 == first_word.chars().count() && chars[..at].iter().all(char::is_ascii_digit),
            ':' => false,
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn entity_follows(rest: &[char]) -> bool {
    let name: Vec<_> = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').collect();
    !name.is_empty() && rest.get(name.len()) == Some(&';')
}

#[cfg(test)]
mod tests {
    use super::{TextKind, blocks, escape, fold_space, plain};
    use proptest::prelude::*;

    #[test]
    fn blocks_are_plain_text_with_their_kind() {
        let md = "# Head\n\nA *b* [c](https://x.example) ![d](e.png) `f`\ng.\n\n> Said.\n\n- one\n- two\n  more\n\n| h |\n| - |\n| c |\n\n```\nx  y\n```\n";
        let found: Vec<_> = blocks(md).into_iter().map(|b| (b.kind, b.text)).collect();
        let wanted = [
            (TextKind::Heading, "Head"),
            (TextKind::Paragraph, "A b c f g."),
            (TextKind::Quote, "Said."),
            (TextKind::Item, "one"),
            (TextKind::Item, "two more"),
            (TextKind::Cell, "h"),
            (TextKind::Cell, "c"),
            (TextKind::Code, "x  y"),
        ];
        assert_eq!(found, wanted.map(|(k, t)| (k, t.to_owned())));
    }

    #[test]
    fn readable_text_stays_readable() {
        assert_eq!(escape("snake_case costs $5 (5%) - AT&T #1!"), "snake_case costs $5 (5%) - AT&T #1!");
        assert_eq!(escape("1. No. - [x]"), "1\\. No. - \\[x\\]");
    }

    proptest! {
        #[test]
        fn escaped_text_reads_as_itself(text in "\\PC{0,40}|[-#*_`~<>&;|\\[\\]()!.:=+0-9a \\\\]{0,16}") {
            let text = fold_space(&text);
            prop_assert_eq!(plain(&escape(&text)), text);
        }
    }
}
