//! What sites say around their articles, in their own few words: headings under which no article goes on, and prompts that stand in its midst.

use regex::Regex;
use std::sync::LazyLock;

/// Whether a text ends as a sentence does, closing quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', ' ']);
    core.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '」']) || (core.len() < text.len() && core.ends_with(','))
}

/// Longer blocks are prose, whatever they mention.
const LONGEST_PROMPT: usize = 45;

/// A line in the form in which the lists below have it: lower case, straight apostrophes, no marks at its ends.
fn folded(line: &str) -> String {
    crate::text::normal::folded(line).trim_matches(|c: char| !c.is_alphanumeric() && c != '©').to_owned()
}

/// Whether a line is a heading after which a page shows other things than its article: related stories, comments, an app to download.
pub(super) fn ends_article(line: &str) -> bool {
    static BEGINNINGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:more (?:from|in|on|stories|news|by)\b|(?:recommended|stories|articles) for you|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|(?:das|dies) könnte sie|(?:te|le|ti) (?:puede|può|potrebbe) interesar|vous aimerez|download the app|get the app|what (?:to )?(?:read|others are reading)|people (?:also|are) read|readers also|trending (?:now|in|on)|most (?:read|popular|viewed|shared|commented)|related (?:articles?|stor(?:y|ies)|posts?|news|content|topics?|reading|links?|coverage)\b|no comments yet)").ok()
    });
    let line = folded(line);
    // "Comments (12)", "12 comments"
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
    line.split(' ').count() <= 8 && (HEADINGS.contains(&line) || BEGINNINGS.as_ref().is_some_and(|r| r.is_match(line)))
}

const HEADINGS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related posts",
    "recommended",
    "recommended reading",
    "recommended stories",
    "read next",
    "up next",
    "read more",
    "also read",
    "see also",
    "keep reading",
    "popular",
    "popular posts",
    "latest",
    "latest news",
    "latest stories",
    "latest articles",
    "latest posts",
    "recent posts",
    "recent articles",
    "top stories",
    "trending",
    "editor's picks",
    "editors' picks",
    "editor's choice",
    "don't miss",
    "in case you missed it",
    "around the web",
    "from the web",
    "from around the web",
    "sponsored content",
    "sponsored links",
    "promoted content",
    "promoted stories",
    "paid content",
    "comments",
    "comment",
    "add a comment",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "write a comment",
    "join the conversation",
    "join the discussion",
    "view comments",
    "show comments",
    "comments are closed",
    "discussion",
    "conversation",
    "reader comments",
    "similar articles",
    "similar posts",
    "similar stories",
    "other stories",
    "other news",
    "next article",
    "previous article",
    "next post",
    "previous post",
    "next story",
    "explore more",
    "download our app",
    "share this article",
    "share this story",
    "share this post",
    "share this",
    "about the author",
    "about the authors",
    "about author",
    "newsletter",
    "newsletters",
    "mehr zum thema",
    "zum thema",
    "ähnliche artikel",
    "ähnliche beiträge",
    "weitere artikel",
    "weitere meldungen",
    "weitere nachrichten",
    "weitere themen",
    "auch interessant",
    "lesen sie auch",
    "mehr lesen",
    "kommentare",
    "kommentar schreiben",
    "kommentar verfassen",
    "diskussion",
    "meistgelesen",
    "meistgelesene artikel",
    "empfehlungen der redaktion",
    "neueste artikel",
    "neueste beiträge",
    "passend zum thema",
    "das könnte sie auch interessieren",
    "à lire aussi",
    "à lire également",
    "lire aussi",
    "sur le même sujet",
    "sur le même thème",
    "articles similaires",
    "articles liés",
    "commentaires",
    "laisser un commentaire",
    "les plus lus",
    "les plus lues",
    "à découvrir",
    "nos recommandations",
    "dans la même rubrique",
    "plus d'articles",
    "artículos relacionados",
    "noticias relacionadas",
    "te puede interesar",
    "te recomendamos",
    "lea también",
    "lee también",
    "leer también",
    "más noticias",
    "lo más leído",
    "lo más visto",
    "comentarios",
    "deja un comentario",
    "deja una respuesta",
    "más información",
    "más sobre",
    "entradas relacionadas",
    "contenido relacionado",
    "leggi anche",
    "articoli correlati",
    "articoli simili",
    "potrebbe interessarti",
    "potrebbero interessarti",
    "ti potrebbe interessare",
    "commenti",
    "lascia un commento",
    "i più letti",
    "ultime notizie",
    "notizie correlate",
    "leia também",
    "leia mais",
    "veja também",
    "veja mais",
    "artigos relacionados",
    "notícias relacionadas",
    "comentários",
    "deixe um comentário",
    "mais lidas",
    "mais lidos",
    "últimas notícias",
    "saiba mais",
    "relacionadas",
    "lees ook",
    "lees meer",
    "lees verder",
    "gerelateerde artikelen",
    "gerelateerd",
    "meer over",
    "reacties",
    "reageer",
    "meest gelezen",
    "laatste nieuws",
    "czytaj także",
    "czytaj również",
    "czytaj też",
    "zobacz także",
    "zobacz też",
    "zobacz również",
    "przeczytaj także",
    "przeczytaj również",
    "komentarze",
    "powiązane artykuły",
    "polecane",
    "najczęściej czytane",
    "dodaj komentarz",
    "läs också",
    "läs mer",
    "relaterat",
    "les også",
    "relaterte saker",
    "læs også",
    "související články",
    "mohlo by vás zajímat",
    "diskuse",
    "читайте также",
    "читайте ещё",
    "смотрите также",
    "комментарии",
    "похожие статьи",
    "lue myös",
    "relaterade artiklar",
    "bunlar da ilginizi çekebilir",
    "ilgili haberler",
    "yorumlar",
];

/// Whether a block is a prompt, notice or button of the site and no part of the text, wherever it stands.
pub(super) fn is_prompt(block: &str) -> bool {
    let words = block.split_whitespace().count();
    if words == 0 || words > LONGEST_PROMPT {
        return words == 0;
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

static ANYWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"delivered (?:straight |directly |daily |weekly )*(?:in)?to your (?:e-?mail |mail)?(?:in)?box|(?:straight|directly|right) (?:in)?to your inbox",
        r"|(?:sign up|subscribe|register) (?:here |now |today |free )*(?:for|to) (?:our|the|my|your|[\w' ]{1,30}) ?(?:\w+ ){0,3}newsletters?\b",
        r"|subscribe to our (?:\w+ ){0,3}(?:newsletter|channel|podcast|feed|blog)",
        r"|(?:we|this (?:web)?site|our partners) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences)",
        r"|(?:enable|turn on|activate) javascript|javascript (?:is|appears to be) (?:disabled|turned off)|browser (?:does not|doesn't) support",
        r"|your e-?mail address will not be published|required fields are marked|notify me of (?:new|follow-up)",
        r"|(?:log|sign) in to (?:leave a |post a |write a )?(?:comment|reply)|(?:be the first|login|log in|register|sign up) to (?:leave a )?comment",
        r"|you (?:must|need to) be logged in|by (?:signing up|subscribing|submitting|registering|clicking|continuing),? you|i agree to (?:the|receive)",
        r"|this site is protected by recaptcha|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados",
        r"|may not be (?:published, broadcast|reproduced|republished)|reproduction (?:in whole|without|is prohibited)",
        r"|(?:article|story|text) continues? (?:below|after)|continue reading (?:below|the main story)|scroll (?:down )?to continue|story continues below",
        r"|download (?:the|our) (?:\w+ ){0,3}app\b|get (?:the|our) (?:\w+ ){0,2}app\b|(?:on|from|via|in) (?:the )?(?:app store|google play|play store)|available on the app store|preferred app store",
        r"|abonnieren sie (?:unseren|den|jetzt)|melden sie sich (?:hier )?(?:für|zu)[\w ]*newsletter|inscrivez-vous à (?:la|notre)|abonnez-vous à|suscríbete a|iscriviti all|assine (?:a|nossa)|schrijf je in voor|zapisz się",
    ))
    .ok()
});

static IN_SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:also on|also|read (?:more|also|next|now|the full story)|also read|see also|more on this|related|don't miss|must read|see|watch(?: now| more| also)?|listen(?: now)?|in pictures|click here|recommended)\s*:",
        r"|^(?:lesen sie auch|lesen sie (?:hier|dazu)|mehr dazu|mehr zum thema|siehe auch|lire aussi|à lire|lea también|lee también|leer más|leggi anche|leggi di più|leia também|leia mais|veja também|lees ook|czytaj (?:także|też|również)|zobacz (?:także|też|również)|läs också|les også|læs også|читайте также)\b",
        r"|^(?:follow|like|join|find|connect with) (?:us|me|the author|our) (?:on|at)\b|\bfollow (?:us|me|him|her|them|\w+ \w+) on (?:twitter|x|facebook|instagram|linkedin|threads|google news|whatsapp|telegram|bluesky|mastodon)",
        r"|^(?:share|tweet|pin|email|print|send|post) (?:this|on|via|to|it|by)\b",
        r"|in your inbox\b|\bget our (?:\w+ ){0,3}newsletters?\b|\bour (?:free )?(?:daily|weekly|morning) newsletter\b|^(?:newsletter|sign up)\b.*\bnewsletters?\b",
        r"|^(?:©|copyright\b|\(c\) ?\d{4}|copyright ?©)|^(?:terms of (?:use|service)|privacy policy)",
        r"|^(?:already a subscriber|already have an account|not a subscriber|have an account|subscribe (?:now|today|here|for|to)|become a (?:member|subscriber)|start your (?:free )?trial|unlock this)",
        r"|^(?:have a (?:news )?tip|got a (?:news )?tip|send (?:us )?(?:your )?(?:tips|feedback)|report a (?:typo|correction|mistake)|contact (?:us|the author|the editor)|write to (?:us|the))",
        r"|^(?:click|tap) (?:here|on|the|to)\b|^(?:this article (?:was|is) (?:originally|first) (?:published|posted|appeared)|the post .* appeared first on)",
    ))
    .ok()
});

static IN_VERY_SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:photo|photograph|image|picture|illustration|video|foto|bild|crédit|credit|photo credit|image credit|image source|image caption|photo by|photos? courtesy|getty images|file photo)s?\s*[:/|]",
        r"|^(?:\d+ )?(?:min(?:ute)?s?|mins?)[ .-]?(?:read|to read|lesezeit|de lecture|de lectura|di lettura|de leitura)|^reading time|^estimated read|^lesezeit|^temps de lecture|^tiempo de lectura",
        r"|^(?:time)?(?:a|an|one|\d+) (?:second|minute|hour|day|week|month|year)s? ago$|^vor \d+ (?:minuten|stunden|tagen)$|^il y a \d+ |^hace \d+ ",
        r"|^(?:updated|last updated|published|posted|first published|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|atualizado)\b[^.]*\d",
        r"|^(?:filed under|tagged|tags?|topics?|categories|category|posted in|in this article|schlagwörter|themen|mots-clés|etiquetas)\s*:",
        r"|^image (?:copyright|caption|source)|^media (?:playback|caption)|^media playback|^this slideshow requires|^like this (?:story|article|post)|^also on \w+\.\w+|^try our\b|^explore what\b.*\byou\b|^get started now\b|^\d+ comments?$|^(?:be the )?first to comment|^(?:\d+ )?shares?$|^enter your e-?mail|^e-?mail address|^\d+ of \d+$|^hide caption|^toggle caption|^enlarge this image",
    ))
    .ok()
});

/// Whether a block tells readers that the rest of the text is for those who pay or sign in.
pub(super) fn is_paywall(block: &str) -> bool {
    static WALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?:subscribe|sign up|register|log ?in|sign in|pay)\b[\w ,']{0,40}\bto (?:continue|keep|read|unlock|access|finish)\b",
            r"|to (?:continue|keep) reading(?: this (?:article|story))?[, ]|(?:this|the full|full) (?:article|story|text|content|access)\b[\w ]{0,20}\b(?:is|are) (?:only |exclusively |reserved )?(?:available |for )?(?:only )?(?:to|for) (?:paying |paid |registered |our )?(?:subscribers|members)",
            r"|(?:for|only) (?:paying |our )?subscribers (?:only|can)|subscriber[- ]only|exclusive (?:to|for) (?:our )?(?:subscribers|members)|already a (?:subscriber|member)\?",
            r"|(?:you have|you've) (?:reached|used|read) (?:your|all)[\w ]{0,30}(?:free|limit|articles)|unlock (?:this|the full|unlimited)|remaining (?:\d+ )?(?:%|percent|per cent) of (?:this|the)",
            r"|weiterlesen mit|mit (?:\w+ )?(?:abo|plus)\b.*weiterlesen|jetzt (?:weiterlesen|freischalten)|la suite est réservée|réservé aux abonnés|il vous reste [\d,.]+ ?% de cet article|contenido exclusivo para suscriptores|solo para suscriptores|contenuto riservato agli abbonati|exclusivo para assinantes",
        ))
        .ok()
    });
    block.split_whitespace().count() <= 60 && WALL.as_ref().is_some_and(|r| r.is_match(&crate::text::normal::folded(block)))
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
        ] {
            assert!(!is_prompt(line), "{line}");
        }
    }

    #[test]
    fn walls_are_seen() {
        assert!(is_paywall("Subscribe now to continue reading this article."));
        assert!(is_paywall("Already a subscriber? Log in"));
        assert!(!is_paywall("The paper has more subscribers than ever."));
    }
}
