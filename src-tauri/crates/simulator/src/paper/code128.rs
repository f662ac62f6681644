//! Code128 with switching between set B (any text) and set C (two digits a symbol).

use barcoders::sym::code128::Code128;

/// The digits that must stand together before a switch to set C pays.
const WORTH_SWITCHING: usize = 6;
const SET_B: char = 'Ɓ';
const SET_C: char = 'Ć';

/// The modules from the first bar to the last, `true` is black; empty when Code128 has no such text.
pub(crate) fn modules(text: &str) -> Vec<bool> {
    match Code128::new(switched(text)) {
        Ok(code) => code.encode().into_iter().map(|module| module == 1).collect(),
        Err(_) => Vec::new(),
    }
}

/// Marks where the symbol changes its character set, in the notation of `barcoders`.
fn switched(text: &str) -> String {
    let mut marked = String::new();
    let mut set = None;
    for run in text.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        let digits = run.first().is_some_and(u8::is_ascii_digit);
        let whole_text = run.len() == text.len() && run.len() >= 2;
        let pairs =
            if digits && (run.len() >= WORTH_SWITCHING || whole_text) { run.len() / 2 * 2 } else { 0 };
        // an odd digit stays in set B, in front of the pairs
        let (plain, paired) = run.split_at(run.len() - pairs);
        for (wanted, part) in [(SET_B, plain), (SET_C, paired)] {
            if part.is_empty() {
                continue;
            }
            if set != Some(wanted) {
                marked.push(wanted);
                set = Some(wanted);
            }
            marked.extend(part.iter().map(|&byte| char::from(byte)));
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_go_in_pairs() {
        assert_eq!(switched("9405500897846053129766"), "Ć9405500897846053129766");
        assert_eq!(switched("1Z9XV6160327140440"), "Ɓ1Z9XV6Ć160327140440");
        assert_eq!(switched("RX123456785CN"), "ƁRX1Ć23456785ƁCN");
        assert_eq!(switched("A12B"), "ƁA12B");
    }

    #[test]
    fn every_symbol_has_eleven_modules() {
        // start, 11 pairs, check, stop with its two closing modules
        assert_eq!(modules("9405500897846053129766").len(), (1 + 11 + 1) * 11 + 13);
        assert!(modules("汉字").is_empty());
    }
}
