import type { Confidence, PasteDocument } from "~/ipc/bindings";

/** How sure a pasted value is, in bars. */
export const BARS: Record<Confidence, 1 | 2 | 3> = { doubtful: 1, check: 2, sure: 3 };

/** What was read from a pasted text and may want a look. */
export interface Pasted {
  text: string;
  count: number;
  fields: Readonly<Record<string, { value: string; bars: 1 | 2 | 3; seen: boolean }>>;
}

export function pastedOf({ text, fields }: PasteDocument): Pasted {
  const known = fields.map(({ path, value, confidence }) => [
    path,
    { value, bars: BARS[confidence], seen: false },
  ]);
  return { text, count: fields.length, fields: Object.fromEntries(known) };
}

/**
 * Whether a text that is pasted is meant as a whole address, not as the value of one field. Where the recipient's own
 * fields, or none, have the focus, most texts are; elsewhere only what has the lines of one.
 */
export function looksLikeAddress(text: string, intoRecipient: boolean): boolean {
  const lines = text.trim().split(/\n+/).length;
  if (!intoRecipient) return lines >= 3;
  const many =
    /[,，;；:：\t]/.test(text) || (/\d/.test(text) && /\p{L}/u.test(text) && text.trim().length > 15);
  return lines >= 2 || many;
}
