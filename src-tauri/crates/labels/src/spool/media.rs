//! Papers by their self-describing names (PWG 5101.1): `na_index-4x6_4x6in`, `om_100x150mm_100x150mm`.

use crate::check::PageSize;
use crate::impose::Size;
use crate::layout::Layout;

/// Papers this close are the same: printers round inches to millimetres.
const SAME_MM: f32 = 0.6;

/// A paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    /// As the printer calls it.
    pub name: String,
    pub width_mm: f32,
    pub height_mm: f32,
}

impl Media {
    /// Reads a self-describing name; none for names that do not say a size.
    pub fn parse(name: &str) -> Option<Self> {
        let size = name.rsplit('_').next()?;
        let (figures, scale) = match (size.strip_suffix("mm"), size.strip_suffix("in")) {
            (Some(figures), _) => (figures, 1.0),
            (_, Some(figures)) => (figures, 25.4),
            _ => return None,
        };
        let (width, height) = figures.split_once('x')?;
        let (width, height): (f32, f32) = (width.parse().ok()?, height.parse().ok()?);
        let sane = |side: f32| side.is_finite() && (1.0..=5100.0).contains(&(side * scale));
        (sane(width) && sane(height)).then(|| Self {
            name: name.to_owned(),
            width_mm: width * scale,
            height_mm: height * scale,
        })
    }

    fn is_of(&self, width_mm: f32, height_mm: f32) -> bool {
        (self.width_mm - width_mm).abs() <= SAME_MM && (self.height_mm - height_mm).abs() <= SAME_MM
    }
}

/// The papers that a printer can take: names, and a range where it cuts its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MediaChoice {
    pub sizes: Vec<Media>,
    /// The smallest and the largest of its own cutting.
    pub custom: Option<(Media, Media)>,
}

impl MediaChoice {
    pub(super) fn read<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let (mut sizes, mut least, mut most) = (Vec::new(), None, None);
        for media in names.filter_map(Media::parse) {
            if media.name.starts_with("custom_min") {
                least = Some(media);
            } else if media.name.starts_with("custom_max") {
                most = Some(media);
            } else {
                sizes.push(media);
            }
        }
        Self { sizes, custom: least.zip(most) }
    }

    /// The paper of this size, under the printer's name for it.
    pub fn of_size(&self, width_mm: f32, height_mm: f32) -> Option<Media> {
        let named = self.sizes.iter().find(|media| media.is_of(width_mm, height_mm));
        named.cloned().or_else(|| {
            let (least, most) = self.custom.as_ref()?;
            let across = (least.width_mm - SAME_MM..=most.width_mm + SAME_MM).contains(&width_mm);
            let down = (least.height_mm - SAME_MM..=most.height_mm + SAME_MM).contains(&height_mm);
            let size = format!("{}x{}mm", round(width_mm), round(height_mm));
            (across && down).then(|| Media { name: format!("custom_{size}_{size}"), width_mm, height_mm })
        })
    }

    pub(super) fn widest_mm(&self) -> Option<f32> {
        let custom = self.custom.iter().map(|(_, most)| most);
        // a label may be fed the long way or the short way
        let sides = self.sizes.iter().chain(custom).map(|media| media.width_mm.min(media.height_mm));
        sides.reduce(f32::max)
    }
}

/// In hundredths of a millimetre, the grain of the protocol.
fn round(mm: f32) -> f32 {
    (mm * 100.0).round() / 100.0
}

/// The sheet of a layout in millimetres; none where each page brings its own.
pub fn paper_of(layout: Layout) -> Option<PageSize> {
    layout.sheet().map(PageSize::from)
}

/// At which scale a page stands on the sheet of a layout: 1 is its own size.
pub fn scale_on(page: PageSize, layout: Layout) -> f32 {
    let Some(sheet) = layout.sheet() else { return 1.0 };
    let size = Size::mm(page.width_mm, page.height_mm);
    let room = layout.rooms(sheet).first().map_or(sheet, |room| room.size);
    if size.is_near(room) || size.turned().is_near(room) {
        return 1.0;
    }
    size.fit(room).max(size.turned().fit(room)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_their_size() {
        let sizes = ["na_index-4x6_4x6in", "om_small-photo_100x150mm", "iso_a4_210x297mm"]
            .map(|name| Media::parse(name).map(|media| (media.width_mm, media.height_mm)));
        assert_eq!(sizes, [Some((101.6, 152.4)), Some((100.0, 150.0)), Some((210.0, 297.0))]);
        for name in ["unknown", "labels", "om_x_mm", "a_0x5mm", "a_NaNx5mm", "a_1x1e9in", ""] {
            assert_eq!(Media::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_paper_is_taken_only_where_the_printer_has_it() {
        let fixed = MediaChoice::read(["na_index-4x6_4x6in", "unknown"].into_iter());
        assert_eq!(fixed.of_size(101.6, 152.4).unwrap().name, "na_index-4x6_4x6in");
        assert_eq!(fixed.of_size(100.0, 150.0), None, "1.6 mm are another label");
        assert_eq!(fixed.of_size(152.4, 101.6), None, "turned is another paper");
        let cutting = MediaChoice::read(["custom_min_25.4x25.4mm", "custom_max_104x330mm"].into_iter());
        assert_eq!(cutting.of_size(100.0, 150.0).unwrap().name, "custom_100x150mm_100x150mm");
        assert_eq!(cutting.of_size(210.0, 297.0), None);
        assert_eq!(cutting.widest_mm(), Some(104.0));
    }

    #[test]
    fn the_scale_is_that_of_the_imposed_page() {
        let scale = |width_mm, height_mm, layout| scale_on(PageSize { width_mm, height_mm }, layout);
        assert!((scale(100.0, 150.0, Layout::In4x6) - 1.0).abs() < 1e-6);
        assert!((scale(150.0, 100.0, Layout::Mm100x150) - 1.0).abs() < 1e-6);
        assert!((scale(210.0, 297.0, Layout::Mm100x150) - 100.0 / 210.0).abs() < 1e-3);
        assert!((scale(210.0, 297.0, Layout::AsIs) - 1.0).abs() < 1e-6);
    }
}
