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
    plain_blocks(markdown).unwrap_or_else(|| parsed_blocks(markdown))
}

/// The blocks of a text that has nothing but paragraphs, as most articles; `None` for any other. A line that begins with a letter, a figure that no dot or
/// bracket follows, or a quotation mark, opens or continues a paragraph, and no character inside has a meaning of its own.
fn plain_blocks(markdown: &str) -> Option<Vec<TextBlock>> {
    let mut out = Vec::with_capacity(markdown.len() / 400 + 1);
    let mut text = String::new();
    for line in markdown.split('\n') {
        if line.is_empty() {
            if !text.is_empty() {
                out.push(TextBlock { kind: TextKind::Paragraph, text: fold_space(&std::mem::take(&mut text)) });
            }
            continue;
        }
        let figures = line.bytes().take_while(u8::is_ascii_digit).count();
        let begins = match line.as_bytes()[0] {
            b'0'..=b'9' => !matches!(line.as_bytes().get(figures), Some(b'.' | b')')),
            first => first.is_ascii_alphabetic() || ["“", "”", "‘", "’"].iter().any(|mark| line.starts_with(mark)),
        };
        if !begins || line.bytes().any(|b| MEANS[b as usize]) {
            return None;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    if !text.is_empty() {
        out.push(TextBlock { kind: TextKind::Paragraph, text: fold_space(&text) });
    }
    Some(out)
}

/// The characters that may mean something inside a line.
static MEANS: [bool; 256] = {
    let mut means = [false; 256];
    let (mut at, marks) = (0, b"*_`[]<>&\\|#~\x7f");
    while at < marks.len() {
        means[marks[at] as usize] = true;
        at += 1;
    }
    let mut control = 0;
    while control < b' ' as usize {
        means[control] = true;
        control += 1;
    }
    means
};

/// [`blocks`] by the parser.
fn parsed_blocks(markdown: &str) -> Vec<TextBlock> {
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
    let (bytes, mut before) = (text.as_bytes(), 0);
    let is_folded = (0..bytes.len()).all(|at| {
        let b = bytes[at];
        let alone = match b {
            b'!'..=b'~' => true,
            b' ' => before != b' ',
            // The first byte of every other white space is one of these.
            0xc2 | 0xe1..=0xe3 => !text[at..].starts_with(char::is_whitespace),
            0x7f.. => true,
            _ => !char::from(b).is_whitespace(),
        };
        before = b;
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
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
            '_' => !(at > 0 && word(at - 1) && word(at + 1)),
            '~' => chars.get(at + 1) == Some(&'~') || (at > 0 && chars[at - 1] == '~'),
            '&' => entity_follows(&chars[at + 1..]),
            '#' | '>' | '+' | '-' | '=' if at == 0 => true,
            '.' | ')' => at > 0 && at < 10 && at + 1 == first_word.chars().count() && chars[..at].iter().all(char::is_ascii_digit),
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
    use super::{TextKind, blocks, escape, fold_space, parsed_blocks, plain, plain_blocks};
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
        fn plain_paragraphs_are_read_as_by_the_parser(text in "([a-c1“”’é.,;:!?()='+/$%@{}^ \n-]|[.]|1[.)]|  |\n\n|https://a[.]example|--|a){0,30}", any in "\\PC{0,20}") {
            for text in [text, any] {
                if let Some(found) = plain_blocks(&text) {
                    prop_assert_eq!(found, parsed_blocks(&text));
                }
            }
        }

        #[test]
        fn space_is_folded_to_single_spaces(text in "[a é\u{85}\u{a0}\u{1680}\u{2003}\u{2028}\u{202f}\u{205f}\u{3000}\t“\u{7f}]{0,12}") {
            prop_assert_eq!(fold_space(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }

        #[test]
        fn escaped_text_reads_as_itself(text in "\\PC{0,40}|[-#*_`~<>&;|\\[\\]()!.:=+0-9a \\\\]{0,16}") {
            let text = fold_space(&text);
            prop_assert_eq!(plain(&escape(&text)), text);
        }
    }
}
