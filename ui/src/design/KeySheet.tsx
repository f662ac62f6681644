import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Kbd } from "./Kbd";
import { type KeyScope, useKeyScopes } from "./keys/useKeys";

/** The list behind `?`: every key that works here, topmost place first. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("design");
  const scopes = useKeyScopes();
  const sheet = useRef<HTMLDivElement>(null);
  // a part of a screen that says nothing of itself stands with the screen's own keys
  const titleOf = ({ layer, name }: KeyScope) =>
    scopes.find((one) => one.layer === layer && one.title)?.title ?? name;
  const heading = (scope: KeyScope) =>
    scope.layer === "everywhere" ? t("keys.everywhere") : (scope.title ?? titleOf(scope));
  const shown = [...new Set(scopes.map(heading))]
    .map((title) => {
      const same = scopes.filter((scope) => heading(scope) === title);
      return { title, bindings: same.flatMap((scope) => scope.bindings).filter(({ hidden }) => !hidden) };
    })
    .filter(({ bindings }) => bindings.length > 0);
  const close = (
    <Button keys="Escape" onClick={onClose}>
      {t("act.close")}
    </Button>
  );
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.title")} wide actions={close} initialFocus={sheet}>
      {shown.length === 0 && <p className="mut">{t("keys.none")}</p>}
      {/* it has the focus, so that arrows scroll it from its beginning */}
      <div className="key-sheet" ref={sheet} tabIndex={-1}>
        <div>
          {shown.map(({ title, bindings }) => (
            <section key={title}>
              <h3 className="sub">{title}</h3>
              <dl>
                {bindings.map((binding) => (
                  <div key={`${binding.keys} ${binding.label}`}>
                    <dt>
                      <Kbd keys={binding.keys} />
                    </dt>
                    <dd>{binding.label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
