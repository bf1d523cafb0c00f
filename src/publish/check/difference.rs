//! What differs between words that an editor wrote and words of an article, for people: word by word.

/// At most so many differences are named; behind them the texts are two.
const NAMED: usize = 4;
/// Longer stretches are cut in the middle.
const SHOWN: usize = 12;
/// Pairs of words that are compared; longer texts differ as wholes.
const LARGEST: usize = 10_000_000;

/// `“1,600” should be “1,500”; “mayor” should be “minister”`. How words are typed does not count. `None` where no word differs.
pub(super) fn difference(given: &str, article: &str) -> Option<String> {
    let (a, b): (Vec<&str>, Vec<&str>) = (given.split_whitespace().collect(), article.split_whitespace().collect());
    let hunks = hunks(&a, &b);
    let mut said: Vec<String> = hunks.iter().take(NAMED).map(|(ours, theirs)| one(ours, theirs)).collect();
    if hunks.len() > NAMED {
        said.push(format!("{} more", hunks.len() - NAMED));
    }
    (!said.is_empty()).then(|| said.join("; "))
}

fn one(ours: &[&str], theirs: &[&str]) -> String {
    match (ours, theirs) {
        ([], theirs) => format!("“{}” is left out", shown(theirs)),
        (ours, []) => format!("“{}” is not there", shown(ours)),
        (ours, theirs) => format!("“{}” should be “{}”", shown(ours), shown(theirs)),
    }
}

fn shown(words: &[&str]) -> String {
    let text = match words {
        long if long.len() > SHOWN => format!("{} … {}", long[..SHOWN / 2].join(" "), long[long.len() - SHOWN / 2..].join(" ")),
        short => short.join(" "),
    };
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '“' | '”' | '"')).to_owned()
}

fn plain(word: &str) -> String {
    crate::text::normal::folded(word).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '%' | '€' | '£')).to_owned()
}

/// The stretches in which two word lists differ, by a longest common subsequence.
fn hunks<'a, 'b>(a: &[&'a str], b: &[&'b str]) -> Vec<(Vec<&'a str>, Vec<&'b str>)> {
    let (x, y): (Vec<String>, Vec<String>) = (a.iter().map(|w| plain(w)).collect(), b.iter().map(|w| plain(w)).collect());
    if x.len().saturating_mul(y.len()) > LARGEST {
        return vec![(a.to_vec(), b.to_vec())];
    }
    let width = y.len() + 1;
    let mut best = vec![0_u32; (x.len() + 1) * width];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            best[i * width + j] = if x[i] == y[j] { best[(i + 1) * width + j + 1] + 1 } else { best[(i + 1) * width + j].max(best[i * width + j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let mut open = false;
    while i < x.len() || j < y.len() {
        if i < x.len() && j < y.len() && x[i] == y[j] {
            (i, j, open) = (i + 1, j + 1, false);
            continue;
        }
        if !open {
            out.push((Vec::new(), Vec::new()));
            open = true;
        }
        let Some(hunk) = out.last_mut() else { break };
        if j >= y.len() || (i < x.len() && best[(i + 1) * width + j] >= best[i * width + j + 1]) {
            hunk.0.push(a[i]);
            i += 1;
        } else {
            hunk.1.push(b[j]);
            j += 1;
        }
    }
    // Marks that stand alone are no words.
    out.retain(|(ours, theirs)| ours.iter().chain(theirs).any(|w| !plain(w).is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn each_word_that_differs_is_named() {
        let article = "The plant in Ulm makes 1,500 robots a year, the minister said on Friday.";
        let said = |given: &str| difference(given, article);
        assert_eq!(said("the plant in Ulm makes 1,500 robots a year – the minister said on Friday"), None);
        assert_eq!(
            said("The plant in Ulm makes 1,600 robots a year, the mayor said.").as_deref(),
            Some("“1,600” should be “1,500”; “mayor” should be “minister”; “on Friday” is left out")
        );
        assert_eq!(said("The big plant in Ulm makes 1,500 robots a year, the minister said on Friday").as_deref(), Some("“big” is not there"));
    }
}
