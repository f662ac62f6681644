//! The papers that labels are put on, and where on them a label may stand.

use std::fmt;
use std::str::FromStr;

use crate::error::LabelError;
use crate::impose::{Room, Size};

/// The paper of an assembled document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Every page keeps its own size.
    AsIs,
    /// One page on a label of 100 × 150 mm.
    Mm100x150,
    /// One page on a label of 4 × 6 in.
    In4x6,
    /// One page on a sheet of A4.
    A4,
    /// Four pages on a sheet of A4: across, then down.
    A4FourUp,
}

/// What is left free around each label on a shared sheet, so that it can be cut and no printer clips it.
const CELL_MARGIN_MM: f32 = 5.0;
const A4_MM: (f32, f32) = (210.0, 297.0);

impl Layout {
    pub const ALL: [Self; 5] = [Self::AsIs, Self::Mm100x150, Self::In4x6, Self::A4, Self::A4FourUp];

    /// The name on the command line and in settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AsIs => "as-is",
            Self::Mm100x150 => "100x150",
            Self::In4x6 => "4x6",
            Self::A4 => "a4",
            Self::A4FourUp => "a4-4up",
        }
    }

    /// The sheet, or none where each page brings its own.
    pub(crate) fn sheet(self) -> Option<Size> {
        match self {
            Self::AsIs => None,
            Self::Mm100x150 => Some(Size::mm(100.0, 150.0)),
            Self::In4x6 => Some(Size::FOUR_BY_SIX),
            Self::A4 | Self::A4FourUp => Some(Size::mm(A4_MM.0, A4_MM.1)),
        }
    }

    /// The places on the sheet, in the order in which they are filled.
    pub(crate) fn rooms(self, sheet: Size) -> Vec<Room> {
        if self != Self::A4FourUp {
            return vec![Room { left: 0.0, bottom: 0.0, size: sheet }];
        }
        let margin = Size::mm(CELL_MARGIN_MM, CELL_MARGIN_MM);
        let cell = Size { width: sheet.width / 2.0, height: sheet.height / 2.0 };
        let inner =
            Size { width: cell.width - 2.0 * margin.width, height: cell.height - 2.0 * margin.height };
        [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)]
            .map(|(column, row)| Room {
                left: column * cell.width + margin.width,
                bottom: row * cell.height + margin.height,
                size: inner,
            })
            .to_vec()
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Layout {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        Self::ALL
            .into_iter()
            .find(|layout| layout.as_str() == text)
            .ok_or_else(|| LabelError::UnknownLayout { given: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_read_what_they_write() {
        for layout in Layout::ALL {
            assert_eq!(layout.to_string().parse(), Ok(layout));
        }
        let unknown = LabelError::UnknownLayout { given: "A5".to_owned() };
        assert_eq!("A5".parse::<Layout>(), Err(unknown));
    }

    #[test]
    fn four_rooms_go_across_then_down() {
        let sheet = Size::mm(210.0, 297.0);
        let rooms = Layout::A4FourUp.rooms(sheet);
        assert_eq!(rooms.len(), 4);
        assert!(rooms[0].left < rooms[1].left);
        assert!(rooms[0].bottom > rooms[2].bottom);
        assert!(
            (rooms[3].left + rooms[3].size.width - (sheet.width - Size::mm(5.0, 5.0).width)).abs() < 0.01
        );
    }
}
