//! Chinese on the sub-editor's desk: its words stand without spaces between them, so the lists of English words do not reach it.

use crate::text::words::is_ideograph;

/// Openings that only the sentence before explains: pronouns, pointers, conclusions.
const HANGING: &[&str] = &[
    "他", "她", "它", "这", "那", "该", "此", "其", "因此", "所以", "于是", "对此", "据此", "为此", "上述", "双方", "两者", "二者", "后者", "前者", "否则",
    "结果", "随后", "之后", "届时", "当时",
];
/// Of these, what opens a statement of its own.
const STANDING: &[&str] = &["此前", "那不勒斯", "那曲", "其他", "此外", "其实"];
/// Leading connectives that may be dropped, with the comma behind them.
const CONNECTIVES: &[&str] = &["此外", "另外", "同时", "与此同时", "不过", "然而", "但是", "但", "而且", "并且", "值得注意的是", "据悉", "据了解"];
/// Who speaks stands before or behind one of these.
const SPEECH: &[&str] = &[
    "说", "表示", "称", "指出", "认为", "告诉", "强调", "透露", "补充", "宣布", "解释", "回应", "写道", "坦言", "直言", "介绍", "呼吁", "警告", "承认", "否认",
    "提到", "回忆",
];
/// Days that a reader of another day would look up in vain.
const DAYS: &[&str] = &[
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "今天",
    "今日",
    "昨天",
    "昨日",
    "今早",
    "昨晚",
    "今晚",
];

/// Whether most of a text is written so.
pub(super) fn is_written(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    text.chars().filter(|c| is_ideograph(*c)).count() * 2 > letters
}

/// Whether a sentence begins with what stands for something before it; `bare` is the sentence without what it quotes.
pub(super) fn hangs(bare: &str) -> bool {
    let text = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    HANGING.iter().any(|h| text.starts_with(h)) && !STANDING.iter().any(|s| text.starts_with(s))
}

/// First or second person in our own voice.
pub(super) fn speaks_of_self(bare: &str) -> bool {
    let mut before = None;
    bare.chars().any(|c| {
        let of_self = matches!(c, '我' | '咱' | '你' | '您') && before != Some('自');
        before = Some(c);
        of_self
    })
}

/// Whether a sentence says in its own words whose the quoted words are.
pub(super) fn owns_its_quotation(bare: &str) -> bool {
    SPEECH.iter().any(|verb| bare.contains(verb))
}

/// The sentence without a leading connective and without the name of a day that stands by itself, outside quotations.
pub(super) fn strip(text: &str) -> String {
    let mut out = text;
    for _ in 0..2 {
        let rest = CONNECTIVES.iter().filter_map(|c| out.strip_prefix(c)?.strip_prefix(['，', ','])).min_by_key(|rest| rest.len());
        out = rest.unwrap_or(out).trim_start();
    }
    let mut kept = String::with_capacity(out.len());
    let mut quoted = false;
    let mut at = 0;
    while let Some(c) = out[at..].chars().next() {
        match c {
            '“' | '「' | '『' => quoted = true,
            '”' | '」' | '』' => quoted = false,
            _ => {}
        }
        let day = DAYS.iter().find(|d| out[at..].starts_with(**d)).filter(|d| !quoted && stands_alone(&kept, &out[at + d.len()..]));
        match day {
            // With the comma behind it, where it opens the sentence.
            Some(day) => {
                at += day.len() + if kept.is_empty() { out[at + day.len()..].chars().next().filter(|c| *c == '，').map_or(0, char::len_utf8) } else { 0 }
            }
            None => {
                kept.push(c);
                at += c.len_utf8();
            }
        }
    }
    kept
}

/// Whether a day says when, and is no part of `每周一`, `周一至周五`, `今天的会议`.
fn stands_alone(before: &str, behind: &str) -> bool {
    !before.ends_with(['每', '上', '下', '本', '这', '到', '至', '和', '、', '从', '自', '截', '于', '在', '或'])
        && !behind.starts_with(['的', '至', '到', '和', '、', '起', '前', '后', '之', '以', '或', '。', '是', '（'])
}

#[cfg(test)]
mod tests {
    use super::{hangs, is_written, speaks_of_self, strip};

    #[test]
    fn a_sentence_that_stands_for_itself_does_not_hang() {
        for text in ["他说第二座大厅将开放。", "“”他表示。", "因此，学校关闭了。", "该项目耗资四千万。"] {
            assert!(hangs(text) && is_written(text), "{text}");
        }
        for text in ["镇长表示该镇将出租机器。", "此前，学校已关闭。", "其他国家也在讨论。"] {
            assert!(!hangs(text), "{text}");
        }
        assert!(speaks_of_self("我们认为这是错的。") && !speaks_of_self("这是一种自我监管。") && !is_written("Norrby (诺比) opens a mill."));
    }

    #[test]
    fn connectives_and_days_go_where_they_say_no_more_than_when() {
        for (text, left) in [
            ("此外，诺比镇周一在旧造纸厂开放了一座数据中心。", "诺比镇在旧造纸厂开放了一座数据中心。"),
            ("昨天，镇长宣布了计划。", "镇长宣布了计划。"),
            ("学校每周一开放，周一至周五供暖。", "学校每周一开放，周一至周五供暖。"),
            ("镇长说：“周一开放。”", "镇长说：“周一开放。”"),
        ] {
            assert_eq!(strip(text), left);
        }
    }
}
