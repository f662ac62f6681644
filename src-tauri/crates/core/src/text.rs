//! Text from people and providers, made safe to store, print and show.

/// Removes what must never reach a label or a screen: control characters and the marks that reverse
/// reading direction. Line breaks and tabs become one space; the ends are trimmed.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() || is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Direction overrides, isolates, the byte order mark and other characters without a width.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// At most `limit` characters, cut at a character and marked with `…`.
pub fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_marks_go() {
        assert_eq!(clean(" A\u{202E}B\u{0}C\r\nD\tE "), "ABC D E");
        assert_eq!(clean("\u{FEFF}王小明"), "王小明");
    }

    #[test]
    fn shortens_by_characters_not_bytes() {
        assert_eq!(shorten("深圳市龙岗区", 4), "深圳市…");
        assert_eq!(shorten("深圳", 4), "深圳");
    }
}
