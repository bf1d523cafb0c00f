//! Names and short forms that stand for one another: a country and its people, a unit and its short form.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The one form for all words of a line, each in small letters without dots.
const LINES: &[&str] = &[
    "usa us american america americans",
    "uk britain british briton britons",
    "eu european europe europeans",
    "china chinese",
    "japan japanese",
    "germany german germans",
    "france french",
    "spain spanish spaniard spaniards",
    "italy italian italians",
    "russia russian russians",
    "ukraine ukrainian ukrainians",
    "india indian indians",
    "canada canadian canadians",
    "mexico mexican mexicans",
    "brazil brazilian brazilians",
    "australia australian australians",
    "korea korean koreans",
    "taiwan taiwanese",
    "israel israeli israelis",
    "iran iranian iranians",
    "iraq iraqi iraqis",
    "turkey turkish turk turks türkiye",
    "greece greek greeks",
    "poland polish",
    "netherlands dutch",
    "belgium belgian belgians",
    "switzerland swiss",
    "austria austrian austrians",
    "sweden swedish swede swedes",
    "norway norwegian norwegians",
    "denmark danish dane danes",
    "finland finnish finn finns",
    "ireland irish",
    "scotland scottish scot scots",
    "wales welsh",
    "portugal portuguese",
    "egypt egyptian egyptians",
    "syria syrian syrians",
    "pakistan pakistani pakistanis",
    "afghanistan afghan afghans",
    "vietnam vietnamese",
    "thailand thai thais",
    "indonesia indonesian indonesians",
    "malaysia malaysian malaysians",
    "philippines filipino filipinos philippine",
    "singapore singaporean singaporeans",
    "nigeria nigerian nigerians",
    "kenya kenyan kenyans",
    "argentina argentine argentinian argentinians",
    "chile chilean chileans",
    "colombia colombian colombians",
    "venezuela venezuelan venezuelans",
    "cuba cuban cubans",
    "africa african africans",
    "asia asian asians",
    "saudi saudis",
    "percent percentage pct",
    "kilometre kilometres kilometer kilometers km",
    "metre metres meter meters",
    "kilogram kilograms kilo kilos kg",
    "tonne tonnes ton tons",
    "mile miles",
    "gigawatt gigawatts gw",
    "megawatt megawatts mw",
    "kilowatt kilowatts kw",
    "gigabyte gigabytes gb",
    "terabyte terabytes tb",
    "ceo ceos",
    "tv tvs television televisions",
    "centre center centres centers",
    "programme program programmes programs",
    "defence defense",
    "labour labor",
    "january jan",
    "february feb",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
    "mr mister",
    "dr doctor doctors",
    "prof professor professors",
];

static TABLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in LINES {
        let first = line.split(' ').next().unwrap_or(line);
        for word in line.split(' ') {
            table.insert(word, first);
        }
    }
    table
});

/// Lines of the table that are no names.
pub(super) fn is_unit(first: &str) -> bool {
    matches!(
        first,
        "percent"
            | "kilometre"
            | "metre"
            | "kilogram"
            | "tonne"
            | "mile"
            | "gigawatt"
            | "megawatt"
            | "kilowatt"
            | "gigabyte"
            | "terabyte"
            | "ceo"
            | "tv"
            | "centre"
            | "programme"
            | "defence"
            | "labour"
            | "mr"
            | "dr"
            | "prof"
            | "turkey"
    )
}

/// The form that stands for this word; `us` in small letters is a pronoun, which the caller keeps apart.
pub(super) fn of(lower: &str) -> Option<&'static str> {
    if lower == "us" { None } else { TABLE.get(lower).copied() }
}
