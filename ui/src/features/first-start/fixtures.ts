import type { ProviderDocument } from "~/ipc/bindings";
import type { Answers } from "~/test/pretend";

const provider = (some: Partial<ProviderDocument>): ProviderDocument => ({
  id: "",
  label: "",
  docs_url: "https://docs.example.test/",
  base_url: "https://api.example.test/",
  plain_http: false,
  fields: [{ name: "key", kind: "secret", required: true, default: null, choices: [] }],
  options: [],
  capabilities: [],
  sandbox_url: null,
  limits: {
    parallel: 4,
    silence_ms: 1000,
    create_batch: 1,
    label_batch: 1,
    track_batch: null,
    apart_ms: 0,
    per_minute: null,
  },
  unconfirmed: null,
  ...some,
});
const ships = ["balance", "channels", "rates", "orders", "labels", "cancellations", "tracking"];

/** Invented providers, one of each kind. */
export const providers: ProviderDocument[] = [
  provider({ id: "north", label: "Northport", plain_http: true, capabilities: ships.slice(0, -1) }),
  provider({ id: "harbour", label: "Harbour Express", plain_http: true, capabilities: ships.slice(0, -1) }),
  provider({ id: "eastern", label: "万里联", capabilities: ["tracking"] }),
  provider({ id: "seeparcel", label: "SeeParcel", capabilities: ["tracking", "quotas"] }),
  provider({ id: "inbound", label: "Inbound", capabilities: ["purchases"], unconfirmed: "signature" }),
];

/** With `?accounts` on the page the accounts' own fixtures say who there is. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
export const answers: Answers = { providerList: () => (asked.has("accounts") ? undefined : providers) };
