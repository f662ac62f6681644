import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Confirm,
  Empty,
  KeySheet,
  Menu,
  Note,
  notify,
  ProblemNote,
  Progress,
  Toast,
  Tooltip,
  useKeys,
  Waiting,
} from "~/design";
import { Card } from "./Gallery";

const nothing = () => undefined;

/** Successes and problems. */
export function MessagesCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "messages" });
  const refused = {
    code: "provider.refused",
    message: t("refused"),
    next_step: t("refused_more"),
    provider_message: "Receiver zip invalid",
  };
  return (
    <Card title={t("title")}>
      <div className="stack">
        <Toast onUndo={nothing}>{t("printed")}</Toast>
        <ProblemNote
          problem={refused}
          actions={[{ label: t("ask"), keys: "a", run: nothing }]}
          onAcknowledge={nothing}
        />
        <Note tone="lost" title={t("unknown")} actions={<Button keys="a">{t("ask")}</Button>}>
          {t("unknown_more")}
        </Note>
        <Note tone="warn" icon="clock" title={t("clock")}>
          {t("clock_more")}
        </Note>
        <Note icon="plug" title={t("offline")}>
          {t("offline_more")}
        </Note>
      </div>
    </Card>
  );
}

/** What opens over the page. */
export function FloatingCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "confirm" });
  const m = useTranslation("gallery", { keyPrefix: "messages" }).t;
  const b = useTranslation("gallery", { keyPrefix: "buttons" }).t;
  const [asking, setAsking] = useState(false);
  const [keys, setKeys] = useState(false);
  useKeys("gallery", [{ keys: "?", label: t("keys"), run: () => setKeys(true) }], { title: t("title") });
  const problem = {
    code: "purchase.unknown",
    class: "unknown",
    message: m("unknown"),
    next_step: m("unknown_more"),
  };
  return (
    <Card title={t("title")}>
      <div className="wrap">
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t("question")}
        </Button>
        <Menu
          trigger={<Button icon="more">{t("menu")}</Button>}
          entries={[
            { label: t("print"), icon: "print", keys: "p", onSelect: nothing },
            { label: t("duplicate"), icon: "copy", keys: "Control+d", onSelect: nothing },
            "separator",
            { label: t("question"), icon: "ban", danger: true, onSelect: () => setAsking(true) },
          ]}
        />
        <Tooltip text={t("tip")}>
          <Button variant="ghost">{t("hover")}</Button>
        </Tooltip>
        <Button keys="?" onClick={() => setKeys(true)}>
          {t("keys")}
        </Button>
        <Button onClick={() => notify.problem(problem, [{ label: m("ask"), keys: "a", run: nothing }])}>
          {t("notice")}
        </Button>
        <Button onClick={() => notify.success(m("printed"), { run: nothing })}>{t("success")}</Button>
      </div>
      <Confirm
        open={asking}
        title={t("question")}
        confirm={b("cancel_order")}
        cancel={t("keep")}
        danger
        onConfirm={() => setAsking(false)}
        onClose={() => setAsking(false)}
      >
        <p className="mut">{t("more")}</p>
      </Confirm>
      <KeySheet open={keys} onClose={() => setKeys(false)} />
    </Card>
  );
}

/** Empty places. */
export function EmptyCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "empty" });
  const first = (
    <>
      <Button variant="primary" keys="Control+n">
        {t("new")}
      </Button>
      <Button keys="Control+o">{t("import")}</Button>
    </>
  );
  return (
    <Card title={t("title")}>
      <div className="two">
        <Empty boxed icon="orders" title={t("orders")} actions={first}>
          {t("orders_more")}
        </Empty>
        <Empty boxed icon="search" title={t("search")} actions={<Button keys="Enter">{t("track")}</Button>}>
          {t("search_more")}
        </Empty>
      </div>
    </Card>
  );
}

/** Work under way. */
export function BusyCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "busy" });
  return (
    <Card title={t("title")}>
      <div className="stack">
        <Progress label={t("pricing")} done={312} total={500} failed={4} left={40} onStop={nothing} />
        <Waiting>{t("waiting")}</Waiting>
      </div>
    </Card>
  );
}
