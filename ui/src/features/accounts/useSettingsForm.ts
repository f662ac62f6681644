import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "~/app/desk";
import { type FieldTrouble, focusField, notify } from "~/design";
import {
  type AccountAsk,
  type AccountDocument,
  commands,
  type ErrorDocument,
  type ProviderDocument,
} from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { askOf, type Draft, draftOf, isChanged, keepDraft, needsConsent, useDrafts } from "./draft";
import { noteAccount } from "./useAccounts";

/** The form of an account: what is typed, what is wrong with it, and how it is saved. */
export interface AccountForm {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  setField: (name: string, value: string) => void;
  setSecret: (name: string, value: string) => void;
  changed: boolean;
  /** The address wants somebody to agree. */
  consent: boolean;
  troubles: Readonly<Record<string, FieldTrouble>>;
  /** What was refused and stands at no field. */
  refusal: ErrorDocument | null;
  since: number | null;
  save: () => Promise<AccountDocument | null>;
  putBack: () => void;
}

/** The form of an account that is here. */
export function useSettingsForm(account: AccountDocument, provider: ProviderDocument): AccountForm {
  const { t } = useTranslation("accounts");
  const saved = draftOf(provider, account);
  return useForm({
    key: account.id,
    provider,
    saved,
    agreed: (draft) => account.http_consent_at !== null && draft.base_url.trim() === account.base_url,
    send: (ask) => commands.accountChange(account.id, ask),
    done: (now) => t("said.saved", { name: now.name }),
  });
}

/** What the draft of a new account is kept by. */
export const newKey = (folder: string, provider: string) => `new ${provider} ${folder}`;

/** The form of a new one. */
export function useNewForm(provider: ProviderDocument, name: string): AccountForm {
  const { t } = useTranslation("accounts");
  const { desk } = useDesk();
  return useForm({
    // what is typed for one folder is never seen in another: practice is one
    key: newKey(desk.data_dir, provider.id),
    provider,
    saved: draftOf(provider, null, name),
    agreed: () => false,
    send: (ask) => commands.accountAdd(ask),
    done: (now) => t("said.added", { name: now.name }),
  });
}

function useForm({
  key,
  provider,
  saved,
  agreed,
  send,
  done,
}: {
  key: string;
  provider: ProviderDocument;
  saved: Draft;
  /** Somebody agreed to this address before. */
  agreed: (draft: Draft) => boolean;
  send: (ask: AccountAsk) => Promise<AccountDocument>;
  done: (now: AccountDocument) => string;
}): AccountForm {
  const { t } = useTranslation("accounts");
  const draft = useDrafts().get(key) ?? saved;
  const latest = useRef({ draft, saved });
  latest.current = { draft, saved };
  const [since, setSince] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ErrorDocument | null>(null);
  const [mustAgree, setMustAgree] = useState(false);
  const consent = needsConsent(draft.base_url) && !agreed(draft);

  const change = useCallback(
    (part: Partial<Draft>) => {
      const { draft: now, saved: before } = latest.current;
      // to agree to one address is not to agree to the next
      const moved = part.base_url !== undefined && part.base_url !== now.base_url;
      const next = { ...now, ...part, allow_http: moved ? false : (part.allow_http ?? now.allow_http) };
      latest.current = { draft: next, saved: before };
      keepDraft(key, isChanged(next, before) || next.allow_http ? next : null);
      setMustAgree(false);
    },
    [key],
  );
  const save = async () => {
    if (since !== null) return null;
    if (consent && !draft.allow_http) {
      setMustAgree(true);
      focusField("allow_http");
      return null;
    }
    setSince(Date.now());
    setRefusal(null);
    try {
      const now = await send(askOf(draft, provider));
      noteAccount(now);
      keepDraft(key, null);
      notify.success(done(now));
      readAgain(["accounts", "status", "channels"]);
      return now;
    } catch (error) {
      const problem = problemOf(error);
      setRefusal(problem);
      const [first] = problem.fields;
      if (first) focusField(first.path);
      return null;
    } finally {
      setSince(null);
    }
  };
  const issues = (refusal?.fields ?? []).map((issue) => [issue.path, { text: issue.message }]);
  const agree = mustAgree ? [["allow_http", { text: t("http.must") }]] : [];
  return {
    draft,
    change,
    setField: (name, value) => change({ fields: { ...latest.current.draft.fields, [name]: value } }),
    setSecret: (name, value) => change({ secrets: { ...latest.current.draft.secrets, [name]: value } }),
    changed: isChanged(draft, saved),
    consent,
    troubles: Object.fromEntries([...issues, ...agree]),
    refusal,
    since,
    save,
    putBack: () => {
      keepDraft(key, null);
      setRefusal(null);
      setMustAgree(false);
    },
  };
}
