//! Numbers that follow from others: 21 hours against 16 are five hours more, 210 of 230 drivers nine in ten, 1,613 votes to 1,288 some 56 percent, 3 February to
//! 31 October nine months.

use super::dates::DateMention;
use super::lexicon::{Sym, Words};
use super::quantities::{Quantity, Unit};
use super::reading::{MANY, Reading};
use chrono::{Datelike as _, NaiveDate};
use std::sync::LazyLock;

/// Words that tell how far two numbers lie apart.
static APART: LazyLock<Words> = LazyLock::new(|| {
    let words = "more less fewer higher lower longer shorter larger smaller bigger cheaper dearer heavier lighter faster slower earlier later older younger extra \
                 additional gap difference rose fell up down increase increased decrease decreased gained lost cut \
                 shrank shrunk dropped climbed jumped slipped grew grown widened narrowed shed improved added rise fall drop within behind ahead margin lead";
    Words::typed(words.split(' '))
});

/// Words by which something is told by the month or the year.
static PER: LazyLock<Words> = LazyLock::new(|| Words::typed("month monthly year yearly annual annually".split(' ')));

/// Words by which something is told of one of many.
static EACH: LazyLock<Words> = LazyLock::new(|| Words::typed(["each", "every", "per", "apiece", "average"]));

/// Whether a claim tells of how far two numbers lie apart.
pub(super) fn compares(claim: &Reading) -> bool {
    claim.tokens.iter().any(|t| APART.has(t.typed))
}

/// Whether two numbers are one, but for what is lost by reckoning.
pub(super) fn is_value(wanted: &Quantity, value: f64) -> bool {
    (value - wanted.value).abs() <= 0.01 * wanted.value.abs()
}

/// Whether a number of a claim follows from those of one sentence, in an article of `published`.
pub(super) fn follows(wanted: &Quantity, claim: &Reading, sentence: &Reading, published: Option<NaiveDate>) -> bool {
    let is = |value: f64| is_value(wanted, value);
    let halves = sentence.tokens.iter().any(|t| t.typed == HALF) && sentence.quantities.iter().any(|q| q.unit_agrees(wanted) && is(q.value / 2.0));
    let by_time = |r: &Reading| r.tokens.iter().any(|t| PER.has(t.typed));
    let twelfth = |q: &Quantity| q.unit == wanted.unit && q.unit != Unit::None && (is(q.value * 12.0) || is(q.value / 12.0));
    let months = by_time(claim) && by_time(sentence) && sentence.quantities.iter().any(twelfth);
    if halves || months || sentence.quantities.iter().any(|q| is_inverse(wanted, q)) || lasts(wanted, claim, sentence, published) {
        return true;
    }
    // Of so many numbers as a table has, some two would give any third.
    let few = if sentence.quantities.len() > MANY { &[] } else { &sentence.quantities[..] };
    let countable: Vec<&Quantity> = few.iter().filter(|q| !q.year && !q.label).collect();
    let parts_of_all = !few.iter().any(|q| q.unit == Unit::Percent);
    let compares = compares(claim);
    let fits = |x: &Quantity, y: &Quantity| {
        is_part(wanted, x, y)
            || compares && x.unit_agrees(y) && is((x.value - y.value).abs()) && x.unit_agrees(wanted) && y.unit_agrees(wanted)
            || is_ratio(wanted, x, y)
            || is_multiple(wanted, claim, x, y)
            || parts_of_all && is_share_of_both(wanted, x, y)
    };
    countable.iter().enumerate().any(|(n, x)| countable[n + 1..].iter().any(|y| fits(x, y)))
}

/// Seventy per cent of two million are 1.4 million.
fn is_part(wanted: &Quantity, x: &Quantity, y: &Quantity) -> bool {
    let of = |share: &Quantity, all: &Quantity| {
        share.unit == Unit::Percent && all.unit != Unit::Percent && is_value(wanted, share.value / 100.0 * all.value) && unit_may_agree(wanted, all)
    };
    wanted.unit != Unit::Percent && (of(x, y) || of(y, x))
}

/// 210 of 230 are nine in ten.
fn is_ratio(wanted: &Quantity, x: &Quantity, y: &Quantity) -> bool {
    let (less, more) = if x.value < y.value { (x, y) } else { (y, x) };
    let value = 100.0 * less.value / more.value;
    x.unit_agrees(y)
        && wanted.share.is_some()
        && more.value > 0.0
        && wanted.agrees(&Quantity { value, unit: Unit::Percent, share: None, bound: None, ..less.clone() })
}

/// 60 are four times 15, and 31 alarms for six floods about five for each.
fn is_multiple(wanted: &Quantity, claim: &Reading, x: &Quantity, y: &Quantity) -> bool {
    let (less, more) = if x.value < y.value { (x, y) } else { (y, x) };
    let times = more.value / less.value;
    let for_each = || wanted.unit == Unit::None && wanted.value > 2.0 && claim.tokens.iter().any(|t| EACH.has(t.typed));
    (is_times(wanted) || for_each()) && less.value > 0.0 && x.unit_agrees(y) && (times - wanted.value).abs() <= ABOUT * wanted.value
}

/// Four times as much for what is a quarter of it, and the other way round.
fn is_inverse(wanted: &Quantity, there: &Quantity) -> bool {
    let inverse =
        |share: &Quantity, times: &Quantity| share.share.is_some() && share.value > 0.0 && (100.0 / share.value - times.value).abs() <= 0.01 * times.value;
    is_times(wanted) && inverse(there, wanted) || is_times(there) && inverse(wanted, there)
}

fn is_times(quantity: &Quantity) -> bool {
    quantity.unit == Unit::None && quantity.counts && quantity.noun == Some(*TIMES)
}

/// 1,613 of 1,613 and 1,288 are 56 percent; rounded to whole points.
fn is_share_of_both(wanted: &Quantity, x: &Quantity, y: &Quantity) -> bool {
    const HALF_A_POINT: f64 = 0.5;
    let all = x.value + y.value;
    let counts = |q: &Quantity| q.unit == Unit::None && q.value >= LEAST_COUNT;
    wanted.unit == Unit::Percent
        && counts(x)
        && counts(y)
        && [x.value / all, y.value / all, x.value / y.value, y.value / x.value].iter().any(|part| (100.0 * part - wanted.value).abs() <= HALF_A_POINT)
}

/// Whether a duration is that between two dates of a sentence, or between one and the article's own day.
fn lasts(wanted: &Quantity, claim: &Reading, sentence: &Reading, published: Option<NaiveDate>) -> bool {
    let Unit::Measure(unit) = wanted.unit else { return false };
    let Some((_, days)) = UNITS.iter().find(|(name, _)| *name == unit) else { return false };
    if sentence.dates.is_empty() || sentence.dates.len() > MANY {
        return false;
    }
    let year = published.map(|p| p.year());
    let day = |d: &DateMention| -> Option<NaiveDate> {
        let known = d.month.is_some() || d.year.is_some();
        let own = || NaiveDate::from_ymd_opt(d.year.or(year)?, d.month.unwrap_or(1), d.day.unwrap_or(1));
        (known && !d.decade).then(own).flatten()
    };
    // A month or a year is as long as it is: what is told of dates that name no day may be out by one.
    let spare = |a: &DateMention, b: &DateMention| if a.day.is_some() && b.day.is_some() { 0.0 } else { 1.0 };
    // The first six months are those from January.
    let first = wanted.tokens.start > 0 && claim.tokens[wanted.tokens.start - 1].typed == Sym::raw("first");
    let fits = |from: NaiveDate, to: NaiveDate, spare: f64| {
        if first && from.min(to).month() != 1 {
            return false;
        }
        let apart = ((to - from).num_days().abs() as f64 + 1.0) / days;
        wanted.value >= 1.0 && apart - 0.6 <= wanted.value && wanted.value <= apart + 0.6 + if *days > 300.0 { 0.0 } else { 0.3 * spare }
    };
    let dated: Vec<(&DateMention, NaiveDate)> = sentence.dates.iter().filter_map(|d| day(d).map(|day| (d, day))).collect();
    let between = dated.iter().enumerate().any(|(n, (a, from))| dated[n + 1..].iter().any(|(b, to)| from != to && fits(*from, *to, spare(a, b))));
    // How old is what began in a year.
    let since = |d: &DateMention, from: NaiveDate| {
        d.year.is_some() && (*days > 300.0 || *days > 25.0 && d.month.is_some()) && published.is_some_and(|p| from < p && fits(from, p, 0.0))
    };
    between || dated.iter().any(|(d, from)| since(d, *from))
}

/// Whether a day is so much later or earlier than another that a sentence names: `opened on 8 May, and closed two weeks later`.
pub(super) fn is_counted_on(wanted: &DateMention, sentence: &Reading, published: Option<NaiveDate>) -> bool {
    static LATER: LazyLock<Words> = LazyLock::new(|| Words::typed(["later", "after", "afterwards"]));
    static EARLIER: LazyLock<Words> = LazyLock::new(|| Words::typed(["earlier", "before", "previously"]));
    let (Some(month), Some(day)) = (wanted.month, wanted.day) else { return false };
    if sentence.dates.len() > MANY || sentence.quantities.len() > MANY {
        return false;
    }
    let on = sentence.quantities.iter().filter_map(|q| {
        let Unit::Measure(unit) = q.unit else { return None };
        let (_, days) = UNITS.iter().take(2).find(|(name, _)| *name == unit)?;
        let behind = sentence.tokens.get(q.with_measure().end..)?.iter().take(2).find(|t| LATER.has(t.typed) || EARLIER.has(t.typed))?;
        let shift = (q.value * days) as i64;
        (shift.abs() < 1_000).then_some(if LATER.has(behind.typed) { shift } else { -shift })
    });
    on.into_iter().any(|shift| {
        sentence.dates.iter().any(|d| {
            let (Some(m), Some(dd)) = (d.month, d.day) else { return false };
            let from = d.year.or(wanted.year).or(published.map(|p| p.year())).and_then(|y| NaiveDate::from_ymd_opt(y, m, dd));
            let to = from.and_then(|f| f.checked_add_signed(chrono::TimeDelta::days(shift)));
            to.is_some_and(|to| to.month() == month && to.day() == day && wanted.year.is_none_or(|y| y == to.year()))
        })
    })
}

/// The units of durations, in days.
static UNITS: LazyLock<[(Sym, f64); 4]> =
    LazyLock::new(|| [(Sym::of("day"), 1.0), (Sym::of("week"), 7.0), (Sym::of("month"), 30.44), (Sym::of("year"), 365.25)]);

fn unit_may_agree(wanted: &Quantity, all: &Quantity) -> bool {
    let bare = |q: &Quantity| Quantity { counts: false, ..q.clone() };
    bare(wanted).unit_agrees(&bare(all))
}

static TIMES: LazyLock<Sym> = LazyLock::new(|| Sym::of("times"));
const HALF: Sym = Sym::raw("half");
/// Multiples are told roughly.
const ABOUT: f64 = 0.08;
/// Counts from which on a share of them is told.
const LEAST_COUNT: f64 = 20.0;

#[cfg(test)]
mod tests {
    use super::follows;
    use crate::evidence::reading::Reading;

    #[test]
    fn what_follows_is_told_from_what_does_not() {
        let read = |text: &str| Reading::new(text, 0, &mut false);
        let published = chrono::NaiveDate::from_ymd_opt(2026, 3, 12);
        for (claim, sentence, right) in [
            ("It was tried for nine months.", "It was tested between 3 February and 31 October last year.", true),
            ("It was tried for seven months.", "It was tested between 3 February and 31 October last year.", false),
            ("They had reviewed the first six months.", "Auditors reviewed visits between 1 July and 31 December.", false),
            ("The company is 15 years old.", "It was founded in 2011.", true),
            ("Some 56% backed it.", "Members backed the deal by 1,613 votes to 1,288.", true),
            ("Some 65% backed it.", "Members backed the deal by 1,613 votes to 1,288.", false),
            ("They asked for four times what they got.", "The sum is about a quarter of what they had sought.", true),
            ("The fee is $84 a year.", "It costs $7 a month.", true),
            ("Sales were $421 million.", "It expects $4.9 billion to $5.1 billion.", false),
            ("The gap was five hours more.", "It took 21 hours, against 16 before.", true),
        ] {
            let (claim, sentence) = (read(claim), read(sentence));
            let found = claim.quantities.iter().any(|q| follows(q, &claim, &sentence, published));
            assert_eq!(found, right, "{:?}", claim.quantities);
        }
    }
}
