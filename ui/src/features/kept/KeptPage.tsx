import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import {
  Age,
  Button,
  CodeText,
  Empty,
  type KeyBinding,
  ProblemNote,
  Skeleton,
  useKeys,
  useSecondsSince,
  Waiting,
} from "~/design";
import type { useAsked } from "~/ipc/useAsked";
import "./kept.css";

/** One of them, as it is known here and as its account says now. */
export type Kept<Document> = ReturnType<typeof useAsked<Document>>;

/** What the page of one takes. */
export interface KeptPageProps<Document> {
  /** Its keys go by this name. */
  name: string;
  /** What it is, over its keys. */
  kind: string;
  /** The number that it goes by. */
  number: string;
  account: string;
  kept: Kept<Document>;
  /** When the provider said so, and after how many minutes that is old. */
  asked: { at: string | null; staleAfter: number };
  /** Where Esc leads. */
  back: string;
  /** Its own keys. */
  keys: readonly KeyBinding[];
  /** What its parts are called where there are none, what is said while it is opened, and when nobody knows it. */
  words: { parts: string; opening: string; unknown: string };
  /** Stands beside the account. */
  tag?: ReactNode;
  /** The thing itself; `null` while it is asked about, and where there is none. */
  children: ReactNode | null;
}

/** One of what is kept here: its number and its account, how old it is, the way to ask again, and what came of that. */
export function KeptPage<Document>(props: KeptPageProps<Document>) {
  const { name, kind, kept, back, keys, children } = props;
  const { t } = useTranslation("kept");
  const [, go] = useLocation();
  useKeys(
    name,
    [
      {
        keys: "Escape",
        label: t("keys.acknowledge"),
        when: kept.trouble !== null && kept.document !== null,
        run: kept.acknowledge,
        hidden: true,
      },
      { keys: "Escape", label: t("keys.back"), run: () => go(back) },
      { keys: "F5", label: t("keys.ask"), run: kept.ask },
      ...keys,
    ],
    { title: kind },
  );
  return (
    <div className="col">
      <Head {...props} onBack={() => go(back)} />
      <Messages kept={kept} />
      {children ?? <Nothing {...props} />}
    </div>
  );
}

function Head<Document>({
  number,
  account,
  tag,
  kept,
  asked,
  onBack,
}: KeptPageProps<Document> & { onBack: () => void }) {
  const { t } = useTranslation("kept");
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("keys.back")} onClick={onBack} />
      <h1 className="kept-no">
        <CodeText code={number} copyable />
      </h1>
      <span className="mut cut">{account}</span>
      {tag}
      <span className="grow" />
      {asked.at && <Age at={asked.at} staleAfter={asked.staleAfter} />}
      <Button icon="refresh" keys="F5" busy={kept.since ?? undefined} onClick={kept.ask}>
        {t("ask")}
      </Button>
    </div>
  );
}

/** What went wrong; what was known before stays below it. */
function Messages<Document>({ kept: { problem, trouble, document: known } }: { kept: Kept<Document> }) {
  const { t } = useTranslation("kept");
  const shown = problem ?? (known ? trouble : null);
  if (!shown) return null;
  const next_step = known ? [shown.next_step, t("kept")].filter(Boolean).join(" ") : shown.next_step;
  return (
    <div className="kept-note">
      <ProblemNote problem={{ ...shown, next_step }} />
    </div>
  );
}

/** It is being opened, asked about, or nobody knows it. */
function Nothing<Document>({ kept, account, words }: KeptPageProps<Document>) {
  const { t } = useTranslation("kept");
  if (kept.problem) return null;
  if (kept.since !== null) return <Asking account={account} since={kept.since} />;
  if (!kept.notHere) {
    return (
      <div className="hero" role="status" aria-label={words.opening}>
        <Skeleton width={96} />
        <p className="sent">
          <Skeleton width={420} />
        </p>
      </div>
    );
  }
  const again = (
    <Button variant="primary" icon="refresh" keys="F5" onClick={kept.ask}>
      {t("ask")}
    </Button>
  );
  return (
    <>
      <h2 className="sr">{words.parts}</h2>
      <Empty icon="notfound" title={kept.trouble?.message ?? words.unknown} actions={again}>
        {kept.trouble?.next_step || t("unknownNext", { account })}
      </Empty>
    </>
  );
}

function Asking({ account, since }: { account: string; since: number }) {
  const { t } = useTranslation("kept");
  const seconds = useSecondsSince(since);
  return (
    <div className="kept-wait">
      <Waiting>{t("asking", { account, seconds })}</Waiting>
    </div>
  );
}
