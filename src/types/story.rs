//! The articles about one event, and why they are thought to be.

/// Articles about one event. Its name is the stem of its digest's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub name: String,
    /// Stems of its articles, in the order of publication, then of the stem.
    pub articles: Vec<String>,
    /// The same articles by the text they are copies of; the first of each is the fullest copy.
    pub origins: Vec<Origin>,
    /// Why each article is in it.
    pub joins: Vec<Join>,
    /// A digest of this name exists: its address and its sources stay.
    pub published: bool,
}

/// A text, and the articles that are copies of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// A name for it that is stable while its copies are: the agency and the fullest copy's stem.
    pub name: String,
    pub articles: Vec<String>,
}

/// Why an article stands with another in one story, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    pub article: String,
    /// The nearest article of the story.
    pub with: String,
    /// Cosine similarity of the two, 0 to 1, in thousandths: whole so that the type can be compared.
    pub similarity: u16,
    /// Words and names that weigh most in it, the heaviest first.
    pub shared: Vec<String>,
    /// Words and names that make two short articles alike because the articles around both have them; empty where `shared` explains the similarity.
    pub around: Vec<String>,
    /// A model finds the two alike: the cosine of its vectors, in thousandths; `None` where it does not, or none was asked.
    pub meaning: Option<u16>,
    /// Days between the two, where both dates are known.
    pub days: Option<i64>,
    /// One text in two copies.
    pub copy: bool,
}

/// All articles in stories; every article stands in exactly one, or in `apart`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// In the order of their names.
    pub stories: Vec<Story>,
    /// Stems of articles that the editor keeps out of every story (`story: none`) or that belong to a refused one.
    pub apart: Vec<String>,
    /// Articles that may belong to a published story but are not near enough to join it; in the order of their stems.
    pub undecided: Vec<Undecided>,
    /// Stories that the editor refused, by name; their articles stand in `apart` too.
    pub refused: Vec<Story>,
    /// Articles that are none, and stand alone: stem, why (an error page, a notice of an archive).
    pub no_article: Vec<(String, String)>,
}

/// An article that may belong to a published story, which is for the editor to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub article: String,
    pub story: String,
    /// How it stands to the nearest article of that story.
    pub join: Join,
}
