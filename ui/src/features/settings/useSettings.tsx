import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { commands, type ErrorDocument, type SettingsDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { queries } from "~/ipc/queries";

const KEY = ["settings", "all"] as const;

/** The settings in force. */
export function useSettings() {
  return useQuery({ queryKey: KEY, queryFn: () => commands.settingsShow() });
}

/** What was saved last: its key, its name for people, and when. */
interface Saved {
  key: string;
  label: string;
  at: number;
}

interface Saving {
  saved: Saved | null;
  /** Why the value of a key was refused. */
  troubles: Readonly<Record<string, ErrorDocument | undefined>>;
  /** Saves a setting; says whether it was taken. */
  save: (key: string, value: string, label: string) => Promise<boolean>;
  /** The same for what is saved by another command. */
  keep: (key: string, label: string, command: () => Promise<unknown>) => Promise<boolean>;
  /** Nothing is wrong with a key any more. */
  forgive: (key: string) => void;
}

const Context = createContext<Saving | null>(null);

/** How settings are saved. */
export function useSaving(): Saving {
  const saving = useContext(Context);
  if (!saving) throw new Error("outside of <SavingProvider>");
  return saving;
}

/** Saves one after the other, so that an older answer never covers a newer one. */
export function SavingProvider({ children }: { children: ReactNode }) {
  const [saved, setSaved] = useState<Saved | null>(null);
  const [troubles, setTroubles] = useState<Saving["troubles"]>({});
  const before = useRef<Promise<unknown>>(Promise.resolve());

  const forgive = useCallback(
    (key: string) => setTroubles((all) => (all[key] ? { ...all, [key]: undefined } : all)),
    [],
  );
  const keep = useCallback<Saving["keep"]>(
    (key, label, command) => {
      const now = before.current.then(command).then(
        () => {
          forgive(key);
          setSaved({ key, label, at: Date.now() });
          return true;
        },
        (error: unknown) => {
          setTroubles((all) => ({ ...all, [key]: problemOf(error) }));
          return false;
        },
      );
      before.current = now;
      return now;
    },
    [forgive],
  );
  const save = useCallback<Saving["save"]>(
    (key, value, label) =>
      keep(key, label, async () => {
        const all = await commands.settingSet(key, value);
        queries.setQueryData<SettingsDocument>(KEY, all);
      }),
    [keep],
  );
  const saving = useMemo(
    () => ({ saved, troubles, save, keep, forgive }),
    [saved, troubles, save, keep, forgive],
  );
  return <Context value={saving}>{children}</Context>;
}

/** What a person should read of an error at a field: what is wrong, and what to do. */
export function troubleText(error: ErrorDocument | undefined): string | undefined {
  if (!error) return undefined;
  const field = error.fields[0]?.message;
  return field ?? [error.message, error.next_step].filter(Boolean).join(" ");
}
