import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ComponentProps, createRef, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { type Column, Table, type TableHandle } from "./Table";

interface Order {
  no: string;
  city: string;
}

const orders = (count: number, from = 0): Order[] =>
  Array.from({ length: count }, (_, index) => ({ no: `A${from + index}`, city: `City ${from + index}` }));
const keyOf = (order: Order) => order.no;
const columns: Column<Order>[] = [
  { key: "no", head: "No", width: "80px", render: (order) => order.no, sortable: true },
  { key: "city", head: "City", width: "1fr", render: (order) => order.city },
];

function List({
  given = orders(200),
  ...rest
}: { given?: Order[] } & Partial<ComponentProps<typeof Table<Order>>>) {
  const [selection, setSelection] = useState(new Set<string>());
  return (
    <>
      <Table
        label="orders"
        columns={columns}
        rows={given}
        keyOf={keyOf}
        selection={selection}
        onSelection={setSelection}
        {...rest}
      />
      <output>{[...selection].join(" ")}</output>
    </>
  );
}

const selected = () => screen.getByRole("status", { hidden: true }).textContent;
const current = () => document.querySelector(".tr.cur")?.getAttribute("data-index");

describe("a table", () => {
  it("draws only the rows in sight and tells how many there are", () => {
    render(<List given={orders(10_000)} total={12_345} />);
    const drawn = document.querySelectorAll(".tbody .tr").length;
    expect(drawn).toBeGreaterThan(15);
    expect(drawn).toBeLessThan(60);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "12346");
    expect(screen.getByRole("row", { name: /City 0/ })).toHaveAttribute("aria-rowindex", "2");
  });

  it("holds a million rows under the height that an element may have", () => {
    render(<List given={orders(1_000_000)} />);
    expect(document.querySelector<HTMLElement>(".tbody")?.style.height).toBe("16000000px");
    expect(document.querySelectorAll(".tbody .tr").length).toBeLessThan(60);
  });

  it("moves by keys and names its current row", async () => {
    const onActive = vi.fn();
    render(<List autoFocus onActive={onActive} />);
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(current()).toBe("1");
    expect(onActive).toHaveBeenLastCalledWith("A1", { no: "A1", city: "City 1" });
    const named = screen.getByRole("grid").getAttribute("aria-activedescendant");
    expect(document.getElementById(named ?? "")).toHaveTextContent("City 1");
    await userEvent.keyboard("{PageDown}");
    expect(Number(current())).toBeGreaterThan(10);
    await userEvent.keyboard("{End}");
    expect(onActive).toHaveBeenLastCalledWith("A199", expect.anything());
    await userEvent.keyboard("{Home}{ArrowUp}");
    expect(current()).toBe("0");
  });

  it("leaves keys to the input method while it composes", () => {
    render(<List autoFocus />);
    const grid = screen.getByRole("grid");
    fireEvent.keyDown(grid, { key: "ArrowDown", keyCode: 229 });
    fireEvent.keyDown(grid, { key: "ArrowDown", isComposing: true });
    expect(current()).toBeUndefined();
    fireEvent.keyDown(grid, { key: "ArrowDown" });
    expect(current()).toBe("0");
  });

  it("selects with Space, ranges with Shift, and all with Ctrl+A", async () => {
    render(<List autoFocus />);
    await userEvent.keyboard("{ArrowDown}[Space]");
    expect(selected()).toBe("A0");
    await userEvent.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(selected()).toBe("A0 A1 A2");
    await userEvent.keyboard("[Space]");
    expect(selected()).toBe("A0 A1");
    await userEvent.keyboard("{Control>}a{/Control}");
    expect(selected()?.split(" ")).toHaveLength(200);
  });

  it("asks for all that match where not all are loaded", async () => {
    const onSelectAll = vi.fn();
    render(<List autoFocus onSelectAll={onSelectAll} />);
    await userEvent.keyboard("{Control>}a{/Control}");
    expect(onSelectAll).toHaveBeenCalledOnce();
    expect(selected()).toBe("");
  });

  it("selects with the pointer: the box one, Shift a range, a plain press none", () => {
    render(<List />);
    const row = (index: number) => screen.getByRole("row", { name: new RegExp(`City ${index}$`) });
    fireEvent.click(row(2));
    expect(selected()).toBe("");
    expect(current()).toBe("2");
    fireEvent.click(row(4), { shiftKey: true });
    expect(selected()).toBe("A2 A3 A4");
    fireEvent.click(within(row(3)).getAllByRole("gridcell")[0] as HTMLElement);
    expect(selected()).toBe("A2 A4");
    expect(row(4)).toHaveAttribute("aria-selected", "true");
  });

  it("keeps its current row and the selection when rows are refreshed around them", async () => {
    const { rerender } = render(<List autoFocus />);
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}[Space]");
    rerender(<List autoFocus given={[{ no: "new", city: "New" }, ...orders(200)]} />);
    expect(document.querySelector(".tr.cur")).toHaveTextContent("City 2");
    expect(selected()).toBe("A2");
    // the row itself went: the one in its place is current
    rerender(
      <List
        autoFocus
        given={[{ no: "new", city: "New" }, ...orders(200).filter((order) => order.no !== "A2")]}
      />,
    );
    expect(document.querySelector(".tr.cur")).toHaveTextContent("City 3");
  });

  it("keeps what is read where it is when rows come in above, lets them in at the top, and starts over when sorted", () => {
    const more = Array.from({ length: 5 }, (_, index) => ({ no: `new ${index}`, city: "New" }));
    const { rerender } = render(<List />);
    const scroller = screen.getByRole("grid");
    rerender(<List given={[...more, ...orders(200)]} />);
    expect(scroller.scrollTop).toBe(0);
    scroller.scrollTop = 3200;
    fireEvent.scroll(scroller);
    rerender(<List given={[{ no: "newest", city: "New" }, ...more, ...orders(200)]} />);
    expect(scroller.scrollTop).toBe(3232);
    rerender(<List given={orders(200)} />);
    expect(scroller.scrollTop).toBe(3040);
    rerender(<List given={orders(200).reverse()} sort={{ key: "no", descending: true }} />);
    expect(scroller.scrollTop).toBe(0);
  });

  it("asks once for the next page when its end comes into sight", () => {
    const onEnd = vi.fn();
    const first = orders(20);
    const { rerender } = render(<List given={first} onEnd={onEnd} />);
    expect(onEnd).toHaveBeenCalledOnce();
    rerender(<List given={first} onEnd={onEnd} loading />);
    expect(document.querySelectorAll(".tr.loading")).toHaveLength(3);
    expect(onEnd).toHaveBeenCalledOnce();
    rerender(<List given={orders(400)} onEnd={onEnd} />);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("opens with Enter and double click, sorts by its header, and steps for its screen", async () => {
    const onOpen = vi.fn();
    const onSort = vi.fn();
    const handle = createRef<TableHandle>();
    render(
      <List autoFocus onOpen={onOpen} onSort={onSort} sort={{ key: "no", descending: true }} ref={handle} />,
    );
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenLastCalledWith({ no: "A0", city: "City 0" });
    fireEvent.doubleClick(screen.getByRole("row", { name: /City 5$/ }));
    expect(onOpen).toHaveBeenLastCalledWith({ no: "A5", city: "City 5" });
    expect(screen.getByRole("columnheader", { name: "No" })).toHaveAttribute("aria-sort", "descending");
    fireEvent.click(screen.getByRole("button", { name: "No" }));
    expect(onSort).toHaveBeenCalledWith("no");
    act(() => handle.current?.step(1));
    expect(current()).toBe("1");
    expect(handle.current?.reveal("A7")).toBe(true);
    expect(handle.current?.reveal("Z")).toBe(false);
  });

  it("drops and adds columns with its width, and lets a row's cell cover others", () => {
    const wide: Column<Order>[] = [
      { ...(columns[0] as Column<Order>), span: (order) => (order.no === "A1" ? 2 : 1) },
      columns[1] as Column<Order>,
      { key: "far", head: "Far", width: "1fr", from: 1001, render: () => "far" },
      { key: "near", head: "Near", width: "1fr", below: 1001, render: () => "near" },
    ];
    render(<List columns={wide} given={orders(3)} />);
    expect(screen.queryByRole("columnheader", { name: "Far" })).toBeNull();
    expect(screen.getByRole("columnheader", { name: "Near" })).toBeVisible();
    expect(within(screen.getByRole("row", { name: /A1/ })).getAllByRole("gridcell")).toHaveLength(3);
    expect(within(screen.getByRole("row", { name: /A2/ })).getAllByRole("gridcell")).toHaveLength(4);
  });

  it("counts the room for columns in the width that the density gives them", async () => {
    const root = document.documentElement;
    const some: Column<Order>[] = [
      columns[0] as Column<Order>,
      { key: "far", head: "Far", width: "1fr", from: 900, render: () => "far" },
    ];
    render(<List columns={some} given={orders(1)} />);
    expect(screen.getByRole("columnheader", { name: "Far" })).toBeVisible();
    try {
      root.style.setProperty("--wide", "1.14");
      root.dataset.density = "roomy";
      await waitFor(() => expect(screen.queryByRole("columnheader", { name: "Far" })).toBeNull());
    } finally {
      root.style.removeProperty("--wide");
      delete root.dataset.density;
    }
  });

  it("lets fixed widths follow the density", () => {
    render(<List given={orders(2)} />);
    const table = document.querySelector<HTMLElement>(".tbl");
    expect(table?.style.getPropertyValue("--cols")).toBe(
      "calc(32px * var(--wide)) calc(80px * var(--wide)) 1fr",
    );
  });

  it("says what to do where there is nothing", () => {
    render(<List given={[]} empty={<p>drop a file</p>} />);
    expect(screen.getByText("drop a file")).toBeVisible();
  });
});
