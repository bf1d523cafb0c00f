//! What a page says of its article: a ladder for each fact, best rung first, and nothing where no rung holds.

mod author;
mod date;
mod image;
mod linked;
mod meta;
mod publisher;
mod scripted;
mod title;

use super::blocks::{self, Block, Blocks, Holder};
use super::frames;
use crate::editorial::add::{agency, genres, language};
use crate::types::{Article, Genre};
use linked::Linked;
use meta::Meta;
use scraper::{ElementRef, Html, Selector};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use url::Url;

/// Everything that the rungs look at.
pub(super) struct Page<'a> {
    pub html: &'a Html,
    /// Its elements in order, each with which of [`MARKS`] it has: a bit for each.
    elements: Vec<(ElementRef<'a>, u16)>,
    /// The page as it came, its scripts among it.
    source: &'a str,
    meta: Meta,
    linked: Linked,
    pub blocks: &'a [Block],
    /// The elements that the blocks lie in.
    holders: &'a [Holder],
    /// Where it was read, if that is known.
    pub address: Option<Url>,
    /// What its relative links are relative to.
    pub base: Option<Url>,
    /// The elements that the headline lies in: whatever they are called, they are no frame around the article.
    above_title: Vec<ElementRef<'a>>,
}

/// What elements are called that stand beside an article, as whole words of a class or an id: what they say of authors and days is said of something else.
const ASIDES: &[&str] = &[
    "comment",
    "comments",
    "related",
    "sidebar",
    "recommended",
    "recommendations",
    "popular",
    "trending",
    "footer",
    "teaser",
    "teasers",
    "latest",
    "recent",
    "ticker",
    "mostread",
    "promo",
    "newsletter",
    "widget",
    "menu",
    "nav",
    "carousel",
    "card",
    "cards",
];

impl<'a> Page<'a> {
    pub fn new(html: &'a Html, source: &'a str, read: &'a Blocks, address: Option<&Url>, base: Option<Url>) -> Self {
        let heading = Selector::parse("h1").ok().and_then(|s| html.select(&s).next());
        let above_title = heading.map(|h| h.ancestors().filter_map(ElementRef::wrap).collect()).unwrap_or_default();
        let marked = |e: ElementRef<'a>| (e, e.value().attrs().fold(0, |all, (key, _)| all | mark(key)));
        let elements = html.root_element().descendants().filter_map(ElementRef::wrap).map(marked).collect();
        Self {
            html,
            elements,
            source,
            meta: Meta::read(html),
            linked: Linked::read(html),
            blocks: &read.blocks,
            holders: &read.holders,
            address: address.cloned(),
            base,
            above_title,
        }
    }

    /// Whether an element stands among comments, in a list of other stories or in the page's frame.
    fn is_aside(&self, element: ElementRef) -> bool {
        element.ancestors().filter_map(ElementRef::wrap).take_while(|a| !self.above_title.contains(a)).any(|a| {
            let value = a.value();
            let marks = format!("{} {}", value.attr("class").unwrap_or_default(), value.attr("id").unwrap_or_default()).to_lowercase();
            let is_foot = |word: &str| word == "footer" && self.is_of_article(a);
            let mut words = marks.split(|c: char| !c.is_ascii_alphabetic());
            (matches!(value.name(), "aside" | "footer" | "nav") && !is_foot(value.name())) || words.any(|m| ASIDES.contains(&m) && !is_foot(m))
        })
    }

    /// Whether an element is part of the `article` that has the headline: its footer says who wrote it, and when (HTML standard, 4.3.8).
    fn is_of_article(&self, element: ElementRef) -> bool {
        element.ancestors().filter_map(ElementRef::wrap).find(|a| a.value().name() == "article").is_some_and(|a| self.above_title.contains(&a))
    }

    /// Whether a block stands among comments: in an element that is called so and that the headline, the block of that number, does not lie in too.
    fn is_comment(&self, block: &Block, title: Option<usize>) -> bool {
        let called = blocks::named("comment comments");
        let above: Vec<usize> = title.map(|at| frames::around(self.holders, self.blocks[at].holder).collect()).unwrap_or_default();
        frames::around(self.holders, block.holder).any(|at| self.holders.get(at).is_some_and(|h| h.frames & called != 0) && !above.contains(&at))
    }

    /// The elements that a selector names; none for a selector that is none.
    fn all(&self, selector: &'static str) -> Vec<ElementRef<'a>> {
        let Some(read) = read_once(selector) else { return Vec::new() };
        match &read.asked {
            Asked::Name(name) => self.elements.iter().map(|(e, _)| *e).filter(|e| e.value().name() == *name).collect(),
            Asked::Marks(asked) => self.elements.iter().filter(|(e, marks)| marks & asked != 0 && read.selector.matches(e)).map(|(e, _)| *e).collect(),
            Asked::All => self.elements.iter().map(|(e, _)| *e).filter(|e| read.selector.matches(e)).collect(),
        }
    }

    /// The article's text as its JSON-LD has it, its line ends kept.
    pub fn stated_body(&self) -> Option<String> {
        self.linked.raw("articleBody").filter(|b| !b.trim().is_empty()).map(|b| {
            // Some hold HTML.
            if b.contains("</") {
                Html::parse_fragment(&super::without_declarations(&b.replace("</p>", "</p>\n").replace("<br", "\n<br"))).root_element().text().collect()
            } else {
                b
            }
        })
    }

    /// Whether the page calls itself an article.
    pub fn is_declared(&self) -> bool {
        !self.linked.types().is_empty() || self.meta.first(&["og:type"]).is_some_and(|t| t.eq_ignore_ascii_case("article"))
    }

    /// Whether it calls itself a page of another kind. Many sites give `og:type` as article for every page that they have: JSON-LD that knows pages
    /// and no article outweighs it.
    pub fn is_plain(&self) -> bool {
        self.linked.types().is_empty() && (!self.is_declared() || self.linked.has_type(&["WebPage", "CollectionPage", "AboutPage", "FAQPage", "ContactPage"]))
    }

    /// What the page says of itself where it is shared.
    pub fn description(&self) -> String {
        self.meta.first(&["og:description", "description", "twitter:description"]).unwrap_or_default()
    }

    /// The host that shows the page and that of the original, where they are two houses.
    fn rehost(&self) -> Option<(String, String)> {
        let (own, at) = (self.canonical()?, self.address.as_ref()?);
        (!related(&house(at), &house(&own))).then(|| (house(at), house(&own)))
    }

    /// The address that the page gives as its own.
    fn canonical(&self) -> Option<Url> {
        let link = self.all("link[rel=canonical]").into_iter().find_map(|l| l.value().attr("href").map(str::to_owned));
        [link, self.meta.first(&["og:url"]), self.linked.article("url")].into_iter().flatten().find_map(|href| {
            let url = match &self.address {
                Some(base) => base.join(href.trim()).ok(),
                None => Url::parse(href.trim()).ok(),
            }?;
            // Many sites name their front page for all their pages.
            let is_page = matches!(url.scheme(), "http" | "https") && url.has_host() && (url.path().len() > 1 || url.query().is_some());
            is_page.then_some(url)
        })
    }
}

/// A selector, and by what most elements are told apart from those that it names without asking it.
struct Read {
    selector: Selector,
    asked: Asked,
}

enum Asked {
    /// It is nothing but an element's name.
    Name(&'static str),
    /// Whatever it names has one of these [`MARKS`].
    Marks(u16),
    All,
}

/// Attributes that selectors ask for. At most 16.
const MARKS: [&str; 9] = ["class", "id", "href", "rel", "itemprop", "property", "pubdate", "datetime", "content"];

const _: () = assert!(MARKS.len() <= 16, "a bit for each");

fn mark(key: &str) -> u16 {
    MARKS.iter().position(|m| *m == key).map_or(0, |at| 1 << at)
}

impl Read {
    fn of(selector: &'static str) -> Option<Self> {
        let asked = if selector.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Asked::Name(selector)
        } else {
            // Each of the selectors in it asks for one of the marks, or all elements are asked.
            let asked = |one: &str| {
                one.split('[').skip(1).map(|rest| mark(rest.split(['=', '~', '*', '^', '$', '|', ']']).next().unwrap_or_default())).fold(0, |a, b| a | b)
            };
            let each: Vec<u16> = selector.split(',').map(asked).collect();
            if each.contains(&0) { Asked::All } else { Asked::Marks(each.into_iter().fold(0, |a, b| a | b)) }
        };
        Some(Self { selector: Selector::parse(selector).ok()?, asked })
    }
}

/// A selector, read when it is first asked for: reading one takes as long as searching a page with it.
fn read_once(selector: &'static str) -> Option<Rc<Read>> {
    thread_local! {
        static READ: RefCell<BTreeMap<&'static str, Option<Rc<Read>>>> = const { RefCell::new(BTreeMap::new()) };
    }
    READ.with_borrow_mut(|read| read.entry(selector).or_insert_with(|| Read::of(selector).map(Rc::new)).clone())
}

/// The metadata of the article, its body left empty.
pub(super) fn read(page: &Page) -> Article {
    let title = title::of(page);
    let (authors, credited) = author::of(page, &title);
    let publisher = publisher::of(page);
    let canonical = page.canonical();
    let (url, via) = addresses(page.address.as_ref(), canonical.as_ref());
    let tags = page.meta.all(&["article:tag", "parsely-tags"]);
    Article {
        published: date::of(page, canonical.as_ref(), &title),
        genre: genre(page, canonical.as_ref()).unwrap_or_default(),
        image: image::of(page),
        language: page
            .html
            .root_element()
            .value()
            .attr("lang")
            .and_then(language::of_attribute)
            .or_else(|| page.meta.first(&["og:locale", "content-language", "language"]).and_then(|l| language::of_attribute(&l))),
        agency: credited.map(str::to_owned),
        tags: short_tags(tags),
        title,
        authors,
        publisher,
        url,
        via,
        ..Article::default()
    }
}

/// The original's address, and where it was read where that is another house.
fn addresses(read_at: Option<&Url>, canonical: Option<&Url>) -> (Option<String>, Option<String>) {
    match (read_at, canonical) {
        (Some(at), Some(own)) if !related(&house(at), &house(own)) => (Some(own.to_string()), Some(at.to_string())),
        (Some(_), Some(own)) | (None, Some(own)) => (Some(own.to_string()), None),
        (Some(at), None) => (Some(at.to_string()), None),
        (None, None) => (None, None),
    }
}

fn house(address: &Url) -> String {
    address.host_str().unwrap_or_default().trim_start_matches("www.").to_owned()
}

/// `amp.paper.example` and `paper.example` are one house.
fn related(a: &str, b: &str) -> bool {
    a == b || a.ends_with(&format!(".{b}")) || b.ends_with(&format!(".{a}")) || {
        let tail = |h: &str| h.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
        tail(a) == tail(b) && tail(a).first().is_some_and(|t| t.len() > 2)
    }
}

fn genre(page: &Page, canonical: Option<&Url>) -> Option<Genre> {
    for kind in page.linked.types() {
        let genre = match kind.as_str() {
            "OpinionNewsArticle" => Genre::Opinion,
            "AnalysisNewsArticle" => Genre::Analysis,
            "ScholarlyArticle" => Genre::Paper,
            _ => continue,
        };
        return Some(genre);
    }
    if page.meta.first(&["citation_doi", "citation_arxiv_id", "citation_journal_title"]).is_some() {
        return Some(Genre::Paper);
    }
    let sections =
        page.meta.all(&["article:section", "parsely-section", "section", "article.section"]).into_iter().chain(page.linked.article_all("articleSection"));
    let named = sections.filter_map(|s| genres::of_section(&s)).next();
    named.or_else(|| page.address.as_ref().or(canonical).and_then(|u| genres::of_address(u.as_str())))
}

fn short_tags(tags: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in tags.iter().flat_map(|t| t.split(',')).map(str::trim) {
        if !tag.is_empty() && tag.chars().count() <= 40 && !out.iter().any(|o| o.eq_ignore_ascii_case(tag)) && out.len() < 8 {
            out.push(tag.to_owned());
        }
    }
    out
}

/// The agency among names that metadata give as authors.
fn agency_among(names: &[String]) -> Option<&'static str> {
    names.iter().find_map(|n| agency::named(n))
}
