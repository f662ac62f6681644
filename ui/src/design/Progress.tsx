import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";

/** What progress takes. */
export interface ProgressProps {
  /** What is being done: “Pricing”. */
  label: ReactNode;
  done: number;
  total: number;
  failed?: number;
  /** Seconds still to go, as a guess. */
  left?: number;
  icon?: IconName;
  onStop?: () => void;
}

/** How far a long piece of work is, how much of it failed, and how to stop it. */
export function Progress({ label, done, total, failed = 0, left, icon = "layers", onStop }: ProgressProps) {
  const { t } = useTranslation("design");
  return (
    <div className="prg">
      <div className="row">
        <Icon name={icon} />
        <span>
          {label} {t("progress.count", { done, total })}
          {failed > 0 && t("progress.and_failed", { count: failed })}
        </span>
        <span className="grow" />
        {left !== undefined && <span className="dim small">{leftWords(t, left)}</span>}
        {onStop && (
          <Button variant="ghost" keys="Escape" onClick={onStop}>
            {t("progress.stop")}
          </Button>
        )}
      </div>
      <ProgressBar
        done={done}
        total={total}
        failed={failed}
        label={typeof label === "string" ? label : undefined}
      />
    </div>
  );
}

function leftWords(t: ReturnType<typeof useTranslation<"design">>["t"], seconds: number): string {
  return seconds < 90
    ? t("progress.left_seconds", { count: Math.ceil(seconds / 5) * 5 })
    : t("progress.left_minutes", { count: Math.ceil(seconds / 60) });
}

/** The bar alone: what is done, and at its end what failed. */
export function ProgressBar({
  done,
  total,
  failed = 0,
  label,
}: {
  done: number;
  total: number;
  failed?: number;
  label?: string;
}) {
  const share = (part: number) => `${total > 0 ? Math.min(100, (part / total) * 100) : 0}%`;
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <i style={{ width: share(done - failed) }} />
      {failed > 0 && <i className="bad" style={{ width: share(failed) }} />}
    </div>
  );
}

/** Somebody is being waited for: the ring, and who it is with how long. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <div className="row" role="status">
      <Icon name="sending" spin />
      <span>{children}</span>
    </div>
  );
}
