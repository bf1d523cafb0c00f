//! Who is who in an article: full names, the surnames that stand for them, and words that mean the writer or nobody.

use crate::evidence::SourceText;
use crate::text::words;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// People that an article names in full.
#[derive(Clone, Debug, Default)]
pub(in crate::editorial::compose) struct People {
    /// Surname → full name, where only one person of that name is in the article.
    full: BTreeMap<String, String>,
    /// Full name → the title that stands right before it.
    titles: BTreeMap<String, String>,
}

/// Two to four capitalised words, as names are written; particles and initials inside.
pub(super) const NAME: &str =
    r"[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:[A-Z]\.|(?:van|von|de|der|den|del|della|bin|al|el|la|le|di|da|dos|al-)(?: |$)?|[A-Z][\w’'-]*))* [A-Z][\w’-]*[a-z]";

static FULL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[A-Z][a-z’'-]+(?: (?:[A-Z]\.|van|von|de|der|del|bin|al|el|la|le|di|da))*(?: [A-Z][a-zA-Z’-]*[a-z]){1,2}\b").ok());

impl People {
    pub fn of(text: &SourceText) -> Self {
        let Some(regex) = FULL.as_ref() else { return Self::default() };
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut alone: BTreeSet<String> = BTreeSet::new();
        for block in &text.blocks {
            for m in regex.find_iter(&block.text) {
                let Some(name) = person(m.as_str()) else { continue };
                let last = name.rsplit(' ').next().unwrap_or("").to_owned();
                found.entry(last).or_default().insert(name);
            }
            for (verb, _) in speech_subjects(&block.text) {
                alone.insert(verb);
            }
        }
        // Only who speaks, is titled or is aged somewhere is surely a person: a surname is not a town.
        let whole = text.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
        let full: BTreeMap<String, String> = found
            .into_iter()
            .filter_map(|(last, names)| {
                let name = match names.len() {
                    1 => names.into_iter().next()?,
                    _ => shortest_of_one(&names)?,
                };
                // Where the family name comes first (Li Qiang), the first word is what stands for the whole.
                let first = name.split(' ').next().unwrap_or("");
                let last = if alone.contains(first) && !alone.contains(&last) && !stands_alone(&whole, &last, &name) { first.to_owned() } else { last };
                let titled = TITLES.iter().any(|t| whole.contains(&format!("{t} {name}")) || whole.contains(&format!("{t} {last}")));
                let aged = whole.find(&format!("{name}, ")).is_some_and(|at| whole[at + name.len() + 2..].starts_with(|c: char| c.is_ascii_digit()));
                (alone.contains(&last) || alone.contains(&name) || titled || aged).then_some((last, name))
            })
            .collect();
        let titles = full.values().filter_map(|name| title_of(name, &whole).map(|title| (name.clone(), title))).collect();
        Self { full, titles }
    }

    /// The title that the article gives right before a full name.
    pub fn title(&self, full: &str) -> Option<&str> {
        self.titles.get(full).map(String::as_str)
    }

    /// The full name that a surname stands for.
    pub fn full(&self, surname: &str) -> Option<&str> {
        self.full.get(surname).map(String::as_str)
    }

    pub fn surnames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.full.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

/// Whether a word of a name stands somewhere without the name.
fn stands_alone(text: &str, word: &str, name: &str) -> bool {
    let without = text.replace(name, "");
    words::words(&without).into_iter().any(|r| without[r].trim_end_matches("'s").trim_end_matches("’s") == word)
}

/// `Premier`, `Chief Executive Officer`: the whole title before a name; `None` where a small word before it changes its sense (`former President`).
fn title_of(name: &str, text: &str) -> Option<String> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text[..at].strip_suffix(' ')?;
        let mut title: Vec<&str> = Vec::new();
        let mut rest = before.rsplit(' ');
        let qualifier = loop {
            match rest.next() {
                Some(word) if (TITLES.contains(&word) || ROLES.contains(&word)) && !COURTESY.contains(&word) => title.insert(0, word),
                other => break other.unwrap_or(""),
            }
        };
        let changed = matches!(qualifier, "former" | "then" | "acting" | "interim" | "late" | "ex" | "vice" | "prime" | "deputy" | "assistant")
            || qualifier.ends_with('-');
        (!title.is_empty() && !changed).then(|| title.join(" "))
    })
}

/// Titles that say no office.
const COURTESY: &[&str] = &["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."];

/// `Donald Trump`, `Donald J. Trump`: one person, if every name holds the shortest one's words.
fn shortest_of_one(names: &BTreeSet<String>) -> Option<String> {
    let shortest = names.iter().min_by_key(|n| (n.len(), (*n).clone()))?;
    let words: Vec<&str> = shortest.split(' ').collect();
    names.iter().all(|n| words.iter().all(|w| n.split(' ').any(|o| o == *w))).then(|| shortest.clone())
}

/// A name as of a person, without its title; `None` where one of its words is none of a person's.
pub(super) fn person(name: &str) -> Option<String> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let mut parts: Vec<&str> = name.split(' ').collect();
    while parts.len() > 1 && (TITLES.contains(&parts[0]) || ROLES.contains(&parts[0])) {
        parts.remove(0);
    }
    let fits = (2..=4).contains(&parts.len())
        && parts.iter().all(|p| !NOT_PEOPLE.contains(p) && !words::is_stop_word(&p.to_lowercase()))
        && parts.iter().all(|p| !ROLES.contains(p));
    fits.then(|| parts.join(" "))
}

/// Who is said to say something, by words right beside a verb of speech: name and place.
pub(super) fn speech_subjects(text: &str) -> Vec<(String, usize)> {
    static BEFORE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"\b({NAME}|[A-Z][a-z’'-]*[a-z])(?:, [^,.“”]{{2,60}},)? (?:{})\b", super::speakers::VERBS)).ok());
    static AFTER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"\b(?:{})(?: [a-z]+){{0,3}} (?:[A-Z][a-z]+\. )?({NAME}|[A-Z][a-z’'-]*[a-z])", super::speakers::VERBS)).ok());
    let mut out = Vec::new();
    for regex in [&BEFORE, &AFTER].into_iter().filter_map(|r| r.as_ref()) {
        for c in regex.captures_iter(text) {
            if let Some(m) = c.get(1) {
                let name = person(m.as_str()).unwrap_or_else(|| m.as_str().to_owned());
                let lone = !name.contains(' ');
                if !lone || (!NOT_PEOPLE.contains(&name.as_str()) && !words::is_stop_word(&name.to_lowercase()) && !ROLES.contains(&name.as_str())) {
                    out.push((name, m.start()));
                }
            }
        }
    }
    out
}

pub(super) const TITLES: &[&str] = &[
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "Prof.",
    "Professor",
    "Sen.",
    "Senator",
    "Rep.",
    "Gov.",
    "Governor",
    "Judge",
    "Justice",
    "Sgt.",
    "Lt.",
    "Capt.",
    "Captain",
    "Col.",
    "Gen.",
    "General",
    "Sheriff",
    "Detective",
    "Officer",
    "Chief",
    "Mayor",
    "Sir",
    "Lord",
    "Lady",
    "Rev.",
    "Father",
    "Pope",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "President",
    "Gen",
    "Maj",
    "Maj.",
    "Col",
    "Capt",
    "Sgt",
    "Lt",
    "Gov",
    "Premier",
    "Chancellor",
    "Minister",
    "Secretary",
    "Congressman",
    "Congresswoman",
    "Attorney",
];

const ROLES: &[&str] = &[
    "Prime",
    "Vice",
    "Deputy",
    "Former",
    "Chief",
    "Executive",
    "Officer",
    "Director",
    "Chairman",
    "Spokesman",
    "Spokeswoman",
    "Spokesperson",
    "Lawyer",
    "Attorney",
    "General",
    "Coach",
    "CEO",
    "CFO",
    "CTO",
    "Founder",
    "Analyst",
    "Republican",
    "Democrat",
    "Democratic",
    "Labour",
    "Conservative",
    "Ambassador",
    "Representative",
    "Commissioner",
    "Superintendent",
    "Police",
    "Deputy",
    "Special",
    "Agent",
    "Dr",
    "Mr",
    "Rep",
    "Sen",
    "Foreign",
    "Interior",
    "Defense",
    "Finance",
    "Health",
    "Justice",
    "State",
    "District",
    "Assistant",
    "Actress",
    "Actor",
    "Singer",
    "President",
    "Minister",
    "Secretary",
    "Senator",
    "Governor",
    "Mayor",
    "Premier",
];

/// Words of organisations, places, days and months, and of headlines: a name with one of them is not a person's.
const NOT_PEOPLE: &[&str] = &[
    "Inc",
    "Corp",
    "Ltd",
    "LLC",
    "Co",
    "Company",
    "Group",
    "Department",
    "University",
    "College",
    "School",
    "Institute",
    "Police",
    "Court",
    "Times",
    "News",
    "Post",
    "Journal",
    "Press",
    "Daily",
    "Tribune",
    "Herald",
    "Guardian",
    "Reuters",
    "Bloomberg",
    "Associated",
    "CNN",
    "BBC",
    "NBC",
    "ABC",
    "CBS",
    "Fox",
    "TV",
    "Radio",
    "House",
    "Senate",
    "Congress",
    "Party",
    "Committee",
    "Council",
    "Agency",
    "Bureau",
    "Office",
    "Center",
    "Centre",
    "Hospital",
    "Bank",
    "Street",
    "Avenue",
    "Road",
    "City",
    "County",
    "State",
    "States",
    "United",
    "Kingdom",
    "New",
    "North",
    "South",
    "East",
    "West",
    "Northern",
    "Southern",
    "San",
    "Los",
    "Las",
    "St",
    "Saint",
    "Fort",
    "Lake",
    "River",
    "Mount",
    "Island",
    "Islands",
    "Beach",
    "Bay",
    "Park",
    "Airport",
    "Airlines",
    "Air",
    "Force",
    "Army",
    "Navy",
    "National",
    "International",
    "World",
    "Global",
    "American",
    "British",
    "Chinese",
    "Russian",
    "German",
    "French",
    "European",
    "Union",
    "Association",
    "Foundation",
    "Society",
    "Museum",
    "Church",
    "Ministry",
    "Commission",
    "Administration",
    "Service",
    "Services",
    "Security",
    "Trust",
    "Fund",
    "Street",
    "Wall",
    "White",
    "Supreme",
    "Federal",
    "Federation",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Christmas",
    "Twitter",
    "Facebook",
    "Instagram",
    "Google",
    "Apple",
    "Amazon",
    "Microsoft",
    "Meta",
    "OpenAI",
    "Intelligence",
    "Artificial",
    "Technology",
    "Technologies",
    "Research",
    "Labs",
    "Lab",
    "Studio",
    "Studios",
    "Media",
    "Entertainment",
    "Pictures",
    "Games",
    "League",
    "Cup",
    "Team",
    "Club",
    "Act",
    "Bill",
    "Law",
    "War",
    "Plan",
    "Action",
    "Democrats",
    "Republicans",
    "Conference",
    "Summit",
    "Street",
    "Hill",
    "Valley",
    "Region",
    "Hong",
    "Kong",
    "York",
    "Angeles",
    "Francisco",
    "Washington",
    "London",
    "Paris",
    "Beijing",
    "Shanghai",
    "Moscow",
    "Tokyo",
    "Today",
    "Sunday",
    "Weekly",
    "Magazine",
    "Officials",
    "Authorities",
    "Investigators",
    "Experts",
    "Researchers",
    "Scientists",
    "Analysts",
    "Critics",
    "Prosecutors",
    "Residents",
    "Witnesses",
    "People",
    "The",
    "This",
    "That",
    "But",
    "And",
    "When",
    "While",
    "After",
    "Before",
    "As",
    "In",
    "On",
    "At",
    "For",
    "With",
    "If",
    "However",
    "Meanwhile",
    "Although",
];

/// First or second person in our own voice.
pub(super) fn speaks_of_self(bare: &str) -> bool {
    words::words(bare).into_iter().any(|r| {
        let word = bare[r].replace('’', "'");
        let head = word.split('\'').next().unwrap_or("");
        if word == "US" || word == "U.S" {
            return false;
        }
        matches!(head, "I" | "My" | "Me" | "Mine")
            || matches!(
                head.to_lowercase().as_str(),
                "we" | "our" | "us" | "ours" | "my" | "me" | "myself" | "you" | "your" | "yours" | "ourselves" | "yourself"
            )
            || matches!(head.to_lowercase().as_str(), "let" if word.eq_ignore_ascii_case("let's"))
    })
}

/// A `he` or `she` before which the sentence names nobody.
pub(super) fn names_nobody(bare: &str) -> bool {
    let ranges = words::words(bare);
    let at = ranges.iter().position(|r| matches!(bare[r.clone()].to_lowercase().split(['\'', '’']).next(), Some("he" | "she" | "his" | "her" | "him")));
    let Some(at) = at else { return false };
    // The first word's capital says nothing, unless another capital follows it.
    let capital = |r: &std::ops::Range<usize>| bare[r.clone()].starts_with(char::is_uppercase);
    let named = ranges[..at].iter().enumerate().any(|(n, r)| n > 0 && capital(r));
    let first_names = ranges.first().is_some_and(|r| capital(r) && !words::is_stop_word(&bare[r.clone()].to_lowercase()));
    let noun = ranges[..at].iter().any(|r| PERSONS.contains(&bare[r.clone()].to_lowercase().as_str()));
    let known = named || noun || (first_names && at > 1);
    !known
}

/// Common nouns that a pronoun can stand for.
const PERSONS: &[&str] = &[
    "man",
    "woman",
    "boy",
    "girl",
    "mother",
    "father",
    "son",
    "daughter",
    "wife",
    "husband",
    "president",
    "officer",
    "actor",
    "actress",
    "singer",
    "teacher",
    "student",
    "doctor",
    "pilot",
    "driver",
    "judge",
    "lawyer",
    "victim",
    "suspect",
    "leader",
    "minister",
    "king",
    "queen",
    "pope",
    "author",
    "star",
    "player",
    "coach",
    "sister",
    "brother",
    "baby",
    "child",
    "teenager",
    "patient",
    "owner",
    "founder",
    "spokesman",
    "spokeswoman",
    "rapper",
    "billionaire",
    "candidate",
    "senator",
    "governor",
];
