/** What a file is by its first bytes, and how large a picture of a label is on paper. */

/** The kinds of files that are shown. */
export type FileKind = "pdf" | "png" | "jpeg" | "gif" | "other";

const MAGIC: [FileKind, readonly number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
];

/** What the bytes are, whatever they were called. A PDF may have some bytes before its head. */
export function kindOf(bytes: ArrayBuffer): FileKind {
  const head = new Uint8Array(bytes, 0, Math.min(1024, bytes.byteLength));
  for (const [kind, magic] of MAGIC) {
    if (magic.every((byte, index) => head[index] === byte)) return kind;
  }
  return new TextDecoder("latin1").decode(head).includes("%PDF-") ? "pdf" : "other";
}

/** Media types of the pictures that a browser draws. */
export const PICTURE_TYPES = { png: "image/png", jpeg: "image/jpeg", gif: "image/gif" } as const;

/** Dots per inch across and down. */
type Density = readonly [number, number];

/** The density that a PNG or JPEG states, if it does. */
export function densityOf(bytes: ArrayBuffer): Density | null {
  const kind = kindOf(bytes);
  if (kind === "png") return pngDensity(new DataView(bytes));
  return kind === "jpeg" ? jpegDensity(new DataView(bytes)) : null;
}

function pngDensity(view: DataView): Density | null {
  for (let at = 8; at + 21 <= view.byteLength; ) {
    const [length, name] = [view.getUint32(at), view.getUint32(at + 4)];
    if (name === 0x70485973) {
      // pHYs: dots per metre
      return view.getUint8(at + 16) === 1
        ? [view.getUint32(at + 8) * 0.0254, view.getUint32(at + 12) * 0.0254]
        : null;
    }
    if (name === 0x49444154) return null;
    at += 12 + length;
  }
  return null;
}

function jpegDensity(view: DataView): Density | null {
  if (view.byteLength < 18 || view.getUint32(6) !== 0x4a464946) return null;
  const [unit, across, down] = [view.getUint8(13), view.getUint16(14), view.getUint16(16)];
  if (across === 0 || down === 0 || unit === 0) return null;
  return unit === 1 ? [across, down] : [across * 2.54, down * 2.54];
}

/** Width and height in millimetres. */
export interface PaperSize {
  width: number;
  height: number;
}

const LABELS: readonly PaperSize[] = [
  { width: 101.6, height: 152.4 },
  { width: 100, height: 150 },
];
const PRINTERS = [203, 300];
const SCREENS = [72, 96];
const NEAR_MM = 3;

/**
 * How large a picture is on paper, by the rules of printing: what it states unless that is a screen's density; its
 * dots at a printer's density where that makes a label; otherwise as large as a label may be.
 */
export function paperSize(dots: { width: number; height: number }, density: Density | null): PaperSize {
  const at = ([across, down]: Density) => ({
    width: (dots.width / across) * 25.4,
    height: (dots.height / down) * 25.4,
  });
  const screen = density !== null && SCREENS.some((dpi) => density.every((one) => Math.abs(one - dpi) < 1));
  if (density && !screen) return at(density);
  const label = PRINTERS.map((dpi) => at([dpi, dpi])).find(isLabel);
  if (label) return label;
  return density ? at(density) : asLargeAsALabel(dots);
}

function isLabel(size: PaperSize): boolean {
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  return LABELS.some(
    (label) => Math.abs(short - label.width) < NEAR_MM && Math.abs(long - label.height) < NEAR_MM,
  );
}

function asLargeAsALabel(dots: { width: number; height: number }): PaperSize {
  const [short, long] = [101.6, 152.4];
  const [width, height] = dots.width > dots.height ? [long, short] : [short, long];
  const scale = Math.min(width / dots.width, height / dots.height);
  return { width: dots.width * scale, height: dots.height * scale };
}
