import type { TFunction } from "i18next";
import { notify } from "~/design";
import type { ErrorDocument } from "~/ipc/bindings";

/** Of many reasons the first ones are told. */
const MOST_TOLD = 3;

/** Something that was not done, and why. */
export interface Missed {
  number: string;
  error: ErrorDocument | null;
}

/** Says why some numbers were not done: each reason once, with the number that it holds for, or how many. */
export function tellReasons(t: TFunction<"track">, missed: readonly Missed[]): void {
  const reasons = new Map<string, { error: ErrorDocument; numbers: string[] }>();
  for (const { number, error } of missed) {
    if (!error) continue;
    const reason = `${error.code} ${error.message}`;
    const known = reasons.get(reason) ?? { error, numbers: [] };
    reasons.set(reason, { error, numbers: [...new Set([...known.numbers, number])] });
  }
  for (const { error, numbers } of [...reasons.values()].slice(0, MOST_TOLD)) {
    const [number] = numbers;
    const message =
      numbers.length === 1
        ? t("act.reasonOne", { number, reason: error.message })
        : t("act.reasonMany", { count: numbers.length, reason: error.message });
    notify.problem({ ...error, message });
  }
}
