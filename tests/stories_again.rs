//! A grouping that goes on from an earlier one is the grouping of all articles, whatever order they come in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![expect(clippy::disallowed_methods, reason = "the command reads folders")]

mod trees;

use digest::config::Config;
use digest::editorial::stories::{Earlier, PublishedStory, Vectors, group, group_again, group_and_keep};
use digest::types::{Article, ArticleFile, Grouping, Moment, Placement, article_file};
use proptest::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use trees::{Tree, tree};

/// Numbers that look drawn, by a seed.
struct Draw(u64, u64);

impl Draw {
    fn next(&mut self, below: u64) -> u64 {
        self.1 += 1;
        let hash = digest::text::hash::of(&[&self.0.to_string(), &self.1.to_string()]);
        u64::from_str_radix(&hash[..12], 16).unwrap() % below
    }
}

fn word(number: u64) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti"];
    let mut rest = number + 8;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES[(rest % 8) as usize]);
        rest /= 8;
    }
    out
}

/// Enough articles that counts go by steps: headlines alone and short reports, some without a date, some copied, some put into a story by hand, some that are no article.
fn articles(draw: &mut Draw, count: usize) -> Vec<ArticleFile> {
    let mut out: Vec<ArticleFile> = Vec::with_capacity(count);
    for story in 0u64.. {
        let (size, day) = ([1, 1, 2, 3, 5, 9][draw.next(6) as usize], draw.next(40));
        for _ in 0..size {
            let text = |draw: &mut Draw, words: u64| {
                let one = |draw: &mut Draw| if draw.next(3) == 0 { word(900 + story * 12 + draw.next(12)) } else { word(draw.next(30) * draw.next(30)) };
                (0..words).map(|_| one(draw)).collect::<Vec<_>>().join(" ")
            };
            let (title, mut body) = (text(draw, 6), String::new());
            match draw.next(12) {
                0 => {}
                1 => "We're sorry, but this page is not available.".clone_into(&mut body),
                2 => out.last().map(|a| a.article.body.as_str()).unwrap_or_default().clone_into(&mut body),
                _ => body = format!("{}. {}.", text(draw, 20), text(draw, 25)),
            }
            let published = chrono::NaiveDate::from_num_days_from_ce_opt(739_000 + i32::try_from(day + draw.next(3)).unwrap()).map(Moment::Day);
            let published = published.filter(|_| draw.next(6) > 0);
            let placed = (draw.next(40) == 0).then(|| Placement::Story(format!("by-hand-{}", draw.next(3))));
            let stem = format!("{}-{}", word(draw.next(4000)), out.len());
            let article = Article { title, body, published, story: placed.or((draw.next(60) == 0).then_some(Placement::Nowhere)), ..Article::default() };
            out.push(ArticleFile { path: format!("content/articles/{stem}.md").into(), stem, body_start: 0, article });
            if out.len() == count {
                return out;
            }
        }
    }
    out
}

/// The grouping of `articles` from an earlier one, which sees the texts only of those that it asks for.
fn again(articles: &[&ArticleFile], published: &[PublishedStory], earlier: Earlier) -> Option<(Grouping, Earlier)> {
    let bare: Vec<ArticleFile> =
        articles.iter().map(|a| ArticleFile { article: Article { body: String::new(), ..a.article.clone() }, ..(*a).clone() }).collect();
    let whole: HashMap<&str, &ArticleFile> = articles.iter().map(|a| (&*a.path, *a)).collect();
    let read = |file: &ArticleFile| whole.get(&*file.path).map(|a| Arc::new((*a).clone()));
    group_again(&bare.iter().collect::<Vec<_>>(), published, &Config::default().stories, earlier, &read)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_later_is_grouped_as_if_it_had_always_been_there(seed in any::<u64>()) {
        let (mut draw, settings) = (Draw(seed, 0), Config::default().stories);
        let mut all = articles(&mut draw, 1_250);
        all.sort_by_key(|a| digest::text::hash::of(&[&seed.to_string(), &a.stem]));
        let all: Vec<&ArticleFile> = all.iter().collect();
        let mut there = 1_220;
        let (first, mut earlier) = group_and_keep(&all[..there], &[], &settings);
        prop_assert_eq!(&first, &group(&all[..there], &[], &settings, &Vectors::default()));
        // By and by some stories have digests.
        let published: Vec<PublishedStory> =
            first.stories.iter().step_by(7).map(|s| PublishedStory { name: s.name.clone(), articles: s.articles[..s.articles.len().div_ceil(2)].to_vec() }).collect();
        let mut went_on = 0;
        for (come, told) in [(0, 0), (1, 0), (2, published.len() / 2), (1, published.len()), (12, published.len())] {
            there += come;
            let whole = group_and_keep(&all[..there], &published[..told], &settings);
            let kept = Earlier::from_bytes(&earlier.to_bytes()).unwrap();
            earlier = match again(&all[..there], &published[..told], kept) {
                Some((grouping, earlier)) => {
                    prop_assert_eq!(&grouping, &whole.0);
                    went_on += 1;
                    earlier
                }
                None => whole.1,
            };
        }
        prop_assert!(went_on >= 3, "only {} of 5 went on from the one before", went_on);
    }
}

#[test]
fn nothing_goes_on_from_what_is_gone_or_set_otherwise_or_damaged() {
    let (mut draw, settings) = (Draw(5, 0), Config::default().stories);
    let all = articles(&mut draw, 1_220);
    let all: Vec<&ArticleFile> = all.iter().collect();
    let (_, earlier) = group_and_keep(&all, &[], &settings);
    let bytes = earlier.to_bytes();
    let read = || Earlier::from_bytes(&bytes).unwrap();
    assert!(again(&all, &[], read()).is_some());
    assert!(again(&all[1..], &[], read()).is_none(), "an article is gone");
    let other = digest::config::Stories { days: settings.days + 1, ..settings };
    assert!(group_again(&all, &[], &other, read(), &|a| Some(Arc::new(a.clone()))).is_none(), "another setting");
    for cut in (0..bytes.len()).step_by(bytes.len() / 50) {
        assert!(Earlier::from_bytes(&bytes[..cut]).is_none(), "cut at {cut}");
    }
    // Bytes that are others than were written: they may read, but nothing that they say may stop the program.
    for at in (0..bytes.len()).step_by(bytes.len() / 12) {
        let mut bad = bytes.clone();
        bad[at] ^= 0x55;
        if let Some(earlier) = Earlier::from_bytes(&bad) {
            let _ = again(&all, &[], earlier);
        }
    }
}

/// What a command says and leaves behind, but for what programs keep for themselves.
fn run(root: &Path, arguments: &[&str]) -> (String, Tree) {
    let output = Command::new(env!("CARGO_BIN_EXE_digest")).arg("--root").arg(root).args(arguments).env("SOURCE_DATE_EPOCH", "1714550400").output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (said, tree(root).into_iter().filter(|(path, _)| !path.starts_with(".digest/")).collect())
}

#[test]
fn every_command_that_goes_on_from_what_stories_kept_does_as_one_that_has_nothing() {
    let mut draw = Draw(11, 0);
    let mut all = articles(&mut draw, 2_003);
    for (at, file) in all.iter_mut().enumerate().filter(|(_, f)| f.article.body.len() > 80) {
        let said =
            format!("The council of {} said on Monday that it bought {} pumps for the {} of the town.", word(at as u64 % 300), at + 9, word(at as u64 / 5));
        file.article.body = format!("{said}\n\n{}", file.article.body);
        file.article.url = Some(format!("https://paper.example/{}", file.stem));
    }
    let folder = tempfile::tempdir().unwrap();
    let [kept, bare] = ["kept", "bare"].map(|name| folder.path().join(name));
    let put = |root: &Path, some: &[ArticleFile]| {
        some.iter().for_each(|a| std::fs::write(root.join(&*a.path), article_file::write(&a.article)).unwrap());
    };
    for root in [&kept, &bare] {
        std::fs::create_dir_all(root.join("content/articles")).unwrap();
        std::fs::write(root.join("digest.yaml"), "title: Test\ncards: false\n").unwrap();
        put(root, &all[..2_000]);
    }
    run(&kept, &["stories"]);
    assert!(kept.join(".digest/stories").is_file());
    [&kept, &bare].into_iter().for_each(|root| put(root, &all[2_000..]));
    for arguments in [&["stories", "--json"][..], &["compose"], &["status"]] {
        // What `stories` keeps of the bare folder is not there for the next.
        let _ = std::fs::remove_dir_all(bare.join(".digest"));
        let [(said, left), (said_bare, left_bare)] = [&kept, &bare].map(|root| run(root, arguments));
        assert_eq!(said.replace("kept", "bare"), said_bare.replace("kept", "bare"), "{arguments:?}");
        assert!(left == left_bare, "{arguments:?} leaves other files");
        assert!(left.len() > if arguments == ["compose"] { 2_100 } else { 2_003 }, "{arguments:?} leaves {} files", left.len());
    }
}
