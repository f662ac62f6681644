import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "~/app/useStatus";
import { notify } from "~/design";
import { type AccountDocument, type AccountStatus, commands, type ProviderDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { queries, readAgain } from "~/ipc/queries";

const LIST = ["accounts", "list"] as const;

/** An account with what is known of it besides. */
export interface AccountRow {
  account: AccountDocument;
  /** Balance, quota, trouble. */
  status: AccountStatus | null;
}

/** The accounts in the order of the station, and the providers. */
export function useAccounts() {
  const list = useQuery({ queryKey: LIST, queryFn: () => commands.accountList() });
  const providers = useQuery({
    queryKey: ["accounts", "providers"],
    queryFn: () => commands.providerList(),
  });
  const status = useStatus().data;
  const rows = useMemo<AccountRow[]>(
    () =>
      (list.data ?? []).map((account) => ({
        account,
        status: status?.accounts.find((one) => one.account === account.name) ?? null,
      })),
    [list.data, status],
  );
  const error = list.error ?? providers.error;
  return {
    rows,
    providers: providers.data ?? null,
    loading: list.isPending,
    problem: error ? problemOf(error) : null,
  };
}

/** The provider of an account. One that this program no longer knows has nothing but what the account itself says. */
export function providerOf(
  providers: readonly ProviderDocument[] | null,
  account: AccountDocument,
): ProviderDocument | null {
  if (providers === null) return null;
  const known = providers.find(({ id }) => id === account.provider);
  if (known) return known;
  const plain = Object.keys(account.fields).map((name) => ({ name, kind: "text" as const }));
  const secrets = account.secrets.map(({ name }) => ({ name, kind: "secret" as const }));
  const { provider: id, provider_label, base_url, capabilities } = account;
  return {
    id,
    label: provider_label || id,
    docs_url: "",
    base_url,
    sandbox_url: null,
    plain_http: false,
    fields: [...plain, ...secrets].map((field) => ({
      ...field,
      required: false,
      default: null,
      choices: [],
    })),
    options: [],
    capabilities,
    limits: {
      parallel: 1,
      silence_ms: 0,
      create_batch: 1,
      label_batch: 1,
      track_batch: null,
      apart_ms: 0,
      per_minute: null,
    },
    unconfirmed: null,
  };
}

/** Takes over an account as the engine has just told it, so that nothing old is shown until the list is read again. */
export function noteAccount(account: AccountDocument): void {
  queries.setQueryData<AccountDocument[]>(LIST, (all = []) => {
    const known = all.some(({ id }) => id === account.id);
    return known ? all.map((one) => (one.id === account.id ? account : one)) : [...all, account];
  });
}

/** What can be done with an account beside changing it. Each says how it went. */
export function useAccountDeeds() {
  const { t } = useTranslation("accounts");
  const client = useQueryClient();
  const tried = async (deed: () => Promise<string>) => {
    try {
      notify.success(await deed());
      return true;
    } catch (error) {
      notify.problem(problemOf(error));
      return false;
    } finally {
      readAgain(["accounts", "status"]);
    }
  };
  return {
    use: ({ id, name }: AccountDocument, on: boolean) =>
      tried(async () => {
        await commands.accountEnable(id, on);
        return t(on ? "said.on" : "said.off", { name });
      }),
    move: ({ id, name, position }: AccountDocument, by: 1 | -1) =>
      tried(async () => {
        client.setQueryData(LIST, await commands.accountMove(id, Math.max(0, position + by)));
        return t("said.moved", { name, place: position + by + 1 });
      }),
    remove: ({ name }: AccountDocument) =>
      tried(async () => {
        await commands.accountRemove(name);
        return t("said.removed", { name });
      }),
  };
}
