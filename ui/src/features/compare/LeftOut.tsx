import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Button } from "~/design";
import type { LeftOutChannel, LeftOutReason } from "~/ipc/bindings";
import type { Refused } from "./refused";

/** Who is not in the table, and why: nothing is called cheapest without saying so. */
export function LeftOut({
  channels,
  refused,
}: {
  channels: readonly LeftOutChannel[];
  refused: readonly Refused[];
}) {
  const { t } = useTranslation("compare");
  const [open, setOpen] = useState(false);
  if (channels.length === 0 && refused.length === 0) return null;
  const counts = new Map<LeftOutReason, number>();
  for (const { reason } of channels) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts: [string, ReactNode][] = [...counts].map(([reason, count]) => [
    reason,
    t(`left.${reason}`, { count }),
  ]);
  // only this one is for a person to mend, so it leads there
  if (refused.length > 0)
    parts.unshift([
      "keys",
      <Link key="keys" className="warn" href="/accounts">
        {t("left.keys", { count: refused.length })}
      </Link>,
    ]);
  return (
    <section className="qx small dim" aria-label={t("left.title")}>
      <div className="row">
        <span className="grow">
          {t("left.title")}
          {parts.map(([reason, part], index) => (
            <span key={reason} className="nw">
              {index > 0 && <i className="dot" />}
              {part}
            </span>
          ))}
        </span>
        <Button variant="link" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "left.hide" : "left.why")}
        </Button>
      </div>
      {open && (
        <dl>
          {refused.map(({ account, message }) => (
            <div key={account}>
              <dt>{account}</dt>
              <dd>{message}</dd>
            </div>
          ))}
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
