//! Numbers of a text as values with units: `$2.1bn` is `2.1 billion dollars`, `70%` is `70 percent`, `1,500` is `1 500`.

use super::lexicon::{Sym, SymMap, Words};
use super::measures;
use super::shares;
use super::tokens::{Class, Token, number_word};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub value: f64,
    pub unit: Unit,
    /// The tokens it is written with.
    pub tokens: Range<usize>,
    /// What it counts: the next word that carries meaning.
    pub noun: Option<Sym>,
    /// Whether it is a bare number and says of what: `two ships`, `11 of the cases`. Then it is no measure or share whose unit was left out.
    pub counts: bool,
    /// `about`, `nearly`, `some` stands before it.
    pub rough: bool,
    /// `more than`, `under` stands before it.
    pub bound: Option<Bound>,
    /// A part of a whole in words: how many of how many. A third is one of three, half is one of two.
    pub share: Option<(f64, f64)>,
    /// Part of a name, as in GPT-5, or what numbers a thing, as in pier 7.
    pub label: bool,
    /// Could be a year.
    pub year: bool,
    /// A place in a row, in words: third, fourth. Such words come and go with the wording.
    pub ordinal: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    None,
    Percent,
    Money(&'static str),
    /// A measure that follows: years, km, times.
    Measure(Sym),
}

/// What a number says of the value that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// More than, at least.
    AtLeast,
    /// Less than, at most.
    AtMost,
}

/// Whoever says `more than 300` has seen 340, not 3,000: values this much beyond a bound are still within it.
const BEYOND: f64 = 1.25;

/// A part of a whole in words stands for so many points of percent around it.
const ABOUT_A_SHARE: f64 = 1.0;

impl Quantity {
    /// Whether the other says the same, or what this one says more loosely: equal values, or one within the bound, whose units do not speak against it.
    pub fn agrees(&self, other: &Quantity) -> bool {
        if let (Unit::Measure(a), Unit::Measure(b)) = (self.unit, other.unit)
            && a != b
        {
            return measures::same((self.value, a), (other.value, b)) == Some(true);
        }
        // 90 cents are $0.90.
        if let (Unit::Money(a), Unit::Money(b)) = (self.unit, other.unit)
            && is_part_of(a, b) != is_part_of(b, a)
        {
            let whole = |q: &Quantity, other: &'static str| Quantity { value: q.value / 100.0, unit: Unit::Money(other), ..q.clone() };
            return if is_part_of(a, b) { whole(self, b).agrees(other) } else { self.agrees(&whole(other, a)) };
        }
        let apart = (self.value - other.value).abs();
        let near =
            apart <= 1e-9 * self.value.abs().max(1.0) || (self.share.is_some() || other.share.is_some()) && self.unit == other.unit && apart <= ABOUT_A_SHARE;
        // `Nearly half` is told of 45 percent too.
        let spare = if self.share.is_some() { 0.1 } else { 0.05 };
        let rounded = (self.rough || other.rough) && apart <= spare * self.value.abs().max(other.value.abs());
        (near || rounded || self.is_rounding_of(other) || other.is_rounding_of(self) || self.bounds(other)) && self.unit_agrees(other)
    }

    /// The tokens that it is written with, and that of its measure.
    pub fn with_measure(&self) -> Range<usize> {
        self.tokens.start..self.tokens.end + usize::from(matches!(self.unit, Unit::Measure(_)))
    }

    /// Whether the other is a value that this one says a bound of.
    fn bounds(&self, other: &Quantity) -> bool {
        other.bound.is_none()
            && match self.bound {
                Some(Bound::AtLeast) => (self.value..=self.value * BEYOND).contains(&other.value),
                Some(Bound::AtMost) => (self.value / BEYOND..=self.value).contains(&other.value),
                None => false,
            }
    }

    /// `2.9 billion` for 2,941 million: fewer figures, the nearest value.
    fn is_rounding_of(&self, other: &Quantity) -> bool {
        let (a, b) = (self.value.abs(), other.value.abs());
        if a < 1000.0 || b < 1000.0 || self.value.signum() != other.value.signum() {
            return false;
        }
        let step = 10_f64.powf(a.log10().floor() - 1.0);
        ((b / step).round() - a / step).abs() < 1e-6
    }

    pub fn unit_agrees(&self, other: &Quantity) -> bool {
        match (self.unit, other.unit) {
            (Unit::Percent, Unit::Money(_)) | (Unit::Money(_), Unit::Percent) => false,
            (Unit::Money(a), Unit::Money(b)) => a == b || a == "$" || b == "$" && (a.ends_with('$') || b.ends_with('$')),
            (Unit::Measure(a), Unit::Measure(b)) => a == b,
            (Unit::Percent | Unit::Money(_), Unit::Measure(_)) | (Unit::Measure(_), Unit::Percent | Unit::Money(_)) => false,
            (Unit::None, Unit::Percent | Unit::Measure(_)) => !self.counts,
            (Unit::Percent | Unit::Measure(_), Unit::None) => !other.counts,
            _ => true,
        }
    }
}

/// Whether a hundred of the one are the other.
fn is_part_of(part: &str, whole: &str) -> bool {
    match part {
        "cent" => matches!(whole, "eur") || whole.ends_with('$'),
        "pence" => whole == "gbp",
        _ => false,
    }
}

/// Finds the numbers, and gives their tokens the value of the whole: `2.1 billion` is one number, its second word carries nothing more.
pub(super) fn quantities(text: &str, offset: usize, tokens: &mut [Token]) -> Vec<Quantity> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // Most words begin no number.
        let token = &tokens[at];
        let begins = match token.class {
            Class::Number(_) => true,
            Class::Function if token.range.len() <= 2 => ARTICLES.contains(&token.typed) && tokens.get(at + 1).is_some_and(|next| COUNTED.has(next.typed)),
            _ => token.typed == HALF,
        };
        match begins.then(|| read(text, offset, tokens, at)).flatten() {
            Some(quantity) => {
                let whole = quantity.tokens.clone();
                at = whole.end;
                tokens[whole.start].class = Class::Number(quantity.value);
                tokens[whole.start].sym = Sym::of_value(quantity.value);
                for token in &mut tokens[whole.start + 1..whole.end] {
                    token.class = Class::Function;
                }
                out.push(quantity);
            }
            None => at += 1,
        }
    }
    out
}

/// `a million`.
const ARTICLES: [Sym; 2] = [Sym::raw("a"), Sym::raw("an")];
/// What an article makes a number of: `a million`, `a third of`.
static COUNTED: LazyLock<Words> = LazyLock::new(|| {
    let all = "dozen hundred thousand lakh million mn mln m crore billion bn trillion tn trn quarter third fourth fifth sixth seventh eighth ninth tenth";
    Words::typed(all.split(' '))
});
/// `half of them`, `half a million`.
const HALF: Sym = Sym::raw("half");

fn read(text: &str, offset: usize, tokens: &[Token], start: usize) -> Option<Quantity> {
    let word = |n: usize| word_at(text, offset, tokens, n);
    let gap = |n: usize| tokens.get(n).zip(tokens.get(n + 1)).map_or("", |(a, b)| &text[a.range.end - offset..b.range.start - offset]);
    let first = word(start);
    if let Some((span, (count, all))) = shares::read(start, &word) {
        return Some(Quantity { unit: Unit::Percent, share: Some((count, all)), ..finish(text, offset, tokens, span, 100.0 * count / all, &first) });
    }
    if first == "half" {
        let whole = word(start + 2);
        let (times, length) = match scale(&whole).or_else(|| (whole == "dozen").then_some(12.0)) {
            Some(times) => (times, 3),
            None if matches!(&*whole, "percent" | "percentage") => (1.0, 2),
            None => return None,
        };
        return matches!(&*word(start + 1), "a" | "an").then(|| finish(text, offset, tokens, start..start + length, times / 2.0, &first));
    }
    let mut value = match tokens[start].class {
        Class::Number(value) => value,
        // "a million"
        Class::Function if matches!(&*first, "a" | "an") => {
            let times = scale(&word(start + 1)).or_else(|| (word(start + 1) == "dozen").then_some(12.0))?;
            return Some(finish(text, offset, tokens, start..start + 2, times, &first));
        }
        _ => return None,
    };
    let typed = first.starts_with(|c: char| c.is_ascii_digit());
    let mut end = start + 1;
    if typed && first.len() <= 3 && first.bytes().all(|b| b.is_ascii_digit()) {
        // 1 500 with a space, or the `5, 000` of tokenised texts.
        while word(end).len() == 3 && word(end).bytes().all(|b| b.is_ascii_digit()) && matches!(gap(end - 1), " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | ", ") {
            value = value * 1000.0 + tokens[end].number().unwrap_or(0.0);
            end += 1;
        }
    }
    // The `98. 7` of tokenised texts.
    if typed && end == start + 1 && first.bytes().all(|b| b.is_ascii_digit()) && gap(start) == ". " && word(end).starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word(end).bytes().take_while(u8::is_ascii_digit).count();
        let fraction = word(end)[..digits].parse::<f64>().unwrap_or(0.0) / 10_f64.powi(i32::try_from(digits).unwrap_or(0));
        value += fraction;
        end += 1;
    }
    let mut total = 0.0;
    loop {
        let next = word(end);
        if let Some(times) = scale(&next).filter(|_| matches!(gap(end - 1), " " | "-" | "\u{a0}" | "\u{2011}" | "")) {
            value *= times;
            end += 1;
            if times >= 1000.0 && number_word(&word(end)).is_some_and(|n| n >= 1.0) && !typed {
                total += value;
                value = number_word(&word(end)).unwrap_or(0.0);
                end += 1;
            }
        } else if next == "dozen" && value < 100.0 && !typed {
            value *= 12.0;
            end += 1;
        } else if !typed && (20.0..=90.0).contains(&(value % 100.0)) && number_word(&next).is_some_and(|n| (1.0..10.0).contains(&n)) && gap(end - 1).len() <= 3
        {
            value += number_word(&next).unwrap_or(0.0);
            end += 1;
        } else if !typed && value % 100.0 == 0.0 && value > 0.0 && next == "and" && number_word(&word(end + 1)).is_some_and(|n| n < 100.0) {
            value += number_word(&word(end + 1)).unwrap_or(0.0);
            end += 2;
        } else if next == "and" && value < 1000.0 && word(end + 1) == "a" && word(end + 2) == "half" {
            value += 0.5;
            end += 3;
        } else {
            break;
        }
    }
    Some(finish(text, offset, tokens, start..end, total + value, &first))
}

/// The nth token in small letters, where the text begins at `offset`; empty where there is none.
pub(super) fn word_at<'t>(text: &'t str, offset: usize, tokens: &[Token], n: usize) -> Cow<'t, str> {
    tokens.get(n).map_or(Cow::Borrowed(""), |t| in_small_letters(&text[t.range.start - offset..t.range.end - offset]))
}

/// A word in small letters, as it stands where it has no others.
pub(super) fn in_small_letters(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Unit, noun and the rest, once the value is known.
fn finish(text: &str, offset: usize, tokens: &[Token], span: Range<usize>, value: f64, first: &str) -> Quantity {
    let word = |n: usize| word_at(text, offset, tokens, n);
    let from = tokens[span.start].range.start - offset;
    let to = tokens[span.end - 1].range.end - offset;
    let before = text[..from].trim_end_matches(' ');
    let after = text[to..].trim_start_matches([' ', '\u{a0}', '-', '‑']);
    let mut end = span.end;
    let mut unit = match before.chars().next_back() {
        Some('$') => Unit::Money(dollar(before)),
        Some('€') => Unit::Money("eur"),
        Some('£') => Unit::Money("gbp"),
        Some('¥') => Unit::Money("yen"),
        Some('₹') => Unit::Money("inr"),
        _ => Unit::None,
    };
    if after.starts_with('%') {
        unit = Unit::Percent;
    }
    let next = word(end);
    let mut begin = span.start;
    // `EUR 2.4 million`: the code belongs to the number behind it.
    let code = span.start.checked_sub(1).filter(|n| runs_on(text, offset, tokens, *n) && !tokens[*n].range.is_empty());
    if unit == Unit::None
        && let Some(at) = code.filter(|at| is_code(&text[tokens[*at].range.start - offset..tokens[*at].range.end - offset]))
        && let Some(money) = currency(tokens[at].typed)
    {
        unit = Unit::Money(money);
        begin = at;
    }
    // A currency behind a mark, or before a number of its own (`by 11 to 4, EUR 2.4 million`), is not this number's.
    let follows = || runs_on(text, offset, tokens, end - 1) && !tokens.get(end + 1).is_some_and(|t| t.number().is_some() && runs_on(text, offset, tokens, end));
    if unit == Unit::None {
        if matches!(&*next, "percent" | "percentage" | "pct") {
            unit = Unit::Percent;
            end += 1 + usize::from(next == "percentage" && word(end + 1).starts_with("point"));
        } else if next == "per" && word(end + 1) == "cent" {
            unit = Unit::Percent;
            end += 2;
        } else if let Some(money) = tokens.get(end).and_then(|t| currency(t.typed)).filter(|_| follows()) {
            unit = Unit::Money(money);
            end += 1;
        } else if matches!(&*next, "us" | "u.s") && word(end + 1).starts_with("dollar") {
            unit = Unit::Money("$");
            end += 2;
        } else if tokens.get(end).is_some_and(|t| MEASURES.has(t.typed) && !t.range.is_empty()) {
            unit = Unit::Measure(tokens[end].sym);
        }
    }
    // Up to a mark, or another number.
    let goes_on = |n: &usize| {
        *n < tokens.len()
            && tokens[*n].number().is_none()
            && !text[tokens[n - 1].range.end - offset..tokens[*n].range.start - offset].contains([',', ';', ':', '(', ')', '—'])
    };
    // `Five fewer than`, `two more ships`: what compares is not what is counted.
    let is_thing = |n: usize| tokens[n].class == Class::Content && !COMPARATIVES.has(tokens[n].typed);
    let noun = (end.max(1)..end + 4).take_while(goes_on).find(|n| is_thing(*n)).map(|n| tokens[n].sym);
    let may_count = unit == Unit::None && end < tokens.len() && runs_on(text, offset, tokens, end - 1) && {
        let whole = next == "of" && matches!(&*word(end + 1), "the" | "those" | "these" | "its" | "their" | "them");
        whole || is_thing(end) && tokens[end].number().is_none()
    };
    let rough = (1..=2).any(|n| {
        span.start.checked_sub(n).is_some_and(|at| matches!(&*word(at), "about" | "around" | "nearly" | "almost" | "roughly" | "approximately" | "some"))
    });
    let bound = bound(&|back| span.start.checked_sub(back).map_or(Cow::Borrowed(""), &word));
    let joined = span.start > 0 && {
        let gap = &text[tokens[span.start - 1].range.end - offset..from];
        (gap == "-" || gap == "‑") && !tokens[span.start - 1].range.is_empty() && tokens[span.start - 1].number().is_none()
    };
    // `Pier 7`, `phase 3`: a number that tells things of one kind apart, and counts nothing.
    let numbers_a_thing = unit == Unit::None && span.len() == 1 && first.bytes().all(|b| b.is_ascii_digit()) && {
        let kind = span.start.checked_sub(1).filter(|at| runs_on(text, offset, tokens, *at) && !tokens[*at].range.is_empty());
        kind.is_some_and(|at| NUMBERED.has(tokens[at].typed))
    };
    // Plover 2, version 1.5 of which came before: the number is a part of the name.
    let of_a_name = unit == Unit::None && span.len() == 1 && value < 100.0 && first.bytes().all(|b| b.is_ascii_digit() || b == b'.') && {
        let name = span.start.checked_sub(1).filter(|at| runs_on(text, offset, tokens, *at) && !tokens[*at].range.is_empty());
        let is_name = |t: &Token| t.capital && t.class == Class::Content && !t.dated && !(t.first && t.common);
        name.is_some_and(|at| is_name(&tokens[at])) && !tokens.get(end).is_some_and(|t| counted(text, offset, tokens, end) && t.common)
    };
    let bare = span.len() == 1 && first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit());
    let year = ends_years(text, from, to) || bare && unit == Unit::None && (1500.0..=2100.0).contains(&value);
    let label = joined || numbers_a_thing || of_a_name;
    Quantity { value, unit, tokens: begin..end, noun, counts: may_count && !label, rough, bound, share: None, label, year, ordinal: ORDINALS.contains(&first) }
}

/// The bound that the words before a number make of it; `back(1)` is the word before it.
fn bound<'t>(back: &dyn Fn(usize) -> Cow<'t, str>) -> Option<Bound> {
    match (&*back(2), &*back(1)) {
        // A limit is told as it is.
        ("less" | "fewer" | "more", "than") if matches!(&*back(3), "no" | "not") => None,
        ("more" | "greater" | "higher" | "longer" | "larger", "than") | ("at", "least") | (_, "over" | "above" | "exceeding") => Some(Bound::AtLeast),
        ("less" | "fewer" | "lower" | "shorter" | "smaller", "than") | ("at", "most") | ("up", "to") | (_, "under" | "below") => Some(Bound::AtMost),
        _ => None,
    }
}

static COMPARATIVES: LazyLock<Words> = LazyLock::new(|| {
    Words::typed("more less fewer higher lower longer shorter larger smaller bigger cheaper faster slower earlier later older younger".split(' '))
});

/// Things that bear numbers.
static NUMBERED: LazyLock<Words> = LazyLock::new(|| {
    let all = "appendix article block building chapter class district episode exhibit figure flight gate grade highway level line lot model \
               number page part phase pier platform reactor room route section sector site stage station step table terminal tier track type \
               unit version volume ward";
    Words::typed(all.split_whitespace())
});

/// Whether nothing but a space or a hyphen stands between a token and the next.
fn runs_on(text: &str, offset: usize, tokens: &[Token], at: usize) -> bool {
    let Some((a, b)) = tokens.get(at).zip(tokens.get(at + 1)) else { return false };
    text[a.range.end - offset..b.range.start - offset].chars().all(|c| matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}' | '\u{2011}'))
}

/// Whether a word directly behind a number could be what it counts: in small letters, and of more than one.
fn counted(text: &str, offset: usize, tokens: &[Token], at: usize) -> bool {
    let t = &tokens[at];
    let word = &text[t.range.start - offset..t.range.end - offset];
    t.class == Class::Content
        && !t.capital
        && word.ends_with('s')
        && runs_on(text, offset, tokens, at - 1)
        && !tokens.get(at + 1).is_some_and(|next| next.class == Class::Content && runs_on(text, offset, tokens, at))
}

/// The code of a currency as ISO 4217 has them: three capitals.
fn is_code(typed: &str) -> bool {
    typed.len() == 3 && typed.bytes().all(|b| b.is_ascii_uppercase())
}

const ORDINALS: &[&str] = &["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// Whether these bytes are the second year of two, the `19` of 2018–19.
fn ends_years(text: &str, from: usize, to: usize) -> bool {
    let before: Vec<char> = text[..from].chars().rev().take(5).collect();
    to - from == 2 && before.len() == 5 && matches!(before[0], '-' | '–' | '/') && before[1..].iter().all(char::is_ascii_digit)
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" => 1e5,
        "million" | "mn" | "mln" | "m" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        _ => return None,
    })
}

fn dollar(before: &str) -> &'static str {
    let letters: String = before.trim_end_matches('$').chars().rev().take_while(|c| c.is_alphabetic()).collect();
    match letters.chars().rev().collect::<String>().as_str() {
        "HK" => "hk$",
        "A" | "AU" | "AUD" => "a$",
        "C" | "CA" | "CAD" => "c$",
        "S" | "SG" => "s$",
        "NZ" => "nz$",
        "NT" => "nt$",
        _ => "$",
    }
}

/// Which money a word, as typed in small letters, names.
fn currency(word: Sym) -> Option<&'static str> {
    static NAMES: LazyLock<SymMap<&'static str>> = LazyLock::new(|| {
        let names = [
            ("dollar dollars usd", "$"),
            ("euro euros eur", "eur"),
            ("pound pounds gbp sterling", "gbp"),
            ("yen jpy", "yen"),
            ("yuan renminbi rmb cny", "yuan"),
            ("rupee rupees inr", "inr"),
            ("rupiah", "idr"),
            ("krw", "krw"),
            ("franc francs chf", "franc"),
            ("hkd", "hk$"),
            ("aud", "a$"),
            ("cad", "c$"),
            ("sgd", "s$"),
            ("nzd", "nz$"),
            ("crown crowns krona kronor krone kroner", "crown"),
            ("zloty zlotys pln", "zloty"),
            ("lira liras", "lira"),
            ("peso pesos", "peso"),
            ("rand zar", "rand"),
            ("ruble rubles rouble roubles", "rouble"),
            ("shekel shekels", "shekel"),
            ("dirham dirhams", "dirham"),
            ("ringgit", "ringgit"),
            ("baht", "baht"),
            ("forint forints", "forint"),
            ("cent cents", "cent"),
            ("pence", "pence"),
        ];
        names.into_iter().flat_map(|(words, money)| words.split(' ').map(move |word| (Sym::raw(word), money))).collect()
    });
    NAMES.get(&word).copied()
}

/// Measures, in the singular and the plural.
static MEASURES: LazyLock<Words> = LazyLock::new(|| {
    const ONE: &str = "second minute hour day week month year decade century km kilometre kilometer mile metre meter cm foot feet inch inche \
                       acre hectare kg kilogram gram pound tonne ton litre liter gallon barrel degree watt megawatt gigawatt kilowatt mw gw kw \
                       mph kph gigabyte terabyte gb tb point";
    let several: Vec<String> = ONE.split_whitespace().map(|one| format!("{one}s")).collect();
    Words::typed(ONE.split_whitespace().chain(several.iter().map(String::as_str)))
});

#[cfg(test)]
mod tests {
    use super::{Unit, quantities};
    use crate::evidence::tokens::tokens;

    fn values(text: &str) -> Vec<(f64, bool, bool)> {
        let mut t = tokens(text, 0, &mut false);
        quantities(text, 0, &mut t).into_iter().map(|q| (q.value, matches!(q.unit, Unit::Money("$")), q.unit == Unit::Percent)).collect()
    }

    #[test]
    fn one_value_has_many_spellings() {
        for text in ["$2.1bn", "$2.1 billion", "2.1 billion dollars", "US$2,100 million", "$ 2.1bn"] {
            assert_eq!(values(text), [(2.1e9, true, false)], "{text}");
        }
        for text in ["70%", "70 percent", "70 per cent", "seventy percent", "70 %"] {
            assert_eq!(values(text), [(70.0, false, true)], "{text}");
        }
        for text in ["1,500 models", "1 500 models", "1500 models", "fifteen hundred models", "one thousand five hundred"] {
            assert_eq!(values(text).first().map(|v| v.0), Some(1500.0), "{text}");
        }
        for text in ["EUR 2.4 million", "€2.4 million", "2.4 million euros", "EUR\u{a0}2.4m"] {
            let mut t = tokens(text, 0, &mut false);
            let found = quantities(text, 0, &mut t);
            assert_eq!(found.iter().map(|q| (q.value, q.unit)).collect::<Vec<_>>(), [(2.4e6, Unit::Money("eur"))], "{text}");
        }
        for text in ["by 11 to 4, EUR 2.4 million", "by 11 to 4 (EUR 2.4 million)", "to 4 EUR 2.4 million", "11 to 4. Euros"] {
            let mut t = tokens(text, 0, &mut false);
            assert!(quantities(text, 0, &mut t).iter().all(|q| q.value != 4.0 || q.unit == Unit::None), "{text}");
        }
        let one = |text: &str| quantities(text, 0, &mut tokens(text, 0, &mut false)).remove(0);
        for (a, b) in
            [("14 days", "two weeks"), ("18 months", "one and a half years"), ("5 miles", "8 km"), ("2 gigawatts", "2,000 megawatts"), ("48 hours", "two days")]
        {
            assert!(one(a).agrees(&one(b)), "{a}, {b}");
        }
        for (a, b) in [("14 days", "two months"), ("5 miles", "9 km"), ("30 minutes", "30 hours"), ("4 weeks", "one month"), ("3 watts", "3 kg")] {
            assert!(!one(a).agrees(&one(b)), "{a}, {b}");
        }
        assert_eq!(values("twenty-five, a dozen, two dozen, a million").iter().map(|v| v.0).collect::<Vec<_>>(), [25.0, 12.0, 24.0, 1e6]);
    }
}
