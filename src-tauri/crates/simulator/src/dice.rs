//! Chance that always falls the same way: hashes of what is known, so that restarts and processes agree.

/// A number from `seed` and `parts`, evenly spread (FNV-1a, then the finaliser of `SplitMix64`).
pub(crate) fn roll(seed: u64, parts: &[&str]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mut hash = 0xCBF2_9CE4_8422_2325 ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        // 0xFF stands in no UTF-8 text, so that ["ab", "c"] and ["a", "bc"] differ
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// `count` decimal digits.
pub(crate) fn digits(seed: u64, count: usize, parts: &[&str]) -> String {
    let more = |block: u64| format!("{:019}", roll(seed.wrapping_add(block << 32), parts) >> 1);
    (0..).map(more).flat_map(|block| block.chars().rev().collect::<Vec<_>>()).take(count).collect()
}

/// 32 hexadecimal digits that nobody would guess, the path of a file.
pub(crate) fn token(parts: &[&str]) -> String {
    format!("{:016x}{:016x}", roll(0x5EED, parts), roll(0xFACE, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_again_and_never_twice() {
        assert_eq!(roll(1, &["a"]), roll(1, &["a"]));
        assert_ne!(roll(1, &["a"]), roll(2, &["a"]));
        assert_ne!(roll(1, &["ab", "c"]), roll(1, &["a", "bc"]));
        assert_eq!(digits(7, 30, &["x"]).len(), 30);
        assert_eq!(token(&["x"]).len(), 32);
    }
}
