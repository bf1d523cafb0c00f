//! How long grouping takes, by the number of articles, from memory and as `digest stories` does it from files: `cargo bench --bench stories`. From 10,000 to 100,000 articles of 600 words it may grow
//! twelve-fold, and the last may take half a minute on two cores.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench that cannot go on says where; it makes the files that it needs")]

#[path = "../tests/common/dice.rs"]
mod dice;

use dice::Dice;
use digest::config::Config;
use digest::editorial::stories::{Vectors, group};
use digest::files;
use digest::pipeline::{ARTICLES, Content, KeptStories, Memory, stories};
use digest::types::{Article, ArticleFile, Moment, article_file};

fn main() {
    divan::main();
}

/// A word of forty thousand, the first far more often than the last, as Zipf's law has it.
fn common(dice: &mut Dice) -> u64 {
    let share = dice.roll(1 << 20) as f64 / f64::from(1u32 << 20);
    (40_000f64.powf(share)) as u64
}

/// Four syllables at most, one for each digit of the number.
fn word(number: u64) -> String {
    const SYLLABLES: [&str; 15] = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "ga", "pe", "hi", "do", "fu"];
    let mut rest = number + 15;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES[(rest % 15) as usize]);
        rest /= 15;
    }
    out
}

/// Articles of 600 words in stories of one to a dozen, over half a year; one in ten without a date.
fn articles(count: usize) -> Vec<ArticleFile> {
    let mut dice = Dice(7);
    let mut out = Vec::with_capacity(count);
    for story in 0u64.. {
        let (size, day) = ([1, 1, 1, 1, 2, 2, 3, 4, 6, 12][dice.roll(10)], dice.roll(180));
        for _ in 0..size {
            if out.len() == count {
                return out;
            }
            let own = |dice: &mut Dice| word(50_000 + story * 64 + dice.roll(64) as u64);
            let mut body = String::with_capacity(4_200);
            for at in 0..600 {
                let next = match dice.roll(20) {
                    0 | 1 => own(&mut dice),
                    2..=10 => ["the", "of", "and", "to", "in", "a", "for", "with"][dice.roll(8)].to_owned(),
                    _ => word(common(&mut dice)),
                };
                body.push_str(&next);
                body.push_str(if at % 75 == 74 { ".\n\n" } else { " " });
            }
            let title = (0..8).map(|_| own(&mut dice)).collect::<Vec<_>>().join(" ");
            let published = chrono::NaiveDate::from_num_days_from_ce_opt(739_000 + (day + dice.roll(2)) as i32).map(Moment::Day);
            let stem = format!("a{:06}", out.len());
            let article = Article { title, body, published: published.filter(|_| dice.roll(10) > 0), ..Article::default() };
            out.push(ArticleFile { path: format!("content/articles/{stem}.md").into(), stem, body_start: 0, article });
        }
    }
    out
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000], sample_count = 1, sample_size = 1)]
fn grouping(bencher: divan::Bencher, count: usize) {
    bencher
        .with_inputs(|| articles(count))
        .bench_values(|articles| group(&articles.iter().collect::<Vec<_>>(), &[], &Config::default().stories, &Vectors::default()).stories.len());
}

/// A site of so many articles.
fn site(articles: &[ArticleFile]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("content/articles")).unwrap();
    std::fs::write(root.path().join("digest.yaml"), "title: Bench\n").unwrap();
    for file in articles {
        std::fs::write(root.path().join(&*file.path), article_file::write(&file.article)).unwrap();
    }
    root
}

/// What `digest stories` does but printing where one article has come since it last did: what it kept is read, the folder looked through, the article grouped.
#[divan::bench(args = [10_000, 100_000], sample_count = 1, sample_size = 1)]
fn one_more(bencher: divan::Bencher, count: usize) {
    let articles = articles(count + 1);
    let (more, rest) = articles.split_last().unwrap();
    let root = site(rest);
    let (mut snapshot, looks) = files::read_but(root.path(), ARTICLES, &|_, _| false);
    let kept = KeptStories::group(&mut snapshot.value, &looks).2.unwrap().to_bytes();
    drop(snapshot);
    std::fs::write(root.path().join(&*more.path), article_file::write(&more.article)).unwrap();
    bencher.bench_local(|| {
        let kept = KeptStories::from_bytes(&kept).unwrap();
        let (snapshot, looks) = files::read_but(root.path(), ARTICLES, &|path, look| kept.knows(path, look));
        kept.group_again(&snapshot.value, &looks, &|path| files::contents(path).ok()).unwrap().1.stories.len()
    });
}

/// Everything that `digest stories` does but printing: files read, articles read, grouped.
#[divan::bench(args = [10_000, 100_000], sample_count = 1, sample_size = 1)]
fn from_files(bencher: divan::Bencher, count: usize) {
    let root = site(&articles(count));
    bencher.bench_local(|| {
        let mut snapshot = files::read(root.path()).value;
        stories(&Content::read_and_let_go(&mut snapshot, &Memory::default()).value).stories.len()
    });
}
