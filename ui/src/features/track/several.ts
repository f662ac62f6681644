const BETWEEN = /[\s,;|，；、]+/;
/** Shorter parts of a line are groups of one number: `9405 5843 2920`. */
const LONGEST_GROUP = 6;

/** What was pasted in lines, as it stands in a field of one line. */
export function oneLine(pasted: string): string {
  return pasted
    .split(/[\r\n\t]+/)
    .map((line) => {
      const parts = line.trim().split(/\s+/);
      return parts.join(parts.every(({ length }) => length <= LONGEST_GROUP) ? "" : " ");
    })
    .filter(Boolean)
    .join(", ");
}

/** The numbers of a text that names several; none of a text that is anything else. */
export function severalIn(text: string): string[] {
  const words = text.split(BETWEEN).filter(Boolean);
  const all = words.length > 1 && words.every((word) => word.length >= 5 && /\d\D*\d\D*\d/.test(word));
  return all ? words : [];
}
