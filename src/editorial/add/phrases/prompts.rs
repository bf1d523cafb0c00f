//! Prompts, notices and buttons in the midst of an article.

use super::folded;
use regex::Regex;
use std::sync::LazyLock;

/// Longer blocks are prose, whatever they mention.
const LONGEST_PROMPT: usize = 45;

/// Terms under a form may be longer: they begin with what the reader does by filling it in.
const LONGEST_TERMS: usize = 120;

/// How terms begin.
static TERMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^by (?:signing up|subscribing|submitting|registering|clicking|continuing|providing|entering)[^.]{0,80}, (?:you|i) (?:agree|consent|acknowledge|accept|confirm)").ok()
});

/// Whether a block is a prompt, notice or button of the site and no part of the text, wherever it stands.
pub(in crate::editorial::add) fn is_prompt(block: &str) -> bool {
    let words = block.split_whitespace().count();
    if words == 0 {
        return true;
    }
    if words > LONGEST_PROMPT {
        return words <= LONGEST_TERMS && TERMS.as_ref().is_some_and(|r| r.is_match(&folded(block)));
    }
    let line = folded(block);
    if line.is_empty() {
        // Marks alone: a scene break, a bullet that lost its text.
        return !block.chars().any(char::is_alphanumeric) && block.chars().count() < 8;
    }
    if words <= 6 && BUTTONS.contains(&line.as_str()) {
        return true;
    }
    let hit = |set: &LazyLock<Option<Regex>>| set.as_ref().is_some_and(|r| r.is_match(&line));
    hit(&ANYWHERE) || (words <= 25 && hit(&IN_SHORT)) || (words <= 14 && hit(&IN_VERY_SHORT))
}

/// Blocks of a few words that are nothing but this, as [`folded`] has them.
const BUTTONS: &[&str] = &[
    "advertisement",
    "advertisements",
    "advertising",
    "advert",
    "privacy overview",
    "ad",
    "ads",
    "sponsored",
    "promoted",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "annons",
    "annonce",
    "advertentie",
    "reklama",
    "реклама",
    "continua após a publicidade",
    "sign up",
    "sign in",
    "log in",
    "login",
    "subscribe",
    "subscribe now",
    "register",
    "register now",
    "sign up now",
    "share",
    "tweet",
    "email",
    "e-mail",
    "print",
    "save",
    "copy link",
    "link copied",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "telegram",
    "flipboard",
    "messenger",
    "more",
    "menu",
    "search",
    "close",
    "skip",
    "next",
    "previous",
    "back",
    "back to top",
    "top",
    "home",
    "follow",
    "follow us",
    "load more",
    "show more",
    "read more",
    "continue reading",
    "loading",
    "play",
    "pause",
    "listen",
    "listen to this article",
    "watch",
    "gift article",
    "gift this article",
    "share this",
    "share this article",
    "share article",
    "share this story",
    "share on facebook",
    "share on twitter",
    "share on x",
    "share via email",
    "hashtags",
    "tags",
    "topics",
    "view gallery",
    "view image",
    "view image in fullscreen",
    "open image in gallery",
    "enlarge image",
    "click to enlarge",
    "image",
    "photo",
    "video",
    "getty images",
    "logo",
    "play video",
    "drucken",
    "teilen",
    "merken",
    "vorlesen",
    "mehr",
    "imprimer",
    "partager",
    "envoyer",
    "compartir",
    "imprimir",
    "enviar",
    "compartilhar",
    "condividi",
    "stampa",
    "delen",
    "afdrukken",
    "udostępnij",
    "drukuj",
    "supported by",
    "story continues",
    "skip advertisement",
    "end of advertisement",
    "newsletter",
    "post comment",
    "reply",
    "report",
    "recommended",
    "trending",
    "accept",
    "accept all",
    "reject all",
    "manage cookies",
    "i agree",
    "ok",
    "got it",
    "learn more",
    "get started",
    "buy now",
    "shop now",
    "order now",
];

/// What gives a prompt away in any block of no more than [`LONGEST_PROMPT`] words.
static ANYWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"delivered (?:straight |directly |daily |weekly )*(?:in)?to your (?:e-?mail |mail)?(?:in)?box|(?:straight|directly|right) (?:in)?to your inbox",
        r"|(?:sign up|subscribe|register) (?:here |now |today |free )*(?:for|to) (?:our|the|my|your) ?(?:\w+ ){0,3}newsletters?\b",
        r"|subscribe to our (?:\w+ ){0,3}(?:newsletter|channel|podcast|feed|blog)",
        r"|(?:we|this (?:web)?site|our partners) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences)",
        r"|(?:enable|turn on|activate) javascript|javascript (?:is|appears to be) (?:disabled|turned off)|browser (?:does not|doesn't) support",
        r"|your e-?mail address will not be published|required fields are marked|notify me of (?:new|follow-up)",
        r"|(?:log|sign) in to (?:leave a |post a |write a )?(?:comment|reply)|(?:be the first|login|log in|register|sign up) to (?:leave a )?comment",
        r"|you (?:must|need to) be logged in|by (?:signing up|subscribing|submitting|registering|clicking|continuing),? you|i agree to (?:the|receive)",
        r"|this site is protected by recaptcha|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados",
        r"|may not be (?:published, broadcast|reproduced|republished)|reproduction (?:in whole|without|is prohibited)",
        r"|(?:article|story|text) continues? (?:below|after)|continue reading (?:below|the main story)|scroll (?:down )?to continue|story continues below|page continues below|fill (?:out|in) the form (?:below|to)",
        r"|(?:contains?|includes?) affiliate links|earn (?:us )?an? (?:small |affiliate ){0,2}commission|this (?:article|story) (?:is|was) independently (?:selected|chosen)",
        r"|a version of this (?:article|story|review|column|essay) (?:appears|appeared|was printed|ran) in|is a reader-supported publication|becom(?:e|ing) a (?:free or )?paid subscriber",
        r"|download (?:the|our) (?:\w+ ){0,3}app\b|get (?:the|our) (?:\w+ ){0,2}app\b|(?:on|from|via|in) (?:the )?(?:app store|google play|play store)|available on the app store|preferred app store",
        r"|abonnieren sie (?:unseren|den|jetzt)|melden sie sich (?:hier )?(?:für|zu)[\w ]*newsletter|inscrivez-vous à (?:la|notre)|abonnez-vous à|suscríbete a|iscriviti all|assine (?:a|nossa)|schrijf je in voor|zapisz się",
    ))
    .ok()
});

/// What does so in a block of no more than 25 words.
static IN_SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:sign up|subscribe|register) (?:here |now |today |free )*(?:for|to) [a-z0-9' ]{1,30} ?(?:\w+ ){0,3}newsletters?\b",
        r"|^(?:also on|read (?:more|also|next|now|the full story)|also read|see also|more on this|related|don't miss|must read|see|watch(?: now| more| also)?|listen(?: now)?|in pictures|click here|recommended)\s*:",
        r"|^(?:lesen sie auch|lesen sie (?:hier|dazu)|mehr dazu|mehr zum thema|siehe auch|lire aussi|à lire|lea también|lee también|leer más|leggi anche|leggi di più|leia também|leia mais|veja também|lees ook|czytaj (?:także|też|również)|zobacz (?:także|też|również)|läs också|les også|læs også|читайте также)\b",
        r"|^(?:follow|like|join|find|connect with) (?:us|me|the author|our) (?:on|at)\b|\bfollow (?:us|me|him|her|them|\w+ \w+) on (?:twitter|x|facebook|instagram|linkedin|threads|google news|whatsapp|telegram|bluesky|mastodon)",
        r"|^(?:share|tweet|pin|email|print|send|post) (?:this|on|via|to|it|by)\b",
        r"|in your inbox\b|\bget our (?:\w+ ){0,3}newsletters?\b|\bour (?:free )?(?:daily|weekly|morning) newsletter\b|^(?:newsletter|sign up)\b.*\bnewsletters?\b",
        r"|^(?:©|copyright\b|\(c\) ?\d{4}|copyright ?©)|^(?:terms of (?:use|service)|privacy policy)",
        r"|^(?:already a subscriber|already have an account|not a subscriber|have an account|subscribe (?:now|today|here|for|to)|become a (?:member|subscriber)|start your (?:free )?trial|unlock this)",
        r"|^(?:have a (?:news )?tip|got a (?:news )?tip|send (?:us )?(?:your )?(?:tips|feedback)|report a (?:typo|correction|mistake)|contact (?:us|the author|the editor)|write to (?:us|the))",
        r"|^(?:click|tap) (?:here|to)\b|^(?:click|tap) (?:on )?(?:the|this|an?|any) (?:\w+ ){0,2}(?:link|image|photo|picture|video|map|graphic|gallery|player|banner|headline)s?\b|^(?:this article (?:was|is) (?:originally|first) (?:published|posted|appeared)|the post .* appeared first on)",
    ))
    .ok()
});

/// What does so in a block of no more than 14 words.
static IN_VERY_SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:photo|photograph|image|picture|illustration|video|foto|bild|crédit|credit|photo credit|image credit|image source|image caption|photo by|photos? courtesy|getty images|file photo)s?\s*[:/|]",
        r"|^also\s*:|^(?:\d+ )?(?:min(?:ute)?s?|mins?)[ .-]?(?:read|to read|lesezeit|de lecture|de lectura|di lettura|de leitura)|^reading time|^estimated read|^lesezeit|^temps de lecture|^tiempo de lectura",
        r"|^(?:time)?(?:a|an|one|\d+) (?:second|minute|hour|day|week|month|year)s? ago$|^vor \d+ (?:minuten|stunden|tagen)$|^il y a \d+ |^hace \d+ ",
        r"|^(?:updated|last updated|published|posted|first published|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|atualizado)\b[^.]*\d",
        r"|^(?:filed under|tagged|tags?|topics?|categories|category|posted in|in this article|schlagwörter|themen|mots-clés|etiquetas)\s*:",
        r"|^image (?:copyright|caption|source)|^media (?:playback|caption)|^media playback|^this slideshow requires|^like this (?:story|article|post)|^also on \w+\.\w+|^try our\b|^explore what\b.*\byou\b|^get started now\b|^\d+ comments?$|^(?:skip to )?(?:the )?end of (?:the )?(?:carousel|gallery|slideshow|list|newsletter promotion)$|^skip past newsletter promotion$|submit a letter to the editor|^(?:be the )?first to comment|^(?:\d+ )?shares?$|^enter your e-?mail|^e-?mail address|^\d+ of \d+$|^hide caption|^(?:\w+ via )?getty images (?:an? |the |[a-z]+ )[^.]*$|^toggle caption|^enlarge this image",
    ))
    .ok()
});

#[cfg(test)]
mod tests {
    use super::{BUTTONS, folded};

    #[test]
    fn every_button_can_be_met() {
        for button in BUTTONS {
            assert!(folded(button) == *button && button.split_whitespace().count() <= 6, "{button}");
        }
    }
}
