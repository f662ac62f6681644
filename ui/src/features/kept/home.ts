/** The account where one that is in the list was made, the chosen one first; any other is asked for at the chosen one. */
export function homeOf<Row extends { account: string }>(
  rows: readonly Row[],
  chosen: string | null,
  is: (row: Row) => boolean,
): string | null {
  const homes = rows.filter(is).map(({ account }) => account);
  return homes.find((one) => one === chosen) ?? homes[0] ?? chosen;
}
