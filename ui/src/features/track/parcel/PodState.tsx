import { useTranslation } from "react-i18next";
import { Note, ProblemNote } from "~/design";
import type { TrackDocument } from "~/ipc/bindings";

/** How the proofs stand that are not here: expected, offered and not got, or no longer to be had. */
export function PodStateNote({ track: { pods, pod_state, pod_error } }: { track: TrackDocument }) {
  const { t } = useTranslation("track");
  switch (pod_state) {
    case "missed":
      return pod_error ? (
        <ProblemNote
          problem={{
            ...pod_error,
            message: t("pods.missedWhy", { why: pod_error.message }),
            next_step: t("pods.missedNext"),
          }}
        />
      ) : (
        <Note tone="warn" title={t("pods.missed")}>
          {t("pods.missedNext")}
        </Note>
      );
    case "gone":
      return (
        <Note tone="bad" title={t("pods.gone")}>
          {t("pods.goneNext")}
        </Note>
      );
    case "expected":
      return (
        <Note icon="clock" title={t("pods.expected")}>
          {t("pods.expectedNext")}
        </Note>
      );
    default:
      return pods.length === 0 ? <p className="mut">{t("pods.none")}</p> : null;
  }
}
