import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { LabelMissing } from "./LabelMissing";
import { LabelPaper } from "./LabelPaper";
import type { LabelPanelState } from "./useLabelPanel";

/** The paper of the label that is looked at, or why there is none. */
export function LabelSheet({
  panel,
  paper,
}: {
  panel: LabelPanelState;
  paper: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation("label");
  const [pages, setPages] = useState(1);
  const { orderNo, order, shown, kind, how, labels, index, view, fetching } = panel;
  const label = labels[index];
  const name = label ? t("name", { orderNo, box: label.box_no ?? index + 1 }) : t("title");
  // one page stands still in the room there is, several are scrolled through
  const fits = view.zoom === "fit" && pages === 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and Enter prints from here
    <section ref={paper} className={fits ? "paper fits" : "paper"} tabIndex={0} aria-label={name}>
      {label ? (
        <LabelPaper
          orderNo={orderNo}
          kind={kind}
          layout={how.choice.layout}
          label={label}
          name={name}
          view={view}
          onCount={setPages}
        />
      ) : (
        <LabelMissing
          order={order}
          loading={shown.isPending}
          since={fetching.since}
          onFetch={() => void fetching.fetch()}
        />
      )}
    </section>
  );
}
