import { useSyncExternalStore } from "react";
import type { AccountAsk, AccountDocument, ProviderDocument } from "~/ipc/bindings";

/** An account as it is typed. */
export interface Draft {
  name: string;
  base_url: string;
  allow_http: boolean;
  fields: Readonly<Record<string, string>>;
  /** Only what was typed now: what is stored can never be read. */
  secrets: Readonly<Record<string, string>>;
}

/** The time-outs and the limit that every account has, with what they are while nobody says otherwise. */
export const COMMON_FIELDS = {
  timeout_price: "8",
  timeout_create: "30",
  timeout_label: "20",
  timeout_other: "20",
  parallel: null,
} as const;
export const COMMON_NAMES = Object.keys(COMMON_FIELDS) as (keyof typeof COMMON_FIELDS)[];

/** The addresses of the practice providers, which the program itself serves. */
const PRACTICE = "http://practice/";
export const isPractice = (url: string) => url.startsWith(PRACTICE);

/** The account as it is saved; for a new one what its provider documents. */
export function draftOf(provider: ProviderDocument, account: AccountDocument | null, name = ""): Draft {
  const own = provider.fields.filter(({ kind }) => kind !== "secret");
  const saved = own.map((field) => [field.name, account?.fields[field.name] ?? field.default ?? ""]);
  const common = COMMON_NAMES.map((field) => [field, account?.fields[field] ?? ""]);
  return {
    name: account?.name ?? name,
    base_url: account?.base_url ?? provider.base_url,
    allow_http: false,
    fields: Object.fromEntries([...saved, ...common]),
    secrets: {},
  };
}

/** Whether something differs from what is saved. */
export function isChanged(draft: Draft, saved: Draft): boolean {
  return (
    draft.name.trim() !== saved.name ||
    draft.base_url.trim() !== saved.base_url ||
    Object.entries(draft.fields).some(([name, value]) => value.trim() !== (saved.fields[name] ?? "")) ||
    Object.values(draft.secrets).some((secret) => secret !== "")
  );
}

/** What the engine is told. */
export function askOf(draft: Draft, provider: ProviderDocument): AccountAsk {
  return {
    provider: provider.id,
    name: draft.name.trim(),
    base_url: draft.base_url.trim() || null,
    allow_http: draft.allow_http,
    fields: Object.fromEntries(Object.entries(draft.fields).map(([name, value]) => [name, value.trim()])),
    secrets: Object.fromEntries(Object.entries(draft.secrets).filter(([, secret]) => secret !== "")),
  };
}

/** Whether somebody must agree to an address: it is plain `http`, and not on this computer. */
export function needsConsent(url: string): boolean {
  if (isPractice(url)) return false;
  const address = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
  if (address?.protocol !== "http:") return false;
  const { hostname } = address;
  return !(hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname));
}

/** The same address, encrypted. */
export const withHttps = (url: string) => url.trim().replace(/^http:/i, "https:");

let drafts: ReadonlyMap<string, Draft> = new Map();
const watchers = new Set<() => void>();

function become(next: ReadonlyMap<string, Draft>): void {
  drafts = next;
  for (const watcher of watchers) watcher();
}

/** Keeps what is typed until it is saved or put back, whatever is looked at between; it never leaves this window. */
export function keepDraft(key: string, draft: Draft | null): void {
  const next = new Map(drafts);
  if (draft) next.set(key, draft);
  else next.delete(key);
  become(next);
}

/** What was typed and not saved, by account. */
export function useDrafts(): ReadonlyMap<string, Draft> {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => drafts,
  );
}
