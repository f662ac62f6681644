//! How a page stands in a room on a sheet: its scale, its turn and its place. Lengths are PDF points, the
//! origin is the lower left corner.

const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// A page this close to its paper is printed at 100 %, so that its barcodes keep their exact width.
const TOLERANCE: f32 = 2.0 * POINTS_PER_MM;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Size {
    pub(crate) const FOUR_BY_SIX: Self = Self { width: 288.0, height: 432.0 };

    pub(crate) fn mm(width: f32, height: f32) -> Self {
        Self { width: width * POINTS_PER_MM, height: height * POINTS_PER_MM }
    }

    pub(crate) fn in_mm(self) -> (f32, f32) {
        (self.width / POINTS_PER_MM, self.height / POINTS_PER_MM)
    }

    pub(crate) fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    pub(crate) fn scaled(self, scale: f32) -> Self {
        Self { width: self.width * scale, height: self.height * scale }
    }

    /// The largest scale at which `self` fits into `room`.
    pub(crate) fn fit(self, room: Self) -> f32 {
        (room.width / self.width).min(room.height / self.height)
    }

    pub(crate) fn is_near(self, other: Self) -> bool {
        (self.width - other.width).abs() <= TOLERANCE && (self.height - other.height).abs() <= TOLERANCE
    }
}

/// A place on a sheet that takes one page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    pub(crate) left: f32,
    pub(crate) bottom: f32,
    pub(crate) size: Size,
}

/// A page to be placed. An elastic one has no physical size of its own and fills its room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Page {
    pub(crate) size: Size,
    pub(crate) elastic: bool,
}

impl Page {
    fn scale(self, size: Size, room: Size) -> f32 {
        if self.elastic {
            size.fit(room)
        } else if size.is_near(room) {
            1.0
        } else {
            size.fit(room).min(1.0)
        }
    }
}

/// The matrix `[a b c d e f]` that puts a page, drawn from the origin in its own points, into the middle of
/// a room. It is turned a quarter clockwise where it can be larger that way.
pub(crate) fn place(page: Page, room: Room) -> [f32; 6] {
    let upright = page.scale(page.size, room.size);
    let turned = page.scale(page.size.turned(), room.size);
    let turn = turned > upright;
    let scale = if turn { turned } else { upright };
    let drawn = if turn { page.size.turned() } else { page.size }.scaled(scale);
    let left = room.left + (room.size.width - drawn.width) / 2.0;
    let bottom = room.bottom + (room.size.height - drawn.height) / 2.0;
    if turn {
        [0.0, -scale, scale, 0.0, left, bottom + drawn.height]
    } else {
        [scale, 0.0, 0.0, scale, left, bottom]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(width: f32, height: f32, elastic: bool) -> [f32; 6] {
        let room = Room { left: 0.0, bottom: 0.0, size: Size::mm(100.0, 150.0) };
        place(Page { size: Size::mm(width, height), elastic }, room)
    }

    fn assert_matrix(actual: [f32; 6], expected: [f32; 6]) {
        for (a, e) in actual.iter().zip(expected) {
            assert!((a - e).abs() < 0.01, "{actual:?} is not {expected:?}");
        }
    }

    #[test]
    fn a_page_within_two_millimetres_stays_at_full_size_and_is_centred() {
        assert_matrix(placed(101.6, 150.0, false), [1.0, 0.0, 0.0, 1.0, -0.8 * POINTS_PER_MM, 0.0]);
        let near = placed(101.9, 151.9, false);
        assert_matrix([near[0], near[3], 0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        let far = placed(103.0, 150.0, false);
        assert!((far[0] - 100.0 / 103.0).abs() < 1e-4, "{far:?}");
    }

    #[test]
    fn a_larger_page_shrinks_and_a_smaller_one_does_not_grow() {
        let a4 = placed(210.0, 297.0, false);
        assert_matrix(a4, [0.476, 0.0, 0.0, 0.476, 0.0, (150.0 - 297.0 / 2.1) / 2.0 * POINTS_PER_MM]);
        let small = placed(50.0, 30.0, false);
        assert_matrix(small, [1.0, 0.0, 0.0, 1.0, 25.0 * POINTS_PER_MM, 60.0 * POINTS_PER_MM]);
    }

    #[test]
    fn a_landscape_page_is_turned_only_where_that_makes_it_larger() {
        assert_matrix(placed(150.0, 100.0, false), [0.0, -1.0, 1.0, 0.0, 0.0, 150.0 * POINTS_PER_MM]);
        assert!(placed(90.0, 60.0, false)[0] > 0.99, "it fits as it is");
    }

    #[test]
    fn a_page_without_a_size_fills_the_room() {
        let grown = placed(50.0, 75.0, true);
        assert_matrix(grown, [2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
    }
}
