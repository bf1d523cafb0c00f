//! What kind of text an article or digest is.

/// The kinds that the formats know. A claim from a text that is not plain news is shown with its author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Genre {
    #[default]
    News,
    Opinion,
    Analysis,
    PressRelease,
    Paper,
}

impl Genre {
    pub const ALL: [Genre; 5] = [Genre::News, Genre::Opinion, Genre::Analysis, Genre::PressRelease, Genre::Paper];

    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Genre::News => "news",
            Genre::Opinion => "opinion",
            Genre::Analysis => "analysis",
            Genre::PressRelease => "press-release",
            Genre::Paper => "paper",
        }
    }

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.word() == word)
    }
}
