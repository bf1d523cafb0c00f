//! Words that deny, limit or turn what is said, and are no negations.

use crate::evidence::lexicon::Words;
use crate::evidence::tokens::Token;
use std::sync::LazyLock;

/// As typed.
static SOFT: LazyLock<Words> = LazyLock::new(|| {
    let all = "until but only little few hardly barely scarcely rarely unless instead rather unable impossible absent missing rule ruled except unlikely yet far \
               unclear against opposed declined";
    Words::typed(all.split(' '))
});

/// Verbs, whatever their form: prevent, preventing.
static DENYING: LazyLock<Words> =
    LazyLock::new(|| Words::compared("fail refuse deny lack avoid reject prevent oppose decline stop withhold keep_back hold_back".split(' ')));

/// Whether a word denies, limits or turns without being a negation.
pub(super) fn is_soft(token: &Token) -> bool {
    SOFT.has(token.typed) || DENYING.has(token.sym)
}
