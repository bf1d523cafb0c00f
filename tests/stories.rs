//! Cases of grouping: a folder each in tests/cases/stories, with articles/*.md, where wanted published.txt (`story: stem stem`), and expected.txt.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![expect(clippy::disallowed_methods, reason = "a test reads its cases from the disk")]

use digest::config::Config;
use digest::editorial::stories::{PublishedStory, Vectors, group};
use digest::types::{Article, ArticleFile, Grouping, Moment, Placement, article_file};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Case {
    name: String,
    articles: Vec<ArticleFile>,
    published: Vec<PublishedStory>,
    expected: String,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/stories");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| read(folder)).collect()
}

fn read(folder: &Path) -> Case {
    let mut articles: Vec<ArticleFile> = fs::read_dir(folder.join("articles")).unwrap().map(|e| article(&e.unwrap().path())).collect();
    articles.sort_by(|a, b| a.stem.cmp(&b.stem));
    let published = fs::read_to_string(folder.join("published.txt")).unwrap_or_default();
    let story = |line: &str| {
        let (name, stems) = line.split_once(": ").unwrap();
        PublishedStory { name: name.to_owned(), articles: stems.split(' ').map(str::to_owned).collect() }
    };
    Case {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        articles,
        published: published.lines().map(story).collect(),
        expected: fs::read_to_string(folder.join("expected.txt")).unwrap_or_default(),
    }
}

fn article(path: &Path) -> ArticleFile {
    let name: Arc<str> = path.file_name().unwrap().to_string_lossy().as_ref().into();
    let read = article_file::read(&name, &fs::read_to_string(path).unwrap());
    assert_eq!(read.diagnostics, [], "{name}");
    read.value.unwrap()
}

fn grouped(articles: &[ArticleFile], published: &[PublishedStory]) -> Grouping {
    group(&articles.iter().collect::<Vec<_>>(), published, &Config::default().stories, &Vectors::default())
}

/// The articles of all cases, in one batch, without an editor's word.
fn everything() -> Vec<ArticleFile> {
    let mut all: Vec<ArticleFile> = Vec::new();
    for case in cases() {
        all.extend(case.articles.into_iter().map(|mut a| {
            a.stem = format!("{}-{}", case.name, a.stem);
            a.article.story = None;
            a
        }));
    }
    all
}

/// A number from 0 to 15 that looks drawn.
fn chance(seed: u64, what: &str) -> u8 {
    u8::from_str_radix(&digest::text::hash::of(&[&seed.to_string(), what])[..1], 16).unwrap()
}

/// Which articles stand together, whatever their stories are called.
fn together(grouping: &Grouping) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = grouping
        .stories
        .iter()
        .map(|s| {
            let mut articles = s.articles.clone();
            articles.sort();
            articles
        })
        .collect();
    all.sort();
    all
}

/// A story a block: its name, then an origin a line with its copies after `=`.
fn shown(grouping: &Grouping) -> String {
    let mut out = String::new();
    for story in &grouping.stories {
        let _ = writeln!(out, "{}{}", story.name, if story.published { " (published)" } else { "" });
        for origin in &story.origins {
            let _ = writeln!(out, "  {}", origin.articles.join(" = "));
        }
    }
    grouping.apart.iter().for_each(|a| writeln!(out, "apart: {a}").unwrap());
    grouping.undecided.iter().for_each(|u| writeln!(out, "undecided: {}, {}", u.article, u.story).unwrap());
    grouping.no_article.iter().for_each(|(a, why)| writeln!(out, "no article: {a}, {why}").unwrap());
    out
}

#[test]
fn every_case_groups_as_expected() {
    let mut wrong = String::new();
    for case in cases() {
        let got = shown(&grouped(&case.articles, &case.published));
        if got != case.expected {
            let _ = writeln!(wrong, "==== {}\n---- expected\n{}---- got\n{got}", case.name, case.expected);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_article_stands_once_and_every_join_names_two_of_the_story() {
    for case in cases() {
        let grouping = grouped(&case.articles, &case.published);
        let mut placed: Vec<&String> = grouping.stories.iter().flat_map(|s| &s.articles).chain(&grouping.apart).collect();
        placed.sort();
        assert_eq!(placed, case.articles.iter().map(|a| &a.stem).collect::<Vec<_>>(), "{}", case.name);
        for story in &grouping.stories {
            let mut by_origin: Vec<_> = story.origins.iter().flat_map(|o| o.articles.clone()).collect();
            by_origin.sort();
            let mut articles = story.articles.clone();
            articles.sort();
            assert_eq!(by_origin, articles, "{}", case.name);
            assert_eq!(story.joins.len(), story.articles.len() - 1, "{}", case.name);
            assert!(story.joins.iter().all(|j| j.article != j.with && articles.contains(&j.article) && articles.contains(&j.with)), "{}", case.name);
        }
    }
}

#[test]
fn an_origin_has_a_name_that_tells_whose_text_it_is() {
    let case = cases().into_iter().find(|c| c.name == "copies").unwrap();
    let grouping = grouped(&case.articles, &case.published);
    let names: Vec<_> = grouping.stories.iter().flat_map(|s| s.origins.iter().map(|o| o.name.as_str())).collect();
    assert!(names.contains(&"north-wire-ostley"), "{names:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_articles_and_the_number_of_threads_change_nothing(seed in any::<u64>(), threads in 1usize..5) {
        let mut all = everything();
        let whole = grouped(&all, &[]);
        // Shuffled by a hash of seed and stem.
        all.sort_by_key(|a| digest::text::hash::of(&[&seed.to_string(), &a.stem]));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        prop_assert_eq!(pool.install(|| grouped(&all, &[])), whole);
    }

    #[test]
    fn an_unknown_date_neither_joins_nor_parts(seed in any::<u64>()) {
        let mut all = everything();
        let day = Moment::parse("2026-04-08");
        all.iter_mut().for_each(|a| a.article.published = day);
        let dated = together(&grouped(&all, &[]));
        all.iter_mut().filter(|a| chance(seed, &a.stem) < 8).for_each(|a| a.article.published = None);
        prop_assert_eq!(together(&grouped(&all, &[])), dated);
    }

    #[test]
    fn what_an_editor_puts_into_a_story_is_in_it(seed in any::<u64>()) {
        let mut all = everything();
        for article in &mut all {
            article.article.story = match chance(seed, &article.stem) {
                0..3 => Some(Placement::Story("bread".to_owned())),
                3..5 => Some(Placement::Story("bridges".to_owned())),
                5..6 => Some(Placement::Nowhere),
                _ => None,
            };
        }
        let grouping = grouped(&all, &[PublishedStory { name: "iron".to_owned(), articles: all.iter().map(|a| a.stem.clone()).take(20).collect() }]);
        for article in &all {
            let found = grouping.stories.iter().find(|s| s.articles.contains(&article.stem)).map(|s| s.name.as_str());
            match &article.article.story {
                Some(Placement::Story(name)) => prop_assert_eq!(found, Some(name.as_str())),
                Some(Placement::Nowhere) => prop_assert!(found.is_none() && grouping.apart.contains(&article.stem)),
                None => prop_assert!(found.is_some()),
            }
        }
    }

    #[test]
    fn what_is_published_stays_whatever_comes_after(seed in any::<u64>()) {
        let all = everything();
        let (early, late): (Vec<ArticleFile>, Vec<ArticleFile>) = all.into_iter().partition(|a| chance(seed, &a.stem) < 8);
        let published: Vec<PublishedStory> =
            grouped(&early, &[]).stories.into_iter().filter(|s| chance(seed, &s.name) < 12).map(|s| PublishedStory { name: s.name, articles: s.articles }).collect();
        let grouping = grouped(&[early, late].concat(), &published);
        for story in &published {
            let now = grouping.stories.iter().find(|s| s.name == story.name).map_or(&[][..], |s| &s.articles);
            let placed = |stem: &String| grouping.apart.contains(stem) || now.contains(stem);
            prop_assert!(story.articles.iter().all(placed), "{} lost an article", story.name);
        }
    }

    #[test]
    fn any_text_groups(texts in prop::collection::vec(("\\PC{0,60}", "(\\PC|\n){0,200}"), 0..12)) {
        let articles: Vec<ArticleFile> = texts.into_iter().enumerate().map(|(at, (title, body))| ArticleFile {
            stem: format!("a{at}"),
            path: format!("a{at}.md").into(),
            body_start: 0,
            article: Article { title, body, ..Article::default() },
        }).collect();
        let grouping = grouped(&articles, &[]);
        prop_assert_eq!(grouping.stories.iter().map(|s| s.articles.len()).sum::<usize>(), articles.len());
        prop_assert!(grouping.stories.iter().all(|s| digest::text::slug::is_slug(&s.name)));
    }
}

#[test]
fn a_first_word_is_no_name_for_its_capital() {
    let bodies = [
        "Ash from Katla closed the airport of Keflavik. Farmers below the glacier left with their sheep for the school in Vik.",
        "The airport of Keflavik is closed by ash. Katla sends it over the glacier, and farmers have driven their sheep to Vik.",
    ];
    let one = |(at, body): (usize, &&str)| ArticleFile {
        path: format!("a{at}.md").into(),
        stem: format!("a{at}"),
        body_start: 0,
        article: Article { title: "Keflavik is closed".to_owned(), body: (*body).to_owned(), ..Article::default() },
    };
    let articles: Vec<ArticleFile> = bodies.iter().enumerate().map(one).collect();
    let grouping = grouped(&articles, &[]);
    let shared: Vec<&str> = grouping.stories[0].joins[0].shared.iter().map(String::as_str).collect();
    assert!(shared.contains(&"Katla") && shared.contains(&"Keflavik"), "{shared:?}");
    assert!(!shared.contains(&"Ash") && !shared.contains(&"Farmers"), "{shared:?}");
}
