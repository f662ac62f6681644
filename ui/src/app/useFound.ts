import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type IconName, type KeyScope, useKeyScopes } from "~/design";
import { foreignPlace } from "~/features/isp/place";
import { commands, type FindHit } from "~/ipc/bindings";
import { screens } from "./screens";

const PAUSE_MS = 60;

/** Something that can be opened or done. */
export interface Found {
  id: string;
  run: () => void;
  /** An order, a parcel or an order from elsewhere. */
  hit?: FindHit;
  /** Or a thing to do. */
  label?: string;
  /** The screen or panel whose deed it is; none for those that work everywhere. */
  where?: string;
  keys?: string;
  icon?: IconName;
}

/**
 * What a text finds: orders and parcels of this folder, then things to do here. `null` while an input method composes.
 * `settled` says that all of it is the answer to this very text.
 */
export function useFound(text: string | null): { found: readonly Found[]; settled: boolean } {
  const { t } = useTranslation("app");
  const [, go] = useLocation();
  const deeds = useDeeds();
  const wanted = text?.trim() ?? null;
  const asked = useLate(wanted);
  const { data, isPlaceholderData, isFetching, isError } = useQuery({
    queryKey: ["orders", "find", asked],
    queryFn: () => commands.find(asked ?? ""),
    enabled: Boolean(asked),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const settled = wanted === asked && (!wanted || isError || (!isPlaceholderData && !(isFetching && !data)));
  const found = useMemo(() => {
    const hits =
      wanted === "" ? [] : inOrder(data ?? [], wanted ?? "").map((hit) => foundHit(hit, wanted ?? "", go));
    const some = deeds.filter(
      (deed) => !wanted || `${deed.label} ${deed.where ?? ""}`.toLowerCase().includes(wanted.toLowerCase()),
    );
    const ask: Found[] =
      wanted && settled && hits.length === 0 && isNumber(wanted)
        ? [
            {
              id: "ask",
              label: t("find.ask", { number: wanted }),
              icon: "track",
              run: () => go(parcelPlace(wanted)),
            },
          ]
        : [];
    return [...hits, ...ask, ...some];
  }, [data, deeds, wanted, settled, go, t]);
  return { found, settled };
}

/** The text as it was a moment ago; `null` (composing) is passed over. */
function useLate(text: string | null): string | null {
  const [late, setLate] = useState(text);
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => setLate(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}

/** A parcel whose very number was typed stands first; otherwise the engine's order. */
function inOrder(hits: readonly FindHit[], text: string): FindHit[] {
  const exact = hits.filter((hit) => hit.kind === "parcel" && same(hit.parcel.number, text));
  return [...exact, ...hits.filter((hit) => !exact.includes(hit))];
}

function foundHit(hit: FindHit, text: string, go: (place: string) => void): Found {
  if (hit.kind === "parcel") {
    return { id: `parcel-${hit.parcel.number}`, hit, run: () => go(parcelPlace(hit.parcel.number)) };
  }
  if (hit.kind === "foreign_order") {
    const { account, order_no } = hit.order;
    const run = () => go(foreignPlace(account, { order: order_no }));
    return { id: `foreign-${account}-${order_no}`, hit, run };
  }
  const { id, tracking_no } = hit.order;
  // who pastes a tracking number asks where the parcel is
  const place = tracking_no !== null && same(tracking_no, text) ? parcelPlace(tracking_no) : `/orders/${id}`;
  return { id: `order-${id}`, hit, run: () => go(place) };
}

const same = (one: string, other: string) =>
  one.replace(/\s/g, "").toLowerCase() === other.replace(/\s/g, "").toLowerCase();

const parcelPlace = (number: string) => `/track/${encodeURIComponent(number.replace(/\s/g, ""))}`;

/** Whether a text may be a parcel's number: letters and figures, more than a word. */
function isNumber(text: string): boolean {
  const plain = text.replace(/[\s-]/g, "");
  return /^[A-Za-z0-9]{8,40}$/.test(plain) && /\d{3}/.test(plain);
}

/** What can be done here: the keys of the screen and those that work everywhere. */
function useDeeds(): readonly Found[] {
  const scopes = useKeyScopes();
  return useMemo(() => {
    const all = scopes.flatMap(deedsOf);
    // other screens first: they are where people go from here
    const toScreens = all.filter((deed) => isScreen(deed.keys));
    return [...toScreens, ...all.filter((deed) => !isScreen(deed.keys))];
  }, [scopes]);
}

const isScreen = (keys: string | undefined) => screens.some((screen) => screen.key === keys);

function deedsOf(scope: KeyScope): Found[] {
  return scope.bindings
    .filter(({ hidden, when }) => !hidden && (typeof when === "function" ? when() : (when ?? true)))
    .filter(({ keys }) => keys !== "Control+k" && !/^(Arrow|Page|Home|End|Space|Shift\+)/.test(keys))
    .map(({ keys, label, run }) => ({
      id: `do-${scope.name}-${keys.replace(/\W/g, "_")}`,
      label,
      where: scope.layer === "everywhere" ? undefined : scope.title,
      keys,
      icon: screens.find((screen) => screen.key === keys)?.icon,
      run: () => run(new KeyboardEvent("keydown")),
    }));
}
