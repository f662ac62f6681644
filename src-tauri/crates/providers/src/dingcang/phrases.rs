//! What a refusal means. The platform answers code 400 for everything and says the reason in words, so here, and only
//! here, words decide; any others mean no more than "refused".
//!
//! The phrases are written without blanks and punctuation, in simplified characters and lower case, as [`plain`] makes
//! them. Those of the document: 订单号已存在, 订单不存在或无权限, 记录不存在, 接口返回. The rest is our own list.

use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::wording::fold;

/// What was asked for when the platform refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// Creating orders.
    Create,
    /// A label, a transfer label or the state of a cancellation.
    Lookup,
    /// A timeline.
    Track,
    /// Cancelling.
    Cancel,
    /// Anything else.
    Other,
}

/// Our keys. Looked for anywhere in the words.
const KEYS: &[&str] = &[
    "appkey",
    "appsecret",
    "密钥",
    "秘钥",
    "密匙",
    "签名错误",
    "授权失败",
    "未授权",
    "鉴权失败",
    "认证失败",
    "验证失败",
    "用户不存在",
    "账号不存在",
    "账户不存在",
    "账号已停用",
    "账号已禁用",
    "账户已停用",
    "账户已禁用",
    "invalidkey",
    "invalidsecret",
    "unauthorized",
    "authenticationfailed",
];

/// The order number is taken. Looked for anywhere: to miss one would make a purchase look refused that stands.
const DUPLICATE: &[&str] = &["已存在", "已经存在", "重复", "alreadyexist", "duplicate"];

/// The platform does not know the order. Must be all that is said: 订单不存在跟踪号 speaks of an order that is there, and
/// an order that is wrongly taken for unknown may be bought twice.
const NOT_FOUND: &[&str] = &[
    "订单不存在或无权限",
    "订单不存在",
    "订单号不存在",
    "单号不存在",
    "该订单不存在",
    "此订单不存在",
    "记录不存在",
    "无此订单",
    "没有此订单",
    "没有该订单",
    "未找到订单",
    "未找到该订单",
    "找不到订单",
    "订单未找到",
    "查无此单",
    "查无此订单",
    "ordernotfound",
    "orderdoesnotexist",
    "ordernotexist",
    "nosuchorder",
    "recordnotfound",
    "recorddoesnotexist",
];

/// The platform has nothing to give yet. Looked for anywhere.
const NOT_READY: &[&str] = &[
    "未生成",
    "待生成",
    "生成中",
    "处理中",
    "正在生成",
    "正在处理",
    "未出单",
    "出单中",
    "尚未",
    "暂无",
    "暂未",
    "请稍后",
    "请稍候",
    "稍后再试",
    "等待",
    "notready",
    "notyet",
    "processing",
    "inprogress",
    "beinggenerated",
    "trylater",
    "tryagainlater",
];

/// Nothing is known of a tracking number. Looked for anywhere: no money hangs on it.
const NO_HISTORY: &[&str] = &[
    "不存在",
    "无轨迹",
    "没有轨迹",
    "无跟踪信息",
    "暂无",
    "查无",
    "未查询到",
    "没有查询到",
    "无记录",
    "没有记录",
    "norecord",
    "notfound",
    "notracking",
    "noinformation",
    "nodata",
    "doesnotexist",
];

/// Words of a carrier that the platform passes on. They do not speak of the platform's own keys and orders.
const UPSTREAM: &str = "接口返回";

/// What may stand before the reason.
const LABELS: &[&str] =
    &["error", "错误", "提示", "操作失败", "查询失败", "获取失败", "撤消失败", "撤销失败", "失败"];

/// The refusal of a call about `order_no` (empty where it is about no single order), by the platform's code and words.
pub(super) fn refusal(call: Call, code: &str, words: &str, order_no: &str) -> ProviderError {
    if words.is_empty() {
        let error = ProviderError::new(kind(call, code, words), format!("code {code} without a reason"));
        return ProviderError { code: Some(code.to_owned()), ..error };
    }
    let without_no = if order_no.is_empty() { words.to_owned() } else { words.replace(order_no, "") };
    ProviderError::said(kind(call, code, &without_no), code, words)
}

fn kind(call: Call, code: &str, words: &str) -> ErrorKind {
    let words = plain(words);
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    let own = !words.contains(UPSTREAM);
    if matches!(code, "401" | "403") || (own && says(KEYS)) {
        return ErrorKind::Auth;
    }
    match call {
        Call::Create if says(DUPLICATE) => ErrorKind::Duplicate,
        Call::Lookup | Call::Cancel if own && NOT_FOUND.contains(&reason(&words)) => ErrorKind::NotFound,
        Call::Track if says(NO_HISTORY) => ErrorKind::NotFound,
        Call::Lookup | Call::Track if says(NOT_READY) => ErrorKind::NotReady,
        _ => ErrorKind::Refused,
    }
}

fn reason(words: &str) -> &str {
    LABELS.iter().find_map(|label| words.strip_prefix(label)).unwrap_or(words)
}

/// Letters and digits only, folded.
fn plain(words: &str) -> String {
    fold(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(call: Call, words: &str, kind: ErrorKind) {
        let error = refusal(call, "400", words, "A1001");
        assert_eq!(error.kind, kind, "{words}");
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("400"), Some(words)));
    }

    #[test]
    fn a_taken_number_is_one_only_where_orders_are_created() {
        for words in [
            "订单号已存在",
            "訂單號已存在!",
            "客户单号[A1001]已存在",
            "Order already exists",
            "接口返回:订单号重复",
        ] {
            means(Call::Create, words, ErrorKind::Duplicate);
            means(Call::Lookup, words, ErrorKind::Refused);
            means(Call::Other, words, ErrorKind::Refused);
        }
    }

    #[test]
    fn an_unknown_order_is_one_only_where_nothing_else_is_said() {
        for words in
            ["订单不存在或无权限", "訂單不存在", "记录不存在!", "失败:订单 A1001 不存在。", "Order not found"]
        {
            means(Call::Lookup, words, ErrorKind::NotFound);
            means(Call::Cancel, words, ErrorKind::NotFound);
            means(Call::Create, words, ErrorKind::Refused);
        }
        for words in ["订单不存在跟踪号", "渠道不存在", "接口返回:订单不存在", "撤消失败!", "系统错误"]
        {
            means(Call::Lookup, words, ErrorKind::Refused);
        }
    }

    #[test]
    fn nothing_yet_is_not_a_refusal() {
        for words in [
            "标签未生成",
            "标签生成中",
            "处理中,请稍后",
            "暂无标签",
            "Label is not ready yet",
            "接口返回:生成中",
        ] {
            means(Call::Lookup, words, ErrorKind::NotReady);
            means(Call::Create, words, ErrorKind::Refused);
        }
        means(Call::Track, "系统处理中", ErrorKind::NotReady);
    }

    #[test]
    fn our_keys_are_wrong_in_every_call_but_a_carriers_are_not_ours() {
        for call in [Call::Create, Call::Lookup, Call::Track, Call::Cancel, Call::Other] {
            means(call, "APPKEY 或 AppSecret 不正确", ErrorKind::Auth);
            means(call, "密鑰錯誤", ErrorKind::Auth);
            means(call, "ApPkEy", ErrorKind::Auth);
            assert_eq!(refusal(call, "403", "no", "").kind, ErrorKind::Auth);
        }
        means(Call::Create, "接口返回:appkey invalid", ErrorKind::Refused);
        means(Call::Other, "接口返回:Ship web service is currently unavailable.", ErrorKind::Refused);
    }

    #[test]
    fn an_unknown_number_has_no_history() {
        for words in ["单号不存在", "暂无轨迹", "查无记录", "No records found", "Tracking number NOT FOUND"]
        {
            means(Call::Track, words, ErrorKind::NotFound);
        }
        means(Call::Track, "系统错误", ErrorKind::Refused);
    }

    #[test]
    fn a_refusal_without_words_keeps_its_code() {
        let error = refusal(Call::Create, "400", "", "A1001");
        assert_eq!(
            (error.kind, error.code.as_deref(), error.message),
            (ErrorKind::Refused, Some("400"), None)
        );
    }

    #[test]
    fn phrases_are_written_as_words_are_compared() {
        for phrase in [KEYS, DUPLICATE, NOT_FOUND, NOT_READY, NO_HISTORY, LABELS, &[UPSTREAM]].concat() {
            assert_eq!(plain(phrase), phrase);
        }
    }
}
