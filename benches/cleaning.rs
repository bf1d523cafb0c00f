//! How fast pages are cleaned, all engines and metadata, on one thread: `cargo bench --bench cleaning`. The pages are those of tests/cases/pages in frames
//! of 50 to 200 KB, with as much code, as many elements and as much text as saved pages of that size have. At least 80 pages a second of one processor are asked for.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark reads its own cases")]

use digest::editorial::add::{Overrides, RawPage, clean};

#[path = "../tests/pages/mod.rs"]
#[expect(dead_code, reason = "the test of dumps uses the other half")]
mod pages;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// How many others' paragraphs stand behind a page's own: articles of some 900 words then. The middle one of 251 saved pages has 1,066.
const FOLLOWED_BY: usize = 3;

/// Each page once, in frames from `least` to `most` bytes.
fn raw(least: usize, most: usize) -> Vec<RawPage> {
    let short = pages::all();
    let others = |n: usize| (1..=FOLLOWED_BY).map(|k| &short[(n + k) % short.len()]).collect::<Vec<_>>();
    let pages: Vec<pages::Page> = short.iter().enumerate().map(|(n, page)| page.clone().followed_by(&others(n))).collect();
    let step = (most - least) / (pages.len() - 1);
    let page = |(n, page): (usize, &pages::Page)| RawPage {
        input: format!("{}.html", page.name),
        bytes: page.html(least + n * step).into_bytes(),
        address: None,
        content_type: Some("text/html".to_owned()),
    };
    pages.iter().enumerate().map(page).collect()
}

#[divan::bench(args = [(50_000, 200_000), (50_000, 60_000), (190_000, 200_000)], sample_count = 5, sample_size = 1)]
fn cleaning(bencher: divan::Bencher, (least, most): (usize, usize)) {
    let pages = raw(least, most);
    bencher.counter(divan::counter::ItemsCount::new(pages.len())).bench_local(|| {
        for page in &pages {
            let found = clean(page, &Overrides::default());
            assert!(found.iter().all(Result::is_ok), "{}: {found:?}", page.input);
        }
    });
}
