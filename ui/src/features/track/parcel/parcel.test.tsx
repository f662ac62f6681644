import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { printer } from "~/features/print/fixtures";
import { settings } from "~/features/settings/fixtures";
import type { DocumentKind, SourceDocument, TrackDocument } from "~/ipc/bindings";
import { type Answers, dialogs } from "~/test/pretend";
import { delivered } from "../fixtures";
import { untilText } from "./countdown";
import { merged, missed, unlisted } from "./fixtures";
import { openParcel } from "./opened";

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

beforeEach(() => {
  dialogs.open = "/data/proofs";
});

/** The settings, which send each kind of page to this printer. */
const sending = (routes: Record<DocumentKind, string | null>): Answers => ({
  settingsShow: () => ({
    ...settings,
    printers: settings.printers.map((one) => ({ ...one, printer: routes[one.kind] })),
  }),
});

describe("proofs of delivery", () => {
  it("open over the window with Space; the arrows turn pages, then files", async () => {
    const { user } = await openParcel(delivered);
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
    const { user, told } = await openParcel(
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
    [
      "nor the one that transfer labels go to",
      null,
      { is_default: true, label_stock: false, name: "ZD620" },
      "Choose",
    ],
  ])("are printed on %s unless somebody says where", async (_, sheets, own, says) => {
    const some = [
      printer({ name: "Desk", info: "Front desk", ...own }),
      // two queues of the same name are told apart
      printer({ name: "HP_M404", info: "HP M404", label_stock: false }),
      printer({ name: "HP_tray2", info: "HP M404", label_stock: false }),
    ];
    const { user, told } = await openParcel(delivered, {
      ...sending({ label: "ZD421", transfer: "ZD620", scan_form: sheets }),
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

  it("are printed nowhere before it is known which printers are for labels", async () => {
    let read: (value: unknown) => void = () => {};
    const late: Answers = {
      ...sending({ label: null, transfer: null, scan_form: null }),
      settingsShow: () => new Promise((done) => (read = done)),
      printerList: () => [
        printer({ name: "Desk", info: "Front desk", is_default: true, label_stock: false }),
      ],
    };
    const { user, told } = await openParcel(delivered, late, "/track");
    await user.keyboard(" ");
    const dialog = await screen.findByRole("dialog");
    const choice = within(dialog).getByRole("combobox", { name: "Printer for proofs" });
    await waitFor(() => expect(choice).toHaveTextContent("Choose a printer"));
    await user.keyboard("p");
    expect(told).toEqual([]);
    await act(async () => read(settings));
    await waitFor(() => expect(choice).toHaveTextContent("Front desk"));
  });

  it("are saved into a folder, and not where none is chosen", async () => {
    const { user, told } = await openParcel(delivered);
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
    await openParcel(missed);
    const proofs = screen.getByRole("region", { name: "Proof of delivery" });
    expect(proofs).toHaveTextContent("Offered, and not got yet: The link did not answer in 20 s.");
    expect(proofs).toHaveTextContent("It is tried again by itself; F5 tries now.");
  });

  it.each([
    ["expected", "Expected: its source may offer one yet"],
    ["gone", "Offered once, never got, and no longer to be had"],
    ["none", "No proof of delivery is stored here."],
  ] as const)("that are %s are said to be so", async (pod_state, says) => {
    await openParcel({ ...missed, pod_state, pod_error: null });
    expect(screen.getByRole("region", { name: "Proof of delivery" })).toHaveTextContent(says);
  });
});

describe("several sources", () => {
  it("stand in one timeline, and each line says who told it", async () => {
    await openParcel(merged);
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
    await openParcel({
      ...merged,
      sources: [{ ...first, account: "East", provider: "winit" } as SourceDocument],
    });
    const sources = screen.getByRole("region", { name: "Sources" });
    await waitFor(() => expect(sources).toHaveTextContent("East万邑通 Winit 12 min"));
  });
});

describe("a source's own word for the whole parcel", () => {
  it("stands beside the source, whatever went wrong since", async () => {
    const [first] = merged.sources as [SourceDocument];
    const problem = { ...missed.pod_error, class: "try_later" } as NonNullable<SourceDocument["error"]>;
    const sources = [
      { ...first, said: "派送完成" },
      { ...first, account: "East", said: "已出库", error: problem },
      { ...first, account: "West", said: null },
    ];
    await openParcel({ ...merged, sources });
    const strip = screen.getByRole("region", { name: "Sources" });
    expect([...strip.querySelectorAll("q")].map((q) => q.textContent)).toEqual(["派送完成", "已出库"]);
    expect(within(strip).getByText("已出库").closest("button")).toHaveTextContent("East");
  });
});

describe("a parcel of a purchase", () => {
  it("shows its goods to be ticked, and the way to the purchase", async () => {
    const ticked: unknown[] = [];
    const line = { place: 0, title: "USB-C cable", property: null, quantity: "100", received_at: null };
    let now: TrackDocument = { ...unlisted, purchase: "2611220038", goods: [line] };
    const { user } = await openParcel(now, {
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
  const { view } = await openParcel(track);
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
