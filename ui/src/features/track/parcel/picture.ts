/** Whether this platform lets a page put a picture into the clipboard. */
export const canCopyPicture = () =>
  typeof ClipboardItem !== "undefined" && typeof navigator.clipboard?.write === "function";

/** Puts what is drawn in a place (a page of a PDF, a photograph) into the clipboard, as PNG: all programs take that. */
export async function copyPicture(place: ParentNode | null): Promise<void> {
  const drawn = place?.querySelector<HTMLCanvasElement | HTMLImageElement>("canvas, img");
  if (!drawn) throw new Error("nothing is drawn yet");
  // the promise goes in itself: the clipboard is asked for in the very moment of the key
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(drawn) })]);
}

async function pngOf(drawn: HTMLCanvasElement | HTMLImageElement): Promise<Blob> {
  const canvas = drawn instanceof HTMLCanvasElement ? drawn : canvasOf(drawn);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("it cannot be drawn"))), "image/png"),
  );
}

function canvasOf(picture: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  return canvas;
}
