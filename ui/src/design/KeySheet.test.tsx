import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { mount } from "~/test/mount";
import { KeySheet } from "./KeySheet";
import { useKeys } from "./keys/useKeys";

const run = () => undefined;

/** A screen with a part that says nothing of itself, and two places whose keys work everywhere. */
function Keys() {
  useKeys("everywhere", [{ keys: "F3", label: "订单", run }], { title: "到处" });
  useKeys("new-order", [{ keys: "Control+n", label: "新订单", run }], { layer: "everywhere" });
  useKeys("orders", [{ keys: "q", label: "比价", run }], { title: "订单列表" });
  useKeys("elsewhere", [{ keys: "w", label: "平台订单", run }]);
  return <KeySheet open onClose={run} />;
}

it("has one group a place, and one of what works everywhere", async () => {
  mount(<Keys />, "/");
  const sheet = await screen.findByRole("dialog");
  const groups = within(sheet)
    .getAllByRole("heading", { level: 3 })
    .map((head) => [
      head.textContent,
      [...(head.parentElement?.querySelectorAll("dd") ?? [])].map((one) => one.textContent),
    ]);
  expect(groups).toEqual([
    ["订单列表", ["平台订单", "比价"]],
    ["各处", ["下一条错误", "新订单", "订单"]],
  ]);
});
