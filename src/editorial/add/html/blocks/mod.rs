//! A page as blocks of text in reading order, each with its Markdown.

mod elements;
mod marked;
mod names;
mod reader;

pub(super) use elements::{is_icon, is_inline};
pub(super) use marked::longest_run;
pub(super) use names::{FRAMES, named};

use scraper::ElementRef;
use url::Url;

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    Item,
    Caption,
    Cell,
    Code,
}

/// A block of running text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    /// Plain, white space folded; as it is in code.
    pub text: String,
    /// The same in Markdown, on one line; of code the language that its fence names, if the page says it. Empty where only the plain text was asked for.
    pub marked: String,
    pub words: usize,
    pub link_words: usize,
    pub list: Option<ListPlace>,
    pub quoted: bool,
    pub cell: Option<CellPlace>,
    /// Inside nav, footer or aside.
    pub aside: bool,
    /// The element that it lies in, by its number among the page's [`Holder`]s.
    pub holder: usize,
}

impl Block {
    /// At most half of the words are links.
    pub fn is_little_linked(&self) -> bool {
        self.link_words * 2 <= self.words
    }
}

/// An element that holds blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Holder {
    /// The one around it; its own number where there is none.
    pub parent: usize,
    /// What its classes and its id call it, of the names in [`FRAMES`]: a bit for each.
    pub frames: u64,
    /// The element's name and classes, as one number: the same for elements that are called the same.
    pub called: u64,
}

/// Where in its lists a block lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// In how many lists.
    pub depth: usize,
    /// The number of its item, in an ordered one.
    pub number: Option<usize>,
    /// Whether it begins its item.
    pub first: bool,
}

/// Where in a table of facts a block lies: which of the page's tables, and the row and the cell of the row, counted along the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellPlace {
    pub table: usize,
    pub row: usize,
    pub column: usize,
}

/// The blocks of an element in order, and the elements that hold them, outer before inner.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks {
    pub blocks: Vec<Block>,
    pub holders: Vec<Holder>,
}

/// Reads the blocks of an element. `base` makes addresses absolute.
pub(super) fn read(root: ElementRef, base: Option<&Url>) -> Blocks {
    reader::read(root, base, true)
}

/// The same without Markdown: to compare texts.
pub(super) fn read_plain(root: ElementRef) -> Blocks {
    reader::read(root, None, false)
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};
    use scraper::Html;

    fn shown(html: &str) -> Vec<(Kind, String)> {
        let page = Html::parse_document(html);
        let base = url::Url::parse("https://times.example/a/").ok();
        read(page.root_element(), base.as_ref()).blocks.into_iter().map(|b| (b.kind, if b.kind == Kind::Code { b.text } else { b.marked })).collect()
    }

    #[test]
    fn a_page_becomes_blocks_with_their_markdown() {
        let found = shown(
            "<h2>One *two*</h2><p>See <a href='../b(1)'> this <b>thing</b></a>, or <code>a`b</code>.<p>A<br>b<br><br>c<ul><li>x<ol><li>y</ol></ul><pre><code>l1\n  l2</code></pre><div>bare <span>text</span><p>q</p>tail</div>",
        );
        let wanted = [
            (Kind::Heading(2), "One \\*two\\*"),
            (Kind::Paragraph, "See [this thing](https://times.example/b%281%29), or ``a`b``."),
            (Kind::Paragraph, "A b"),
            (Kind::Paragraph, "c"),
            (Kind::Item, "x"),
            (Kind::Item, "y"),
            (Kind::Code, "l1\n  l2"),
            (Kind::Paragraph, "bare text"),
            (Kind::Paragraph, "q"),
            (Kind::Paragraph, "tail"),
        ];
        assert_eq!(found, wanted.map(|(k, t)| (k, t.to_owned())));
    }

    #[test]
    fn a_link_across_a_rule_and_private_characters_cost_no_text() {
        let found = shown("<div>Many words before <a href=b>one<hr>two</a> three</div>");
        assert_eq!(found.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["Many words before one", "two three"]);
        let prose = "words of prose in a line of old wire copy ".repeat(5);
        let found = shown(&format!("<pre>\u{e000}{prose}\u{e100}\u{f0000}</pre><p>\u{e000}x <code>``y`</code></p>"));
        assert_eq!(found[0].1, prose.trim());
        assert_eq!(found[1].1, "x ``` ``y` ```");
    }
}
