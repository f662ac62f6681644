import { act, render } from "@testing-library/react";
import axe from "axe-core";
import i18next from "i18next";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DesignProvider, Notices } from "~/design";
import { Gallery } from "./Gallery";
import { addGalleryWords } from "./words";

beforeAll(addGalleryWords);
afterAll(() => i18next.changeLanguage("zh-CN"));

describe("the gallery", () => {
  it.each([
    ["light", "zh-CN"],
    ["dark", "en"],
    ["light", "zh-TW"],
  ])("has no fault that a program can find (%s, %s)", { timeout: 30_000 }, async (theme, language) => {
    document.documentElement.dataset.theme = theme;
    await act(() => i18next.changeLanguage(language));
    const { container } = render(
      <DesignProvider>
        <Gallery />
        <Notices />
      </DesignProvider>,
    );
    // colours are not computed here; the tokens are checked by themselves
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual(
      [],
    );
    expect(document.querySelectorAll("style")).toHaveLength(0);
    expect(container.textContent).not.toMatch(/\b[a-z_]+\.[a-z_]+\.[a-z_]+\b|\{\{/);
  });
});
