import type { TFunction } from "i18next";
import type { IssueDocument } from "~/ipc/bindings";

/** The texts of the form. */
type Words = TFunction<"orderForm">;

/** What the last field of a path is called: `recipient.postcode` is the postcode. */
export function fieldWord(t: Words, path: string): string {
  const last = path.split(".").at(-1) ?? path;
  const name = last.replace(/\[\d+\]$/, "");
  return t(`field.${name}` as "field.postcode", { defaultValue: name });
}

/** Where a field stands, as the form calls it: `boxes[0].items[1].sku` is `Box 1 › Line 2 › SKU`. */
export function fieldPlace(t: Words, path: string): string {
  return path
    .split(".")
    .map((part) => {
      const [, list, index] = /^(boxes|items)\[(\d+)\]$/.exec(part) ?? [];
      const number = Number(index) + 1;
      if (list === "boxes") return t("box.title", { number });
      if (list === "items") return t("item.line", { number });
      if (part === "sender" || part === "recipient") return t(`${part}.title`);
      return fieldWord(t, part);
    })
    .join(" › ");
}

/** What is left to do at a field, in the words of the form. */
export function issueWords(t: Words, { path, problem, given }: IssueDocument): string {
  const field = fieldPlace(t, path);
  if (problem === "missing") return t("issue.missing", { field });
  return given ? t("issue.given", { field, given }) : t("issue.wrong", { field });
}
