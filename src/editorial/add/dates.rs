//! Calendar days as pages write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

use crate::types::Moment;

/// Which of two numbers is the day where either could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    /// Nothing says: a date that could be read both ways is none.
    #[default]
    Unknown,
}

/// A day and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub day: NaiveDate,
    pub at: Range<usize>,
}

/// A machine's date: ISO 8601, RFC 2822, or a Unix time; the time of day is kept where it has one. `None` for anything else.
pub(super) fn machine(text: &str, order: Order) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if let Some(moment) = Moment::parse(text) {
        return plausible(moment.day()).then_some(moment);
    }
    if let Ok(time) = DateTime::parse_from_rfc2822(text) {
        return plausible(time.date_naive()).then_some(Moment::Time(time));
    }
    for format in ["%Y-%m-%dT%H%M%S%z", "%Y%m%dT%H%M%S%z", "%Y%m%dT%H%M%SZ", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M UTC"] {
        if let Ok(time) = DateTime::parse_from_str(text, format) {
            return plausible(time.date_naive()).then_some(Moment::Time(time));
        }
        if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
            return plausible(time.date()).then_some(Moment::Time(time.and_utc().fixed_offset()));
        }
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        let time = match text.len() {
            8 => return NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|d| plausible(*d)).map(Moment::Day),
            10 => DateTime::from_timestamp(number, 0),
            13 => DateTime::from_timestamp_millis(number),
            _ => None,
        }?;
        return plausible(time.date_naive()).then_some(Moment::Time(time.fixed_offset()));
    }
    first(text, order).map(|d| Moment::Day(d.day))
}

/// Years that an article on the web can have.
fn plausible(day: NaiveDate) -> bool {
    use chrono::Datelike as _;
    (1990..2100).contains(&day.year())
}

/// Reads the groups of a pattern.
type Reader = fn(&Captures, Order) -> Option<NaiveDate>;

/// The first day that a text names in full.
pub(super) fn first(text: &str, order: Order) -> Option<Dated> {
    let patterns: [(&LazyLock<Option<Regex>>, Reader); 9] = [
        (&ISO, iso),
        (&NUMBERS, numbers),
        (&SHORT, short),
        (&VIETNAMESE, numbers),
        (&DAY_MONTH, day_month),
        (&MONTH_DAY, month_day),
        (&IDEOGRAPHS, iso),
        (&YEAR_MONTH, year_month),
        (&CLOCKED, month_day),
    ];
    patterns.iter().filter_map(|(pattern, read)| pattern.as_ref()?.captures_iter(text).find_map(|c| dated(&c, read(&c, order)?))).min_by_key(|d| d.at.start)
}

/// The day of publication in a line that may name days of change as well: the first that is not said to be one, or a later one that is said to be of publication.
pub(super) fn of_publication(text: &str, order: Order) -> Option<Dated> {
    let found = first(text, order)?;
    if !is_of_change(&text[..found.at.start]) {
        return Some(found);
    }
    let mut from = found.at.end;
    for _ in 0..LABELLED_DAYS {
        let next = first(&text[from..], order)?;
        let (label, at) = (&text[from..from + next.at.start], from + next.at.start..from + next.at.end);
        if SAYS_PUBLISHED.as_ref().is_some_and(|r| r.is_match(label)) && !is_of_change(label) {
            return Some(Dated { day: next.day, at });
        }
        from = at.end;
    }
    None
}

/// The day of a dateline, the place and day before the first words of a report: `BERLIN, 12 October 2023 – The …`.
pub(super) fn dateline(text: &str, order: Order) -> Option<NaiveDate> {
    let mut end = text.len().min(DATELINE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let dated = first(&text[..end], order)?;
    let fits = |pattern: &LazyLock<Option<Regex>>, text: &str| pattern.as_ref().is_some_and(|r| r.is_match(text));
    let opens = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let names = !["on", "at", "by", "from", "in", "since", "until", "am", "seit", "bis", "le", "depuis", "el", "desde", "il", "dal", "op", "em"]
        .contains(&opens.as_str());
    (names && fits(&PLACE, &text[..dated.at.start]) && fits(&DASH, &text[dated.at.end..])).then_some(dated.day)
}

/// The longest dateline with what stands behind it, in bytes.
const DATELINE: usize = 120;

/// Names alone, of a place and perhaps its country.
static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\p{Lu}[\p{L}.'’-]+(?:[ ,/]+(?:\p{Lu}[\p{L}.'’-]*|am|an|de|del|der|di|do|of|sur|upon)){0,5}(?:, (?:den|le) | ?[,(|] ?)$").ok()
});
/// The dash before the report, with the name of an agency or a wire before it.
static DASH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\.?\)?,?\s*(?:\([^)]{2,30}\)|/[^/]{2,30}/)?\s*(?:[–—:]|--?)\s").ok());

/// How many days a line may name behind that of its change.
const LABELLED_DAYS: usize = 3;

static SAYS_PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:publish|posted|created|veröffentlich|erschienen|erstellt|publié|publicad|pubblicat|gepubliceerd|geplaatst|opublikowan|publicera|publiser)",
    )
    .ok()
});

fn dated(found: &Captures, day: NaiveDate) -> Option<Dated> {
    // The groups alone: what stands before and behind them only guards them.
    let (first, last) = (found.get(1)?, found.get(3)?);
    plausible(day).then_some(Dated { day, at: first.start()..last.end() })
}

static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[^\d])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[^\d]|$)").ok());
static NUMBERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\d./-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)(?:[^\d]|$)(.{0,20})").ok());
/// Central Europe writes `12.10.23`, with all its zeros. A version has not the room, and a time of day no such year.
static SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[\s(|,–-])([0-3]\d)\.([01]\d)\.([0-3]\d)(?:[\s),|–-]|$)").ok());
static VIETNAMESE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|[^\d])(\d{1,2}) tháng (\d{1,2})(?:,| năm)? ((?:19|20)\d\d)(?:[^\d]|$)").ok());
/// Behind a time of day, the zones of North America.
static AMERICAN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)\d\s?[ap]\.?m\.?\s?(?:[ECMP][SD]?T)\b").ok());
static DAY_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]+(?:de\s+|of\s+)?(\p{L}[\p{L}\p{M}]{2,11})\.?,?[\s-]+(?:de\s+|del\s+)?((?:19|20)\d\d)(?:[^\d]|$)",
    )
    .ok()
});
static MONTH_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\p{L}[\p{L}\p{M}]{2,11})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|$)").ok());
static IDEOGRAPHS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]").ok());

/// Catalogues and journals write `2024 Jun 30`, Hungary `2024. június 30.`.
static YEAR_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|[^\d])((?:19|20)\d\d)(?:[ -]|\. )(\p{L}{3,12})[ -](\d{1,2})(?:[^\d]|$)").ok());

/// Machines of old write `Mon Jan 30 12:00:00 CET 2017` (the C library's `ctime`).
static CLOCKED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\p{L}])(\p{L}{3}) +(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{3,4} )?((?:19|20)\d\d)(?:[^\d]|$)").ok());

fn year_month(found: &Captures, _: Order) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year(found, 1)?, month(found.get(2)?.as_str())?, number(found, 3)?)
}

fn number(found: &Captures, group: usize) -> Option<u32> {
    found.get(group)?.as_str().parse().ok()
}

fn year(found: &Captures, group: usize) -> Option<i32> {
    found.get(group)?.as_str().parse().ok()
}

fn iso(found: &Captures, _: Order) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year(found, 1)?, number(found, 2)?, number(found, 3)?)
}

fn numbers(found: &Captures, order: Order) -> Option<NaiveDate> {
    let (a, b, year) = (number(found, 1)?, number(found, 2)?, year(found, 3)?);
    let dotted = found.get(0).is_some_and(|m| m.as_str().matches('.').count() >= 2);
    let (day, month) = match (a, b) {
        (13.., _) => (a, b),
        (_, 13..) => (b, a),
        _ if a == b || dotted => (a, b),
        _ if found.get(4).zip(AMERICAN.as_ref()).is_some_and(|(behind, zone)| zone.is_match(behind.as_str())) => (b, a),
        _ if order == Order::DayFirst => (a, b),
        _ if order == Order::MonthFirst => (b, a),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

fn short(found: &Captures, _: Order) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2000 + year(found, 3)?, number(found, 2)?, number(found, 1)?)
}

fn day_month(found: &Captures, _: Order) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year(found, 3)?, month(found.get(2)?.as_str())?, number(found, 1)?)
}

fn month_day(found: &Captures, _: Order) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year(found, 3)?, month(found.get(1)?.as_str())?, number(found, 2)?)
}

/// The month of a name, whole or cut short, in the languages of most pages.
pub(super) fn month(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.').to_lowercase();
    MONTHS.iter().find(|(names, _)| names.split(' ').any(|n| n == name)).map(|(_, month)| *month)
}

const MONTHS: &[(&str, u32)] = &[
    (
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń ledna leden января январь янв ocak januára tammikuuta ianuarie gener január siječnja ιανουαρίου ιαν січня януари يناير",
        1,
    ),
    (
        "february feb februar février fév févr fevrier febrero febbraio fevereiro fev februari lutego luty února únor февраля февраль фев şubat helmikuuta februarie febrer február veljače φεβρουαρίου φεβ лютого февруари فبراير",
        2,
    ),
    (
        "march mar märz maerz mrz mars marzo março marco mrt maart marca marzec března březen марта март mart maaliskuuta martie március ožujka μαρτίου μαρ березня maret مارس",
        3,
    ),
    (
        "april apr avril avr abril abr aprile kwietnia kwiecień dubna duben апреля апрель апр nisan huhtikuuta aprilie április travnja απριλίου απρ квітня април أبريل",
        4,
    ),
    ("may mai mayo maggio mag maio mei maja maj května květen мая май mayıs toukokuuta maig május svibnja μαΐου травня مايو", 5),
    (
        "june jun juni juin junio giugno giu junho czerwca czerwiec června červen июня июнь haziran kesäkuuta iunie juny június lipnja ιουνίου ιουν червня юни يونيو",
        6,
    ),
    (
        "july jul juli juillet juil julio luglio lug julho lipca lipiec července červenec июля июль temmuz heinäkuuta iulie juliol július srpnja ιουλίου ιουλ липня юли يوليو",
        7,
    ),
    (
        "august aug août aout agosto ago sierpnia sierpień srpna srpen августа август авг ağustos augustus augusti elokuuta agost augusztus kolovoza αυγούστου αυγ серпня agustus أغسطس",
        8,
    ),
    (
        "september sep sept septembre septiembre settembre set setembro września wrzesień září сентября сентябрь сен eylül syyskuuta septembrie setembre szeptember rujna σεπτεμβρίου σεπ вересня септември سبتمبر",
        9,
    ),
    (
        "october oct oktober okt octobre octubre ottobre ott outubro out października październik října říjen октября октябрь окт ekim lokakuuta octombrie október οκτωβρίου οκτ жовтня октомври أكتوبر",
        10,
    ),
    (
        "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя kasım marraskuuta noiembrie studenoga νοεμβρίου νοε листопада ноември نوفمبر",
        11,
    ),
    (
        "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudnia grudzień prosince prosinec декабря декабрь дек aralık joulukuuta decembrie desembre desember prosinca δεκεμβρίου δεκ грудня декември ديسمبر",
        12,
    ),
];

/// Whether the words before a date say that it is another date than that of publication.
pub(super) fn is_of_change(before: &str) -> bool {
    let lower = before.to_lowercase();
    [
        "update",
        "modified",
        "edited",
        "revised",
        "reviewed",
        "aktualisiert",
        "geändert",
        "stand:",
        "bearbeitet",
        "mis à jour",
        "modifié",
        "actualizado",
        "modificado",
        "aggiornato",
        "modificato",
        "atualizado",
        "bijgewerkt",
        "gewijzigd",
        "aktualizacja",
        "aktualizováno",
        "обновлено",
        "uppdaterad",
        "oppdatert",
        "opdateret",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Order, dateline, first, machine, of_publication};

    #[test]
    fn days_are_read_in_many_forms() {
        for (text, wanted) in [
            ("Japan Times30-07-2025", "2025-07-30"),
            ("July 30, 2025", "2025-07-30"),
            ("on 30th of July 2025.", "2025-07-30"),
            ("30. Juli 2025, 10 Uhr", "2025-07-30"),
            ("1er août 2025", "2025-08-01"),
            ("30 de julio de 2025", "2025-07-30"),
            ("3.4.2025", "2025-04-03"),
            ("2025/07/30", "2025-07-30"),
            ("2025年7月30日", "2025-07-30"),
            ("Sept. 3 2025", "2025-09-03"),
            ("30-Jul-2025", "2025-07-30"),
            ("Mi., 30.07.25 | 10:15 Uhr", "2025-07-30"),
            ("03/04/2025 2:03 PM EST", "2025-03-04"),
            ("2025. július 30.", "2025-07-30"),
            ("ngày 30 tháng 7 năm 2025", "2025-07-30"),
        ] {
            assert_eq!(first(text, Order::Unknown).map(|d| d.day.to_string()).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn the_day_of_publication_is_told_from_those_of_changes() {
        for (text, wanted) in [
            ("Updated 9 March 2026, published 4 March 2026", "2026-03-04"),
            ("Aktualisiert am 14.10.2023, veröffentlicht 12.10.2023", "2023-10-12"),
            ("Published 4 March 2026, updated 9 March 2026", "2026-03-04"),
            ("Updated 9 March 2026 | 10 March 2026", ""),
        ] {
            assert_eq!(of_publication(text, Order::DayFirst).map(|d| d.day.to_string()).unwrap_or_default(), wanted, "{text}");
        }
    }

    #[test]
    fn a_dateline_has_a_place_and_a_dash() {
        for text in ["BERLIN, 12 October 2023 – The", "New York, NY, October 12, 2023 (WIRE) -- The", "Frankfurt am Main, den 12. Oktober 2023 - Der"] {
            assert_eq!(dateline(text, Order::DayFirst).map(|d| d.to_string()).as_deref(), Some("2023-10-12"), "{text}");
        }
        for text in ["On Sunday, 1 March 2026 – the day", "The mayor spoke on 1 March 2026 – at last", "BERLIN, 12 October 2023, the"] {
            assert_eq!(dateline(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        assert_eq!(first("03/04/2025", Order::Unknown), None);
        assert_eq!(first("03/04/2025", Order::MonthFirst).map(|d| d.day.to_string()).as_deref(), Some("2025-03-04"));
        for none in ["7 hours ago", "31 February 2025", "version 2025.13.40", "In 2025", "12 foo 2025", "1-2-3"] {
            assert_eq!(first(none, Order::DayFirst), None, "{none}");
        }
    }

    #[test]
    fn machines_keep_the_time() {
        for (text, wanted) in [
            ("2025-07-30T10:00:00+0200", "2025-07-30T10:00:00+02:00"),
            ("Wed, 30 Jul 2025 10:00:00 GMT", "2025-07-30T10:00:00Z"),
            ("20250730", "2025-07-30"),
            ("1753869600", "2025-07-30T10:00:00Z"),
            ("0001-01-01T00:00:00Z", ""),
        ] {
            assert_eq!(machine(text, Order::Unknown).map(|m| m.to_string()).unwrap_or_default(), wanted, "{text}");
        }
    }
}
