//! Winit's own words, which it has in three languages. Carriers' words are passed on as they are.

/// A language of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Simplified,
    Traditional,
    English,
}

/// Event code, the description in the three languages, and whether it is the event's status too.
type Words = (&'static str, [&'static str; 3], bool);

const EVENTS: [Words; 15] = [
    ("SO", ["提交订单", "提交訂單", "Order Submitted"], false),
    ("PKC", ["拣选完成", "揀選完成", "Picking Completed"], false),
    ("PAC", ["打包完成", "打包完成", "Packing Completed"], false),
    ("DIC", ["发货完成", "發貨完成", "Dispatch Completed"], false),
    ("DLI", ["派送中", "派送中", "In Delivery"], true),
    ("DLC", ["派送完成", "派送完成", "Delivery Completed"], true),
    ("DLF", ["派送失败", "派送失敗", "Delivery Failed"], true),
    ("EX", ["异常", "異常", "Exception"], true),
    ("AS", ["货物已收到", "貨物已收到", "Goods Received"], true),
    ("HPO", ["已交邮", "已交郵", "Handed to Post Office"], true),
    ("OBC", ["出库完成", "出庫完成", "Outbound Completed"], true),
    ("DSC", ["已销毁", "已銷毀", "Destroyed"], true),
    ("VO", ["已作废", "已作廢", "Voided"], true),
    ("RD", ["退货到仓", "退貨到倉", "Returned to Warehouse"], false),
    ("OUT", ["已出库", "已出庫", "Outbound"], true),
];

impl Language {
    /// The language of that code; Chinese where it is none.
    pub(super) fn of(code: &str) -> Self {
        match code {
            "en_US" => Self::English,
            "zh_TW" => Self::Traditional,
            _ => Self::Simplified,
        }
    }

    /// What an event of this code is called.
    pub(super) fn event(self, code: &str) -> Option<&'static str> {
        let [simplified, traditional, english] = EVENTS.iter().find(|(known, ..)| *known == code)?.1;
        Some(match self {
            Self::Simplified => simplified,
            Self::Traditional => traditional,
            Self::English => english,
        })
    }

    /// The status that an event of this code gives.
    pub(super) fn status(self, code: &str) -> Option<&'static str> {
        let tells = EVENTS.iter().any(|(known, _, status)| *known == code && *status);
        if tells { self.event(code) } else { None }
    }
}
