import type {
  AccountAsk,
  AccountDocument,
  ChannelDocument,
  LimitsDocument,
  ProviderDocument,
  TestDocument,
} from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented accounts and providers. On the page `?accounts=0` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const limits = (some: Partial<LimitsDocument>): LimitsDocument => ({
  parallel: 4,
  silence_ms: 10_000,
  create_batch: 1,
  label_batch: 1,
  track_batch: 1,
  apart_ms: 0,
  per_minute: null,
  ...some,
});

const provider = (some: Partial<ProviderDocument>): ProviderDocument => ({
  id: "",
  label: "",
  docs_url: "https://docs.example.test/open",
  base_url: "https://api.example.test/v1",
  plain_http: false,
  fields: [],
  options: [],
  capabilities: ["tracking"],
  sandbox_url: null,
  limits: limits({ create_batch: 20, label_batch: 20 }),
  unconfirmed: null,
  ...some,
});
const text = (name: string, required = true) => ({
  name,
  kind: "text" as const,
  required,
  default: null,
  choices: [],
});
const secret = (name: string) => ({ ...text(name), kind: "secret" as const });

const platform = {
  plain_http: true,
  fields: [
    text("app_key"),
    { ...text("currency", false), kind: "currency" as const, default: "CNY" },
    { ...text("declared_currency", false), kind: "currency" as const },
    secret("app_secret"),
  ],
  capabilities: [
    "balance",
    "channels",
    "rates",
    "orders",
    "labels",
    "cancellations",
    "transfer_labels",
    "scan_forms",
    "tracking",
  ],
};

export const providers: ProviderDocument[] = [
  provider({ ...platform, id: "dingcang", label: "丁仓", base_url: "http://best.example.test/api" }),
  provider({ ...platform, id: "dingexpress", label: "DingExpress", base_url: "http://us.example.test/api" }),
  provider({
    id: "winit",
    label: "万邑通 Winit",
    base_url: "https://open.example.test/service",
    sandbox_url: "https://sandbox.example.test/service",
    fields: [
      text("app_key"),
      text("client_id"),
      text("platform"),
      { ...text("language", false), kind: "choice", default: "zh_CN", choices: ["zh_CN", "zh_TW", "en_US"] },
      { ...text("utc_offset", false), kind: "offset", default: "+08:00" },
      secret("token"),
      secret("client_secret"),
    ],
    capabilities: ["tracking", "foreign_orders"],
    limits: limits({ silence_ms: 60_000, track_batch: 30, per_minute: 1000 }),
  }),
  provider({
    id: "trackingmore",
    label: "TrackingMore",
    fields: [
      { ...text("send_recipient", false), kind: "choice", default: "no", choices: ["no", "yes"] },
      secret("api_key"),
    ],
    capabilities: ["tracking", "registrations", "carriers", "lanes", "air_waybills", "quotas"],
    limits: limits({ parallel: 1, silence_ms: 120_000, track_batch: 40, apart_ms: 1000 }),
  }),
  provider({
    id: "xportcn",
    label: "Xportcn",
    fields: [text("access_key"), text("user_id", false), secret("access_secret")],
    capabilities: ["tracking", "purchases"],
    limits: limits({ parallel: 2, silence_ms: 30_000 }),
    unconfirmed: "signature",
  }),
];

const account = (some: Partial<AccountDocument>): AccountDocument => ({
  name: "",
  id: "",
  provider: "dingcang",
  provider_label: "丁仓",
  base_url: "https://api.example.test/v1",
  http_consent_at: null,
  fields: {},
  secrets: [],
  capabilities: providers.find(({ id }) => id === (some.provider ?? "dingcang"))?.capabilities ?? [],
  enabled: true,
  position: 0,
  silent_until: null,
  channels_at: null,
  remarks: [],
  open_purchases: 0,
  ...some,
});

const start: AccountDocument[] = [
  account({
    id: "a1",
    name: "Dingcang main",
    base_url: "http://best.example.test/api",
    http_consent_at: "2026-10-02T03:00:00Z",
    fields: { app_key: "88231", currency: "CNY" },
    secrets: [{ name: "app_secret", last4: "7f3a" }],
    channels_at: minutesAgo(190),
    remarks: ["价格和余额都按 CNY 算，对方没写货币。"],
    open_purchases: 2,
  }),
  account({
    id: "a2",
    name: "DingExpress West",
    provider: "dingexpress",
    provider_label: "DingExpress",
    position: 1,
    fields: { app_key: "90117", currency: "USD" },
    secrets: [{ name: "app_secret", last4: "" }],
    channels_at: minutesAgo(4000),
  }),
  account({
    id: "a3",
    name: "TrackingMore",
    provider: "trackingmore",
    provider_label: "TrackingMore",
    position: 2,
    secrets: [{ name: "api_key", last4: "09be" }],
  }),
  account({
    id: "a4",
    name: "Winit",
    provider: "winit",
    provider_label: "万邑通 Winit",
    position: 3,
    fields: { app_key: "w-1", client_id: "C77", platform: "SHIP", language: "zh_CN", utc_offset: "+08:00" },
    secrets: [
      { name: "token", last4: "aa10" },
      { name: "client_secret", last4: null },
    ],
  }),
  account({
    id: "a5",
    name: "Xportcn",
    provider: "xportcn",
    provider_label: "Xportcn",
    position: 4,
    fields: { access_key: "AK-22" },
    secrets: [{ name: "access_secret", last4: "c0de" }],
  }),
  account({
    id: "a6",
    name: "DingExpress East",
    provider: "dingexpress",
    provider_label: "DingExpress",
    position: 5,
    enabled: false,
    fields: { app_key: "90118", currency: "USD" },
    secrets: [{ name: "app_secret", last4: "11d0" }],
  }),
];

const channel = (some: Partial<ChannelDocument>): ChannelDocument => ({
  account: "Dingcang main",
  channel_id: "",
  name: "",
  alias: null,
  test: false,
  favourite: false,
  hidden: false,
  gone: false,
  ...some,
});

export const channels: ChannelDocument[] = [
  channel({ channel_id: "386", name: "美国小包-USPS-优先", alias: "美西小包", favourite: true }),
  channel({
    channel_id: "412",
    name: "德国专线 DHL Paket International Premium Langstrecke",
    alias: "德国专线·DHL",
    favourite: true,
  }),
  channel({ channel_id: "413", name: "英国专线 Royal Mail 48" }),
  channel({ channel_id: "9001", name: "测试渠道（勿用）", test: true }),
  channel({ channel_id: "77", name: "加拿大海运", hidden: true }),
  channel({ channel_id: "12", name: "旧美国专线", gone: true }),
];

let accounts = asked.get("accounts") === "0" ? [] : start;
let listed = channels;

/** As at the start: for tests. */
export function reset(): void {
  accounts = start;
  listed = channels;
}

const found = (id: unknown) => {
  const one = accounts.find((account) => account.id === id || account.name === id);
  if (!one) throw refusal({ code: "account.not_found", message: `No account ${String(id)}.` });
  return one;
};
const put = (next: AccountDocument) => {
  accounts = accounts.map((one) => (one.id === next.id ? next : one));
  return next;
};
const changed = (before: AccountDocument, ask: AccountAsk): AccountDocument => ({
  ...before,
  name: ask.name,
  base_url: ask.base_url ?? before.base_url,
  http_consent_at: ask.allow_http ? minutesAgo(0) : before.http_consent_at,
  fields: { ...before.fields, ...ask.fields },
  secrets: before.secrets.map(({ name, last4 }) => ({ name, last4: ask.secrets[name]?.slice(-4) ?? last4 })),
});

export const answers: Answers = {
  providerList: () => providers,
  accountList: () => accounts,
  accountAdd: ({ ask }) => {
    const wanted = ask as AccountAsk;
    const from = providers.find(({ id }) => id === wanted.provider);
    const missing = from?.fields.filter(
      ({ name, required, kind }) => required && !(kind === "secret" ? wanted.secrets : wanted.fields)[name],
    );
    if (missing?.length) {
      throw refusal({
        code: "input.invalid",
        class: "fix_data",
        message: "Some fields are missing.",
        fields: missing.map(({ name }) => ({
          path: name,
          problem: "missing",
          allowed: null,
          given: null,
          message: `${name}: missing`,
        })),
      });
    }
    const secrets =
      from?.fields.filter(({ kind }) => kind === "secret").map(({ name }) => ({ name, last4: null })) ?? [];
    const added = changed(
      account({
        id: `a${accounts.length + 1}`,
        provider: wanted.provider,
        provider_label: from?.label,
        position: accounts.length,
        secrets,
      }),
      wanted,
    );
    accounts = [...accounts, added];
    return added;
  },
  accountChange: ({ id, ask }) => put(changed(found(id), ask as AccountAsk)),
  accountEnable: ({ id, enabled }) => put({ ...found(id), enabled: Boolean(enabled) }),
  accountMove: ({ id, position }) => {
    const moved = found(id);
    const rest = accounts.filter((one) => one !== moved);
    rest.splice(Number(position), 0, moved);
    accounts = rest.map((one, index) => ({ ...one, position: index }));
    return accounts;
  },
  accountTest: async ({ name }): Promise<TestDocument> => {
    await new Promise((done) => setTimeout(done, asked.has("slow") ? 3000 : 20));
    const { provider: id } = found(name);
    const test = { account: String(name), provider: id, quoted: null, error: null };
    if (id === "winit") {
      const error = refusal({
        code: "provider.auth",
        class: "keys",
        message: "Winit refuses the keys.",
        next_step: "Type the token again.",
      });
      return { ...test, verdict: "bad", quoted: "SIGN_ERROR", error };
    }
    return { ...test, verdict: "good" };
  },
  accountRemove: ({ name }) => {
    const gone = found(name);
    accounts = accounts.filter((one) => one !== gone);
    return gone;
  },
  channelList: ({ account: name }) => (name === "Dingcang main" ? listed : []),
  channelChange: ({ channel: given }) => {
    const next = given as ChannelDocument;
    listed = listed.map((one) => (one.channel_id === next.channel_id ? next : one));
    return next;
  },
};
