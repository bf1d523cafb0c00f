//! What sites say around their articles, in their own few words: headings under which no article goes on, and prompts that stand in its midst.

mod headings;
mod link_notes;
mod prompts;
mod walls;

pub(super) use headings::{ends_article, is_inset};
pub(super) use link_notes::without_link_notes;
pub(super) use prompts::is_prompt;
pub(super) use walls::is_paywall;

/// Whether a text ends as a sentence does, or announces what follows; closing quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '\'', '”', '“', '’', '‘', '»', '«', ')', ']', '*', ' ']);
    core.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '」']) || (core.len() < text.len() && core.ends_with(','))
}

/// A line in the form in which the lists below have it: lower case, straight apostrophes, no marks at its ends.
fn folded(line: &str) -> String {
    crate::text::normal::folded(line).trim_matches(|c: char| !c.is_alphanumeric() && c != '©').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{ends_article, is_paywall, is_prompt};

    #[test]
    fn headings_end_articles_and_sentences_do_not() {
        for line in [
            "Related Articles",
            "Comments (12)",
            "You may also like",
            "DOWNLOAD THE APP",
            "Leave a Comment",
            "Mehr zum Thema:",
            "More from Robots",
            "Lire aussi",
        ] {
            assert!(ends_article(line), "{line}");
        }
        for line in
            ["Comments by the minister drew fire.", "More than ever", "The app", "Related work in other fields has shown that it can be done.", "Commentary"]
        {
            assert!(!ends_article(line), "{line}");
        }
    }

    #[test]
    fn prompts_are_told_from_prose() {
        for line in [
            "Advertisement",
            "BT in your inbox",
            "Sign Up",
            "Start and end each day with the latest news stories and analyses delivered straight to your inbox.",
            "Explore more on our blog. Subscribe to our newsletter for the latest insights.",
            "Read more: A robot learns",
            "Follow us on Facebook",
            "© 2026 Example Media. All rights reserved.",
            "Photo: Ann Lee",
            "7 hours ago",
            "• ",
            "5 min read",
            "Click on the picture to enlarge",
            "Also: A robot learns",
        ] {
            assert!(is_prompt(line), "{line}");
        }
        for line in [
            "He wrote the app for the firm.",
            "The newsletter that he founded has 3,000 readers and a staff of two.",
            "“Print is dead,” he said.",
            "More than a thousand came.",
            "The company said that cookies had been a part of its plan from the first day on.",
            "FAQ",
            "Share prices fell.",
            "Click on “Manage Programs” and scroll to the second row, where the ratings are.",
            "Keep up with the trade: read its journals, go to its fairs and subscribe to a few industry newsletters.",
            "Also: how much time do you spend on repairs? That is hidden slowness that does not feel like slowness.",
        ] {
            assert!(!is_prompt(line), "{line}");
        }
    }

    #[test]
    fn walls_are_seen() {
        assert!(is_paywall("Subscribe now to continue reading this article."));
        assert!(is_paywall("Already a subscriber? Log in"));
        assert!(is_paywall("That was it. You’ve reached your limit of free articles."));
        assert!(!is_paywall("The paper has more subscribers than ever."));
        assert!(!is_paywall("No fear that you have reached your token limit."));
    }
}
