import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/design/css/tokens.css", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const [normal = "", high = ""] = [
  /:root \{([\s\S]*?)\n\}/,
  /:root\[data-contrast="high"\] \{([\s\S]*?)\n\}/,
].map((block) => block.exec(css)?.[1] ?? "");

type Theme = { dark: boolean; high: boolean };

/** The value of a token in a theme, as `oklch(…)` or `#…`. */
function token(name: string, theme: Theme): string {
  const find = (block: string) => new RegExp(`--${name}:\\s*([^;]+);`).exec(block)?.[1]?.trim();
  const raw = (theme.high ? find(high) : undefined) ?? find(normal);
  if (raw === undefined) throw new Error(`no token ${name}`);
  const pair = /^light-dark\((oklch\([^)]*\)|#\w+),\s*(oklch\([^)]*\)|#\w+)\)$/.exec(raw);
  const value = pair ? (theme.dark ? pair[2] : pair[1]) : raw;
  const alias = /^var\(--([\w-]+)\)$/.exec(value ?? "");
  return alias?.[1] ? token(alias[1], theme) : (value ?? "");
}

/** Linear light, red green blue. */
function light(color: string): [number, number, number] {
  if (color.startsWith("#")) {
    const digits =
      color.length === 4 ? [...color.slice(1)].map((one) => one + one) : (color.slice(1).match(/../g) ?? []);
    const [r = 0, g = 0, b = 0] = digits.map((one) => (Number.parseInt(one, 16) / 255) ** 2.2);
    return [r, g, b];
  }
  const [l = 0, c = 0, h = 0] = color
    .replace(/oklch\(|\)/g, "")
    .split(/\s+/)
    .map(Number);
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const [x, y, z] = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((one) => one ** 3) as [number, number, number];
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other]
    .map((color) => {
      const [r, g, b] = light(color).map((part) => Math.max(0, Math.min(1, part))) as [
        number,
        number,
        number,
      ];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

const GROUNDS = ["bg", "surface", "raised", "sunken", "hover", "accent-soft"];
const TEXT: [string, string][] = [
  ...["ink", "ink-2", "ink-3"].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as [string, string])),
  ...["good", "warn", "bad", "lost"].flatMap(
    (ink) =>
      [
        [ink, `${ink}-soft`],
        [ink, "surface"],
        ["ink", `${ink}-soft`],
      ] as [string, string][],
  ),
  ["ink-2", "bad-soft"],
  ["ink-2", "warn-soft"],
  ["ink-2", "lost-soft"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hi"],
  ["on-solid", "bad-solid"],
  ["on-solid", "good-solid"],
  ["on-warn", "warn-solid"],
  ["on-warn", "practice"],
];
const EDGES: [string, string][] = [
  ["edge", "surface"],
  ["edge", "raised"],
  ["accent", "surface"],
  ["accent", "bg"],
  ["d1", "surface"],
  ["d2", "surface"],
  ["d3", "surface"],
];
const THEMES: [string, Theme][] = [
  ["light", { dark: false, high: false }],
  ["dark", { dark: true, high: false }],
  ["light, high contrast", { dark: false, high: true }],
  ["dark, high contrast", { dark: true, high: true }],
];

describe.each(THEMES)("the colours (%s)", (_, theme) => {
  const least = theme.high ? 7 : 4.5;

  it("know black from white", () => {
    expect(contrast("#fff", "#000")).toBeCloseTo(21, 5);
    expect(contrast("oklch(1 0 0)", "#fff")).toBeCloseTo(1, 3);
  });

  it.each(TEXT)("%s on %s can be read", (ink, ground) => {
    // white on solid red or green cannot reach 7 and keep its hue
    const wanted = ink === "on-solid" ? Math.min(least, 5.5) : least;
    expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(wanted);
  });

  it.each(EDGES)("%s on %s can be seen", (edge, ground) => {
    expect(contrast(token(edge, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});
