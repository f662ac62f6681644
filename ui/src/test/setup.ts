import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll, vi } from "vitest";
import { init } from "~/i18n";

// what is waited for comes later where the machine has other work
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom has no layout for: every element is 1000 × 600 px. */
class Observer {
  constructor(private readonly tell: ResizeObserverCallback) {}
  observe(target: Element) {
    const size = [{ inlineSize: 1000, blockSize: 600 }];
    const entry = {
      target,
      contentRect: new DOMRect(0, 0, 1000, 600),
      borderBoxSize: size,
      contentBoxSize: size,
    };
    this.tell([entry as unknown as ResizeObserverEntry], this as unknown as ResizeObserver);
  }
  unobserve() {}
  disconnect() {}
}

for (const [name, size] of [
  ["offsetHeight", 600],
  ["clientHeight", 600],
  ["offsetWidth", 1000],
  ["clientWidth", 1000],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
}
globalThis.DOMRect ??= class {
  constructor(
    readonly x = 0,
    readonly y = 0,
    readonly width = 0,
    readonly height = 0,
  ) {}
} as unknown as typeof DOMRect;
vi.stubGlobal("ResizeObserver", Observer);
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.getAnimations ??= () => [];
Element.prototype.scrollTo = function scrollTo(
  this: Element,
  options?: ScrollToOptions | number,
  y?: number,
) {
  this.scrollTop = typeof options === "object" ? (options.top ?? 0) : (y ?? 0);
  this.dispatchEvent(new Event("scroll"));
} as Element["scrollTo"];

beforeAll(() => init("zh-CN"));
afterEach(cleanup);
