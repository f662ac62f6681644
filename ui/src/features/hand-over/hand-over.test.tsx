import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { answers as accounts } from "~/features/accounts/fixtures";
import { answers as labels } from "~/features/label/fixtures";
import { answers as orders } from "~/features/orders/fixtures";
import { settings as chosen, answers as settings } from "~/features/settings/fixtures";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers, day, form, group, groups, made, noForms, TODAY } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("~/features/orders")).orders] }));

// a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 10_000 });
const place = () => window.location.hash;

interface Make {
  account: string;
  channel: string;
  addressId: string;
  date: string;
  again: boolean;
}

/** Opens the day; `make` answers what is made, and what was asked for is told. */
async function open(shown: ReturnType<typeof day>, more: Answers = {}, at = "/orders/hand-over") {
  const asked: Make[] = [];
  const days: unknown[] = [];
  const make = more.scanFormMake ?? (() => made({ members: [] }));
  const view = await openWindow(
    at,
    labels,
    settings,
    orders,
    accounts,
    shell({ language: "en" }),
    answers,
    {
      handOverShow: ({ date }) => {
        days.push(date);
        return shown;
      },
    },
    more,
    {
      scanFormMake: (args) => {
        asked.push(args as unknown as Make);
        return make(args);
      },
    },
  );
  return { user: userEvent.setup(), asked, days, view };
}

const grid = () => screen.findByRole("grid", { name: "Channels with boxes of this day" });
const rowOf = async (name: RegExp) => within(await grid()).findByRole("row", { name });

it("is reached with F9 from the orders, and Esc leads back", async () => {
  const { user } = await open(day(), {}, "/orders");
  await user.keyboard("{F9}");
  await waitFor(() => expect(place()).toBe("#/orders/hand-over"));
  const ready = await rowOf(/USPS Ground/);
  expect(ready).toHaveTextContent("Ready21403");
  expect(await rowOf(/Post tracked/)).toHaveTextContent("Handed in0570");
  expect(await rowOf(/Ground light/)).toHaveTextContent("Not made");
  expect(await rowOf(/Air express/)).toHaveTextContent("Unknown");
  expect(await rowOf(/West local/)).toHaveTextContent("Address ID?");
  expect(screen.getByText("2 labels were never printed.")).toBeVisible();
  expect(screen.getByRole("link", { name: "03-01: 12 boxes" })).toHaveAttribute(
    "href",
    "#/orders/hand-over/2026-03-01",
  );
  await user.keyboard("{Escape}");
  await waitFor(() => expect(place()).toBe("#/orders"));
});

it("makes every form that can be made with one key; a refusal stops no other", async () => {
  const { user, asked } = await open(day(), {
    scanFormMake: ({ channel }) => made(channel === "386" ? { state: "failed", error: noForms } : {}),
  });
  await grid();
  expect(screen.getByRole("button", { name: /Make 2 scan forms \(223 boxes\)/ })).toBeEnabled();
  await user.keyboard("{Enter}");
  expect(await screen.findByText(/1 scan form made/)).toBeVisible();
  expect(asked.map(({ channel, addressId, date, again }) => [channel, addressId, date, again])).toEqual([
    ["422", "93", TODAY, false],
    ["386", "93", TODAY, false],
  ]);
});

it("goes on after one that could not be asked for at all, and says why", async () => {
  const { user, asked } = await open(
    day({ groups: [group({ ready: 1 }), group({ channel_id: "7", ready: 1 })] }),
    {
      scanFormMake: ({ channel }) => {
        if (channel === "422")
          throw refusal({ code: "network.unreachable", message: "There is no network." });
        return made({});
      },
    },
  );
  await grid();
  await user.keyboard("{Enter}");
  expect(await screen.findByText("There is no network.")).toBeVisible();
  expect(asked.map(({ channel }) => channel)).toEqual(["422", "7"]);
});

it("leaves a channel alone that a person takes out, and Esc stops after the form that is being made", async () => {
  let finish = () => {};
  const { user, asked } = await open(
    day({ groups: ["1", "2", "3"].map((channel_id) => group({ channel_id, channel_name: null, ready: 5 })) }),
    { scanFormMake: () => new Promise((done) => (finish = () => done(made({})))) },
  );
  await waitFor(async () => expect(await grid()).toHaveFocus());
  await user.keyboard(" ");
  expect(await rowOf(/Left alone/)).toBeVisible();
  expect(screen.getByRole("button", { name: /Make 2 scan forms \(10 boxes\)/ })).toBeVisible();
  await user.keyboard("{Enter}");
  expect(await screen.findByText(/Making scan forms/)).toBeVisible();
  await user.keyboard("{Enter}{Escape}");
  finish();
  await waitFor(() => expect(screen.queryByText(/Making scan forms/)).toBeNull());
  expect(asked.map(({ channel }) => channel)).toEqual(["2"]);
  expect(place()).toBe("#/orders/hand-over");
});

it("asks once for the address that the provider cannot tell, by keyboard alone", async () => {
  const { user, asked } = await open(
    day({ groups: ["1", "2"].map((channel_id) => group({ channel_id, address_id: null, ready: 5 })) }),
  );
  await waitFor(async () => expect(await grid()).toHaveFocus());
  await user.keyboard("{Enter}");
  const field = screen.getByRole("textbox", { name: /Address ID at the provider/ });
  await waitFor(() => expect(field).toHaveFocus());
  expect(asked).toEqual([]);
  await user.keyboard("93{Enter}");
  await waitFor(async () => expect(await grid()).toHaveFocus());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(asked.map(({ addressId }) => addressId)).toEqual(["93", "93"]));
});

it("asks for a lost form again only when it is said twice", async () => {
  const { user, asked } = await open(day({ groups: groups().slice(3, 4) }));
  expect(
    await screen.findByText(/We do not know if the scan form of .* with 12 boxes was made/),
  ).toBeVisible();
  await user.keyboard("{Enter}");
  expect(asked).toEqual([]);
  await user.keyboard("a");
  expect(await screen.findByRole("dialog")).toHaveTextContent("hand the boxes in twice");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual([]);
  await user.keyboard("a");
  await screen.findByRole("dialog");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked.map(({ channel, again }) => [channel, again])).toEqual([["500", true]]));
});

it("takes a lost form as made where a person saw it at the provider", async () => {
  const confirmed: unknown[] = [];
  const { user, asked } = await open(day({ groups: groups().slice(3, 4) }), {
    scanFormConfirm: ({ id }) => void confirmed.push(id),
  });
  await screen.findByText(/We do not know/);
  await user.keyboard("y");
  await screen.findByRole("dialog");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(confirmed).toEqual(["form-3"]));
  expect(asked).toEqual([]);
});

it("prints and saves a form that is made, gets a file that is late, prints labels that never were", async () => {
  const told: unknown[] = [];
  const two = [
    group({ in_form: 57, forms: [form({})], unprinted: ["A7"] }),
    group({ channel_id: "7", channel_name: "Late", in_form: 1, forms: [form({ id: "late", sha256: null })] }),
  ];
  const { user } = await open(day({ groups: two }), {
    print: ({ ask }) => {
      const { order_nos, kind, again } = ask as { order_nos: string[]; kind: string; again: boolean };
      told.push([kind, order_nos, again]);
      if (kind === "scan_form" && !again)
        throw refusal({ code: "print.already", message: "It was printed." });
      return { id: "b", name: "B", printer: "a4", total: 1, left_out: [], jobs: [], error: null };
    },
    scanFormSave: ({ id, path }) => void told.push([id, path]),
    scanFormFetch: ({ id }) => void told.push(id),
  });
  await waitFor(async () => expect(await grid()).toHaveFocus());
  dialogs.save = "/data/form.pdf";
  await user.keyboard("s");
  expect(await screen.findByText("Saved to /data/form.pdf")).toBeVisible();
  await user.keyboard("p");
  await user.click(await screen.findByRole("button", { name: "Print again" }));
  await waitFor(() => expect(told).toContainEqual(["scan_form", ["A1001"], true]));
  await user.keyboard("u");
  await waitFor(() => expect(told).toContainEqual(["label", ["A7"], false]));
  await user.click(await rowOf(/Late/));
  await user.keyboard("l");
  await waitFor(() => expect(told.at(-1)).toBe("late"));
  expect(told[0]).toEqual(["form-1", "/data/form.pdf"]);
});

it("prints what was made where the settings name a printer for it, and remembers the address by the form", async () => {
  const printed: unknown[] = [];
  const members = [{ order_no: "A7", box_no: "box1", tracking_no: "9400110200881234561066" }];
  const { user } = await open(day({ groups: [group({ ready: 1, address_id: null })] }), {
    settingsShow: () => ({
      ...chosen,
      printers: chosen.printers.map((one) => (one.kind === "scan_form" ? { ...one, printer: "a4" } : one)),
    }),
    scanFormMake: () => made({ members }),
    print: ({ ask }) => {
      printed.push(ask);
      return { id: "b", name: "B", printer: "a4", total: 1, left_out: [], jobs: [], error: null };
    },
  });
  await waitFor(async () => expect(await grid()).toHaveFocus());
  await user.keyboard("e93{Enter}{Enter}");
  await waitFor(() => expect(printed).toHaveLength(1));
  expect(printed[0]).toMatchObject({ order_nos: ["A7"], kind: "scan_form", printer: "a4", again: false });
  expect(screen.getByRole("textbox", { name: /Address ID at the provider/ })).toHaveValue("");
});

it("walks to the day before and back to today", async () => {
  const { user, days } = await open(day());
  await grid();
  await user.keyboard("[[");
  await waitFor(() => expect(place()).toBe("#/orders/hand-over/2026-03-01"));
  await waitFor(() => expect(days.at(-1)).toBe("2026-03-01"));
  await user.keyboard("{F9}");
  await waitFor(() => expect(place()).toBe("#/orders/hand-over"));
});

it("says that there is nothing to hand in", async () => {
  await open(day({ groups: [], waiting: [] }));
  expect(await screen.findByText("Nothing to hand in today.")).toBeVisible();
  expect(screen.getByRole("button", { name: /^Make scan forms/ })).toBeDisabled();
});

it("has nothing that axe finds", async () => {
  const { view } = await open(day());
  await grid();
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
