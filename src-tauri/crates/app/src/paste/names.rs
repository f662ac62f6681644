//! Whether words are a person's, a company's, a street's.

/// Words of companies, in lower case.
const COMPANY: [&str; 22] = [
    "inc",
    "inc.",
    "llc",
    "ltd",
    "ltd.",
    "limited",
    "gmbh",
    "co.",
    "corp",
    "corp.",
    "corporation",
    "company",
    "b.v.",
    "bv",
    "s.a.",
    "sarl",
    "ag",
    "plc",
    "pty",
    "trading",
    "sons",
    "studio",
];
/// Words of streets, in lower case; German ones may be the end of a longer word.
const STREET: [&str; 49] = [
    "street",
    "st",
    "st.",
    "avenue",
    "ave",
    "ave.",
    "road",
    "rd",
    "rd.",
    "drive",
    "dr",
    "dr.",
    "lane",
    "ln",
    "ln.",
    "boulevard",
    "blvd",
    "blvd.",
    "court",
    "ct",
    "ct.",
    "way",
    "place",
    "pl",
    "terrace",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "circle",
    "cir",
    "crescent",
    "close",
    "square",
    "trail",
    "loop",
    "broadway",
    "gardens",
    "grove",
    "row",
    "rue",
    "via",
    "calle",
    "mews",
    "quay",
    "walk",
    "alley",
    "pike",
    "esplanade",
];
const STREET_ENDS: [&str; 15] = [
    "straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ufer", "damm", "ring", "straat",
    "gracht", "laan", "plein", "gatan",
];
/// Words that begin a flat, a floor, a building.
const UNIT: [&str; 28] = [
    "apt",
    "apt.",
    "apartment",
    "suite",
    "ste",
    "ste.",
    "unit",
    "flat",
    "floor",
    "fl",
    "room",
    "rm",
    "building",
    "bldg",
    "bldg.",
    "block",
    "c/o",
    "lot",
    "level",
    "shop",
    "etage",
    "appartement",
    "appt",
    "dock",
    "tower",
    "bâtiment",
    "bât",
    "résidence",
];

/// Whether words name a company.
pub(super) fn is_company(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split([' ', ',']);
    words.clone().count() > 1 && words.clone().any(|word| COMPANY.contains(&word))
        || lower.contains(" & ") && !lower.chars().any(|c| c.is_ascii_digit())
        || ["公司", "商行", "工作室", "株式会社", "有限会社"].iter().any(|mark| text.contains(mark))
}

/// Whether words name a person: two to five words of letters, or one.
pub(super) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &&str| {
        word.chars().any(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || ".'-()".contains(c))
    };
    words.len() <= 5
        && text.chars().count() <= 50
        && words.iter().all(is_word)
        && words.first().is_some_and(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
        && !is_street(text)
        && !is_company(text)
        && !is_unit(text)
        && !is_talk(text)
        && !is_district(text)
}

/// Parts of a city.
fn is_district(text: &str) -> bool {
    const DISTRICT: [&str; 8] =
        ["district", "county", "estate", "village", "centre", "center", "plaza", "mall"];
    DISTRICT.iter().any(|word| text.to_lowercase().ends_with(word))
}

/// Words that people say around an address.
pub(super) fn is_talk(text: &str) -> bool {
    const TALK: [&str; 20] = [
        "hi", "hello", "hey", "dear", "please", "thanks", "thank", "regards", "ship", "send", "my",
        "address", "deliver", "shipping", "cheers", "order", "delivery", "hallo", "bonjour", "to",
    ];
    let lower = text.to_lowercase();
    lower.split(' ').any(|word| TALK.contains(&word.trim_matches(['.', '!', ','])))
}

/// Whether words name a street.
pub(super) fn is_street(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let ends = |word: &&str| STREET_ENDS.iter().any(|end| word.ends_with(end) && word.len() > end.len());
    let numbered = words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
    let inside = words.iter().skip(1).any(|word| STREET.contains(word));
    // without a number, `Dr.` and `St` are parts of names as well
    let last = words.len() > 1 && words.last().is_some_and(|word| STREET.contains(word));
    let first =
        words.len() > 1 && words.first().is_some_and(|word| ["rue", "via", "calle", "ul."].contains(word));
    (numbered && inside) || last || first || words.iter().any(ends)
}

/// Where the words after the last word of a street begin: `1 Main St Springfield`.
pub(super) fn after_street(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut found = None;
    for word in text.split(' ') {
        let end = at + word.len();
        if at > 0 && STREET.contains(&word.to_lowercase().as_str()) {
            found = Some((end + 1).min(text.len()));
        }
        at = end + 1;
    }
    found.filter(|at| *at < text.len())
}

/// Whether words name a flat, a floor, a building.
pub(super) fn is_unit(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    let floor =
        first.strip_suffix("/f").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    UNIT.contains(&first) || floor || first.starts_with('#') || lower.split(' ').next_back() == Some("floor")
}

/// Whether a text is Chinese or Japanese characters only.
pub(super) fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '·' | '々'))
}

/// The families that most people belong to.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔庞颜伍庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房屈饶解牟艾尤时穆司古吉缪简车项连芦麦褚娄戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬師和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝練练張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭葉蘇呂盧鍾譚陸賈鄒龍賀龔萬錢嚴湯莊顏魯關歐";

/// Whether a Chinese name begins with a family.
pub(super) fn has_family(text: &str) -> bool {
    text.chars().next().is_some_and(|first| FAMILIES.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_companies_and_streets_are_told_apart() {
        for person in ["Hannah Kessler", "Émile O'Neil-Smith", "J. R. Doe", "Madonna"] {
            assert!(is_person(person), "{person}");
        }
        for other in [
            "9 Fiction Lane",
            "Lake & Sons",
            "Woods Trading",
            "Apt B",
            "Hello there",
            "Beispielstraße",
            "please ship",
        ] {
            assert!(!is_person(other), "{other}");
        }
        assert!(
            is_street("1420 N Alameda Street")
                && is_street("12 rue de l'Exemple")
                && is_street("Musterweg 3")
        );
        assert!(!is_street("St Albans") && !is_street("Los Angeles"));
        assert_eq!(after_street("1 Main St Springfield"), Some(10));
        assert!(is_unit("Suite 300") && is_unit("3rd floor") && !is_unit("Florida"));
    }
}
