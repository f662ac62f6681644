import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import {
  Autocomplete,
  Checkbox,
  Combobox,
  Field,
  FieldTroubles,
  focusField,
  NumberInput,
  numberTrouble,
  SegmentedControl,
  Select,
  type Suggestion,
  Switch,
  TextInput,
} from ".";

describe("a field", () => {
  it("ties its label, its trouble and its control together", () => {
    render(
      <Field label="邮编" required error="美国邮编要 5 位">
        <TextInput defaultValue="0390" />
      </Field>,
    );
    const input = screen.getByRole("textbox", { name: "邮编" });
    expect(input).toBeInvalid();
    expect(input).toBeRequired();
    expect(input).toHaveAccessibleDescription("美国邮编要 5 位");
    expect(input.parentElement).toHaveClass("in", "err");
  });

  it("finds its trouble by path, and the focus goes there", () => {
    render(
      <FieldTroubles
        by={{ "recipient.postcode": { text: "太短" }, "recipient.house": { text: "看一眼", tone: "check" } }}
      >
        <Field label="Postcode" path="recipient.postcode">
          <TextInput />
        </Field>
        <Field label="House" path="recipient.house">
          <TextInput />
        </Field>
      </FieldTroubles>,
    );
    expect(screen.getByLabelText("Postcode")).toHaveAccessibleDescription("太短");
    expect(screen.getByLabelText("House")).toBeValid();
    expect(screen.getByLabelText("House").parentElement).toHaveClass("chk");
    expect(focusField("recipient.house")).toBe(true);
    expect(screen.getByLabelText("House")).toHaveFocus();
    expect(focusField("recipient.name")).toBe(false);
  });

  it("counts characters and marks what is over", () => {
    render(
      <Field label="Address" count={43} max={35} confidence={2}>
        <TextInput />
      </Field>,
    );
    expect(screen.getByText("43 / 35")).toHaveClass("bad");
    expect(screen.getByText("43 / 35")).toHaveAttribute("title", "多了 8 个字");
    expect(screen.getByRole("img", { name: "把握 2 / 3" })).toBeVisible();
  });
});

function Weight({ first = "1.72", tell = vi.fn() }: { first?: string; tell?: (text: string) => void }) {
  const [value, setValue] = useState(first);
  return (
    <Field label="kg">
      <NumberInput
        value={value}
        decimals={3}
        onValue={(text) => {
          tell(text);
          setValue(text);
        }}
      />
    </Field>
  );
}

describe("a number", () => {
  it("stays as typed until the field is left, and is told in the engine's form", () => {
    const tell = vi.fn();
    render(<Weight tell={tell} />);
    const input = screen.getByLabelText("kg");
    fireEvent.change(input, { target: { value: "１２．５０" } });
    expect(tell).toHaveBeenLastCalledWith("12.50");
    expect(input).toHaveValue("１２．５０");
    fireEvent.blur(input);
    expect(input).toHaveValue("12.50");
  });

  it("keeps what is no number, marked, and never clears it", () => {
    const tell = vi.fn();
    render(<Weight tell={tell} />);
    const input = screen.getByLabelText("kg");
    fireEvent.change(input, { target: { value: "1,5" } });
    fireEvent.blur(input);
    expect(tell).toHaveBeenLastCalledWith("1,5");
    expect(input).toHaveValue("1,5");
    expect(input).toBeInvalid();
  });

  it("says why it cannot be used", () => {
    expect(numberTrouble("1.7")).toBeNull();
    expect(numberTrouble("")).toBeNull();
    expect(numberTrouble("x")).toBe("number.not_a_number");
    expect(numberTrouble("1.2345", 3)).toBe("number.too_fine");
    expect(numberTrouble("1.5", 0)).toBe("number.too_fine");
  });
});

const CHANNELS = [
  { value: "386", label: "美西小包" },
  { value: "412", label: "USPS Ground", hint: "412" },
  { value: "519", label: "DHL", disabled: true },
];

function City({ take }: { take: (taken: Suggestion) => void }) {
  const [text, setText] = useState("");
  const all = ["Los Angeles", "Los Gatos"].map((one) => ({ text: one }));
  return (
    <Autocomplete
      aria-label="City"
      value={text}
      onValue={setText}
      onTake={take}
      suggestions={text ? all : []}
    />
  );
}

describe("lists", () => {
  it("give one of a few", async () => {
    const tell = vi.fn();
    render(
      <Field label="Channel">
        <Select value="386" onValue={tell} options={CHANNELS} />
      </Field>,
    );
    const trigger = screen.getByRole("combobox", { name: "Channel" });
    expect(trigger).toHaveTextContent("美西小包");
    await userEvent.click(trigger);
    await userEvent.click(await screen.findByRole("option", { name: /USPS Ground/ }));
    expect(tell).toHaveBeenCalledWith("412");
  });

  it("give one of many by typing", async () => {
    const tell = vi.fn();
    render(
      <Field label="Channel">
        <Combobox
          value={null}
          onValue={tell}
          options={CHANNELS}
          searchWords={(option) => (option.value === "386" ? "xiaobao" : "")}
        />
      </Field>,
    );
    const input = screen.getByRole("combobox", { name: "Channel" });
    await userEvent.type(input, "xiao");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(tell).toHaveBeenCalledWith("386");
    await userEvent.clear(input);
    await userEvent.type(input, "nowhere");
    expect(screen.getByText("没有找到“nowhere”")).toBeVisible();
  });

  it("suggest without changing what is typed", async () => {
    const take = vi.fn();
    render(<City take={take} />);
    const input = screen.getByRole("combobox", { name: "City" });
    await userEvent.type(input, "Los X");
    expect(input).toHaveValue("Los X");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(input).toHaveValue("Los Gatos");
    expect(take).toHaveBeenCalledWith({ text: "Los Gatos" });
  });
});

describe("choices", () => {
  it("tell their new state, and mixed is neither", async () => {
    const tell = vi.fn();
    render(
      <>
        <Checkbox label="all" mixed onChecked={tell} />
        <Switch label="sound" onChecked={tell} />
      </>,
    );
    expect(screen.getByRole("checkbox", { name: "all" })).toBePartiallyChecked();
    await userEvent.click(screen.getByRole("switch", { name: "sound" }));
    expect(tell).toHaveBeenLastCalledWith(true);
  });

  it("move along a segmented control by arrow keys", async () => {
    const tell = vi.fn();
    const segments = ["compact", "normal"].map((value) => ({ value, label: value }));
    render(<SegmentedControl label="density" segments={segments} value="compact" onValue={tell} />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight}");
    expect(tell).toHaveBeenCalledWith("normal");
  });
});
