import { describe, expect, it, vi } from "vitest";
import { ariaKeys, capsOf } from "./caps";
import { type KeyBinding, type KeyLayer, KeyRegistry } from "./registry";

function press(registry: KeyRegistry, init: KeyboardEventInit, on: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  on.addEventListener("keydown", (seen) => registry.handle(seen as KeyboardEvent), { once: true });
  on.dispatchEvent(event);
  return event;
}

function scope(registry: KeyRegistry, layer: KeyLayer, keys: string, more: Partial<KeyBinding> = {}) {
  const run = vi.fn();
  const remove = registry.add({ name: layer, layer, bindings: [{ keys, label: "x", run, ...more }] });
  return { run, remove };
}

function element(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector("[data-here]") ?? document.body;
}

describe("keys", () => {
  it("go to the topmost place that has a use for them", () => {
    const registry = new KeyRegistry();
    const shell = scope(registry, "everywhere", "F8");
    const screen = scope(registry, "screen", "F8");
    const event = press(registry, { key: "F8" });
    expect(screen.run).toHaveBeenCalledOnce();
    expect(shell.run).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
    screen.remove();
    press(registry, { key: "F8" });
    expect(shell.run).toHaveBeenCalledOnce();
  });

  it("go on to the place below where this one has no use for them now", () => {
    const registry = new KeyRegistry();
    const shell = scope(registry, "everywhere", "Escape");
    const screen = scope(registry, "screen", "Escape", { when: () => false });
    press(registry, { key: "Escape" });
    expect(screen.run).not.toHaveBeenCalled();
    expect(shell.run).toHaveBeenCalledOnce();
  });

  it("do not reach the screen below a dialog", () => {
    const registry = new KeyRegistry();
    const screen = scope(registry, "screen", "q");
    const dialog = scope(registry, "dialog", "1");
    expect(press(registry, { key: "q" }).defaultPrevented).toBe(false);
    expect(screen.run).not.toHaveBeenCalled();
    press(registry, { key: "1" });
    expect(dialog.run).toHaveBeenCalledOnce();
    expect(registry.below().map((one) => one.layer)).toEqual(["screen"]);
  });

  it("belong to the input method while it composes", () => {
    const registry = new KeyRegistry();
    const screen = scope(registry, "screen", "q");
    press(registry, { key: "q", isComposing: true });
    press(registry, { key: "q", keyCode: 229 });
    expect(screen.run).not.toHaveBeenCalled();
    press(registry, { key: "q", keyCode: 81 });
    expect(screen.run).toHaveBeenCalledOnce();
  });

  it("are letters in a text field, unless they are commands", () => {
    const registry = new KeyRegistry();
    const letter = scope(registry, "screen", "q");
    const command = scope(registry, "screen", "Control+n");
    const all = scope(registry, "screen", "Control+a");
    const save = scope(registry, "screen", "Control+Enter", { inFields: true });
    const field = element("<input data-here>");
    press(registry, { key: "q" }, field);
    press(registry, { key: "a", ctrlKey: true }, field);
    expect(letter.run).not.toHaveBeenCalled();
    expect(all.run).not.toHaveBeenCalled();
    press(registry, { key: "n", ctrlKey: true }, field);
    press(registry, { key: "Enter", ctrlKey: true }, field);
    expect(command.run).toHaveBeenCalledOnce();
    expect(save.run).toHaveBeenCalledOnce();
    press(registry, { key: "q" }, element("<input type=checkbox data-here>"));
    expect(letter.run).toHaveBeenCalledOnce();
  });

  it("leave Enter to the button that has the focus, and never buy twice by being held", () => {
    const registry = new KeyRegistry();
    const buy = scope(registry, "panel", "Enter");
    press(registry, { key: "Enter" }, element("<button data-here>x</button>"));
    expect(buy.run).not.toHaveBeenCalled();
    press(registry, { key: "Enter", repeat: true });
    expect(buy.run).not.toHaveBeenCalled();
    press(registry, { key: "Enter" });
    expect(buy.run).toHaveBeenCalledOnce();
  });

  it("come in sequences, and signs with Shift or without", () => {
    const registry = new KeyRegistry();
    const view = scope(registry, "screen", "g 2");
    const sheet = scope(registry, "everywhere", "?");
    press(registry, { key: "2" });
    press(registry, { key: "g" });
    expect(view.run).not.toHaveBeenCalled();
    press(registry, { key: "2" });
    expect(view.run).toHaveBeenCalledOnce();
    press(registry, { key: "?", shiftKey: true });
    expect(sheet.run).toHaveBeenCalledOnce();
  });
});

describe("caps", () => {
  it("read as on the keyboard", () => {
    expect(capsOf("Control+k")).toBe("Ctrl K");
    expect(capsOf("Control+Enter")).toBe("Ctrl ↵");
    expect(capsOf("Enter")).toBe("Enter");
    expect(capsOf("Escape")).toBe("Esc");
    expect(capsOf("g 1")).toBe("g 1");
    expect(capsOf("Control+Shift+c")).toBe("Ctrl Shift C");
    expect(capsOf("Alt+ArrowDown")).toBe("Alt ↓");
    expect(capsOf("Control+Delete")).toBe("Ctrl Del");
    expect(capsOf("F8")).toBe("F8");
  });

  it("are told to screen readers", () => {
    expect(ariaKeys("Control+k")).toBe("Control+k");
    expect(ariaKeys("g 1")).toBeUndefined();
  });
});
