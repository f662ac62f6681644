//! Broken bytes cost an error and never a panic; what is accepted can be assembled.

use crate::made;
use shipdesk_labels::{Layout, assemble, check};

/// Numbers that look random and are the same on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("less than the limit")
    }
}

/// A few bytes changed, a piece cut out, or the end missing.
fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    match dice.below(4) {
        0 => bytes.truncate(dice.below(good.len())),
        1 => {
            let from = dice.below(good.len());
            let to = (from + dice.below(40)).min(good.len());
            bytes.drain(from..to);
        }
        _ => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(good.len());
                bytes[at] ^= 1 << dice.below(8);
            }
        }
    }
    bytes
}

fn survive(good: &[u8], rounds: usize) {
    let mut dice = Dice(0x5eed_1abe1);
    let mut accepted = 0;
    for round in 0..rounds {
        let bytes = mutated(good, &mut dice);
        let assembled = assemble(&[&bytes], Layout::A4FourUp);
        if check(&bytes).is_ok() {
            accepted += 1;
            assert!(assembled.is_ok(), "round {round} was accepted: {assembled:?}");
        }
    }
    assert!(accepted < rounds, "nothing was refused, so nothing was broken");
}

#[test]
fn broken_documents() {
    survive(&made::label("SD123456789CN"), 300);
    survive(include_bytes!("../fixtures/object-streams.pdf"), 300);
}

#[test]
fn broken_images() {
    survive(&made::png(240, 360, 1, "SD123456789CN", Some(8000)), 300);
    survive(include_bytes!("../fixtures/label.jpg"), 40);
}

#[test]
fn every_prefix_of_a_label_is_refused() {
    let label = made::label("SD1");
    let end = label.len() - b"%%EOF\n".len();
    for length in (0..end).step_by(7) {
        assert!(check(&label[..length]).is_err(), "{length} bytes");
    }
}
