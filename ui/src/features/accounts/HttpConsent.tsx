import { useTranslation } from "react-i18next";
import { Button, Checkbox, Icon } from "~/design";
import { useFormat } from "~/i18n/format";
import type { AccountDocument } from "~/ipc/bindings";
import { needsConsent, withHttps } from "./draft";
import type { AccountForm } from "./useSettingsForm";

/** An address that is not encrypted: what is at stake, in red, and somebody who agrees; or https. */
export function HttpConsent({ form, account }: { form: AccountForm; account: AccountDocument | null }) {
  const { t } = useTranslation("accounts");
  const format = useFormat();
  const { base_url, allow_http } = form.draft;
  if (!needsConsent(base_url)) return null;
  const trouble = form.troubles.allow_http;
  return (
    <div className="note bad http" data-path="allow_http">
      <Icon name="warn" />
      <div className="t">
        <b>{t("http.title")}</b>
        <p>{t("http.stake")}</p>
        {form.consent ? (
          <Checkbox
            label={t("http.agree", { host: new URL(base_url.trim()).host })}
            checked={allow_http}
            aria-invalid={trouble ? true : undefined}
            aria-describedby={trouble ? "http-must" : undefined}
            onChecked={(on) => form.change({ allow_http: on })}
          />
        ) : (
          account?.http_consent_at && <p>{t("http.agreed", { at: format.date(account.http_consent_at) })}</p>
        )}
        {trouble && (
          <p id="http-must" className="bad" role="alert">
            {trouble.text}
          </p>
        )}
      </div>
      <Button onClick={() => form.change({ base_url: withHttps(base_url) })}>{t("http.https")}</Button>
    </div>
  );
}
