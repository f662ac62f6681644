//! Tables for people: columns aligned by what a terminal shows, in which a Chinese character is two wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a name may be before it is cut. Only names are ever cut: a number or a status means what all of it says.
const NAME: usize = 36;

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Numbers, words and texts, whole.
    Left,
    /// Amounts, whole.
    Right,
    /// Names, cut where they are too long.
    Name,
}

/// Rows under headings. A column in which nothing stands is left out.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Column)>,
    rows: Vec<Vec<String>>,
    indent: usize,
}

impl Table {
    /// A table with these columns; headings may be empty.
    pub(crate) fn new(columns: impl IntoIterator<Item = (String, Column)>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new(), indent: 0 }
    }

    /// Names and what they stand for, set in by two.
    pub(crate) fn card() -> Self {
        let columns = [(String::new(), Column::Left), (String::new(), Column::Left)];
        Self { indent: 2, ..Self::new(columns) }
    }

    /// Sets the table in.
    pub(crate) fn indented(self) -> Self {
        Self { indent: 2, ..self }
    }

    /// Adds a row; its cells are in the order of the columns.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().zip(&self.columns);
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.rows.push(
            cells
                .map(
                    |(text, (_, column))| if *column == Column::Name { cut(&line(text)) } else { line(text) },
                )
                .collect(),
        );
    }

    /// Adds a row to a card, unless nothing stands in it.
    pub(crate) fn fact(&mut self, name: String, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.row([name, value]);
        }
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The text, without an end of line after the last row.
    pub(crate) fn text(&self) -> String {
        let filled =
            |index: usize| self.rows.iter().any(|row| row.get(index).is_some_and(|cell| !cell.is_empty()));
        let shown: Vec<usize> = (0..self.columns.len()).filter(|index| filled(*index)).collect();
        let heads: Vec<String> = self.columns.iter().map(|(head, _)| head.clone()).collect();
        let with_heads = shown.iter().any(|index| !heads[*index].is_empty());
        let lines: Vec<&Vec<String>> = with_heads.then_some(&heads).into_iter().chain(&self.rows).collect();
        let width = |index: usize| lines.iter().map(|cells| cells[index].width()).max().unwrap_or_default();
        let widths: Vec<usize> = shown.iter().map(|index| width(*index)).collect();
        let mut text = String::new();
        for cells in lines {
            let mut line = " ".repeat(self.indent);
            for (index, width) in shown.iter().zip(&widths) {
                let padding = " ".repeat(width - cells[*index].width());
                match self.columns[*index].1 {
                    Column::Right => line.extend([&padding, cells[*index].as_str()]),
                    Column::Left | Column::Name => line.extend([cells[*index].as_str(), &padding]),
                }
                line.push_str("  ");
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// A name that fits, marked with `…` where it was cut.
fn cut(name: &str) -> String {
    if name.width() <= NAME {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        if short.width() + c.width().unwrap_or_default() >= NAME {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(head: &str, column: Column) -> (String, Column) {
        (head.to_owned(), column)
    }

    #[test]
    fn columns_stand_under_each_other_with_chinese_text() {
        let mut table = Table::new([
            column("渠道", Column::Name),
            column("TOTAL", Column::Right),
            column("备注", Column::Left),
        ]);
        table.row(["Postal".into(), "5.70".into(), "x".into()]);
        table.row(["佳成专线".into(), "120.00".into(), "慢".into()]);
        // in the second and fourth line the Chinese characters are two wide each
        let expected = ["渠道       TOTAL  备注", "Postal      5.70  x", "佳成专线  120.00  慢"];
        assert_eq!(table.text().lines().collect::<Vec<_>>(), expected);
        let starts: Vec<usize> =
            expected.iter().map(|line| line.rfind("  ").map(|at| line[..at].width()).unwrap()).collect();
        assert_eq!(starts, [16, 16, 16]);
    }

    #[test]
    fn names_are_cut_and_numbers_never() {
        let number = "9".repeat(60);
        let mut table =
            Table::new([column("", Column::Name), column("", Column::Left), column("", Column::Right)]);
        table.row([
            "深圳市龙岗区坂田街道五和大道南二号某某国际物流有限公司".into(),
            number.clone(),
            number.clone(),
        ]);
        let text = table.text();
        assert!(text.ends_with(&format!("…  {number}  {number}")), "{text}");
        assert_eq!(text.split('…').next().unwrap().width(), 34, "the next character would not fit");
    }

    #[test]
    fn a_column_in_which_nothing_stands_is_left_out() {
        let mut table =
            Table::new([column("A", Column::Left), column("B", Column::Left), column("C", Column::Left)]);
        table.row(["1".into(), String::new(), "3".into()]);
        assert_eq!(table.text(), "A  C\n1  3");
    }

    #[test]
    fn a_cell_is_one_line() {
        let mut card = Table::card();
        card.fact(String::from("note"), "two\nlines\tand\ttabs");
        card.fact(String::from("nothing"), "");
        assert_eq!(card.text(), "  note  two lines and tabs");
    }
}
