import { render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { expect, it } from "vitest";
import { useKeys } from "./useKeys";

const met: string[] = [];

/** A place whose Enter means what it shows. */
function Question({ word }: { word: string }) {
  useKeys("question", [{ keys: "Enter", label: word, run: () => met.push(word) }]);
  return <p>{word}</p>;
}

/** Presses Enter in the very moment in which another word stands there. */
function Impatient({ word }: { word: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: pressed once for each word
  useLayoutEffect(() => {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }, [word]);
  return <Question word={word} />;
}

it("gives a key to what is drawn, however fast it comes", () => {
  const { rerender } = render(<Impatient word="询价" />);
  rerender(<Impatient word="购买 24" />);
  rerender(<Impatient word="已购买" />);
  expect(met).toEqual(["询价", "购买 24", "已购买"]);
});
