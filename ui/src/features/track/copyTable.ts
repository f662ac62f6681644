/** Puts a table into the clipboard: as cells for spreadsheets, where numbers stay text, and as lines for anything else. */
export async function copyTable(table: readonly (readonly string[])[]): Promise<void> {
  const lines = table.map((cells) => cells.map(plain).join("\t")).join("\n");
  if (typeof ClipboardItem === "undefined" || typeof navigator.clipboard.write !== "function") {
    await navigator.clipboard.writeText(lines);
    return;
  }
  const of = (type: string, text: string) => new Blob([text], { type });
  const item = { "text/plain": of("text/plain", lines), "text/html": of("text/html", htmlOf(table)) };
  await navigator.clipboard.write([new ClipboardItem(item)]);
}

/** The same as a table of a page, every cell of it text: a long number keeps its last figures. */
export function htmlOf(table: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<td style="mso-number-format:'\\@'">${escaped(text)}</td>`;
  return `<table>${table.map((cells) => `<tr>${cells.map(cell).join("")}</tr>`).join("")}</table>`;
}

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** One line without tabs, and nothing that a spreadsheet would compute. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
