//! How long it takes to judge every claim of a site: `cargo bench --bench check`. 10,000 digests of 12 citations each, their articles kept, may take three
//! seconds on two cores. Half of the claims are the article's own words, as an extractive draft has them; the others are said in other words, and where those
//! have a number, one claim in fifty has another than the article.

#[path = "../tests/common/dice.rs"]
mod dice;

use dice::Dice;
use digest::files::Snapshot;
use digest::pipeline::{self, Content, Memory};
use std::fmt::Write as _;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const WHO: &[&str] = &["regulator", "company", "ministry", "laboratory", "union", "university", "carmaker", "bank", "court", "agency", "publisher", "port"];
const DID: &[&str] = &["approved", "rejected", "announced", "delayed", "opened", "tested", "bought", "sold", "criticised", "funded", "banned", "released"];
const WHAT: &[&str] =
    &["model", "plant", "chip", "contract", "study", "licence", "robot", "service", "network", "camera", "school", "ferry", "budget", "law", "tool", "sensor"];
const HOW: &[&str] =
    &["large", "new", "open", "cheap", "secret", "foreign", "local", "digital", "medical", "public", "private", "joint", "small", "national", "early", "final"];
const WHY: &[&str] = &[
    "after months of talks with its partners",
    "because demand grew faster than expected",
    "although critics had asked for more time",
    "while investors waited for the results of the trial",
    "so that hospitals could use it before the winter",
    "as part of a programme that began three years ago",
];
const NAMES: &[&str] =
    &["Helion", "Norvik", "Adler", "Quanta", "Brightline", "Kestrel", "Tidewise", "Lumi", "Osterby", "Mariposa", "Castlewood", "Harlow", "Meridian", "Castor"];
const PEOPLE: &[&str] =
    &["Priya Raman", "Jonas Weidner", "Aino Virtanen", "Louise Okafor", "Ray Fontaine", "Chen Yulan", "Nadia Farouk", "Teresa Okonkwo", "Mark Delaney"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// A sentence of news, and the same said in other words.
fn sentence(dice: &mut Dice) -> (String, String) {
    let mut of = |list: &[&'static str]| list[dice.roll(list.len())];
    let (name, who, did, how, what, why) = (of(NAMES), of(WHO), of(DID), of(HOW), of(WHAT), of(WHY));
    let (day, person) = (of(DAYS), of(PEOPLE));
    let amount = dice.roll(900) + 3;
    match dice.roll(4) {
        0 => (
            format!("The {who} of {name} {did} the {how} {what} for ${amount} million on {day}, {why}."),
            format!("On {day} {name}'s {who} {did} a {how} {what} worth ${amount}m."),
        ),
        1 => (
            format!("“We {did} the {how} {what} {why},” said {person}, who leads the {who} in {name}."),
            format!("{person}, head of the {who} in {name}, said it had {did} the {how} {what}."),
        ),
        2 => (
            format!("About {amount} people work on the {how} {what} that {name} {did} last year, {why}."),
            format!("Some {amount} people work on the {how} {what} which {name} {did}."),
        ),
        _ => (
            format!("{person} told the {who} that the {how} {what} would be {did} within {amount} days {why}."),
            format!("The {how} {what} will be {did} in {amount} days, {person} told the {who}."),
        ),
    }
}

/// A site of so many digests, three articles each.
fn site(digests: usize) -> Snapshot {
    let mut dice = Dice(11);
    let mut files = vec![("digest.yaml".to_owned(), b"title: Bench\n".to_vec())];
    for story in 0..digests {
        let mut front = format!("---\ntitle: Story {story}\ndate: 2026-03-{:02}\nsummary: A story.\nsources:\n", story % 28 + 1);
        let (mut body, mut notes) = (String::new(), String::new());
        for source in 1..=3 {
            let stem = format!("a{story:05}-{source}");
            let lines: Vec<(String, String)> = (0..25).map(|_| sentence(&mut dice)).collect();
            let mut text =
                format!("---\ntitle: Article {stem}\npublisher: Paper {source}\npublished: 2026-03-01\nurl: https://p{source}.example/{stem}\n---\n\n");
            for (n, (line, _)) in lines.iter().enumerate() {
                text.push_str(line);
                text.push_str(if n % 4 == 3 { "\n\n" } else { " " });
            }
            files.push((format!("content/articles/{stem}.md"), text.into_bytes()));
            let _ = write!(
                front,
                "  - id: {source}\n    title: Article {stem}\n    publisher: Paper {source}\n    url: https://p{source}.example/{stem}\n    article: {stem}\n"
            );
            for (n, letter) in ["a", "b", "c", "d"].into_iter().enumerate() {
                let (said, otherwise) = &lines[n * 6 + dice.roll(6)];
                let claim = match dice.roll(50) {
                    0 => otherwise.replacen(|c: char| c.is_ascii_digit(), "7", 1),
                    k if k < 25 => said.clone(),
                    _ => otherwise.clone(),
                };
                let _ = write!(body, "{claim}[^{source}{letter}]\n\n");
                let _ = writeln!(notes, "[^{source}{letter}]: [Paper {source}](https://p{source}.example/{stem}): “{said}”");
            }
        }
        files.push((format!("content/digests/story-{story:05}.md"), format!("{front}---\n\n{body}{notes}").into_bytes()));
    }
    Snapshot::of(files)
}

/// Judging alone: the files are read.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 1, sample_size = 1)]
fn claims(bencher: divan::Bencher, digests: usize) {
    let now = "2026-04-01T12:00:00Z".parse().unwrap_or_default();
    bencher.with_inputs(|| Content::read(&site(digests), &Memory::default()).value).bench_refs(|content| pipeline::check(content, now).value.len());
}
