//! The check digits of carriers. Each function says whether the last character of a number is the right one.

/// The figures of a text, where it has nothing else.
fn figures(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// A number and its check digit.
fn split(text: &str) -> Option<(Vec<u32>, u32)> {
    let mut figures = figures(text)?;
    let check = figures.pop()?;
    Some((figures, check))
}

fn weighed(figures: &[u32], weights: impl Iterator<Item = u32>) -> u32 {
    figures.iter().zip(weights).map(|(figure, weight)| figure * weight).sum()
}

/// Posts of the world: weights 8 6 4 2 3 5 9 7, modulo 11.
pub(super) fn post(text: &str) -> bool {
    let right = |(figures, check): (Vec<u32>, u32)| {
        let sum = weighed(&figures, [8, 6, 4, 2, 3, 5, 9, 7].into_iter());
        let wanted = match 11 - sum % 11 {
            10 => 0,
            11 => 5,
            digit => digit,
        };
        figures.len() == 8 && wanted == check
    };
    split(text).is_some_and(right)
}

/// Modulo 10 with the weights 3 and 1 from the right, as on goods and postal barcodes.
pub(super) fn mod10(text: &str) -> bool {
    let right = |(mut figures, check): (Vec<u32>, u32)| {
        figures.reverse();
        let sum = weighed(&figures, [3, 1].into_iter().cycle());
        (10 - sum % 10) % 10 == check
    };
    split(text).is_some_and(right)
}

/// What stands behind `1Z`: weights 1 and 2 from the left, letters count by their place in the alphabet.
pub(super) fn one_zed(text: &str) -> bool {
    let value = |c: char| c.to_digit(10).or_else(|| c.is_ascii_uppercase().then(|| (u32::from(c) - 63) % 10));
    let Some(values) = text.chars().map(value).collect::<Option<Vec<u32>>>() else { return false };
    let Some((check, rest)) = values.split_last() else { return false };
    let is_figure = text.ends_with(|c: char| c.is_ascii_digit());
    is_figure && (10 - weighed(rest, [1, 2].into_iter().cycle()) % 10) % 10 == *check
}

/// Twelve figures: weights 3 1 7 from the left, modulo 11, of which 10 counts as 0.
pub(super) fn mod11(text: &str) -> bool {
    let right = |(figures, check): (Vec<u32>, u32)| {
        weighed(&figures, [3, 1, 7].into_iter().cycle()) % 11 % 10 == check
    };
    split(text).is_some_and(right)
}

/// The rest of the number itself, divided by seven.
pub(super) fn mod7(text: &str) -> bool {
    let right = |(figures, check): (Vec<u32>, u32)| {
        figures.iter().fold(0, |rest, figure| (rest * 10 + figure) % 7) == check
    };
    split(text).is_some_and(right)
}
