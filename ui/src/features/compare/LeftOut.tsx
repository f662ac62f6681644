import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/design";
import type { LeftOutChannel, LeftOutReason } from "~/ipc/bindings";

/** Who is not in the table, and why: nothing is called cheapest without saying so. */
export function LeftOut({ channels }: { channels: readonly LeftOutChannel[] }) {
  const { t } = useTranslation("compare");
  const [open, setOpen] = useState(false);
  if (channels.length === 0) return null;
  const counts = new Map<LeftOutReason, number>();
  for (const { reason } of channels) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return (
    <section className="qx small dim" aria-label={t("left.title")}>
      <div className="row">
        <span className="grow">
          {t("left.title")}
          {[...counts].map(([reason, count], index) => (
            <span key={reason} className="nw">
              {index > 0 && <i className="dot" />}
              {t(`left.${reason}`, { count })}
            </span>
          ))}
        </span>
        <Button variant="link" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "left.hide" : "left.why")}
        </Button>
      </div>
      {open && (
        <dl>
          {channels.map(({ account, channel_id, name, reason }) => (
            <div key={`${account} ${channel_id}`}>
              <dt>
                {name} {channel_id && <span className="mono">{channel_id}</span>}
              </dt>
              <dd>{t(`reason.${reason}`)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
