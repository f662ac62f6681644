import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { desk, shell } from "~/app/fixtures";
import type { AccountAsk } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { keepDraft } from "./draft";
import { answers, reset } from "./fixtures";
import { newKey } from "./useSettingsForm";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).accounts] }));

const at = () => window.location.hash;

beforeEach(() => {
  reset();
  const fresh = ["dingcang", "winit", "xportcn"].map((provider) => newKey(desk.data_dir, provider));
  for (const key of ["a1", "a2", "a3", "a4", ...fresh]) keepDraft(key, null);
});

/** Opens the screen; notes what the engine was told. */
async function open(place = "/accounts", more: Answers = {}) {
  const told: [string, unknown][] = [];
  const watched = [
    "accountAdd",
    "accountChange",
    "accountEnable",
    "accountMove",
    "accountTest",
    "accountRemove",
    "channelChange",
    "channelList",
  ] as const;
  const watch = (name: (typeof watched)[number]) => (args: Record<string, unknown>) => {
    told.push([name, args]);
    return undefined;
  };
  const view = await openWindow(
    place,
    shell({ language: "en" }),
    answers,
    more,
    Object.fromEntries(watched.map((name) => [name, watch(name)])),
  );
  await screen.findByRole("grid", { name: /^Accounts/ });
  return { user: userEvent.setup(), told, view };
}

const toldOf = (told: [string, unknown][], name: string) =>
  told.filter(([one]) => one === name).map(([, args]) => args);
const field = (name: string | RegExp) => screen.getByLabelText(name, { selector: "input" });

describe("the list", () => {
  it("has balance, quota and trouble in the order of the station", async () => {
    await open();
    const rows = within(screen.getByRole("grid", { name: /^Accounts/ }))
      .getAllByRole("row")
      .slice(1);
    expect(rows.map((row) => row.querySelector("b")?.textContent)).toEqual([
      "Dingcang main",
      "DingExpress West",
      "TrackingMore",
      "Winit",
      "Xportcn",
      "DingExpress East",
    ]);
    expect(rows[0]).toHaveTextContent("CNY 6,369.22");
    expect(rows[2]).toHaveTextContent("8,912 of 10,000");
    expect(rows[3]).toHaveTextContent("key or clock wrong");
    expect(rows[5]).toHaveTextContent("off");
  });

  it("says what to do where there is none", async () => {
    await open("/accounts", { accountList: () => [] });
    expect(await screen.findByText("No account yet")).toBeVisible();
  });

  it("turns an account off with U and moves it with Alt and the arrows", async () => {
    const { user, told } = await open();
    await user.keyboard("u");
    expect(await screen.findByText(/Dingcang main is left alone/)).toBeVisible();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(() => expect(toldOf(told, "accountMove")).toEqual([{ id: "a1", position: 1 }]));
    expect(toldOf(told, "accountEnable")).toEqual([{ id: "a1", enabled: false }]);
    expect(await screen.findByText("Dingcang main stands at place 2")).toBeVisible();
  });

  it("does not let an account go that has open purchases", async () => {
    const { user, told } = await open("/accounts/a1");
    await user.keyboard("{Delete}");
    expect(await screen.findByText(/2 purchases still wait/)).toBeVisible();
    expect(screen.getByRole("button", { name: /^Remove/ })).toBeDisabled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(toldOf(told, "accountRemove")).toEqual([]);
  });

  it("removes an account when asked twice; the next one has its place", async () => {
    const { user, told } = await open("/accounts/a3");
    await user.keyboard("{Delete}");
    expect(await screen.findByText(/Its orders, labels and parcels stay/)).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(at()).toBe("#/accounts/a4"));
    expect(toldOf(told, "accountRemove")).toEqual([{ name: "TrackingMore" }]);
    await waitFor(() => expect(screen.queryByText("TrackingMore", { selector: "b" })).toBeNull());
  });
});

describe("the form", () => {
  it("is drawn from what the provider says of its fields", async () => {
    await open("/accounts/a4");
    expect(field(/^Client ID/)).toHaveValue("C77");
    expect(field(/^Zone of its clock/)).toHaveValue("+08:00");
    expect(screen.getByLabelText(/^Language of its lines/)).toHaveTextContent("Simplified Chinese");
    const token = field(/^Token/);
    expect(token).toHaveAttribute("type", "password");
    expect(token).toHaveAttribute("placeholder", "•••• aa10");
    expect(token).toHaveValue("");
    expect(screen.getByText(/Not in the key store/)).toBeVisible();
  });

  it("sends what was typed and no secret that was not", async () => {
    const { user, told } = await open("/accounts/a4");
    await user.clear(field(/^Client ID/));
    await user.type(field(/^Client ID/), "C78");
    await user.type(field(/^Token/), "s3cret");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Winit saved")).toBeVisible();
    const [sent] = toldOf(told, "accountChange") as { id: string; ask: AccountAsk }[];
    expect(sent?.id).toBe("a4");
    expect(sent?.ask.fields.client_id).toBe("C78");
    expect(sent?.ask.secrets).toEqual({ token: "s3cret" });
    expect(field(/^Token/)).toHaveValue("");
    expect(screen.queryByRole("button", { name: /^Save/ })).toBeNull();
  });

  it("keeps what was typed while another account is looked at", async () => {
    const { user } = await open("/accounts/a2");
    await user.type(field(/^App key/), "77");
    await user.click(screen.getByText("Winit", { selector: "b" }));
    await waitFor(() => expect(at()).toBe("#/accounts/a4"));
    expect(screen.getByRole("img", { name: "Not saved yet" })).toBeVisible();
    await user.click(screen.getByText("DingExpress West", { selector: "b" }));
    await waitFor(() => expect(field(/^App key/)).toHaveValue("9011777"));
    await user.click(screen.getByRole("button", { name: "Put back what is saved" }));
    expect(field(/^App key/)).toHaveValue("90117");
  });

  it("wants somebody to agree to plain http before anything is sent", async () => {
    const { user, told } = await open("/accounts/a2");
    await user.clear(field(/^Address/));
    await user.type(field(/^Address/), "http://plain.example.test/api");
    expect(screen.getByText("This address is not encrypted (http)")).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Tick this first, or use https.")).toBeVisible();
    const box = screen.getByRole("checkbox", { name: /use plain\.example\.test all the same/ });
    expect(box).toHaveFocus();
    expect(toldOf(told, "accountChange")).toEqual([]);
    await user.click(box);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(toldOf(told, "accountChange")).toHaveLength(1));
    expect(toldOf(told, "accountChange")[0]).toMatchObject({
      ask: { allow_http: true, base_url: "http://plain.example.test/api" },
    });
  });

  it("asks again when the address changes after somebody agreed, and takes https instead", async () => {
    const { user } = await open("/accounts/a1");
    expect(screen.getByText(/Somebody agreed on/)).toBeVisible();
    await user.type(field(/^Address/), "2");
    expect(screen.getByRole("checkbox", { name: /all the same/ })).not.toBeChecked();
    await user.click(screen.getByRole("button", { name: "Try https instead" }));
    expect(field(/^Address/)).toHaveValue("https://best.example.test/api2");
    expect(screen.queryByText("This address is not encrypted (http)")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Use the documented one" }));
    expect(field(/^Address/)).toHaveValue("http://best.example.test/api");
  });

  it("puts what the engine refuses at its field, and goes there", async () => {
    const { user } = await open("/accounts/a2", {
      accountChange: () => {
        throw refusal({
          code: "input.invalid",
          class: "fix_data",
          message: "Something is wrong.",
          fields: [
            { path: "app_key", problem: "wrong_kind", allowed: null, given: "x", message: "Only figures." },
          ],
        });
      },
    });
    await user.type(field(/^App key/), "x");
    await user.click(field(/^Name here/));
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Only figures.")).toBeVisible();
    expect(field(/^App key/)).toHaveFocus();
    expect(field(/^App key/)).toHaveAttribute("aria-invalid", "true");
    expect(field(/^App key/)).toHaveValue("90117x");
  });
});

describe("a test", () => {
  it("says what it found, with the provider's words", async () => {
    const { user } = await open("/accounts/a4");
    await user.keyboard("t");
    expect(await screen.findByText("Refused: the provider does not accept these keys")).toBeVisible();
    expect(screen.getByText("It said “SIGN_ERROR”.")).toBeVisible();
    expect(screen.getByText("Type the token again.")).toBeVisible();
  });

  it("saves first where something was changed", async () => {
    const { user, told } = await open("/accounts/a3");
    await user.type(field(/^API key/), "new");
    await user.click(screen.getByRole("button", { name: /^Save and test/ }));
    expect(await screen.findByText("Accepted: the keys work")).toBeVisible();
    expect(told.map(([name]) => name).filter((name) => /Change|Test/.test(name))).toEqual([
      "accountChange",
      "accountTest",
    ]);
  });
});

describe("a new account", () => {
  it("is chosen by a figure, filled, added and tested", async () => {
    const { user, told } = await open();
    await user.keyboard("n");
    await waitFor(() => expect(at()).toBe("#/accounts/new"));
    expect(await screen.findByRole("button", { name: /^1\s*丁仓/ })).toHaveFocus();
    await user.keyboard("1");
    expect(await screen.findByText("New account at 丁仓")).toBeVisible();
    expect(field(/^App key/)).toHaveFocus();
    await user.keyboard("4711");
    await user.click(screen.getByRole("checkbox", { name: /all the same/ }));
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("app_secret: missing")).toBeVisible();
    expect(field(/^App secret/)).toHaveFocus();
    await user.keyboard("shh");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Accepted: the keys work")).toBeVisible();
    expect(at()).toBe("#/accounts/a7");
    expect(toldOf(told, "accountAdd").at(-1)).toMatchObject({
      ask: {
        provider: "dingcang",
        name: "丁仓",
        allow_http: true,
        fields: { app_key: "4711", currency: "CNY" },
        secrets: { app_secret: "shh" },
      },
    });
    expect(toldOf(told, "accountTest")).toEqual([{ name: "丁仓" }]);
  });

  it("says in words what could not be confirmed, and Esc goes one step back", async () => {
    const { user } = await open("/accounts/new");
    await user.keyboard("5");
    expect(await screen.findByText(/one public source without a worked example/)).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await screen.findByText("Which provider?")).toBeVisible();
    expect(screen.getByRole("button", { name: /^5\s*Xportcn/ })).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(at()).toMatch(/^#\/accounts(\/a1)?$/));
  });
});

describe("channels", () => {
  it("are preferred, hidden and renamed from the keys", async () => {
    const { user, told } = await open("/accounts/a1");
    await user.keyboard("2");
    const grid = await screen.findByRole("grid", { name: "Channels" });
    await within(grid).findByText("英国专线 Royal Mail 48");
    await user.keyboard("/Royal{Enter}");
    await waitFor(() => expect(within(grid).getAllByRole("row")).toHaveLength(2));
    expect(grid).toHaveFocus();
    await user.keyboard("f");
    await user.keyboard("h");
    await waitFor(() => expect(screen.getByRole("checkbox", { name: /^Hide 英国/ })).toBeChecked());
    await user.keyboard("{Enter}");
    const alias = screen.getByRole("textbox", { name: /^Alias of 英国/ });
    expect(alias).toHaveFocus();
    await user.keyboard("英国快线{Enter}");
    await waitFor(() => expect(toldOf(told, "channelChange")).toHaveLength(3));
    expect(toldOf(told, "channelChange").at(-1)).toMatchObject({
      channel: { channel_id: "413", alias: "英国快线", favourite: true, hidden: true },
    });
    await waitFor(() => expect(grid).toHaveFocus());
  });

  it("keep the alias that they had with Esc", async () => {
    const { user, told } = await open("/accounts/a1");
    await user.keyboard("2");
    const grid = await screen.findByRole("grid", { name: "Channels" });
    await user.click(await within(grid).findByText("美西小包"));
    await user.keyboard("xx{Escape}");
    expect(within(grid).getByText("美西小包")).toBeVisible();
    expect(toldOf(told, "channelChange")).toEqual([]);
    expect(at()).toBe("#/accounts/a1");
  });

  it("are asked for again with F5, and a refusal leaves the old ones", async () => {
    let refuse = false;
    const { user, told } = await open("/accounts/a1", {
      channelList: ({ refresh }) => {
        if (refresh && refuse)
          throw refusal({ message: "No answer.", class: "try_later", next_step: "F5 asks again." });
        return undefined;
      },
    });
    await user.keyboard("2");
    await screen.findByText("美西小包");
    await user.keyboard("{F5}");
    expect(await screen.findByText("6 channels")).toBeVisible();
    expect(toldOf(told, "channelList").at(-1)).toEqual({ account: "Dingcang main", refresh: true });
    refuse = true;
    await user.keyboard("{F5}");
    expect(await screen.findByText("F5 asks again.")).toBeVisible();
    expect(screen.getByText("美西小包")).toBeVisible();
  });

  it("are not looked for where the provider has none", async () => {
    const { user, told } = await open("/accounts/a3");
    await user.keyboard("2");
    expect(await screen.findByText("This provider has no channels")).toBeVisible();
    expect(toldOf(told, "channelList")).toEqual([]);
  });
});

it.each([
  ["/accounts/a1", "1"],
  ["/accounts/a1", "2"],
  ["/accounts/a5", "3"],
  ["/accounts/new", "9"],
])("has nothing that axe finds at %s after %s", async (place, key) => {
  const { user, view } = await open(place);
  await user.keyboard(key);
  await waitFor(() => expect(document.querySelector(".skel")).toBeNull());
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
