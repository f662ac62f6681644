/** Where a word of a name ends. */
const BETWEEN = /[-_·./\s]/;

/** Names without the words that all of them begin with: what is the same in every row tells nothing. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const [first = "", ...others] = names;
  let shared = others.length > 0 ? first.length : 0;
  while (shared > 0 && !isShared(names, first, shared)) shared -= 1;
  return new Map(names.map((name) => [name, name.slice(shared)]));
}

const isShared = (names: readonly string[], first: string, length: number) =>
  BETWEEN.test(first.charAt(length - 1)) &&
  names.every((name) => name.length > length && name.startsWith(first.slice(0, length)));
