/** The first page is in sight at once; later ones are larger, because each is read again when its list changes. */
const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
/** The most rows that are taken into one selection. */
export const MOST_SELECTED = 10_000;

/** How many rows are asked for behind a row; `null` is the beginning. */
export const pageSize = (after: string | null): number => (after === null ? FIRST_PAGE : NEXT_PAGE);

/** A row that moved between two pages while they were read stands once, where it was seen first. */
export function eachOnce<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(keyOf(row)) && seen.add(keyOf(row)));
}

/** A page as the engine gives it. */
interface Page<Row> {
  items: readonly Row[];
  next: string | null;
  total: number;
}

/** All rows of a list, as far as a selection may go. */
export async function allRows<Row>(
  pageAfter: (after: string | null, limit: number) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = [];
  let page: Page<Row> | null = null;
  do {
    page = await pageAfter(page?.next ?? null, NEXT_PAGE);
    rows.push(...page.items);
  } while (page.next !== null && rows.length < MOST_SELECTED);
  return { rows: eachOnce(rows, keyOf).slice(0, MOST_SELECTED), total: page.total };
}
