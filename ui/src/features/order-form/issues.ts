import type { FormDocument, IssueDocument } from "~/ipc/bindings";

/** Something that is left to do in the form. */
export interface Todo {
  path: string;
  /** `missing` is quiet until somebody has been there; `wrong` is not. */
  kind: "missing" | "wrong" | "advice" | "check";
  /** Where: `Box 2 › Line 1 › HS code`. */
  where: string;
  what: string;
}

/** The engine says `where: what`; a list shows them apart, a field only the second. */
export function partsOf(message: string): { where: string; what: string } {
  const cut = /^(.*?)(?:: |：)(.+)$/s.exec(message);
  return cut ? { where: cut[1] ?? "", what: cut[2] ?? "" } : { where: "", what: message };
}

/** What is left, in the engine's order: first what must be done, then advice. */
export function todosOf({ issues, hints }: Pick<FormDocument, "issues" | "hints">): Todo[] {
  return [
    ...issues.map((issue) => todo(issue, issue.problem === "missing" ? "missing" : "wrong")),
    ...hints.map((hint) => todo(hint, "advice")),
  ];
}

function todo({ path, message }: IssueDocument, kind: Todo["kind"]): Todo {
  return { path, kind, ...partsOf(message) };
}

/** The next place to go to: the first one behind where the focus is, else the first of all. */
export function nextOf(paths: readonly string[], within: ParentNode, from: Element | null): string | null {
  const places = paths
    .map((path) => ({ path, element: within.querySelector(`[data-path="${CSS.escape(path)}"]`) }))
    .sort((one, other) => (follows(one.element, other.element) ? -1 : 1));
  const behind = places.find(
    ({ element }) => element !== null && from !== null && !element.contains(from) && follows(from, element),
  );
  return (behind ?? places[0])?.path ?? null;
}

function follows(first: Element | null, second: Element | null): boolean {
  if (!first) return false;
  if (!second) return true;
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
