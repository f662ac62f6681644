import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Age, Icon, Kbd, Money, statusWord, useNow } from "~/design";
import { printerCode, usePrinterTitle, useReason } from "~/features/label";
import { milliseconds, useFormat } from "~/i18n/format";
import type { AccountStatus, PrinterDocument, QuotaDocument, StatusDocument } from "~/ipc/bindings";
import { useStatus } from "./useStatus";

/** A balance is too old to rely on after so many minutes: it is asked for every five. */
const STALE_MINUTES = 15;

/** How the station stands, in one line: money, network, queue, printer. Each part opens the screen it belongs to. */
export function StatusBar({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation("app");
  const { data: status, error } = useStatus();
  return (
    <footer className="statusbar" data-area>
      <div className="accounts">
        {inOrder(status?.accounts ?? []).map((account) => (
          <Account key={account.account} account={account} />
        ))}
      </div>
      {error && (
        <span className="bad" title={error.message}>
          <Icon name="warn" />
          {t("bar.fails")}
        </span>
      )}
      {status && <Station status={status} />}
      <button type="button" onClick={onKeys} aria-keyshortcuts="?">
        <Kbd keys="?" />
        {t("bar.keys")}
      </button>
    </footer>
  );
}

/** Those in use; one in trouble is never the one that has no room. */
function inOrder(accounts: readonly AccountStatus[]): AccountStatus[] {
  const used = accounts.filter((account) => account.enabled);
  return [...used.filter(({ error }) => error !== null), ...used.filter(({ error }) => error === null)];
}

function Account({ account }: { account: AccountStatus }) {
  const { t } = useTranslation("app");
  const format = useFormat();
  const now = useNow();
  const { balance, quota, asked_at, error, silent_until } = account;
  const silent = silent_until !== null && milliseconds(silent_until) > now;
  const stale = asked_at !== null && now - milliseconds(asked_at) > STALE_MINUTES * 60_000;
  return (
    <Link href="/accounts" className={error ? "warn" : undefined} title={error?.message}>
      <Icon name={error ? "warn" : silent ? "pause" : "wallet"} />
      <span className="cut">{account.account}</span>
      <b>
        {balance && <Money amount={balance.amount} currency={balance.currency} />}
        {balance && quota && " · "}
        {quota && quotaText(t, quota, format)}
      </b>
      {error && <span>{t(`trouble.${error.class}`)}</span>}
      {silent && <span>{t("bar.silent", { time: format.time(silent_until) })}</span>}
      {stale && <Age at={asked_at} staleAfter={STALE_MINUTES} short />}
    </Link>
  );
}

/** Calls left, of how many where that is said. */
function quotaText(
  t: ReturnType<typeof useTranslation<"app">>["t"],
  { left, of }: QuotaDocument,
  format: ReturnType<typeof useFormat>,
): string {
  return of === null
    ? t("bar.quotaLeft", { left: format.number(left) })
    : t("bar.quota", { left: format.number(left), of: format.number(of) });
}

function Station({ status }: { status: StatusDocument }) {
  const { t } = useTranslation("app");
  const format = useFormat();
  const { online, waiting, print_queue, printer, last_sync } = status;
  return (
    <>
      <Link href="/accounts" className={online ? undefined : "warn"} aria-live="polite">
        <Icon name={online ? "net" : "plug"} />
        <b>{online ? t("bar.online") : offline(t, waiting)}</b>
      </Link>
      <Link href="/orders" title={t("bar.queueWhy")}>
        <Icon name="layers" />
        {t("bar.queue")} <b>{format.number(waiting)}</b>
      </Link>
      <Printer printer={printer} queue={print_queue} />
      <Link href="/track">
        <Icon name="refresh" />
        {last_sync === null ? t("bar.notSynced") : t("bar.synced", { time: syncedAt(last_sync, format) })}
      </Link>
    </>
  );
}

function offline(t: ReturnType<typeof useTranslation<"app">>["t"], waiting: number): string {
  return waiting > 0 ? t("bar.offlineWaiting", { count: waiting }) : t("bar.offline");
}

/** The clock time of today, the date of another day. */
function syncedAt(instant: string, format: ReturnType<typeof useFormat>): string {
  const today = new Date().toDateString() === new Date(milliseconds(instant)).toDateString();
  return today ? format.time(instant) : format.date(instant);
}

function Printer({ printer, queue }: { printer: PrinterDocument | null; queue: number }) {
  const { t } = useTranslation("app");
  const { t: design } = useTranslation("design");
  const reason = useReason();
  const code = printer && printerCode(printer);
  const stuck = code !== null && code !== "ready" && code !== "printing";
  // a printer that stopped says why, where it knows
  const why = code === "failed" ? printer?.reasons[0] : undefined;
  return (
    <Link
      href="/print"
      className={stuck ? "bad" : undefined}
      title={printer ? [printer.name, printer.message].filter(Boolean).join("\n") : undefined}
    >
      <Icon name={stuck ? "warn" : "print"} />
      {printer && code ? (
        <>
          <span className="cut">
            <PrinterTitle name={printer.name} />
          </span>
          <b>{why ? reason(why) : statusWord(design, "print", code)}</b>
        </>
      ) : (
        <b>{t("bar.noPrinter")}</b>
      )}
      {queue > 0 && <span>{t("bar.toPrint", { count: queue })}</span>}
    </Link>
  );
}

function PrinterTitle({ name }: { name: string }) {
  return usePrinterTitle(name);
}
