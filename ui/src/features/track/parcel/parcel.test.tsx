import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { answers as accounts } from "~/features/accounts/fixtures";
import { printer, answers as printers } from "~/features/print/fixtures";
import { settings } from "~/features/settings/fixtures";
import type { DocumentKind, RegistrationAsk, SourceDocument, TrackDocument } from "~/ipc/bindings";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers, delivered } from "../fixtures";
import { untilText } from "./countdown";
import { held, merged, missed, registration, unlisted } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("../index")).track] }));
// pages are drawn by a canvas, which there is none of here: two of them in a PDF
vi.mock("~/features/label/FilePreview", async () => {
  const { useEffect } = await import("react");
  return {
    FilePreview: ({ page, mediaType, label, onCount }: Record<string, unknown>) => {
      const tell = onCount as ((pages: number) => void) | undefined;
      useEffect(() => tell?.(mediaType === "application/pdf" ? 2 : 1), [tell, mediaType]);
      return label ? <p>{`${mediaType} page ${Number(page) + 1}`}</p> : null;
    },
  };
});

// a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 10_000 });

const WATCHED = [
  "podPrint",
  "podExport",
  "trackLive",
  "trackCarrier",
  "trackEdit",
  "trackStop",
  "trackRemove",
  "trackAdd",
] as const;

beforeEach(() => {
  dialogs.open = "/data/proofs";
});

async function open(track: TrackDocument, more: Answers = {}) {
  const told: [string, unknown][] = [];
  const watch = Object.fromEntries(
    WATCHED.map((name) => [name, (args: Record<string, unknown>) => void told.push([name, args])]),
  );
  const view = await openWindow(
    `/track/${track.number}`,
    accounts,
    printers,
    shell({ language: "en" }),
    answers,
    { trackShow: () => track, orderShow: () => undefined },
    more,
    watch,
  );
  const user = userEvent.setup();
  await screen.findByRole("region", { name: "Timeline" });
  return { user, told, view };
}

/** The settings, which send each kind of page to this printer. */
const sending = (routes: Record<DocumentKind, string | null>): Answers => ({
  settingsShow: () => ({
    ...settings,
    printers: settings.printers.map((one) => ({ ...one, printer: routes[one.kind] })),
  }),
});

describe("proofs of delivery", () => {
  it("open over the window with Space; the arrows turn pages, then files", async () => {
    const { user } = await open(delivered);
    await user.keyboard(" ");
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("application/pdf page 1")).toBeVisible();
    expect(within(dialog).getByText("Page 1 of 2")).toBeVisible();
    expect(within(dialog).getByRole("button", { name: /^Next page/ })).toBeEnabled();
    await user.keyboard("{ArrowRight}");
    expect(within(dialog).getByText("application/pdf page 2")).toBeVisible();
    expect(within(dialog).getByRole("button", { name: /^Page before/ })).toBeEnabled();
    // a button says what it turns to
    expect(within(dialog).getByRole("button", { name: /^Next file/ })).toBeEnabled();
    await user.keyboard("{ArrowRight}");
    expect(within(dialog).getByText("image/jpeg page 1")).toBeVisible();
    expect(within(dialog).getByRole("button", { name: /^File before/ })).toBeEnabled();
    expect(within(dialog).queryByText(/^Page \d/)).toBeNull();
    expect(within(dialog).getByRole("button", { name: /^Next page/ })).toBeDisabled();
    // back to the last page of the file before
    await user.keyboard("{ArrowLeft}");
    expect(within(dialog).getByText("application/pdf page 2")).toBeVisible();
    await user.keyboard("{+}");
    expect(within(dialog).getByText("100%")).toBeVisible();
    await user.keyboard(" ");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("are printed on the printer that stands beside the button, and nowhere unseen", async () => {
    const { user, told } = await open(
      delivered,
      sending({ label: null, transfer: null, scan_form: "HP_M404" }),
    );
    await user.keyboard("p");
    const dialog = await screen.findByRole("dialog");
    expect(told).toEqual([]);
    const printer = within(dialog).getByRole("combobox", { name: "Printer for proofs" });
    await waitFor(() => expect(printer).toHaveTextContent("HP M404"));
    await user.keyboard("p");
    await waitFor(() => expect(told).toHaveLength(1));
    const [name, args] = told[0] ?? [];
    expect(name).toBe("podPrint");
    expect(args).toEqual({ sha256: delivered.pods[0]?.sha256, printer: "HP_M404" });
    expect(await screen.findByText("Given to HP M404")).toBeVisible();
  });

  it.each([
    ["the one for sheets", "HP_M404", { is_default: true, label_stock: true }, "HP M404 · HP_M404"],
    ["the system's own", null, { is_default: true, label_stock: false }, "Front desk"],
    ["never one of labels", null, { is_default: true, label_stock: true }, "Choose a printer"],
    [
      "nor the one that labels go to",
      null,
      { is_default: true, label_stock: false, name: "ZD421" },
      "Choose",
    ],
  ])("are printed on %s unless somebody says where", async (_, sheets, own, says) => {
    const some = [
      printer({ name: "Desk", info: "Front desk", ...own }),
      // two queues of the same name are told apart
      printer({ name: "HP_M404", info: "HP M404", label_stock: false }),
      printer({ name: "HP_tray2", info: "HP M404", label_stock: false }),
    ];
    const { user, told } = await open(delivered, {
      ...sending({ label: "ZD421", transfer: null, scan_form: sheets }),
      printerList: () => some,
    });
    await user.keyboard(" ");
    const choice = within(await screen.findByRole("dialog")).getByRole("combobox", {
      name: "Printer for proofs",
    });
    await waitFor(() => expect(choice).toHaveTextContent(says));
    if (!says.startsWith("Choose")) return;
    await user.keyboard("p");
    expect(told).toEqual([]);
    expect(choice).toHaveFocus();
  });

  it("are saved into a folder, and not where none is chosen", async () => {
    const { user, told } = await open(delivered);
    await user.keyboard("s");
    await waitFor(() =>
      expect(told).toEqual([["podExport", { number: delivered.number, folder: "/data/proofs" }]]),
    );
    expect(await screen.findByText("2 files saved in /data/proofs")).toBeVisible();
    dialogs.open = null;
    await user.keyboard("s");
    expect(told).toHaveLength(1);
  });

  it("that were offered and not got say why, and what happens next", async () => {
    await open(missed);
    const proofs = screen.getByRole("region", { name: "Proof of delivery" });
    expect(proofs).toHaveTextContent("Offered, and not got yet: The link did not answer in 20 s.");
    expect(proofs).toHaveTextContent("It is tried again by itself; F5 tries now.");
  });

  it.each([
    ["expected", "Expected: its source may offer one yet"],
    ["gone", "Offered once, never got, and no longer to be had"],
    ["none", "No proof of delivery is stored here."],
  ] as const)("that are %s are said to be so", async (pod_state, says) => {
    await open({ ...missed, pod_state, pod_error: null });
    expect(screen.getByRole("region", { name: "Proof of delivery" })).toHaveTextContent(says);
  });
});

describe("several sources", () => {
  it("stand in one timeline, and each line says who told it", async () => {
    await open(merged);
    const lines = within(screen.getByRole("region", { name: "Timeline" })).getAllByRole("listitem");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toHaveTextContent("CarrierTrackingMore · 万邑通");
    expect(lines[4]).toHaveTextContent("Warehouse万邑通 · 丁仓·主账户");
    const sources = screen.getByRole("region", { name: "Sources" });
    expect(sources).toHaveTextContent("万邑通 18 min");
    expect(sources).toHaveTextContent("TrackingMore 2 h");
  });

  it("are told by their account, and by their provider where the account does not name it", async () => {
    const [first] = merged.sources;
    await open({ ...merged, sources: [{ ...first, account: "East", provider: "winit" } as SourceDocument] });
    const sources = screen.getByRole("region", { name: "Sources" });
    await waitFor(() => expect(sources).toHaveTextContent("East万邑通 Winit 12 min"));
  });
});

describe("a parcel of a purchase", () => {
  it("shows its goods to be ticked, and the way to the purchase", async () => {
    const ticked: unknown[] = [];
    const line = { place: 0, title: "USB-C cable", property: null, quantity: "100", received_at: null };
    let now: TrackDocument = { ...unlisted, purchase: "2611220038", goods: [line] };
    const { user } = await open(now, {
      trackShow: () => now,
      purchaseList: () => [
        {
          purchase: "2611220038",
          account: "Xportcn",
          parcels: 1,
          goods: 1,
          received: 0,
          statuses: [],
          fetched_at: "",
        },
      ],
      goodsReceive: (args) => {
        ticked.push(args);
        now = { ...now, goods: [{ ...line, received_at: "2026-11-22T10:00:00Z" }] };
        return null;
      },
    });
    const goods = screen.getByRole("region", { name: "Goods" });
    expect(goods).toHaveTextContent("0 of 1 received");
    expect(goods).toHaveTextContent("× 100");
    await user.click(within(goods).getByRole("checkbox", { name: /USB-C cable/ }));
    await waitFor(() => expect(goods).toHaveTextContent("1 of 1 received"));
    expect(ticked).toEqual([{ parcel: unlisted.id, place: 0, received: true }]);
    expect(await screen.findByRole("link", { name: "2611220038" })).toHaveAttribute(
      "href",
      "#/track/purchases/Xportcn/2611220038",
    );
  });
});

describe("a parcel on a provider's list", () => {
  it("is not asked live before its time, and counts down to it", async () => {
    const { user, told } = await open(merged);
    const list = screen.getByRole("region", { name: "Followed at" });
    expect(list).toHaveTextContent("TrackingMore");
    expect(list).toHaveTextContent("dhl-germany");
    expect(list).toHaveTextContent(/opens \d\d:\d\d, in 1:1\d:\d\d/);
    expect(within(list).getByRole("button", { name: /^Ask the carrier now/ })).toBeDisabled();
    await user.keyboard("l");
    expect(told).toEqual([]);
  });

  it("is asked live with L, once", async () => {
    let now: TrackDocument = { ...merged, registrations: [registration] };
    const live_after = new Date(Date.now() + 7_200_000).toISOString();
    const { user, told } = await open(now, {
      trackShow: () => now,
      trackLive: () => {
        now = { ...now, registrations: [{ ...registration, live_after }] };
        return now;
      },
    });
    await user.keyboard("l");
    expect(await screen.findByText("The carrier was asked.")).toBeVisible();
    expect(told).toEqual([["trackLive", { number: merged.number, account: "TrackingMore" }]]);
    await waitFor(() => expect(screen.getByRole("button", { name: /^Ask the carrier now/ })).toBeDisabled());
    await user.keyboard("l");
    expect(told).toHaveLength(1);
  });

  it("is not asked live once its way has ended, and says why", async () => {
    const { user, told } = await open({ ...missed, registrations: [registration] });
    const list = screen.getByRole("region", { name: "Followed at" });
    expect(list).toHaveTextContent("Its way has ended: there is nothing to ask the carrier");
    expect(within(list).queryByRole("button", { name: /^Ask the carrier now/ })).toBeNull();
    await user.keyboard("l");
    expect(told).toEqual([]);
  });

  it("gets another carrier with C", async () => {
    let now = merged;
    const { user, told } = await open(merged, {
      trackShow: () => now,
      trackCarrier: ({ carrier }) => {
        now = { ...merged, registrations: [{ ...registration, carrier: String(carrier) }] };
        return now;
      },
      carrierList: ({ account }) =>
        [
          ["dhl-germany", "DHL Germany"],
          ["hermes", "Hermes"],
        ].map(([code, name]) => ({ account, code, name, homepage: null, phone: null })),
    });
    await user.keyboard("c");
    const dialog = await screen.findByRole("dialog", { name: "Another carrier at TrackingMore" });
    const change = within(dialog).getByRole("button", { name: /^Change carrier/ });
    expect(change).toBeDisabled();
    const field = within(dialog).getByRole("combobox");
    await waitFor(() => expect(field).toHaveValue("DHL Germany"));
    await user.clear(field);
    await user.type(field, "herm{Enter}");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(told).toEqual([
      ["trackCarrier", { number: merged.number, account: "TrackingMore", carrier: "hermes" }],
    ]);
    expect(screen.getByRole("region", { name: "Followed at" })).toHaveTextContent("hermes");
  });

  it("gets other words with E: the fields that may change, as they are known, and only what was changed is sent", async () => {
    const asked: unknown[] = [];
    const { user, told } = await open(merged, {
      registrationFields: (args) => {
        asked.push(args);
        return held;
      },
      trackEdit: ({ parcels }) => {
        const [{ number, fields }] = parcels as [RegistrationAsk];
        const wrong = { problem: "wrong_kind", allowed: null, given: null, message: "Two letters." } as const;
        const error =
          fields.destination_code === "Germany"
            ? refusal({ message: "A field is wrong.", fields: [{ path: "destination_code", ...wrong }] })
            : null;
        const result = { number, carrier: "dhl-germany", outcome: error ? "failed" : "done", error };
        return { results: [result], done: error ? 0 : 1, failed: error ? 1 : 0, unknown: 0 };
      },
    });
    await user.keyboard("e");
    const dialog = await screen.findByRole("dialog", { name: "What TrackingMore says of it" });
    const title = await within(dialog).findByRole("textbox", { name: "Title" });
    expect(asked).toEqual([{ account: "TrackingMore", carrier: "dhl-germany", number: merged.number }]);
    const values = within(dialog)
      .getAllByRole("textbox")
      .map((box) => (box as HTMLInputElement).value);
    // neither what may not be changed, nor the recipient, whom this account keeps to itself
    expect(values).toEqual(["DE", "Cups", "", "A1055"]);
    const country = within(dialog).getByRole("textbox", { name: "Country it goes to" });
    expect(country).toHaveFocus();
    expect(within(dialog).getByRole("button", { name: /^Save/ })).toBeDisabled();
    await user.clear(country);
    await user.type(country, "Germany");
    await user.clear(title);
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await within(dialog).findByText("Two letters.")).toBeVisible();
    expect(country).toHaveAttribute("aria-invalid", "true");
    expect(country).toHaveValue("Germany");
    await user.clear(country);
    await user.type(country, "DE");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByText("Changed at TrackingMore")).toBeVisible();
    const sent = (fields: Record<string, string>) => [
      "trackEdit",
      { account: "TrackingMore", parcels: [{ number: merged.number, carrier: null, fields }] },
    ];
    expect(told).toEqual([sent({ destination_code: "Germany", title: "" }), sent({ title: "" })]);
  });

  it("keeps its words when Esc leaves the form, which its menu opens too", async () => {
    const { user, told } = await open(merged);
    await user.click(screen.getByRole("button", { name: "More of TrackingMore" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Edit what it says/ }));
    await user.type(await screen.findByRole("textbox", { name: "Order number" }), "9");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(told).toEqual([]);
    await user.keyboard("?");
    expect(await screen.findByText("Edit what it says")).toBeVisible();
  });

  it("is taken off it only after a question, which says that the history stays", async () => {
    const { user, told } = await open(merged);
    await user.click(screen.getByRole("button", { name: "More of TrackingMore" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove from its list" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("The history stays here");
    expect(told).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: /^Remove from its list/ }));
    await waitFor(() =>
      expect(told).toEqual([["trackRemove", { numbers: [merged.number], account: "TrackingMore" }]]),
    );
    expect(await screen.findByText("Removed from the list of TrackingMore")).toBeVisible();
  });
});

describe("a parcel on no list", () => {
  const carriers: Answers = {
    carrierList: ({ account }) =>
      [
        ["dhl", "DHL"],
        ["deutsche-post", "Deutsche Post"],
        ["ups", "UPS"],
      ].map(([code, name]) => ({ account, code, name, homepage: null, phone: null })),
    registrationFields: ({ carrier }) => [
      { name: "title", needed: false, from_order: false, editable: true, value: null },
      {
        name: "tracking_ship_date",
        needed: carrier === "deutsche-post",
        from_order: true,
        editable: false,
        value: null,
      },
    ],
  };

  it("is offered those carriers first that its number speaks for", async () => {
    const { user } = await open(unlisted, carriers);
    await user.keyboard("r");
    await screen.findByRole("dialog", { name: "Follow at TrackingMore" });
    await user.keyboard("{ArrowDown}");
    const [first] = await screen.findAllByRole("option");
    await waitFor(() => expect(screen.getAllByRole("option")[0]).toHaveTextContent("its check digit fits"));
    expect(first).toHaveTextContent("UPS");
  });

  it("is asked only for what its carrier cannot do without", async () => {
    const { user, told } = await open(unlisted, {
      ...carriers,
      trackAdd: ({ parcels }) => {
        const [{ number, fields }] = parcels as [RegistrationAsk];
        const wrong = fields.tracking_ship_date !== "2026-11-20";
        const error = refusal({
          class: "fix_data",
          message: "The day is no day.",
          fields: [
            {
              path: "tracking_ship_date",
              problem: "wrong_kind",
              allowed: null,
              given: null,
              message: "Such as 2026-11-20.",
            },
          ],
        });
        const result = { number, carrier: "deutsche-post" };
        return {
          results: [
            wrong ? { ...result, outcome: "failed", error } : { ...result, outcome: "done", error: null },
          ],
          done: wrong ? 0 : 1,
          failed: wrong ? 1 : 0,
          unknown: 0,
        };
      },
    });
    await user.keyboard("r");
    const dialog = await screen.findByRole("dialog", { name: "Follow at TrackingMore" });
    expect(within(dialog).queryByRole("textbox")).toBeNull();
    await user.type(within(dialog).getByRole("combobox"), "Deutsche{Enter}");
    const day = await within(dialog).findByRole("textbox", { name: /Day it was shipped/ });
    expect(within(dialog).getAllByRole("textbox")).toEqual([day]);
    await user.type(day, "20.11.");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await within(dialog).findByText("Such as 2026-11-20.")).toBeVisible();
    // nothing that was typed goes away
    expect(day).toHaveValue("20.11.");
    expect(day).toHaveAttribute("aria-invalid", "true");
    await user.clear(day);
    await user.type(day, "2026-11-20");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(told.at(-1)).toEqual([
      "trackAdd",
      {
        account: "TrackingMore",
        parcels: [
          {
            number: unlisted.number,
            carrier: "deutsche-post",
            fields: { tracking_ship_date: "2026-11-20" },
          },
        ],
      },
    ]);
  });
});

it("says how long it is until an instant", () => {
  expect(untilText(3_600_000 + 249_000, 0)).toBe("1:04:09");
  expect(untilText(425_000, 0)).toBe("7:05");
  expect(untilText(900, 0)).toBe("0:01");
  expect(untilText(0, 0)).toBeNull();
  expect(untilText(Number.NaN, 0)).toBeNull();
});

it.each([
  ["several sources", merged],
  ["a proof that was missed", missed],
  ["no list", unlisted],
])("has nothing that axe finds with %s", async (_, track) => {
  const { view } = await open(track);
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
