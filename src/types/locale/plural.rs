//! Which form a counted word takes: the cardinal rules for whole numbers of the Unicode Common Locale Data Repository (CLDR 46, UTS 35 part 3).

/// The six categories of CLDR; no language has all but Arabic and Welsh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    pub const ALL: [(&'static str, Plural); 6] =
        [("zero", Self::Zero), ("one", Self::One), ("two", Self::Two), ("few", Self::Few), ("many", Self::Many), ("other", Self::Other)];

    /// The category of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, p)| *p)
    }
}

/// The form for `n` things in a language, by the first part of its tag. A language that is not listed is counted as English is.
#[must_use]
pub fn form(language: &str, n: usize) -> Plural {
    use Plural::{Few, Many, One, Other, Two, Zero};
    let primary = language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let (ten, hundred) = (n % 10, n % 100);
    let teen = (11..=14).contains(&hundred);
    match primary.as_str() {
        "zh" | "ja" | "ko" | "th" | "vi" | "id" | "ms" | "lo" | "my" | "yue" | "jv" | "su" => Other,
        "fr" | "pt" | "hi" | "bn" | "fa" | "gu" | "kn" | "zu" | "am" | "as" | "hy" if n <= 1 => One,
        "ru" | "uk" | "be" => match ten {
            1 if hundred != 11 => One,
            2..=4 if !teen => Few,
            _ => Many,
        },
        "sr" | "hr" | "bs" | "sh" => match ten {
            1 if hundred != 11 => One,
            2..=4 if !teen => Few,
            _ => Other,
        },
        "pl" => match ten {
            _ if n == 1 => One,
            2..=4 if !teen => Few,
            _ => Many,
        },
        "cs" | "sk" => match n {
            1 => One,
            2..=4 => Few,
            _ => Other,
        },
        "sl" => match hundred {
            1 => One,
            2 => Two,
            3 | 4 => Few,
            _ => Other,
        },
        "lt" => match ten {
            _ if (11..=19).contains(&hundred) || ten == 0 => Other,
            1 => One,
            _ => Few,
        },
        "lv" => match ten {
            _ if (11..=19).contains(&hundred) || ten == 0 => Zero,
            1 => One,
            _ => Other,
        },
        "ro" => match n {
            1 => One,
            _ if n == 0 || (1..=19).contains(&hundred) => Few,
            _ => Other,
        },
        "ar" => match (n, hundred) {
            (0, _) => Zero,
            (1, _) => One,
            (2, _) => Two,
            (_, 3..=10) => Few,
            (_, 11..=99) => Many,
            _ => Other,
        },
        "he" => match n {
            1 => One,
            2 => Two,
            _ => Other,
        },
        "cy" => match n {
            0 => Zero,
            1 => One,
            2 => Two,
            3 => Few,
            6 => Many,
            _ => Other,
        },
        "ga" => match n {
            1 => One,
            2 => Two,
            3..=6 => Few,
            7..=10 => Many,
            _ => Other,
        },
        "is" | "mk" if ten == 1 && hundred != 11 => One,
        "is" | "mk" => Other,
        _ if n == 1 => One,
        _ => Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Plural, form};

    #[test]
    fn the_samples_of_cldr_hold() {
        use Plural::{Few, Many, One, Other, Two, Zero};
        let said = |language: &str, numbers: &[usize]| numbers.iter().map(|n| form(language, *n)).collect::<Vec<_>>();
        assert_eq!(said("en-GB", &[0, 1, 2]), [Other, One, Other]);
        assert_eq!(said("fr", &[0, 1, 2]), [One, One, Other]);
        assert_eq!(said("zh-Hant", &[1]), [Other]);
        assert_eq!(said("ru", &[1, 2, 5, 11, 21, 22, 112]), [One, Few, Many, Many, One, Few, Many]);
        assert_eq!(said("pl", &[1, 2, 12, 21, 22]), [One, Few, Many, Many, Few]);
        assert_eq!(said("ar", &[0, 1, 2, 3, 11, 100, 103]), [Zero, One, Two, Few, Many, Other, Few]);
    }
}
