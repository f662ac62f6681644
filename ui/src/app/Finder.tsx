import { Dialog as Base } from "@base-ui/react/dialog";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon, Kbd, useKeys } from "~/design";
import { FoundRow } from "./FoundRow";
import { showFinder, useFinder } from "./finder";
import { type Found, useFound } from "./useFound";

/** Finds orders, parcels and things to do, from anywhere. */
export function Finder() {
  const { t } = useTranslation("app");
  const open = useFinder();
  // what was chosen is done when the finder is gone and the focus is back; where it moves the focus on, it stays there
  const chosen = useRef<Found | null>(null);
  const [going, setGoing] = useState(false);
  const choose = (found: Found) => {
    chosen.current = found;
    setGoing(true);
    showFinder(false);
  };
  // the focus goes back to where it was, also to a screen, which Tab alone cannot reach
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const now = document.activeElement;
    if (!open) return;
    before.current = now instanceof HTMLElement && now !== document.body ? now : null;
    setGoing(false);
  }, [open]);
  const closed = () => {
    if (!chosen.current) return;
    before.current?.focus();
    chosen.current.run();
    chosen.current = null;
  };
  return (
    <Base.Root open={open} onOpenChange={showFinder} onOpenChangeComplete={(now) => !now && closed()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="over">
          <Base.Popup
            className="finder"
            aria-label={t("find.title")}
            finalFocus={() => (going ? false : (before.current ?? true))}
          >
            <Search choose={choose} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function Search({ choose }: { choose: (found: Found) => void }) {
  const { t } = useTranslation("app");
  const [text, setText] = useState("");
  const [composing, compose] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  /** Enter was pressed before the answer for this text was here. */
  const [eager, setEager] = useState(false);
  const { found, settled } = useFound(composing ? null : text);
  const list = useId();
  // the keys of the screen below are quiet
  useKeys(
    "finder",
    [
      {
        keys: "Control+k",
        label: t("keys.find"),
        run: () => showFinder(false),
        inFields: true,
        hidden: true,
      },
    ],
    {
      layer: "dialog",
    },
  );

  const at = Math.max(
    0,
    found.findIndex((one) => one.id === chosen),
  );
  const current = found[at];
  useEffect(() => {
    if (!eager || !settled) return;
    setEager(false);
    if (current) choose(current);
  }, [eager, settled, current, choose]);

  const onKeyDown = (event: KeyboardEvent) => {
    // an input method's own keys
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const to = Math.abs(step) === 1 ? (at + step + found.length) % found.length : at + step;
      setChosen(found[Math.min(found.length - 1, Math.max(0, to))]?.id ?? null);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (!settled) setEager(true);
      else if (current) choose(current);
    }
  };
  const none = text.trim() !== "" && settled && !found.some((one) => one.hit);
  return (
    <>
      <div className="ask">
        <Icon
          name={settled ? "search" : "sending"}
          spin={!settled}
          label={settled ? undefined : t("find.looking")}
        />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to type into
          autoFocus
          type="text"
          role="combobox"
          aria-label={t("find.title")}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${list}-${current.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("find.placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
            setEager(false);
          }}
          onCompositionStart={() => compose(true)}
          onCompositionEnd={(event) => {
            compose(false);
            setText(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Escape" />
      </div>
      <FoundList id={list} found={found} current={current} none={none ? text.trim() : null} choose={choose} />
      <div className="foot">
        <span>
          <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> {t("find.move")}
        </span>
        <span>
          <Kbd keys="Enter" /> {t("find.open")}
        </span>
      </div>
    </>
  );
}

function FoundList({
  id,
  found,
  current,
  none,
  choose,
}: {
  id: string;
  found: readonly Found[];
  current: Found | undefined;
  /** The text that nothing here matches. */
  none: string | null;
  choose: (found: Found) => void;
}) {
  const { t } = useTranslation("app");
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is current
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  const hits = found.filter((one) => one.hit);
  const deeds = found.filter((one) => !one.hit);
  const rows = (some: readonly Found[]) =>
    some.map((one) => (
      <FoundRow key={one.id} id={`${id}-${one.id}`} found={one} current={one === current} choose={choose} />
    ));
  return (
    <>
      <div role="status" aria-live="polite">
        {none !== null && <p className="none">{t("find.none", { text: none })}</p>}
      </div>
      <div className="found" id={id} role="listbox" aria-label={t("find.title")} ref={list}>
        {hits.length > 0 && (
          <div role="group" aria-label={t("find.here")}>
            <div className="sub" aria-hidden="true">
              {t("find.here")}
            </div>
            {rows(hits)}
          </div>
        )}
        {deeds.length > 0 && (
          <div role="group" aria-label={t("find.do")}>
            <div className="sub" aria-hidden="true">
              {t("find.do")}
            </div>
            {rows(deeds)}
          </div>
        )}
      </div>
    </>
  );
}
