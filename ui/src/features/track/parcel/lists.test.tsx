import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { RegistrationAsk, TrackDocument } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { held, merged, missed, registration, unlisted } from "./fixtures";
import { openParcel } from "./opened";

vi.mock("~/app/screens", async () => ({ screens: [(await import("../index")).track] }));

describe("a parcel on a provider's list", () => {
  it("is not asked live before its time, and counts down to it", async () => {
    const { user, told } = await openParcel(merged);
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
    const { user, told } = await openParcel(now, {
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
    const { user, told } = await openParcel({ ...missed, registrations: [registration] });
    const list = screen.getByRole("region", { name: "Followed at" });
    expect(list).toHaveTextContent("Its way has ended: nothing to ask the carrier");
    expect(within(list).queryByRole("button", { name: /^Ask the carrier now/ })).toBeNull();
    await user.keyboard("l");
    expect(told).toEqual([]);
  });

  it.each([
    ["expired", true],
    ["shipped_untracked", true],
    ["delivered", false],
    ["returned", false],
    ["lost", false],
    ["destroyed", false],
    ["cancelled", false],
  ] as const)("with the final status %s can be asked live: %s", async (status, can) => {
    const track = { ...missed, status, final: true, registrations: [registration] };
    const { user, told } = await openParcel(track, { trackLive: () => track });
    const list = screen.getByRole("region", { name: "Followed at" });
    expect(within(list).queryAllByRole("button", { name: /^Ask the carrier now/ })).toHaveLength(can ? 1 : 0);
    await user.keyboard("l");
    await waitFor(() => expect(told).toHaveLength(can ? 1 : 0));
  });

  it("gets another carrier with C", async () => {
    let now = merged;
    const { user, told } = await openParcel(merged, {
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
    const { user, told } = await openParcel(merged, {
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

  it("is archived and gets a status by hand, of those that the list knows", async () => {
    const { user, told } = await openParcel(merged, { registrationFields: () => held });
    await user.keyboard("e");
    const dialog = await screen.findByRole("dialog", { name: "What TrackingMore says of it" });
    const status = await within(dialog).findByRole("combobox", { name: "Status on its list" });
    expect(status).toHaveTextContent("Exception");
    const archived = within(dialog).getByRole("combobox", { name: "Archived" });
    expect(archived).toHaveTextContent("Unchanged");
    await user.click(archived);
    await user.click(await screen.findByRole("option", { name: "Archived" }));
    await user.click(status);
    await user.click(await screen.findByRole("option", { name: "As its carrier says" }));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(told).toEqual([
        [
          "trackEdit",
          {
            account: "TrackingMore",
            parcels: [{ number: merged.number, carrier: null, fields: { archived: "true", status: "8" } }],
          },
        ],
      ]),
    );
  });

  it("keeps its words when Esc leaves the form, which its menu opens too", async () => {
    const { user, told } = await openParcel(merged);
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
    const { user, told } = await openParcel(merged);
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
      { name: "title", needed: false, from_order: false, editable: true, choices: [], value: null },
      {
        name: "tracking_ship_date",
        needed: carrier === "deutsche-post",
        from_order: true,
        editable: false,
        choices: [],
        value: null,
      },
    ],
  };

  it("is offered those carriers first that its number speaks for", async () => {
    const { user } = await openParcel(unlisted, carriers);
    await user.keyboard("r");
    await screen.findByRole("dialog", { name: "Follow at TrackingMore" });
    await user.keyboard("{ArrowDown}");
    const [first] = await screen.findAllByRole("option");
    await waitFor(() => expect(screen.getAllByRole("option")[0]).toHaveTextContent("its check digit fits"));
    expect(first).toHaveTextContent("UPS");
  });

  it("is asked only for what its carrier cannot do without", async () => {
    const { user, told } = await openParcel(unlisted, {
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
