//! Units of one kind: two weeks are 14 days, and 5 miles are about 8 kilometres.

use super::lexicon::{Sym, SymMap};
use std::sync::LazyLock;

/// What a unit is of, and how much of it.
#[derive(Clone, Copy)]
struct Size {
    kind: Kind,
    /// In the first unit of its kind.
    factor: f64,
    /// Whether it is one of the metric system's, or of a kind that has no other.
    metric: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Seconds to weeks.
    Time,
    /// Months to centuries: how many weeks a month has is not said.
    Calendar,
    Length,
    Mass,
    Area,
    Volume,
    Power,
    Storage,
}

const SIZES: &[(&str, Kind, f64, bool)] = &[
    ("second", Kind::Time, 1.0, true),
    ("minute", Kind::Time, 60.0, true),
    ("hour", Kind::Time, 3_600.0, true),
    ("day", Kind::Time, 86_400.0, true),
    ("week", Kind::Time, 604_800.0, true),
    ("month", Kind::Calendar, 1.0, true),
    ("year", Kind::Calendar, 12.0, true),
    ("decade", Kind::Calendar, 120.0, true),
    ("century", Kind::Calendar, 1_200.0, true),
    ("metre", Kind::Length, 1.0, true),
    ("meter", Kind::Length, 1.0, true),
    ("cm", Kind::Length, 0.01, true),
    ("km", Kind::Length, 1_000.0, true),
    ("kilometre", Kind::Length, 1_000.0, true),
    ("kilometer", Kind::Length, 1_000.0, true),
    ("mile", Kind::Length, 1_609.344, false),
    ("foot", Kind::Length, 0.3048, false),
    ("inch", Kind::Length, 0.0254, false),
    ("gram", Kind::Mass, 0.001, true),
    ("kg", Kind::Mass, 1.0, true),
    ("kilogram", Kind::Mass, 1.0, true),
    ("tonne", Kind::Mass, 1_000.0, true),
    ("pound", Kind::Mass, 0.453_592, false),
    ("ton", Kind::Mass, 907.185, false),
    ("hectare", Kind::Area, 10_000.0, true),
    ("acre", Kind::Area, 4_046.86, false),
    ("litre", Kind::Volume, 1.0, true),
    ("liter", Kind::Volume, 1.0, true),
    ("gallon", Kind::Volume, 3.785_41, false),
    ("watt", Kind::Power, 1.0, true),
    ("kilowatt", Kind::Power, 1e3, true),
    ("kw", Kind::Power, 1e3, true),
    ("megawatt", Kind::Power, 1e6, true),
    ("mw", Kind::Power, 1e6, true),
    ("gigawatt", Kind::Power, 1e9, true),
    ("gw", Kind::Power, 1e9, true),
    ("gigabyte", Kind::Storage, 1.0, true),
    ("gb", Kind::Storage, 1.0, true),
    ("terabyte", Kind::Storage, 1e3, true),
    ("tb", Kind::Storage, 1e3, true),
];

static TABLE: LazyLock<SymMap<Size>> =
    LazyLock::new(|| SIZES.iter().map(|(name, kind, factor, metric)| (Sym::of(name), Size { kind: *kind, factor: *factor, metric: *metric })).collect());

/// A foreign unit is given in round numbers.
const ABOUT: f64 = 0.04;
/// So much may rounding take from a value that is the same.
const EXACT: f64 = 1e-6;

/// Whether two measures with different units are the same size. `None` where the units are not of one kind.
pub(super) fn same(one: (f64, Sym), other: (f64, Sym)) -> Option<bool> {
    let (a, b) = (TABLE.get(&one.1)?, TABLE.get(&other.1)?);
    let (x, y) = (one.0 * a.factor, other.0 * b.factor);
    let spare = if a.metric == b.metric { EXACT } else { ABOUT };
    (a.kind == b.kind).then(|| (x - y).abs() <= spare * x.abs().max(y.abs()))
}
