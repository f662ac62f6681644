import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { densityOf, kindOf, paperSize } from "./picture";

const file = (name: string) => {
  const bytes = readFileSync(`src/features/label/fixtures/${name}`);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
};
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

describe("a file", () => {
  it("is what its first bytes say, not what it was called", () => {
    expect(kindOf(file("label-box1.pdf"))).toBe("pdf");
    expect(kindOf(file("label-box2.png"))).toBe("png");
    expect(kindOf(bytes("\ufeff\n%PDF-1.4"))).toBe("pdf");
    expect(kindOf(bytes("<html>not a label</html>"))).toBe("other");
    expect(kindOf(new ArrayBuffer(0))).toBe("other");
  });

  it("may state how dense its dots are", () => {
    expect(densityOf(file("label-box2.png"))?.map(Math.round)).toEqual([203, 203]);
    expect(densityOf(bytes("%PDF-1.4"))).toBeNull();
    const jpeg = new Uint8Array([
      0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 203, 0, 203,
    ]);
    expect(densityOf(jpeg.buffer)).toEqual([203, 203]);
    expect(densityOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]).buffer)).toBeNull();
  });
});

describe("a picture on paper", () => {
  const size = (width: number, height: number, density: readonly [number, number] | null) => {
    const paper = paperSize({ width, height }, density);
    return [Math.round(paper.width), Math.round(paper.height)];
  };

  it("is as large as it states, unless that is a screen's density", () => {
    expect(size(800, 1199, [203, 203])).toEqual([100, 150]);
    expect(size(1181, 1772, [300, 300])).toEqual([100, 150]);
    expect(size(812, 1218, [96, 96])).toEqual([102, 152]);
  });

  it("is a label where a printer's dots make one of it, else as large as a label may be", () => {
    expect(size(1200, 1800, null)).toEqual([102, 152]);
    expect(size(400, 600, null)).toEqual([102, 152]);
    expect(size(600, 400, null)).toEqual([152, 102]);
    expect(size(100, 600, null)).toEqual([25, 152]);
  });
});
