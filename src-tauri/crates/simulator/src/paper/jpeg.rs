//! A small JPEG writer: baseline, shades of grey, Huffman tables as plain as the format allows.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use super::{DPI, Sheet};

const SIDE: usize = 8;
/// Every coefficient is divided by this: coarse enough to be small, fine enough for text to be read.
const QUANTUM: u8 = 12;
/// Bits of every code of the tables below.
const DC_BITS: u32 = 4;
const AC_BITS: u32 = 8;
const NOTHING_MORE: u8 = 0x00;
const SIXTEEN_ZEROS: u8 = 0xF0;

/// Coefficients of a block in the order in which they are written.
const ZIGZAG: [usize; SIDE * SIDE] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// The sheet as a JPEG that knows its resolution.
pub(crate) fn jpeg_bytes(sheet: &Sheet) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8];
    let [high, low] = short(DPI);
    segment(&mut file, 0xE0, &[b"JFIF\0\x01\x01\x01".as_slice(), &[high, low, high, low, 0, 0]].concat());
    segment(&mut file, 0xDB, &[[0].as_slice(), &[QUANTUM; SIDE * SIDE]].concat());
    let size = [short(sheet.height), short(sheet.width)].concat();
    segment(&mut file, 0xC0, &[[8].as_slice(), &size, &[1, 1, 0x11, 0]].concat());
    segment(&mut file, 0xC4, &table(0x00, DC_BITS, &(0..=11).collect::<Vec<_>>()));
    segment(&mut file, 0xC4, &table(0x10, AC_BITS, &symbols()));
    segment(&mut file, 0xDA, &[1, 1, 0x00, 0, 63, 0]);
    file.extend(scan(sheet));
    file.extend([0xFF, 0xD9]);
    file
}

/// The two bytes of a number; no sheet is as large as what does not fit.
fn short(number: u32) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes()
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    file.extend([0xFF, marker]);
    file.extend(short(u32::try_from(content.len() + 2).unwrap_or(u32::MAX)));
    file.extend(content);
}

/// A Huffman table in which all codes have the same length: a symbol's code is its place.
fn table(class: u8, bits: u32, symbols: &[u8]) -> Vec<u8> {
    let count = u8::try_from(symbols.len()).unwrap_or(u8::MAX);
    let lengths = (1..=16).map(|length| if length == bits { count } else { 0 });
    [class].into_iter().chain(lengths).chain(symbols.iter().copied()).collect()
}

/// A run of up to 15 zeros and the bits of what follows, then the two that stand alone.
fn symbols() -> Vec<u8> {
    let runs = (0..16_u8).flat_map(|run| (1..=10_u8).map(move |size| run << 4 | size));
    runs.chain([NOTHING_MORE, SIXTEEN_ZEROS]).collect()
}

/// Bits to bytes, with the zero that follows every 0xFF.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, bits: u32) {
        for place in (0..bits).rev() {
            self.held = self.held << 1 | (value >> place & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = self.held.to_be_bytes()[3];
                self.bytes.push(byte);
                if byte == 0xFF {
                    self.bytes.push(0);
                }
                (self.held, self.count) = (0, 0);
            }
        }
    }

    /// A number in as few bits as it needs: negative ones as what they lack to all ones.
    fn number(&mut self, number: i32, size: u32) {
        let value = if number < 0 { number + (1 << size) - 1 } else { number };
        self.put(value.unsigned_abs(), size);
    }

    fn finish(mut self) -> Vec<u8> {
        while self.count != 0 {
            self.put(1, 1);
        }
        self.bytes
    }
}

fn size_of(number: i32) -> u32 {
    i32::BITS - number.unsigned_abs().leading_zeros()
}

fn scan(sheet: &Sheet) -> Vec<u8> {
    let symbols = symbols();
    let code = |symbol: u32| {
        let place = symbols.iter().position(|&known| u32::from(known) == symbol);
        place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
    };
    let waves = waves();
    let picture =
        Picture { rows: sheet.raster(), width: sheet.width as usize, height: sheet.height as usize };
    let (mut bits, mut before) = (Bits::default(), 0);
    for top in (0..picture.height).step_by(SIDE) {
        for left in (0..picture.width).step_by(SIDE) {
            let block = picture.block(left, top, &waves);
            let change = block[0] - before;
            before = block[0];
            bits.put(size_of(change), DC_BITS);
            bits.number(change, size_of(change));
            let mut zeros = 0;
            for &number in ZIGZAG[1..].iter().map(|&place| &block[place]) {
                if number == 0 {
                    zeros += 1;
                    continue;
                }
                while zeros > 15 {
                    bits.put(code(u32::from(SIXTEEN_ZEROS)), AC_BITS);
                    zeros -= 16;
                }
                bits.put(code(zeros << 4 | size_of(number)), AC_BITS);
                bits.number(number, size_of(number));
                zeros = 0;
            }
            if zeros > 0 {
                bits.put(code(u32::from(NOTHING_MORE)), AC_BITS);
            }
        }
    }
    bits.finish()
}

type Block<T> = [T; SIDE * SIDE];

/// The eight waves that make up any row of a block.
fn waves() -> Block<f32> {
    let mut waves = [0.0; SIDE * SIDE];
    for (place, wave) in (0_u8..).zip(&mut waves) {
        let (frequency, x) = (f32::from(place / 8), f32::from(place % 8));
        let level = if frequency == 0.0 { FRAC_1_SQRT_2 } else { 1.0 };
        *wave = level / 2.0 * ((2.0 * x + 1.0) * frequency * PI / 16.0).cos();
    }
    waves
}

struct Picture {
    /// One bit a dot, white is 1.
    rows: Vec<u8>,
    width: usize,
    height: usize,
}

impl Picture {
    /// Black is -128, white is 127; the last dots repeat beyond the edge.
    fn dot(&self, x: usize, y: usize) -> f32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        let byte = self.rows.get(y * self.width.div_ceil(8) + x / 8).copied().unwrap_or(0xFF);
        if byte << (x % 8) & 0x80 == 0 { -128.0 } else { 127.0 }
    }

    /// How strong each wave is in the block at this place.
    fn block(&self, left: usize, top: usize, waves: &Block<f32>) -> Block<i32> {
        let mut across = [0.0; SIDE * SIDE];
        for (place, sum) in across.iter_mut().enumerate() {
            let (y, wave) = (place / SIDE, place % SIDE);
            *sum = (0..SIDE).map(|x| self.dot(left + x, top + y) * waves[wave * SIDE + x]).sum();
        }
        let mut block = [0; SIDE * SIDE];
        for (place, value) in block.iter_mut().enumerate() {
            let (down, wave) = (place / SIDE, place % SIDE);
            let sum: f32 = (0..SIDE).map(|y| across[y * SIDE + wave] * waves[down * SIDE + y]).sum();
            #[expect(clippy::cast_possible_truncation, reason = "at most 8 × 128 in size")]
            let rounded = (sum / f32::from(QUANTUM)).round() as i32;
            *value = rounded;
        }
        block
    }
}

#[cfg(test)]
mod tests {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;

    use super::*;

    #[test]
    fn a_reader_sees_what_was_drawn() {
        let mut sheet = Sheet::new(203, 101);
        sheet.bar(40, 24, 80, 40);
        sheet.text(10, 80, 2, "PROOF");
        let bytes = jpeg_bytes(&sheet);
        let mut reader = JpegDecoder::new(ZCursor::new(&bytes));
        let pixels = reader.decode().unwrap();
        assert_eq!(reader.dimensions(), Some((203, 101)));
        let depth = pixels.len() / (203 * 101);
        let dot = |x: usize, y: usize| pixels[(y * 203 + x) * depth];
        assert!(dot(60, 40) < 40 && dot(118, 62) < 60, "black inside the bar");
        assert!(dot(10, 10) > 215 && dot(202, 100) > 215 && dot(150, 40) > 215, "white beside it");
    }
}
