import { useTranslation } from "react-i18next";
import { type KeyBinding, useKeys, useNotices } from "~/design";
import type { OrderRow } from "~/ipc/bindings";
import { VIEWS } from "./filter";
import {
  canAsk,
  canAskRefund,
  canBuyAgain,
  canCancel,
  canDiscard,
  canFetchLabel,
  canFix,
  canPrint,
  canTake,
  type Target,
} from "./rules";
import type { Deeds } from "./useOrderDeeds";

/** The keys of the list. They act on what is selected, else on the current row. */
export function useOrderKeys({
  targets,
  selected,
  current,
  deeds,
  onCompare,
  onView,
  onSearch,
  onAgain,
  onTrouble,
  onBack,
}: {
  targets: readonly Target[];
  selected: readonly OrderRow[];
  current: Target | null;
  deeds: Deeds;
  onCompare: () => void;
  onView: (view: (typeof VIEWS)[number]) => void;
  onSearch: () => void;
  onAgain: () => void;
  /** To the next order that needs a person; `null` where there is none. */
  onTrouble: (() => void) | null;
  /** One step back; `null` where there is none. */
  onBack: (() => void) | null;
}): void {
  const { t } = useTranslation("orders");
  const { problems } = useNotices();
  const some = (rule: (target: Target) => boolean) => targets.some(rule);
  const views = VIEWS.map(
    (view, index): KeyBinding => ({
      keys: `g ${index + 1}`,
      label: t(`view.${view}`),
      run: () => onView(view),
    }),
  );
  useKeys(
    "orders",
    [
      { keys: "q", label: t("act.compare"), run: onCompare, when: targets.length > 0 },
      { keys: "p", label: t("act.print"), run: () => deeds.print(targets), when: some(canPrint) },
      {
        keys: "e",
        label: t("act.fix"),
        run: () => current && deeds.fix(current),
        when: current !== null && canFix(current),
      },
      {
        keys: "r",
        label: t("act.again"),
        run: () => current && deeds.buyAgain(current),
        when: current !== null && canBuyAgain(current),
      },
      {
        keys: "a",
        label: t("act.ask"),
        run: () => deeds.ask(targets),
        when: some(canAsk) || some(canAskRefund),
      },
      {
        keys: "l",
        label: t("act.fetchLabel"),
        run: () => deeds.fetchLabels(targets),
        when: some(canFetchLabel),
      },
      {
        keys: "l",
        label: t("act.take"),
        run: () => current && deeds.take(current),
        when: current !== null && canTake(current) && !some(canFetchLabel),
      },
      {
        keys: "Control+d",
        label: t("act.duplicate"),
        run: () => current && deeds.duplicate(current),
        when: current !== null,
      },
      {
        keys: "Control+Delete",
        label: t("act.cancel"),
        run: () => deeds.cancel(targets),
        when: some(canCancel),
      },
      { keys: "Delete", label: t("act.discard"), run: () => deeds.discard(targets), when: some(canDiscard) },
      { keys: "Control+o", label: t("act.import"), run: deeds.chooseImport },
      { keys: "Control+e", label: t("act.export"), run: () => deeds.exportTable(selected) },
      { keys: "/", label: t("act.filter"), run: onSearch },
      { keys: "F5", label: t("act.refresh"), run: onAgain },
      // messages that stand go first: they have the same key
      {
        keys: "F8",
        label: t("act.nextTrouble"),
        run: () => onTrouble?.(),
        when: onTrouble !== null && problems.length === 0,
      },
      ...views,
      { keys: "Escape", label: t("act.back"), run: () => onBack?.(), when: onBack !== null },
    ],
    { title: t("title") },
  );
}
