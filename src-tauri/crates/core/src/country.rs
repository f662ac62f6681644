//! Countries as the trade writes them: ISO 3166-1 alpha-2.

/// Every code of ISO 3166-1, and XK (Kosovo), which carriers use.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ \
FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT \
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP \
MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE \
RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV \
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Countries whose addresses are not delivered without a state or province.
const WITH_STATES: [&str; 8] = ["AU", "BR", "CA", "CN", "IN", "MX", "MY", "US"];

/// Whether this is a country code, in upper case.
pub fn is_code(code: &str) -> bool {
    code.len() == 2 && CODES.split_whitespace().any(|known| known == code)
}

/// The code itself, where this is one in upper case.
pub fn code(text: &str) -> Option<&'static str> {
    CODES.split_whitespace().find(|known| *known == text)
}

/// Whether an address in this country needs a state or province.
pub fn has_states(code: &str) -> bool {
    WITH_STATES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_codes_of_the_trade() {
        for code in ["US", "CN", "TW", "HK", "DE", "GB", "XK"] {
            assert!(is_code(code), "{code}");
        }
        for code in ["", "us", "USA", "UK", "XX", "U "] {
            assert!(!is_code(code), "{code}");
            assert_eq!(super::code(code), None);
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(CODES.split_whitespace().count(), 250);
        assert!(WITH_STATES.iter().all(|code| is_code(code)));
    }
}
