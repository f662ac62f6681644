import { act, fireEvent, render, screen } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Age, Button, CodeText, FeeBar, groupsOf, Money, Size, STATUSES, StatusMark, Weight } from ".";

afterEach(() => i18next.changeLanguage("zh-CN"));

describe("money", () => {
  it("stands behind its currency, grouped, with a real minus", () => {
    const { container, rerender } = render(<Money amount="1204.00" currency="USD" />);
    expect(container).toHaveTextContent("USD 1,204.00");
    expect(container.querySelector(".c")).toHaveTextContent("USD");
    rerender(<Money amount="-7.5" currency="CNY" signed tone="warn" />);
    expect(container).toHaveTextContent("CNY −7.5");
    rerender(<Money amount="0.10000000000000000001" currency="CNY" />);
    expect(container).toHaveTextContent("CNY 0.10000000000000000001");
  });

  it("is a dash where there is none", () => {
    const { container } = render(<Money amount={null} currency="CNY" />);
    expect(container).toHaveTextContent("—");
    expect(screen.getByText("没有价格")).toHaveClass("sr");
  });
});

describe("measures", () => {
  it("say that nobody took them", () => {
    const { container } = render(
      <>
        <Weight kg="1.72" />|<Weight kg={null} />|<Size cm={["40", "30", "18"]} />|
        <Size cm={["40", null, "18"]} />
      </>,
    );
    expect(container).toHaveTextContent("1.72 kg|未称|40 × 30 × 18 cm|未量");
  });

  it("stand one below the other in a column", () => {
    const { container } = render(
      <>
        <Weight kg="0.9" unit={false} />|<Weight kg="3" unit={false} />|
        <Weight kg="1.475" unit={false} />|<Weight kg="0.9" />
      </>,
    );
    expect(container).toHaveTextContent("0.90|3.00|1.475|0.9 kg");
  });
});

describe("an age", () => {
  it("keeps up with the clock, and turns amber when it is too old", () => {
    vi.useFakeTimers();
    vi.setSystemTime(new Date(2026, 10, 22, 12, 0, 0));
    render(<Age at={Date.now() - 4 * 60_000} staleAfter={5} />);
    expect(screen.getByText("4 分前")).not.toHaveClass("old");
    act(() => vi.advanceTimersByTime(75_000));
    expect(screen.getByText("5 分前，已过期")).toHaveClass("old");
    expect(screen.getByText("5 分前，已过期")).toHaveAttribute("title", expect.stringContaining("11:56:00"));
    vi.useRealTimers();
  });
});

describe("a status", () => {
  it("has a word in every language for every code", () => {
    for (const language of ["zh-CN", "zh-TW", "en"]) {
      for (const [kind, codes] of Object.entries(STATUSES)) {
        for (const code of Object.keys(codes))
          expect(i18next.exists(`design:${kind}.${code}`, { lng: language }), code).toBe(true);
      }
    }
  });

  it("shows a refusal in red and an unknown outcome as not known", async () => {
    await i18next.changeLanguage("zh-TW");
    render(
      <>
        <StatusMark kind="order" code="failed" />
        <StatusMark kind="order" code="unknown" words="no answer" />
      </>,
    );
    expect(screen.getByText("遭拒").parentElement).toHaveClass("t-bad");
    expect(screen.getByText("結果不明").parentElement).toHaveClass("t-lost");
    expect(screen.getByTitle("原話：「no answer」")).toBeVisible();
  });

  it("never turns a code that it does not know into another status", () => {
    render(<StatusMark kind="delivery" code="teleported" />);
    expect(screen.getByText("未知状态“teleported”").parentElement).toHaveClass("t-lost");
    render(<StatusMark kind="delivery" code="toString" />);
    expect(screen.getByText("未知状态“toString”")).toBeVisible();
  });
});

describe("a number", () => {
  it("is read in fours and copied whole", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
    render(<CodeText code="9400110200881234567890" grouped copyable />);
    expect(groupsOf("9400110200881234567890").map((group) => group.text)).toEqual([
      "9400",
      "1102",
      "0088",
      "1234",
      "5678",
      "90",
    ]);
    // as the posts write theirs
    expect(groupsOf("RX483689604CN").map((group) => group.text)).toEqual(["RX", "483", "689", "604", "CN"]);
    expect(groupsOf("A1062").map((group) => group.text)).toEqual(["A1062"]);
    expect(document.querySelector(".code")?.textContent).toBe("9400110200881234567890");
    await act(async () =>
      fireEvent.click(screen.getByRole("button", { name: "复制 9400110200881234567890" })),
    );
    expect(writeText).toHaveBeenCalledWith("9400110200881234567890");
    vi.unstubAllGlobals();
  });
});

describe("a fee bar", () => {
  it("draws the parts to scale and reads them out", () => {
    const parts = { postage: "30.00", registration: "10.00", handling: null, other: "0.00", fuel: "10.00" };
    render(<FeeBar parts={parts} currency="CNY" full={100} />);
    const bar = screen.getByRole("img");
    expect(bar).toHaveAccessibleName("邮费 CNY 30.00、挂号费 CNY 10.00、其他费 CNY 0.00和燃油费 CNY 10.00");
    expect([...bar.children].map((part) => (part as HTMLElement).style.width)).toEqual([
      "30%",
      "10%",
      "0%",
      "0%",
      "10%",
    ]);
  });
});

describe("a button", () => {
  it("shows its key, and rests while it is busy without losing the focus", () => {
    const press = vi.fn();
    const { rerender } = render(
      <Button keys="Control+Enter" onClick={press}>
        下单
      </Button>,
    );
    const button = screen.getByRole("button");
    expect(button).toHaveTextContent("下单Ctrl ↵");
    expect(button).toHaveAttribute("aria-keyshortcuts", "Control+Enter");
    fireEvent.click(button);
    button.focus();
    rerender(
      <Button keys="Control+Enter" onClick={press} busy={Date.now() - 3000}>
        下单中
      </Button>,
    );
    fireEvent.click(button);
    expect(press).toHaveBeenCalledOnce();
    expect(button).toHaveTextContent("下单中3 秒");
    expect(button).toHaveFocus();
  });
});
