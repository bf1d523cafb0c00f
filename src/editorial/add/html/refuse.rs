//! Pages that are no articles: lists of stories, walls, errors.

use super::blocks::{Block, Kind};
use super::facts::Page;
use crate::editorial::add::found::NotAnArticle;
use crate::editorial::add::phrases;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Less text than this, on a page that does not call itself an article, is none.
const FEWEST_WORDS: usize = 40;
/// And less than this on any page.
const FEWEST_DECLARED: usize = 12;

/// Says why a page is no article, if it is none. `words` is how many its text has.
pub(super) fn refuse(page: &Page, title: &str, words: usize, kept: &[&Block]) -> Result<(), NotAnArticle> {
    static WALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:\d{3}\b.*(?:error|not found|forbidden|denied|unavailable)|(?:page|seite|página|pagina|article|site) (?:not|nicht|no|non|cannot)\b.*|not found|error \d{3}.*|access denied.*|forbidden|just a moment.*|attention required.*|are you (?:a )?(?:human|robot).*",
            r"|(?:please )?(?:log|sign) ?in\b.*|login\b.*|anmelden|connexion|iniciar sesión|verify(?:ing)? (?:you|your)\b.*|one more step|robot check|captcha.*|security check.*|service unavailable|bad gateway|internal server error|before you continue.*|privacy settings|cookie consent|consent|subscribe to read.*)$"
        ))
        .ok()
    });
    if words < 150 && WALL.as_ref().is_some_and(|r| r.is_match(title.trim())) {
        return Err(NotAnArticle::new(
            format!("the page is a login, a consent form or an error: “{}”", title.trim()),
            "open the article in a browser and save it from there",
        ));
    }
    if words < FEWEST_DECLARED || (words < FEWEST_WORDS && !page.is_declared()) {
        let walled = page.blocks.iter().any(|b| phrases::is_paywall(&b.text));
        return Err(if walled {
            NotAnArticle::new("the page shows nothing of its article without a subscription", "save it from a browser where you are signed in")
        } else {
            NotAnArticle::new(
                "no article text was found on the page",
                "an article needs a few whole sentences; a page made by script has to be saved from a browser",
            )
        });
    }
    // A list of stories has its text in many short pieces, each of them a link.
    let linked: usize = kept.iter().map(|b| b.link_words.min(b.words)).sum();
    let prose = kept.iter().filter(|b| b.kind == Kind::Paragraph && b.words >= 25 && b.link_words * 3 <= b.words).count();
    if !page.is_declared() && (prose < 2 && linked * 10 >= words * 7 || are_teasers(page, kept)) {
        return Err(NotAnArticle::new("the page is a list of links, not an article", "add the articles that it leads to"));
    }
    Ok(())
}

/// Whether what was kept are the teasers of other stories: each paragraph stands alone under a heading that is a link.
fn are_teasers(page: &Page, kept: &[&Block]) -> bool {
    let paragraphs = kept.iter().filter(|b| b.kind == Kind::Paragraph && b.words >= 5).count();
    let places: BTreeSet<*const Block> = kept.iter().map(|b| std::ptr::from_ref::<Block>(b)).collect();
    let is_kept = |block: &Block| block.kind == Kind::Paragraph && block.words >= 5 && places.contains(&std::ptr::from_ref(block));
    let (mut teasers, mut under_link) = (0, false);
    for block in page.blocks {
        match block.kind {
            Kind::Heading(_) => under_link = block.words >= 3 && block.link_words >= block.words,
            _ if is_kept(block) => {
                teasers += usize::from(under_link);
                under_link = false;
            }
            _ => {}
        }
    }
    teasers >= FEWEST_TEASERS && teasers * 10 >= paragraphs * 8
}

/// Fewer may be an article's own parts, each with a heading that can be linked to.
const FEWEST_TEASERS: usize = 4;
