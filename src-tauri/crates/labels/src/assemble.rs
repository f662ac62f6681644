//! Many label files into one PDF. Equal input gives equal bytes: nothing in the output counts time or chance.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro::hayro_syntax::{Pdf as Foreign, PdfVersion};
use hayro_write::pdf_writer::{Chunk, Content, Filter, Finish, Name, Pdf, Rect, Ref};
use hayro_write::{ChunkSettings, ExtractionError, ExtractionQuery, extract};

use crate::document::{self, has_drawn_annotation};
use crate::error::{LabelError, guard};
use crate::impose::{Page, Room, Size, place};
use crate::layout::Layout;
use crate::picture::Picture;
use crate::raster::{self, Raster};
use crate::report::Face;
use crate::sniff::{MediaType, sniff};

/// Puts label files on paper, in the order given, and answers one PDF.
///
/// Each file is a PDF of one or more pages, a PNG or a JPEG. A page within 2 mm of its paper is centred at
/// 100 %, a larger one shrinks to fit, a smaller one is centred and not enlarged; an image without a physical
/// size fills the paper. A page is turned a quarter where it can be larger that way.
///
/// Give it files that [`check`](crate::check) accepted: limits on what a file unpacks to are kept there.
/// Only what is drawn on a page comes along: no links, scripts, forms or attached files.
///
/// # Errors
/// `NoLabels`; `InLabel` with the index of the file and what is wrong with it, as [`check`](crate::check).
pub fn assemble(labels: &[&[u8]], layout: Layout) -> Result<Vec<u8>, LabelError> {
    if labels.is_empty() {
        return Err(LabelError::NoLabels);
    }
    let mut book = Book::new();
    let mut drawings = Vec::with_capacity(labels.len());
    for (index, label) in labels.iter().enumerate() {
        let drawn = book
            .add_label(label)
            .map_err(|source| LabelError::InLabel { index, source: Box::new(source) })?;
        drawings.extend(drawn);
    }
    let a_sheet = layout.rooms(Size::FOUR_BY_SIX).len();
    let mut drawings = drawings.into_iter().peekable();
    while drawings.peek().is_some() {
        book.add_sheet(drawings.by_ref().take(a_sheet).collect(), layout);
    }
    Ok(book.finish())
}

/// Something in the file that can be drawn on a sheet.
pub(crate) struct Drawing {
    object: Ref,
    page: Page,
    /// What the object measures by itself: its page in points, or [`UNIT`].
    own: Size,
}

/// What pages call the font of their text.
pub(crate) const FONT: &[u8] = b"F0";

/// What an image measures by itself.
const UNIT: Size = Size { width: 1.0, height: 1.0 };

/// The document as it grows.
pub(crate) struct Book {
    pdf: Pdf,
    last: i32,
    tree: Ref,
    sheets: Vec<Ref>,
    needs_version_2: bool,
}

/// The dots of a page that has to become a picture, on any label printer's grid or finer.
const PICTURE_DPI: u16 = 300;

impl Book {
    pub(crate) fn new() -> Self {
        Self { pdf: Pdf::new(), last: 2, tree: Ref::new(2), sheets: Vec::new(), needs_version_2: false }
    }

    pub(crate) fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    pub(crate) fn add_label(&mut self, bytes: &[u8]) -> Result<Vec<Drawing>, LabelError> {
        match sniff(bytes)? {
            MediaType::Pdf => self.add_pdf(&document::open(bytes)?),
            media => {
                let picture = Picture::open(bytes, media)?;
                let object = self.add_image(&Image::from(&picture));
                Ok(vec![Drawing { object, page: picture.page(), own: UNIT }])
            }
        }
    }

    fn add_pdf(&mut self, pdf: &Foreign) -> Result<Vec<Drawing>, LabelError> {
        self.needs_version_2 |= pdf.version() == PdfVersion::Pdf20;
        let pages = pdf.pages();
        let (as_pictures, as_forms): (Vec<_>, Vec<_>) =
            (0..pages.len()).partition(|index| has_drawn_annotation(&pages[*index]));
        let mut drawings = self.add_forms(pdf, &as_forms)?;
        // a form object holds a page's content only; filled-in fields and stamps would be lost
        for index in as_pictures {
            let dots = raster::page_of(pdf, index, PICTURE_DPI)?;
            let object = self.add_image(&Image::from(&dots));
            let page = Page { size: document::size_of(&pages[index]), elastic: false };
            drawings.insert(index, Drawing { object, page, own: UNIT });
        }
        Ok(drawings)
    }

    fn add_forms(&mut self, pdf: &Foreign, indexes: &[usize]) -> Result<Vec<Drawing>, LabelError> {
        let queries: Vec<_> = indexes.iter().map(|index| ExtractionQuery::new_xobject(*index)).collect();
        let mut last = self.last;
        let extracted = guard(MediaType::Pdf, || {
            let next = Box::new(|| {
                last += 1;
                Ref::new(last)
            });
            extract(pdf, next, ChunkSettings::default(), &queries).map_err(unreadable)
        })?;
        self.last = last;
        self.pdf.extend(&extracted.chunk);
        let refs = extracted.root_refs.into_iter().zip(indexes);
        refs.map(|(object, index)| {
            let size = document::size_of(&pdf.pages()[*index]);
            Ok(Drawing {
                object: object.map_err(unreadable)?,
                page: Page { size, elastic: false },
                own: size,
            })
        })
        .collect()
    }

    fn add_image(&mut self, image: &Image) -> Ref {
        let object = self.next();
        let mut chunk = Chunk::new();
        let mut writer = chunk.image_xobject(object, &image.packed);
        writer.filter(Filter::FlateDecode);
        writer.width(image.width);
        writer.height(image.height);
        writer.bits_per_component(image.bits);
        if image.is_grey {
            writer.color_space().device_gray();
        } else {
            writer.color_space().device_rgb();
        }
        writer.finish();
        self.pdf.extend(&chunk);
        object
    }

    fn add_sheet(&mut self, drawings: Vec<Drawing>, layout: Layout) {
        let size = layout.sheet().unwrap_or_else(|| drawings[0].page.size);
        let placed: Vec<_> = drawings.into_iter().zip(layout.rooms(size)).collect();
        self.add_page(size, Content::new(), &placed, None);
    }

    /// A page with what was drawn on it already, and others' drawings, each in its room.
    pub(crate) fn add_page(
        &mut self,
        size: Size,
        mut content: Content,
        drawings: &[(Drawing, Room)],
        font: Option<Ref>,
    ) {
        let (page_ref, content_ref) = (self.next(), self.next());
        for (index, (drawing, room)) in drawings.iter().enumerate() {
            draw(&mut content, drawing, place(drawing.page, *room), &name(index));
        }
        self.pdf.stream(content_ref, &content.finish());
        let mut page = self.pdf.page(page_ref);
        page.parent(self.tree).contents(content_ref);
        page.media_box(Rect::new(0.0, 0.0, size.width, size.height));
        let mut resources = page.resources();
        if let Some(font) = font {
            resources.fonts().pair(Name(FONT), font);
        }
        let mut objects = resources.x_objects();
        for (index, (drawing, _)) in drawings.iter().enumerate() {
            objects.pair(Name(name(index).as_bytes()), drawing.object);
        }
        objects.finish();
        resources.finish();
        page.finish();
        self.sheets.push(page_ref);
    }

    /// The font of pages that were given its number.
    pub(crate) fn add_font(&mut self, font: Ref, face: &Face) {
        let mut last = self.last;
        face.write(&mut self.pdf, font, || {
            last += 1;
            Ref::new(last)
        });
        self.last = last;
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let (major, minor) = if self.needs_version_2 { (2, 0) } else { (1, 7) };
        self.pdf.set_version(major, minor);
        self.pdf.catalog(Ref::new(1)).pages(self.tree);
        let count = i32::try_from(self.sheets.len()).unwrap_or(i32::MAX);
        self.pdf.pages(self.tree).kids(self.sheets).count(count);
        self.pdf.finish()
    }
}

fn unreadable(error: ExtractionError) -> LabelError {
    LabelError::damaged(MediaType::Pdf, &format!("{error:?}"))
}

fn name(index: usize) -> String {
    format!("L{index}")
}

/// Draws one label and nothing beyond its own edges, lest it touch its neighbour.
fn draw(content: &mut Content, drawing: &Drawing, matrix: [f32; 6], name: &str) {
    let Drawing { page: Page { size, .. }, own, .. } = drawing;
    let (across, down) = (size.width / own.width, size.height / own.height);
    content.save_state();
    content.transform(matrix);
    content.rect(0.0, 0.0, size.width, size.height).clip_nonzero().end_path();
    content.transform([across, 0.0, 0.0, down, 0.0, 0.0]);
    content.x_object(Name(name.as_bytes()));
    content.restore_state();
}

/// Pixels as a PDF stores them.
struct Image {
    width: i32,
    height: i32,
    bits: i32,
    is_grey: bool,
    packed: Vec<u8>,
}

impl From<&Picture> for Image {
    fn from(picture: &Picture) -> Self {
        Self {
            width: picture.width.cast_signed(),
            height: picture.height.cast_signed(),
            bits: 8,
            is_grey: picture.is_grey,
            packed: deflate(&picture.samples),
        }
    }
}

impl From<&Raster> for Image {
    fn from(raster: &Raster) -> Self {
        let light: Vec<u8> = raster.rows.iter().map(|byte| !byte).collect();
        Self {
            width: raster.width.cast_signed(),
            height: raster.height.cast_signed(),
            bits: 1,
            is_grey: true,
            packed: deflate(&light),
        }
    }
}

pub(crate) fn deflate(samples: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // writing into memory cannot fail
    let _ = encoder.write_all(samples);
    encoder.finish().unwrap_or_default()
}
