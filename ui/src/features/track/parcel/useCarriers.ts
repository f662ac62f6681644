import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Option } from "~/design";
import { commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { carrierOptions } from "./carriers";

/** The carriers that an account knows, those first that the number itself speaks for; nobody is asked about the number. */
export function useCarriers(account: string, number: string) {
  const { t } = useTranslation("track");
  const carriers = useQuery({
    queryKey: ["accounts", "carriers", account],
    queryFn: () => commands.carrierList(account),
  });
  const detected = useQuery({
    queryKey: ["parcels", "detect", number],
    queryFn: () => commands.trackDetect(number, false),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const options = useMemo<Option[]>(
    () =>
      carrierOptions(carriers.data ?? [], detected.data?.candidates ?? []).map(({ value, label, fits }) => ({
        value,
        label,
        hint: fits === null ? value : t(`live.fits.${fits}`, { code: value }),
      })),
    [carriers.data, detected.data, t],
  );
  return {
    options,
    loading: carriers.isPending,
    problem: carriers.error ? problemOf(carriers.error) : null,
  };
}
