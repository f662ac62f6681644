import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { restoreSession, sessionAt } from "./session";
import { useSelection } from "./useSelection";

const keysTo = (count: number) => new Set(Array.from({ length: count }, (_, index) => `n${index}`));

it("notes a list with more than may be noted as empty, so that no older selection comes back", () => {
  restoreSession(JSON.stringify({ orders: { ready: ["n1"], all: ["n2"] } }));
  const { result } = renderHook(() =>
    useSelection<string>({
      noted: "orders",
      list: "all",
      rows: [],
      keyOf: (row) => row,
      complete: false,
      readAll: async () => ({ rows: [], total: 0 }),
      onMost: () => {},
    }),
  );
  act(() => result.current.select(keysTo(500)));
  expect(sessionAt("orders")).toEqual({ ready: ["n1"], all: [...keysTo(500)] });
  act(() => result.current.select(keysTo(501)));
  expect(result.current.selection.size).toBe(501);
  expect(sessionAt("orders")).toEqual({ ready: ["n1"], all: [] });
  restoreSession(null);
});
