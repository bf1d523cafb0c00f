//! A text cut into the units in which claims and sentences are compared.

use super::lexicon::{EMPTY, Sym, SymMap};
use crate::text::words::{is_stop_word, words};
use std::cell::RefCell;
use std::ops::Range;

/// A word, or a part of one: `Kimi-K2` is two, `isn't` is `is` and a negation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The compared form.
    pub sym: Sym,
    /// The form as typed, in small letters: copied words are told from paraphrase by it.
    pub typed: Sym,
    pub class: Class,
    /// Begins with a capital letter or has one inside.
    pub capital: bool,
    /// The first word of its sentence or of a quotation, where a capital says nothing.
    pub first: bool,
    /// Stands in small letters among the common words.
    pub common: bool,
    /// Between quotation marks.
    pub quoted: bool,
    /// A word that a date can begin with.
    pub dated: bool,
    /// A word that changes what verbs before it mean.
    pub particle: bool,
    /// How much it says by being uncommon: its rarity, 0 to 1, to the power of 1.25.
    pub weight: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    /// Carries meaning by itself.
    Content,
    /// Articles, pronouns, auxiliaries, prepositions.
    Function,
    /// not, no, never, n't, without …
    Negation,
    /// A number with its value, whatever it counts.
    Number(f64),
}

impl Token {
    /// May, not may.
    pub fn is_month(&self) -> bool {
        self.dated && self.capital && !self.first
    }

    pub fn is_content(&self) -> bool {
        matches!(self.class, Class::Content | Class::Number(_))
    }

    pub fn number(&self) -> Option<f64> {
        match self.class {
            Class::Number(value) => Some(value),
            _ => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Known {
    sym: Sym,
    class: Class,
    common: bool,
    frequent: bool,
    dated: bool,
    particle: bool,
    weight: f64,
}

thread_local! {
    /// Words that were looked up before: stemming is what an analysis spends its time on. Emptied when it grows large, so memory stays bounded.
    static KNOWN: RefCell<SymMap<Known>> = RefCell::new(SymMap::default());
}

fn known(lower: &str, typed: Sym, table: &mut SymMap<Known>) -> Known {
    match table.get(&typed) {
        Some(found) => *found,
        None => learn(lower, typed, table),
    }
}

/// Looks a word up that was not met before.
#[cold]
fn learn(lower: &str, typed: Sym, table: &mut SymMap<Known>) -> Known {
    if table.len() > 50_000 {
        table.clear();
    }
    let (sym, rarity) = Sym::of_rarity(lower);
    let class = if NEGATIONS.contains(&lower) {
        Class::Negation
    } else if let Some(value) = number_word(lower) {
        Class::Number(value)
    } else if is_stop_word(lower) || FUNCTION.contains(&lower) {
        Class::Function
    } else {
        Class::Content
    };
    let fresh = Known {
        // Numbers are compared by their value, however they are written.
        sym: if let Class::Number(value) = class { Sym::of_value(value) } else { sym },
        class,
        common: class != Class::Content || super::lexicon::is_common(sym),
        frequent: is_frequent(lower, rarity),
        dated: super::day_names::is_date_word(typed),
        particle: super::lexicon::phrasal::is_particle(typed),
        weight: weight_of(rarity),
    };
    table.insert(typed, fresh);
    fresh
}

/// The share of a claim's weight that a word has by its rarity.
pub(super) fn weight_of(rarity: f64) -> f64 {
    rarity.powf(1.25)
}

/// Whether a capital at the beginning of a sentence makes no name of the word.
fn is_frequent(lower: &str, rarity: f64) -> bool {
    (rarity < 1.0 || super::lexicon::is_trade(lower) || names_doers(lower)) && WELL_KNOWN.binary_search(&lower).is_err() && !super::lexicon::is_place(lower)
}

/// Whether a word in small letters names those who do a common thing, several of them: testers, scanners.
fn names_doers(lower: &str) -> bool {
    let base = lower.strip_suffix("ers").filter(|base| base.len() >= 3);
    let twice = |b: &&str| b.as_bytes()[b.len() - 1] == b.as_bytes()[b.len() - 2];
    let known = |base: &str| super::lexicon::is_common(Sym::of(base));
    base.is_some_and(|b| known(b) || known(&format!("{b}e")) || Some(b).filter(twice).is_some_and(|b| known(&b[..b.len() - 1])))
}

const NEGATIONS: &[&str] = &["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot"];
/// Beside the stop words: words that news texts are full of and that say little.
const FUNCTION: &[&str] = &[
    "since",
    "though",
    "although",
    "whether",
    "despite",
    "however",
    "meanwhile",
    "like",
    "unlike",
    "towards",
    "toward",
    "across",
    "along",
    "around",
    "behind",
    "beyond",
    "beside",
    "besides",
    "within",
    "else",
    "yet",
    "still",
    "even",
    "just",
    "almost",
    "already",
    "often",
    "ever",
    "much",
    "many",
    "another",
    "every",
    "either",
    "rather",
    "quite",
    "thus",
    "hence",
    "therefore",
    "moreover",
    "instead",
    "later",
    "ago",
    "also",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "shall",
    "must",
    "per",
    "via",
    "mr",
    "mrs",
    "ms",
    "upon",
    "amid",
    "among",
];

/// The value of a cardinal number's word.
pub(super) fn number_word(lower: &str) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("zero", 0.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fourteen", 14.0),
        ("fifteen", 15.0),
        ("sixteen", 16.0),
        ("seventeen", 17.0),
        ("eighteen", 18.0),
        ("nineteen", 19.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("dozen", 12.0),
        ("third", 3.0),
        ("fourth", 4.0),
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
    ];
    // Most words that are asked for begin otherwise, figures among them.
    lower.starts_with(['z', 'o', 't', 'f', 's', 'e', 'n', 'd']).then(|| WORDS.iter().find(|(w, _)| *w == lower).map(|(_, v)| *v)).flatten()
}

/// Companies and places whose names would pass for common words at the beginning of a sentence; sorted.
const WELL_KNOWN: &[&str] = &[
    "adobe",
    "airbus",
    "alibaba",
    "alphabet",
    "amazon",
    "amd",
    "anthropic",
    "apple",
    "arm",
    "asml",
    "baidu",
    "beijing",
    "berlin",
    "bloomberg",
    "boeing",
    "boston",
    "brussels",
    "bytedance",
    "california",
    "chicago",
    "cisco",
    "congress",
    "deepmind",
    "deepseek",
    "delhi",
    "dubai",
    "facebook",
    "ford",
    "foxconn",
    "google",
    "honda",
    "huawei",
    "ibm",
    "instagram",
    "intel",
    "kremlin",
    "london",
    "meta",
    "micron",
    "microsoft",
    "mistral",
    "moscow",
    "netflix",
    "nokia",
    "nvidia",
    "openai",
    "oracle",
    "oxford",
    "palantir",
    "paris",
    "qualcomm",
    "reddit",
    "reuters",
    "salesforce",
    "samsung",
    "seoul",
    "shanghai",
    "shenzhen",
    "siemens",
    "softbank",
    "sony",
    "spotify",
    "stanford",
    "telegram",
    "tencent",
    "tesla",
    "texas",
    "tiktok",
    "tokyo",
    "toyota",
    "trump",
    "tsmc",
    "twitter",
    "uber",
    "volkswagen",
    "washington",
    "whatsapp",
    "wikipedia",
    "xiaomi",
    "yahoo",
    "youtube",
    "zoom",
];

/// The tokens of a sentence or block that begins at `offset`; `quoted` is whether a quotation is open there, and stays so for what follows.
pub(super) fn tokens(text: &str, offset: usize, quoted: &mut bool) -> Vec<Token> {
    let words = words(text);
    let mut out = Vec::with_capacity(words.len() + 2);
    let mut last = 0;
    let mut first = true;
    KNOWN.with_borrow_mut(|table| {
        for range in words {
            let between = &text.as_bytes()[last..range.start];
            first |= between != b" " && quotation_state(&text[last..range.start], text, last, quoted);
            last = range.end;
            let word = &text[range.clone()];
            match plain(word) {
                Some((typed, capital)) => {
                    let found = match table.get(&typed) {
                        Some(found) => *found,
                        None => learn(&word.to_ascii_lowercase(), typed, table),
                    };
                    out.push(token(range.start + offset..range.end + offset, typed, found, capital, first, *quoted));
                }
                None => split(text, range, offset, first, *quoted, &mut out, table),
            }
            first = false;
        }
    });
    quotation_state(&text[last..], text, last, quoted);
    // The "no" of No. 1 denies nothing.
    for n in 1..out.len() {
        if out[n - 1].class == Class::Negation && out[n].number().is_some() && out[n - 1].typed == NO {
            out[n - 1].class = Class::Function;
        }
        // No less than six are six at least: nothing is denied. No longer is not any more: what is denied stands behind it.
        if out[n - 1].class == Class::Negation && BOUNDS.contains(&out[n].typed) && out.get(n + 1).is_some_and(|t| t.typed == THAN) {
            out[n - 1].class = Class::Function;
            out[n].class = Class::Function;
        } else if out[n - 1].typed == NO && out[n].typed == LONGER {
            out[n].class = Class::Function;
        }
    }
    out
}

/// What makes a bound of a number with `no` before it and `than` behind it.
const BOUNDS: [Sym; 6] = [Sym::raw("less"), Sym::raw("fewer"), Sym::raw("more"), Sym::raw("later"), Sym::raw("earlier"), Sym::raw("longer")];
const THAN: Sym = Sym::raw("than");
const LONGER: Sym = Sym::raw("longer");

/// Follows the quotation marks between two words. Gives whether a quotation opens here.
fn quotation_state(between: &str, text: &str, at: usize, quoted: &mut bool) -> bool {
    let mut opens = false;
    for (n, c) in between.char_indices() {
        match c {
            '“' | '„' | '«' => (*quoted, opens) = (true, true),
            '”' | '»' => *quoted = false,
            '"' => {
                // A straight mark opens before a word and closes behind one.
                let behind = text[at + n + 1..].chars().next().is_some_and(char::is_alphanumeric);
                let before = text[..at + n].chars().next_back().is_some_and(|b| !b.is_whitespace() && b != '(');
                *quoted = behind && !before;
                opens |= *quoted;
            }
            _ => {}
        }
    }
    opens
}

/// A word of plain letters, which most are, as typed, and whether it has a capital; `None` for any other.
fn plain(word: &str) -> Option<(Sym, bool)> {
    let (mut hash, mut small) = (EMPTY, true);
    for byte in word.bytes() {
        let lower = byte | 0x20;
        if !lower.is_ascii_lowercase() {
            return None;
        }
        small &= byte == lower;
        hash = Sym::with(hash, lower);
    }
    let typed = Sym::of_hash(hash);
    (word.len() <= 32 && typed != CANNOT && (small || typed != US)).then_some((typed, !small))
}

const NO: Sym = Sym::raw("no");
const CANNOT: Sym = Sym::raw("cannot");
const US: Sym = Sym::raw("us");

fn token(range: Range<usize>, typed: Sym, found: Known, capital: bool, first: bool, quoted: bool) -> Token {
    Token {
        range,
        sym: found.sym,
        typed,
        class: found.class,
        capital,
        first,
        common: found.common || (first && found.frequent),
        quoted,
        dated: found.dated,
        particle: found.particle,
        weight: found.weight,
    }
}

fn split(text: &str, range: Range<usize>, offset: usize, first: bool, quoted: bool, out: &mut Vec<Token>, table: &mut SymMap<Known>) {
    let word = &text[range.clone()];
    let mut at = range.start;
    let mut first = first;
    for piece in word.split(['-', '‑', '·', '&']) {
        let place = at..at + piece.len();
        // The mark between two pieces may be longer than a byte.
        at = place.end + text[place.end..].chars().next().map_or(0, char::len_utf8);
        if piece.is_empty() {
            continue;
        }
        let mut push = |lower: &str, place: Range<usize>, shown: &str| {
            let dotless;
            let lower = if lower.contains('.') && !lower.starts_with(|c: char| c.is_ascii_digit()) {
                dotless = lower.replace('.', "");
                dotless.as_str()
            } else {
                lower
            };
            let capital = shown.chars().any(char::is_uppercase);
            let figure = number(lower);
            let typed = Sym::raw(lower);
            let mut found = match figure {
                Some(value) => {
                    Known { sym: Sym::of_value(value), class: Class::Number(value), common: true, frequent: true, dated: false, particle: false, weight: 1.0 }
                }
                None => known(lower, typed, table),
            };
            // The country, not the pronoun.
            if lower == "us" && capital && shown.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
                found = Known { class: Class::Content, ..known("usa", Sym::raw("usa"), table) };
            }
            out.push(token(place.start + offset..place.end + offset, typed, found, capital, first, quoted));
        };
        let lower = if piece.is_ascii() { piece.to_ascii_lowercase() } else { piece.to_lowercase().replace('’', "'") };
        if let Some(stem) = lower.strip_suffix("n't").filter(|s| !s.is_empty()) {
            let cut = place.start + piece.chars().take(stem.chars().count()).map(char::len_utf8).sum::<usize>();
            let whole = match stem {
                "wo" => "will",
                "ca" => "can",
                "sha" => "shall",
                other => other,
            };
            push(whole, place.start..cut, &text[place.start..cut]);
            push("not", cut..place.end, "");
        } else if lower == "cannot" {
            push("can", place.start..place.start + 3, "");
            push("not", place.start + 3..place.end, "");
        } else if let Some(cut) = glued(&lower) {
            push(&lower[..cut], place.start..place.start + cut, &text[place.start..place.start + cut]);
            push(&lower[cut..], place.start + cut..place.end, "");
        } else {
            if !lower.contains('\'') {
                push(&lower, place.clone(), &text[place]);
                first = false;
                continue;
            }
            let stem = ["'s", "'re", "'ve", "'ll", "'d", "'m", "'"].iter().find_map(|s| lower.strip_suffix(s)).unwrap_or(&lower);
            let cut = place.start + piece.chars().take(stem.chars().count()).map(char::len_utf8).sum::<usize>();
            push(stem, place.start..cut, &text[place.start..cut]);
        }
        first = false;
    }
}

/// Where the unit begins that is written in one with its number: `29cm`. Letters that mean something else as well, as in 4K, 5G and 2m, are left to it.
fn glued(lower: &str) -> Option<usize> {
    if !lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let cut = lower.find(|c: char| c.is_ascii_alphabetic())?;
    UNITS.contains(&&lower[cut..]).then_some(cut)
}

const UNITS: &[&str] =
    &["cm", "mm", "km", "kg", "mg", "ml", "kw", "mw", "gw", "kwh", "mwh", "gwh", "mb", "gb", "tb", "hz", "mhz", "ghz", "mph", "kph", "ms", "ha", "ft"];

/// The value of a number typed in figures: `1,500`, `98.7`, `2.1bn`, `70k`, `21st`, `1990s`. Nothing with other letters.
fn number(lower: &str) -> Option<f64> {
    if !lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = lower.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let scale = match &lower[digits..] {
        "" | "s" | "st" | "nd" | "rd" | "th" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "b" | "bn" => 1e9,
        "t" | "tn" | "trn" => 1e12,
        _ => return None,
    };
    let figure: String = lower[..digits].chars().filter(|c| *c != ',').collect();
    figure.parse::<f64>().ok().map(|v| v * scale)
}

#[cfg(test)]
mod tests {
    use super::{Class, WELL_KNOWN, tokens};

    fn list(text: &str) -> Vec<(&str, Class, bool)> {
        tokens(text, 0, &mut false).into_iter().map(|t| (&text[t.range.clone()], t.class, t.quoted)).collect()
    }

    #[test]
    fn words_numbers_and_negations_are_told_apart() {
        use Class::{Content, Function, Negation, Number};
        let found: Vec<_> = list("It isn’t Kimi-K2’s $2.1bn plan").into_iter().map(|(w, c, _)| (w, c)).collect();
        assert_eq!(
            found,
            [("It", Function), ("is", Function), ("n’t", Negation), ("Kimi", Content), ("K2", Content), ("2.1bn", Number(2.1e9)), ("plan", Content)]
        );
        assert_eq!(list("cannot 1,500 seven 21st")[1..].iter().map(|t| t.1).collect::<Vec<_>>(), [Negation, Number(1500.0), Number(7.0), Number(21.0)]);
    }

    #[test]
    fn well_known_names_are_sorted() {
        assert!(WELL_KNOWN.is_sorted());
    }

    #[test]
    fn quotations_are_followed() {
        let quoted: Vec<_> = list("He said “I am here” and \"you too\", now.").into_iter().filter(|t| t.2).map(|t| t.0).collect();
        assert_eq!(quoted, ["I", "am", "here", "you", "too"]);
    }
}
