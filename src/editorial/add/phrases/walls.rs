//! Notices that the rest of a text is for those who pay or sign in.

use regex::Regex;
use std::sync::LazyLock;

/// Whether a block tells readers that the rest of the text is for those who pay or sign in.
pub(in crate::editorial::add) fn is_paywall(block: &str) -> bool {
    static WALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        // Counted repeats of letters of all scripts would make the pattern thousands of states large.
        Regex::new(concat!(
            r"(?:subscribe|sign up|register|log ?in|sign in|pay)\b[a-z0-9 ,']{0,40}\bto (?:continue|keep|read|unlock|access|finish)\b",
            r"|to (?:continue|keep) reading(?: this (?:article|story))?[, ]|(?:this|the full|full) (?:article|story|text|content|access)\b[a-z0-9 ]{0,20}\b(?:is|are) (?:only |exclusively |reserved )?(?:available |for )?(?:only )?(?:to|for) (?:paying |paid |registered |our )?(?:subscribers|members)",
            r"|(?:for|only) (?:paying |our )?subscribers (?:only|can)|subscriber[- ]only|exclusive (?:to|for) (?:our )?(?:subscribers|members)|already a (?:subscriber|member)\?",
            r"|(?:^|[.!?] )(?:you have|you've) (?:now )?(?:reached|used|read) (?:your|all)[a-z0-9 ]{0,30}(?:free|limit|articles)|unlock (?:this|the full|unlimited)|remaining (?:\d+ )?(?:%|percent|per cent) of (?:this|the)",
            r"|weiterlesen mit|mit (?:\w+ )?(?:abo|plus)\b.*weiterlesen|jetzt (?:weiterlesen|freischalten)|la suite est réservée|réservé aux abonnés|il vous reste [\d,.]+ ?% de cet article|contenido exclusivo para suscriptores|solo para suscriptores|contenuto riservato agli abbonati|exclusivo para assinantes",
        ))
        .ok()
    });
    block.split_whitespace().count() <= 60 && WALL.as_ref().is_some_and(|r| r.is_match(&crate::text::normal::folded(block)))
}
