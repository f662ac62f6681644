/// <reference types="vite/client" />
import { emit } from "@tauri-apps/api/event";
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type { commands, ErrorDocument, Topic } from "~/ipc/bindings";

/**
 * The window without its engine, for looking at screens: every command is answered by the features' `fixtures.ts`,
 * which tests use too. Served by `npm run dev` as `pretend.html`; the program ships without it.
 */

/** A command of the engine, by its name in the bindings. */
export type CommandName = keyof typeof commands | "fileBytes" | "labelPages";

/**
 * What a feature answers: `export const answers: Answers = { orderList: ({ request }) => … }`. A function may give a
 * promise, throw an error document, and tell a channel (`onEvent.onmessage(event)`) before it ends.
 */
export type Answers = Partial<Record<CommandName, Answer>>;
type Answer = { says(args: Record<string, unknown>): unknown }["says"];

/** An error document with what matters set. */
export function refusal(some: Partial<ErrorDocument>): ErrorDocument {
  return {
    code: "internal",
    class: "local",
    message: "",
    next_step: "",
    provider: null,
    provider_code: null,
    provider_message: null,
    retryable: false,
    retry_after_s: null,
    fields: [],
    params: {},
    ...some,
  };
}

/** Says that something changed in the folder, as the engine does. */
export const tellChange = (...topics: Topic[]) => emit("changed", { topics });

/** What files a dialog gives; tests and the page may set it. */
export const dialogs: { open: string | null; save: string | null } = {
  open: "/data/shipping/orders.csv",
  save: "/data/shipping/shipdesk-backup.zip",
};

/** Answers commands from these, the later ones first; one that answers `undefined` leaves it to those before. */
export function pretend(...all: Answers[]): void {
  const answersTo = (name: string) => all.flatMap((some) => some[name as CommandName] ?? []).toReversed();
  mockWindows("main");
  mockIPC(
    async (command, args) => {
      if (command === "plugin:dialog|open") return dialogs.open;
      if (command === "plugin:dialog|save") return dialogs.save;
      if (command.startsWith("plugin:")) return null;
      const name = command.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      for (const answer of [...answersTo(name), ...answersTo(command)]) {
        const says = await answer((args ?? {}) as Record<string, unknown>);
        if (says !== undefined) return says;
      }
      throw refusal({ code: "internal", message: `No fixture answers ${name}.` });
    },
    { shouldMockEvents: true },
  );
}
