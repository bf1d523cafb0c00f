//! Parts of a whole in words: `a third of`, `two-thirds`, `half the`, `one in four`.

use super::tokens::number_word;
use std::borrow::Cow;
use std::ops::Range;

/// How many of how many the share is that begins at a token, behind the tokens that it is written with. `word(n)` is the nth token in small letters, empty where there is none.
pub(super) fn read<'t>(start: usize, word: &dyn Fn(usize) -> Cow<'t, str>) -> Option<(Range<usize>, (f64, f64))> {
    let first = word(start);
    if first == "half" {
        return half(start, word).then_some((start..start + 1, (1.0, 2.0)));
    }
    let count = match &*first {
        "a" | "an" => 1.0,
        other => number_word(other).filter(|n| (1.0..10.0).contains(n)).or_else(|| other.parse().ok().filter(|n| (1.0..10.0).contains(n)))?,
    };
    let article = first.starts_with('a');
    let second = word(start + 1);
    if let Some(parts) = parts(&second, count > 1.0) {
        // `A third plant`, `three quarters in a row`: where no whole is named, only `by two thirds` is a share.
        let is_share = word(start + 2) == "of" && !is_time(&second, &word(start + 3))
            || start > 0 && matches!(&*word(start - 1), "by" | "nearly" | "almost" | "about" | "roughly" | "over" | "than");
        return (is_share && count < parts).then(|| (start..start + 2, (count, parts)));
    }
    if article {
        return None;
    }
    // `Nine in ten`, `two out of three`, and `one question in four`.
    let (end, joint) = [1, 2].into_iter().find_map(|n| joint(start + n, word).map(|end| (end, n)))?;
    let whole = word(end);
    let all = number_word(&whole).or_else(|| whole.parse().ok()).filter(|all| ROUND.contains(all) || count == 1.0 && (2.0..=MOST_OF_ONE).contains(all))?;
    let counted = word(end + 1);
    let in_between = joint == 1 || count == 1.0 && number_word(&second).is_none() && !second.starts_with(|c: char| c.is_ascii_digit());
    (in_between && count < all && !is_measured(&counted)).then(|| (start..end + 1, (count, all)))
}

/// Wholes that shares are told of.
const ROUND: [f64; 14] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 50.0, 100.0, 1000.0];

/// Of one, shares of odd wholes are told as well: one in seventeen.
const MOST_OF_ONE: f64 = 40.0;

/// `Half of`, `half the`, `by half`, `more than half`; the first half of a year is none.
fn half<'t>(at: usize, word: &dyn Fn(usize) -> Cow<'t, str>) -> bool {
    let before = at.checked_sub(1).map_or(Cow::Borrowed(""), word);
    // `Two and half`, but `and half of the sales`.
    let adds = before == "and" && at.checked_sub(2).is_some_and(|n| number_word(&word(n)).is_some() || word(n).starts_with(|c: char| c.is_ascii_digit()));
    if adds || matches!(&*before, "first" | "second" | "other" | "latter" | "last" | "next" | "every" | "each" | "this" | "that" | "a" | "better") {
        return false;
    }
    let behind = word(at + 1);
    // `By half a billion` is a number.
    if matches!(&*behind, "a" | "an")
        && matches!(&*word(at + 2), "hundred" | "thousand" | "million" | "billion" | "trillion" | "dozen" | "percent" | "percentage" | "point")
    {
        return false;
    }
    matches!(&*behind, "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all" | "those" | "these")
        || matches!(&*before, "by" | "than" | "about" | "nearly" | "almost" | "roughly" | "over" | "under")
}

/// Into how many parts a whole is cut, by the name of one of them.
fn parts(word: &str, several: bool) -> Option<f64> {
    let one = if several { word.strip_suffix('s')? } else { word };
    match one {
        "quarter" => Some(4.0),
        "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth" => number_word(one),
        _ => None,
    }
}

/// Whether a quarter is one of a year: of growth, of 2026.
fn is_time(part: &str, behind: &str) -> bool {
    part.starts_with("quarter")
        && (behind.starts_with(|c: char| c.is_ascii_digit())
            || matches!(behind, "growth" | "losses" | "decline" | "declines" | "falling" | "rising" | "results"))
}

/// Where the whole stands, if `in`, `in every`, `of every`, `out of` stands here.
fn joint<'t>(at: usize, word: &dyn Fn(usize) -> Cow<'t, str>) -> Option<usize> {
    match (&*word(at), &*word(at + 1), &*word(at + 2)) {
        ("out", "of", "every" | "each") => Some(at + 3),
        ("out", "of", _) => Some(at + 2),
        ("in" | "of", "every" | "each", _) => Some(at + 2),
        ("in", _, _) => Some(at + 1),
        _ => None,
    }
}

/// What makes the second number one of its own: a time, a scale, a unit.
fn is_measured(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(
        one,
        "second"
            | "minute"
            | "hour"
            | "day"
            | "week"
            | "month"
            | "year"
            | "decade"
            | "percent"
            | "per"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "step"
            | "stage"
            | "phase"
            | "part"
    )
}

#[cfg(test)]
mod tests {
    use super::super::quantities::{Unit, quantities};
    use super::super::tokens::tokens;

    fn shares(text: &str) -> Vec<f64> {
        let mut t = tokens(text, 0, &mut false);
        quantities(text, 0, &mut t).into_iter().filter(|q| q.share.is_some() && q.unit == Unit::Percent).map(|q| q.value.round()).collect()
    }

    #[test]
    fn parts_of_a_whole_are_shares() {
        for text in [
            "A quarter of all questions",
            "one in four readers",
            "One question in four was late",
            "one-quarter of them",
            "it fell by a quarter",
            "1 in 4 readers",
            "one of every four",
        ] {
            assert_eq!(shares(text), [25.0], "{text}");
        }
        for (text, percent) in [
            ("two-thirds of voters", 67.0),
            ("nine in ten", 90.0),
            ("cut by half", 50.0),
            ("more than half said so", 50.0),
            ("half its staff", 50.0),
            ("about one in seventeen", 6.0),
            ("three quarters of the staff", 75.0),
        ] {
            assert_eq!(shares(text), [percent], "{text}");
        }
        for text in [
            "the first half of the year",
            "in the third quarter of 2026",
            "a third plant",
            "three quarters of growth",
            "two in 10 days",
            "one in two million",
            "a half-hour",
            "the second half",
            "half a million",
            "one plant in Bonn",
            "a quarter later",
            "six of ten races",
            "two in 2025",
            "three quarters in a row",
        ] {
            assert_eq!(shares(text), [] as [f64; 0], "{text}");
        }
    }

    #[test]
    fn halves_of_numbers_are_numbers() {
        let values = |text: &str| -> Vec<(f64, Unit)> {
            let mut t = tokens(text, 0, &mut false);
            quantities(text, 0, &mut t).into_iter().map(|q| (q.value, q.unit)).collect()
        };
        assert_eq!(values("half a million"), [(500_000.0, Unit::None)]);
        assert_eq!(values("by half a billion euros"), [(5e8, Unit::Money("eur"))]);
        assert_eq!(values("half a percent"), [(0.5, Unit::Percent)]);
        assert_eq!(values("two and a half million dollars"), [(2.5e6, Unit::Money("$"))]);
    }
}
